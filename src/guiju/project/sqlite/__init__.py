"""SQLite with a queue: many processes write one after another without losing time or a commit; see ``base``."""
