"""Who is judged: a person's places over time, and the one that counts in a period."""

from dataclasses import dataclass
from datetime import date, timedelta

from guiju.engines.periods import Period


@dataclass(frozen=True, slots=True)
class Stay:
    """A unit and a position held from ``start`` to ``end``, both days included; no end means still."""

    unit: str
    position: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster; ``id`` is the number by which sources know them, ``left`` the last day of work."""

    id: str
    name: str
    stays: tuple[Stay, ...]
    joined: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person is judged for a period, and how much of it they were there.

    ``days`` of ``of_days`` calendar days were days of employment. ``before`` holds the places of the same period that
    do not count, oldest first.
    """

    unit: str
    position: str
    days: int
    of_days: int
    first: date
    last: date
    before: tuple[Stay, ...] = ()


def place(person: Person, period: Period) -> Placement | None:
    """The unit and position held on the last day that the person worked in the period.

    Somebody who moved within the period is judged, for all of it, where they stood at its end; who left, where they
    stood on the last day. ``None`` when they held no place on any day of it.
    """
    end = period.end
    first = max(period.start, person.joined) if person.joined else period.start
    last = min(end, person.left) if person.left else end
    held = [stay for stay in person.stays if stay.start <= last and (stay.end is None or stay.end >= first)]
    if last < first or not held:
        return None
    held.sort(key=lambda stay: stay.start)
    final = held[-1]
    last = min(last, final.end or last)
    first = max(first, min(stay.start for stay in held))
    return Placement(
        unit=final.unit,
        position=final.position,
        days=_days(held, first, last),
        of_days=(end - period.start).days + 1,
        first=first,
        last=last,
        before=tuple(stay for stay in held[:-1] if (stay.unit, stay.position) != (final.unit, final.position)),
    )


def _days(held: list[Stay], first: date, last: date) -> int:
    """The days from ``first`` to ``last`` on which any place was held; ``held`` is in the order of its starts."""
    count, beyond = 0, first
    for stay in held:
        start, end = max(beyond, stay.start), min(last, stay.end or last)
        if end >= start:
            count += (end - start).days + 1
            beyond = end + timedelta(days=1)
    return count
