"""权限: who may do what, and how far."""
