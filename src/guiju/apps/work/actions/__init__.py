"""Writing work, one module a part of its life. Each action is atomic, audited and gives the work's new version."""
