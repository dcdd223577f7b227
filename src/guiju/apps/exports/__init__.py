"""What leaves the house as a file: written down, signed, and above a number of rows approved by another."""
