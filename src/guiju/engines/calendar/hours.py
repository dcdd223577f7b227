"""Hours of work, and the moments that deadlines and spans lead to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guiju.engines.calendar import service
from guiju.engines.calendar.days import Calendar
from guiju.engines.calendar.service import DAY_MINUTES
from guiju.lang.formula import key_of
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.kinds.duty.recurrence import Allowance, AnchorKind, DueTime, SpanUnit
from guiju.lang.kinds.schedule.model import Hours, Schedule
from guiju.lang.regulation import Regulation

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Shift:
    """When a group works: hours of a day, weekdays off (0 is Monday), and whether public holidays are worked.

    ``assumed`` when no schedule says so. The hours follow each other within 24 hours, else ``ValueError`` is raised;
    ``in_order`` makes them so.
    """

    hours: tuple[Hours, ...]
    rest: tuple[int, ...] = ()
    always: bool = False
    assumed: bool = False

    def __post_init__(self) -> None:
        if not self.hours or in_order(self.hours) != self.hours:
            raise ValueError("hours of work that hold no time or overlap")

    @property
    def starts(self) -> int:
        """When work starts, in minutes after midnight."""
        return self.hours[0].start

    @property
    def ends(self) -> int:
        """When work ends, in minutes after midnight; more than 1440 on the next day."""
        return self.hours[-1].end

    def calendar(self, public: Calendar) -> Calendar:
        """The working days of the group."""
        return public.under(self.rest, always=self.always)


def in_order(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    """Hours by their start, without what overlaps, and cut where the first of the next day begin."""
    found: list[Hours] = []
    for span in sorted(hours, key=lambda each: (each.start, each.end)):
        start = max(span.start, found[-1].end) if found else span.start
        end = min(span.end, found[0].start + DAY_MINUTES) if found else min(span.end, span.start + DAY_MINUTES)
        if start < end:
            found.append(Hours(start, end))
    return tuple(found)


STANDARD = Shift((Hours(9 * 60, 18 * 60),), assumed=True)


@dataclass(frozen=True, slots=True)
class Left:
    """How long until a deadline: seconds, and the working days after today up to its day; negative once it is past."""

    seconds: int
    workdays: int


def shift_of(regulation: Regulation, units_upwards: Sequence[str], position: str = "") -> Shift:
    """The hours by the nearest schedule: of the position, of the unit, of those above it, of the department.

    ``units_upwards`` are declared names, the nearest first. 09:00 to 18:00 on public working days, ``assumed``, where
    no schedule speaks. Schedules that except another are left aside: hours do not depend on figures.
    """
    known: dict[tuple[SubjectKind, str], Schedule] = {}
    for schedule in regulation.of(Schedule).values():
        if not schedule.overrides:
            known.setdefault((schedule.subject.kind, key_of(schedule.subject.name)), schedule)
    about = [(SubjectKind.POSITION, position)] if position else []
    about += [(SubjectKind.UNIT, unit) for unit in units_upwards]
    for kind, name in (*about, (SubjectKind.DEPARTMENT, "")):
        found = known.get((kind, key_of(name)))
        if found is not None:
            return Shift(in_order(found.hours), found.rest, found.always)
    return STANDARD


def day_end(day: date) -> datetime:
    """The last second of a day, until which what is due on it can be done."""
    return datetime.combine(day, LAST_SECOND)


def due_moment(due: DueTime, day: date, shift: Shift) -> datetime:
    """When work of a day is due; midnight at the end of a day is its last second, so that it stays on that day."""
    if due.kind is AnchorKind.DAY:
        return day_end(day)
    anchor = {AnchorKind.CLOCK: 0, AnchorKind.START: shift.starts, AnchorKind.END: shift.ends}[due.kind]
    minutes = anchor + due.minutes
    moment = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return moment - timedelta(seconds=1) if minutes > 0 and minutes % DAY_MINUTES == 0 else moment


def after(start: datetime, allowance: Allowance, shift: Shift, calendar: Calendar) -> datetime:
    """The end of a span from ``start``: by when it must be done.

    Days and working days run to the end of the nth day after the day of the start, which does not count itself; hours
    and minutes run on the clock, or in service time alone (工时). ``calendar`` is the public one. Raises
    ``OverflowError`` past the year 9999.
    """
    own = shift.calendar(calendar)
    match allowance.unit:
        case SpanUnit.DAY:
            return day_end(start.date() + timedelta(days=allowance.amount))
        case SpanUnit.WORKDAY:
            return day_end(own.add_workdays(start.date(), allowance.amount))
        case _:
            span = _clock(allowance)
            return service.after(start, span, shift.hours, own) if allowance.service else start + span


def before(moment: datetime, allowance: Allowance, shift: Shift, calendar: Calendar) -> datetime:
    """The moment a span earlier: the same time so many days or working days before, or by the clock or service time.

    Raises ``OverflowError`` before the year 1.
    """
    own = shift.calendar(calendar)
    match allowance.unit:
        case SpanUnit.DAY:
            return moment - timedelta(days=allowance.amount)
        case SpanUnit.WORKDAY:
            return datetime.combine(own.add_workdays(moment.date(), -allowance.amount), moment.time())
        case _:
            span = _clock(allowance)
            return service.before(moment, span, shift.hours, own) if allowance.service else moment - span


def left(now: datetime, due: datetime, shift: Shift, calendar: Calendar) -> Left:
    """The time left from ``now`` to ``due``; due today leaves no further working day."""
    workdays = shift.calendar(calendar).workdays_between(now.date(), due.date())
    return Left((due - now) // timedelta(seconds=1), workdays)


def _clock(allowance: Allowance) -> timedelta:
    return timedelta(minutes=allowance.amount * (60 if allowance.unit is SpanUnit.HOUR else 1))
