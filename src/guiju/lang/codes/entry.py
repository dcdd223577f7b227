"""What the catalogue keeps about one code."""

from dataclasses import dataclass

from guiju.lang.diagnostics import Level


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: what it says and how to mend it, in both languages, with a bad and a mended example.

    The texts are templates over the diagnostic's data: ``{quote}`` is the quoted text, ``{near}`` the nearest
    candidates. An example is a document; without front matter or a heading it is the inside of one rule block.
    """

    level: Level
    chinese: str
    english: str
    mend_chinese: str
    mend_english: str
    bad: str
    mended: str
