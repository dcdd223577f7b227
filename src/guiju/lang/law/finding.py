"""What was found when a regulation was held against a floor of law."""

from dataclasses import dataclass
from enum import StrEnum

from guiju.lang.kinds import Floor
from guiju.lang.text import Span


class Severity(StrEnum):
    """What follows from a finding."""

    BELOW = "below"  # a rule undercuts the floor: it cannot be put into force
    STANDARD = "standard"  # beyond a standard: allowed at a price
    WORDS = "words"  # a sentence of the text may undercut it; a person must read it
    LACKS = "lacks"  # something that the law wants said is not said
    NOTE = "note"  # to be kept in doing, not in writing


@dataclass(frozen=True, slots=True)
class Both:
    """A wording in Chinese and in English."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The one that is wanted: ``zh``, else English."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a regulation against one floor.

    ``rule`` is the (kind, name) of the rule at fault, ``None`` for the words of the clause itself; ``quote`` what is at
    fault. ``sums`` is the arithmetic, or the words that were found; ``allowed`` what could stand there instead.
    """

    floor: Floor
    severity: Severity
    clause: str
    rule: tuple[str, str] | None
    span: Span
    quote: str
    sums: Both
    allowed: Both
