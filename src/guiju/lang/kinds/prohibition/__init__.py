"""禁止: what must not be done, and what follows a report."""
