"""Coming in and going out, and how one likes to read: language and theme."""
