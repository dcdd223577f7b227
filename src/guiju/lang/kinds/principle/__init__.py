"""原则: what everybody holds to."""
