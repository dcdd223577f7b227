"""What scoring asks of the world: aggregates of facts, targets, entered figures and pay, each with where it is from."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from guiju.engines.periods import Period
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import ItemScope
from guiju.lang.values import Missing, Value


@dataclass(frozen=True, slots=True)
class Rows:
    """Whose rows a figure counts: all of the department's, those of a unit's people (``who``) or of one person."""

    scope: ItemScope
    who: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One aggregate over rows of a fact, in base units.

    ``text`` is the canonical formula that asks for it, ``fact`` the fact's Chinese name, ``where`` the filter as
    written; ``rows`` counts the rows, ``None`` where nobody did. ``provisional`` while the period still runs.
    ``corrections`` are the numbers of those that meet its rows.
    """

    text: str
    fact: str
    where: str
    rows: int | None
    value: Value
    provisional: bool = False
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A target or entered figure; ``by`` and ``on`` say who stated it and when, empty when nobody did."""

    value: Fraction | Missing
    by: str = ""
    on: date | None = None


class Source(Protocol):
    """Where figures come from; every answer is exact, in base units (yuan, seconds, 0.5 for 50 %).

    Nothing here raises for what is lacking: it answers with a missing value that names what to bring. ``None`` from
    ``target`` and ``settled`` leaves the matter to the regulation.
    """

    def cell(self, text: str, rows: Rows, period: Period) -> Cell:
        """An aggregate, known by its canonical text (``lang.formula.format_tree``), over these rows of a period."""
        ...

    def target(self, name: str, subject: Subject, period: Period) -> Stated | None:
        """The target entered for a metric or input and just this subject; ``None`` when none was."""
        ...

    def input(self, name: str, subject: Subject, period: Period) -> Stated | None:
        """The entered figure of a subject, missing while it is not confirmed; ``None`` when none was entered."""
        ...

    def pay(self, person: str, item: str, day: date) -> Fraction | Missing:
        """Monthly pay in yuan on a day; ``item`` is ``performance`` or ``base``."""
        ...

    def settled(self, person: str, period: Period) -> Fraction | None:
        """The points published for an earlier period; ``None`` when nothing was, and they are worked out afresh."""
        ...
