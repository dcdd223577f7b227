"""The roster as frozen values. Rows are in force from ``start`` to ``end``, both days included; no end means still."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from guiju.apps.spreadsheet import Place


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works or worked here; ``left`` is the last day. ``place`` is where a workbook says so."""

    number: str
    name: str
    joined: date
    left: date | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody holds: a unit and a position by their names in the regulation."""

    number: str
    unit: str
    position: str
    start: date
    end: date | None = None
    leader: bool = False
    main: bool = True
    place: Place | None = field(default=None, compare=False)


class Held(NamedTuple):
    """What somebody holds on a day that is known: 工号, name, and the names of unit and position."""

    number: str
    name: str
    unit: str
    position: str
    leader: bool


class Administrator(NamedTuple):
    """Who may do everything: the name they sign in with, and their 工号, empty for who is not in the roster."""

    username: str
    number: str


@dataclass(frozen=True, slots=True)
class Pay:
    """Monthly pay in yuan from a day on: 基础绩效工资, and 基本工资 where it is known."""

    number: str
    start: date
    performance: Fraction
    base: Fraction | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop and its other names."""

    name: str
    platform: str = ""
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rows count: ``kind`` is shop, channel, campaign or agent; no share means the whole."""

    number: str
    kind: str
    key: str
    start: date
    end: date | None = None
    share: Fraction | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Deputy:
    """``deputy`` (a 工号) stands in for ``number`` whenever that person is away."""

    number: str
    deputy: str
    start: date
    end: date | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` reports to ``leader`` (a 工号) whatever the regulation says of their positions.

    A ``dotted`` line stands beside the one that leads: of a project, of a region.
    """

    number: str
    leader: str
    start: date
    end: date | None = None
    dotted: bool = False
    place: Place | None = field(default=None, compare=False)


Row = Person | Post | Pay | Shop | Owner | Deputy | Line
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything at once, each row by its key."""

    rows: dict[Key, Row] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Person]:
        """People by 工号."""
        return {row.number: row for row in self.rows.values() if isinstance(row, Person)}

    @property
    def shops(self) -> dict[str, Shop]:
        """Shops by name."""
        return {row.name: row for row in self.rows.values() if isinstance(row, Shop)}

    @property
    def posts(self) -> list[Post]:
        """All posts."""
        return [row for row in self.rows.values() if isinstance(row, Post)]

    @property
    def pay(self) -> list[Pay]:
        """All rows of pay."""
        return [row for row in self.rows.values() if isinstance(row, Pay)]

    @property
    def owners(self) -> list[Owner]:
        """All ownerships."""
        return [row for row in self.rows.values() if isinstance(row, Owner)]

    @property
    def deputies(self) -> list[Deputy]:
        """All standing deputies."""
        return [row for row in self.rows.values() if isinstance(row, Deputy)]

    @property
    def lines(self) -> list[Line]:
        """All reporting lines."""
        return [row for row in self.rows.values() if isinstance(row, Line)]


def key(row: Row) -> Key:
    """What makes a row that row: another row with the same key takes its place."""
    match row:
        case Person():
            return ("person", row.number)
        case Post():
            return ("post", row.number, row.unit, row.position, row.start.isoformat())
        case Pay():
            return ("pay", row.number, row.start.isoformat())
        case Shop():
            return ("shop", row.name)
        case Owner():
            return ("owner", row.kind, row.key, row.number, row.start.isoformat())
        case Deputy() | Line():
            kind, other = ("deputy", row.deputy) if isinstance(row, Deputy) else ("line", row.leader)
            return (kind, row.number, other, row.start.isoformat())


def holds(row: Post | Owner | Deputy | Line, day: date) -> bool:
    """Whether a row is in force on a day."""
    return row.start <= day and (row.end is None or day <= row.end)
