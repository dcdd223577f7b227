"""岗位: a post in a unit."""
