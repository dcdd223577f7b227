"""适用: whom the regulation binds."""
