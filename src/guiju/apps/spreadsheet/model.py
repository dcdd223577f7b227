"""Declared sheets and columns, and what a workbook says or gets wrong under them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DATE = "date"
    FLAG = "flag"  # 是 or 否
    NUMBER = "number"  # an exact number in base units: 0.5 is 50 %
    FIGURE = "figure"  # a number worked out for people: as near as a cell holds it, so that it can be reckoned with
    MONEY = "money"  # yuan, at most two decimals
    SHARE = "share"  # more than 0, at most 1: 50%, 0.5 or 1/2
    LIST = "list"  # texts parted by 、 or a comma
    PERIOD = "period"  # 2026-10, 2026Q4, 2026-W41 or a day: its first day
    NOTE = "note"  # written for people, never read


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its Chinese and English header; ``choices`` leads from accepted words to what they stand for."""

    name: str
    title: str
    english: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet under its Chinese and English name."""

    title: str
    english: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as people find it; ``row`` counts from 1 and is 0 for the whole sheet, ``column`` is a header or empty."""

    sheet: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a workbook, where, and how to mend it; the sentences have ``%(name)s`` places for ``data``."""

    code: str
    place: Place
    problem: str | Promise
    mend: str | Promise
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def problem_text(self) -> str:
        """What is wrong, in the active language."""
        return str(self.problem) % self.data if self.data else str(self.problem)

    @property
    def mend_text(self) -> str:
        """What to do about it, in the active language."""
        return str(self.mend) % self.data if self.data else str(self.mend)


@dataclass(frozen=True, slots=True)
class Row:
    """A filled row: its place and its readable values by field; an empty cell is ``None``."""

    place: Place
    values: Mapping[str, Any]  # str, date, bool, Fraction or tuple of str, by the column's kind

    def at(self, column: str) -> Place:
        """The place of one cell of this row, by the column's header."""
        return Place(self.place.sheet, self.place.row, column)


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says: rows by the sheet's Chinese name, and everything that could not be read."""

    rows: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...]
