"""What stands about several people: a group's day, reports, boards, meetings, evidence, notices, absences."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from guiju.apps.work.values.lines import Item, Who


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a group on a day: how many pieces are late, open and done; ``away`` with ``deputy`` if any."""

    who: Who
    position: str
    late: int
    open: int
    done: int
    away: bool
    deputy: Who
    worst: Item | None  # the longest overdue, of those who are furthest behind


@dataclass(frozen=True, slots=True)
class GroupDay:
    """A unit and all under it on a day.

    ``stuck`` is the first of what is overdue, of others than the asker, then of what waits for unfinished other work;
    ``overdue`` is how much of it there is in all. ``vacant`` is the first of ``vacancies`` that nobody is there to do.
    """

    unit: str
    day: date
    lines: tuple[Line, ...]
    stuck: tuple[Item, ...]
    overdue: int
    vacant: tuple[Item, ...]
    vacancies: int


@dataclass(frozen=True, slots=True)
class Reported:
    """Who has done a duty (or filed a form) for a day, and who has not; ``has`` in the order it came.

    ``count``, ``lacking`` and ``let_off`` count all of them, of whom one page is named.
    """

    rule: str
    day: date
    has: tuple[Item, ...]
    has_not: tuple[Item, ...]
    excused: tuple[Item, ...]
    count: int
    lacking: int
    let_off: int


@dataclass(frozen=True, slots=True)
class Board:
    """Tasks in three columns, in their order; ``done`` holds the newest of the closed ones first."""

    todo: tuple[Item, ...]
    doing: tuple[Item, ...]
    done: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often something was done: in time, late, lapsed undone, excused, and still open (``overdue`` among them).

    ``key`` is the unit, 工号, month (2026-10) or rule that ``by`` asked for, ``label`` how people call it.
    """

    key: str
    label: str
    kept: int
    late: int
    missed: int
    excused: int
    open: int
    overdue: int

    @property
    def rate(self) -> Fraction | None:
        """The share done in time of what was to be done by now; excused pieces do not count. ``None`` before any."""
        base = self.kept + self.late + self.missed + self.overdue
        return Fraction(self.kept, base) if base else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should hear; ``about`` is what the sentence is made of, ``who`` has the work."""

    who: Who
    id: int
    level: str
    at: datetime
    read: datetime | None
    about: dict[str, object]
    work: int | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from ``start`` until ``end``; ``deputy`` does their work meanwhile."""

    id: int
    who: Who
    deputy: Who
    start: datetime
    end: datetime
    reason: str
