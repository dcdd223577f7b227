"""What duties ask of each person under a text in some days: how many, which, until when; and what would have been late.

The plan is the calendar's; here it is only counted by person.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from guiju.engines.calendar.days import Calendar
from guiju.engines.calendar.plan import Due, Holders, plan
from guiju.lang.regulation import Regulation

Done = Mapping[tuple[str, str, date], datetime]  # (duty, person, day): when it was done, in local time


@dataclass(slots=True)
class Load:
    """One person's duties in some days: how often each, and the last moments at which they fall due.

    ``late`` counts those of which it is known when they were done, and that would have come too late.
    """

    counts: Counter[str] = field(default_factory=Counter)
    due: dict[str, str] = field(default_factory=dict)  # the time of day, of each duty
    late: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()


def loads(
    regulation: Regulation, holders: Holders, days: tuple[date, date], calendar: Calendar, done: Done | None = None
) -> dict[str, Load]:
    """Everybody's duties between two days, both included, by number; posts that nobody holds under ``""``."""
    found: dict[str, Load] = {}
    for due in plan(regulation, holders, *days, calendar):
        for number in (due.number, *due.responsible):
            _count(found.setdefault(number, Load()), due, number, done or {})
    return found


def _count(load: Load, due: Due, number: str, done: Done) -> None:
    load.counts[due.duty] += 1
    load.due[due.duty] = f"{due.due:%H:%M}"
    finished = done.get((due.duty, number, due.day))
    if finished is not None and finished > due.due:
        load.late[due.duty] += 1


@dataclass(frozen=True, slots=True)
class Shifted:
    """A duty that differs between two texts for one person: how often and until when, before and after."""

    duty: str
    before: int
    after: int
    due_before: str
    due_after: str


def shifted(before: Load, after: Load) -> Sequence[Shifted]:
    """What changes for one person, in the order of names."""
    names = sorted(before.counts.keys() | after.counts.keys())
    found = (
        Shifted(name, before.counts[name], after.counts[name], before.due.get(name, ""), after.due.get(name, ""))
        for name in names
    )
    return [one for one in found if (one.before, one.due_before) != (one.after, one.due_after)]
