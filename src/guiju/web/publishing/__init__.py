"""Pages on which a version of the regulation is published, signed and read."""
