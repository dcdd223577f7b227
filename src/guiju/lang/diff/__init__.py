"""Two versions of a regulation compared in business words."""

from guiju.lang.diff.changes import Change, diff

__all__ = ["Change", "diff"]
