"""Who may do what to whose things, and by which rule: the access rules (权限) read for the holders of posts."""
