"""The one catalogue of problems: each code with its level, its words in both languages, and how to mend it."""

from guiju.lang.codes.entry import Code
from guiju.lang.diagnostics import Level


def level(code: str) -> Level:
    return Level.ERROR
