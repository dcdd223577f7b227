"""作息: the hours of a unit."""
