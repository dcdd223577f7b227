"""发布: what a new version of the regulation has to pass before it binds."""
