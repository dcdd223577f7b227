"""What the compiler must know of the shop data: facts, their columns and keys. Values only: no file is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a column of a fact holds."""

    TEXT = "text"
    KEY = "key"
    MONEY = "money"  # yuan
    COUNT = "count"
    RATIO = "ratio"  # 0.5 is 50 %
    DURATION = "duration"  # seconds
    TIME = "time"
    DATE = "date"
    FLAG = "flag"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its Chinese and English name; ``refers`` is the English name of the fact that a key leads to.

    ``lookup`` says what a column that no file brings is looked up in, by the day of the row; empty for the others.
    Where ``named`` is there, an empty cell of it is missing for a reason that names what these columns hold.
    """

    name: str
    english: str
    type: ColumnType
    refers: str = ""
    missing_is_zero: bool = False
    lookup: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of row that formulas may aggregate; ``event`` is the English name of its time column.

    ``key`` are the English names of the columns that tell one row from another. Another fact's key column leads to
    the last of them; the others have the same name there.
    """

    name: str
    english: str
    event: str
    columns: tuple[Column, ...]
    dimensions: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.english)  # its columns would take long, and facts are looked up for every formula


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All facts by English name."""

    facts: Mapping[str, Fact]

    def __hash__(self) -> int:
        return hash(tuple(self.facts))
