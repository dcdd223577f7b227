"""Reading what people marked, what was found, and what was explored."""
