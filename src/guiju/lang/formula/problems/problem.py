"""What the catalogue keeps about one problem of formulas."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A code with its sentence, how to mend it, and a bad and a mended formula.

    Sentences are templates over ``quote``, ``near`` and the diagnostic's data; keys that end in ``_en`` serve English.
    """

    code: str
    chinese: str
    english: str
    mend: str
    mend_english: str
    bad: str
    mended: str
