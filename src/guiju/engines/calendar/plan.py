"""Which work is due by which clause: duties crossed with the people who hold the posts that they mean.

Each duty is expanded once for each set of hours among those whom it binds; people are then crossed with the days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from operator import itemgetter
from typing import NamedTuple

from guiju.engines.calendar.days import Calendar
from guiju.engines.calendar.hours import Shift, before, due_moment
from guiju.engines.calendar.recur import follows_calendar, occurrences
from guiju.engines.calendar.staff import Bound, Holder, Holders, Organisation, Staff, staffs
from guiju.engines.calendar.standing import LeftOut, Stands, left_out, standing
from guiju.lang.kinds import Duty
from guiju.lang.kinds.duty.model import WhoKind
from guiju.lang.regulation import Regulation

__all__ = ["Due", "Holder", "Holders", "LeftOut", "left_out", "plan"]


class Due(NamedTuple):
    """One piece of work that a duty makes for one person.

    ``key`` is the same whenever it is planned. ``number`` is empty where nobody holds the post. ``day`` is the day
    that the duty names, ``on`` the one that its policy for days off made of it; ``opens`` and ``due`` are local times.
    ``provisional`` while no decree has settled the working days that they depend on. ``responsible`` are the others
    who share the work, ``attendees`` the others who come to a meeting.
    """

    duty: str
    clause: str
    key: str
    number: str
    unit: str
    position: str
    day: date
    opens: datetime
    due: datetime
    provisional: bool
    attendees: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    on: date = date.min


class _Slot(NamedTuple):
    """One time that a duty comes round for those with the same hours."""

    key: str
    day: date
    opens: datetime
    due: datetime
    provisional: bool
    on: date


@dataclass(slots=True)
class _Planned:
    """A duty with its slots by hours, each set made when somebody needs it."""

    duty: Duty
    stands: Stands
    start: date
    end: date
    calendar: Calendar
    _slots: dict[Shift, tuple[list[date], list[_Slot]]] = field(default_factory=dict)

    def slots(self, shift: Shift, start: date, end: date) -> list[_Slot]:
        """The slots from one day to another."""
        if shift not in self._slots:
            found = [slot for slot in _expanded(self, shift) if self.stands(slot.on)]
            self._slots[shift] = [slot.on for slot in found], found
        days, found = self._slots[shift]
        return found[bisect_left(days, start) : bisect_right(days, end)]


def plan(regulation: Regulation, holders: Holders, start: date, end: date, calendar: Calendar) -> tuple[Due, ...]:
    """All that falls due from ``start`` to ``end``, both included, by the time it is due, then as the document has it.

    ``holders`` are the posts with their dates, or a function that gives those of a day (asked for each day). Who holds
    a post on the day when the work is due, has it. Plan as far ahead as the longest window of a 25日前 is wide, so that
    work is there when it opens. ``calendar`` is the public one. What cannot be planned ``left_out`` tells.
    """
    organisation = Organisation(regulation)
    duties = [_Planned(duty, stands, start, end, calendar) for duty, stands in standing(regulation)]
    found: dict[str, Due] = {}
    for staff in staffs(organisation, holders, start, end):
        for planned in duties:
            for due in _crossed(planned, staff):
                found.setdefault(due.key, due)  # who moved to other hours had it before the move
    return tuple(sorted(found.values(), key=itemgetter(8)))


def _crossed(planned: _Planned, staff: Staff) -> Iterator[Due]:
    """A duty for everybody whom it means while nobody changes."""
    duty = planned.duty
    of_post: dict[tuple[str, str], list[_Slot]] = {}
    for one, responsible in _accountable(duty, staff):
        slots = of_post.get((one.unit, one.position))
        if slots is None:
            shift = staff.organisation.shift(one.unit, one.position)
            slots = of_post[one.unit, one.position] = planned.slots(shift, staff.start, staff.end)
        if not slots:
            continue
        attendees = _attendees(duty, staff, one)
        whose = _whose(duty, one)
        for key, day, opens, due, provisional, on in slots:
            yield Due(
                duty.name,
                duty.clause,
                key + whose,
                one.number,
                one.unit,
                one.position,
                day,
                opens,
                due,
                provisional,
                attendees,
                responsible,
                on,
            )


def _accountable(duty: Duty, staff: Staff) -> Sequence[tuple[Bound, tuple[str, ...]]]:
    """Who answers for the work, each with those who share it."""
    bound = staff.meant(duty.who)
    if not duty.shared or len(bound) < 2:  # noqa: PLR2004 - nobody to share with
        return [(one, ()) for one in bound]
    held = [one for one in bound if one.number] or bound[:1]
    first = staff.first(held)
    return [(first, tuple(sorted({one.number for one in held} - {first.number})))]


def _attendees(duty: Duty, staff: Staff, host: Bound) -> tuple[str, ...]:
    if not duty.attend:
        return ()
    coming = {one.number for who in duty.attend for one in staff.meant(who, host.unit)}
    return tuple(sorted(coming - {host.number, ""}))


def _whose(duty: Duty, one: Bound) -> str:
    """What tells the pieces of one day apart: nothing when it is shared, the post when nobody holds it."""
    if duty.shared:
        return "shared"
    if not one.number:
        return f"-{one.unit}:{one.position}"
    return f"{one.number}:{one.unit}" if duty.who.kind is WhoKind.LEADERS else one.number


def _expanded(planned: _Planned, shift: Shift) -> Iterator[_Slot]:
    duty, public = planned.duty, planned.calendar
    calendar = shift.calendar(public)
    follows = follows_calendar(duty.recurs, duty.shift)
    for day, on, opens in occurrences(duty.recurs, planned.start, planned.end, calendar, duty.shift):
        due = due_moment(duty.due, on, shift)
        shows = datetime.combine(opens, time())
        if duty.ahead is not None:
            shows = before(shows, duty.ahead, shift, public)
        provisional = follows and (calendar.provisional(day.year) or calendar.provisional(on.year))
        yield _Slot(f"duty:{duty.name}:{day.isoformat()}:", day, min(shows, due), due, provisional, on)
