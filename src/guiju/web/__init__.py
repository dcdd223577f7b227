"""Pages: one folder an area, components in kit."""
