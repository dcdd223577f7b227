"""Text in, typed rows out: vectorised, and what cannot be read is told cell by cell."""
