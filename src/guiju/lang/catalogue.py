"""What the compiler must know of the shop data: facts, their columns and keys. Values only: no file is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


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


@dataclass(frozen=True)
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
        return hash(self.english)  # its columns would take long

    @cached_property
    def by_word(self) -> Mapping[str, Column]:
        """The columns by the keys of their Chinese and English names; of two the first is meant."""
        return _by_word(self.columns)


@dataclass(frozen=True)
class Catalogue:
    """All facts by English name."""

    facts: Mapping[str, Fact]

    @cached_property
    def by_word(self) -> Mapping[str, Fact]:
        """The facts by the keys of their Chinese and English names; of two the first is meant."""
        return _by_word(tuple(self.facts.values()))

    def __hash__(self) -> int:
        return hash(tuple(self.facts))


def _by_word[Named: (Column, Fact)](known: Sequence[Named]) -> Mapping[str, Named]:
    from guiju.lang.formula.names import key_of  # formulas know of catalogues

    return {key_of(word): one for one in reversed(known) for word in (one.name, one.english)}
