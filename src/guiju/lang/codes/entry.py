"""What the catalogue keeps about one code."""

from dataclasses import dataclass

from guiju.lang.diagnostics import Level


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: what it says and how to mend it, in both languages, with a bad and a mended example.

    The texts are templates over the diagnostic's data; ``{quote}`` is the quoted text, ``{near}`` the nearest
    candidates, and a datum ``x_en`` stands for ``{x}`` in English. An example is a whole document when it starts with
    ``---``, clauses when it starts with ``#``, else the inside of one rule block. Problems of files have none.
    """

    level: Level
    chinese: str
    english: str
    mend_chinese: str
    mend_english: str
    bad: str
    mended: str


def error(chinese: str, english: str, mend_chinese: str, mend_english: str, bad: str, mended: str) -> Code:
    """A code that keeps a document from being adopted."""
    return Code(Level.ERROR, chinese, english, mend_chinese, mend_english, bad, mended)


def warning(chinese: str, english: str, mend_chinese: str, mend_english: str, bad: str, mended: str) -> Code:
    """A code that asks for attention."""
    return Code(Level.WARNING, chinese, english, mend_chinese, mend_english, bad, mended)
