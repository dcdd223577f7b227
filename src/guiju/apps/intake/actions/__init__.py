"""Changing what is expected, and letting it in."""
