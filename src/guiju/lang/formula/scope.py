"""What exact evaluation asks for: values of names, rows of facts, and earlier periods."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from guiju.lang.values import Missing, Value

Cell = Fraction | Decimal | int | float | bool | str | date | datetime | Missing | None
Row = Mapping[str, Cell]
"""A row of a fact by the English names of its columns; an absent column is empty, a looked-up one may be missing."""

NULL = Missing(())
"""An empty cell: missing without a reason. Aggregates skip it, 缺省 replaces it, all else passes it on."""


class Scope(Protocol):
    """One subject and period."""

    def name(self, key: str) -> Value:
        """The value of a name by its identity (``key_of``), in base units."""
        ...

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:
        """The rows of a fact (English name) whose event time lies in the period; missing where no file covers them.

        ``event`` names another time column that decides instead; ``None`` asks for the rows of all periods, which are
        read through keys.
        """
        ...

    def previous(self, periods: int) -> "Scope":
        """The same subject, so many periods earlier."""
        ...


def value_of(cell: Cell) -> Value:
    """A cell as a value: exact numbers, ``NULL`` when empty."""
    if cell is None:
        return NULL
    if isinstance(cell, bool | str | date | Fraction | Missing):
        return cell
    return Fraction(str(cell)) if isinstance(cell, float) else Fraction(cell)
