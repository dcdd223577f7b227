"""Service time (工时): the clock that runs only within hours of work, over nights, rest days and holidays.

Hours follow each other within 24 hours, as those of a ``Shift`` do.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from guiju.engines.calendar.days import Calendar
from guiju.lang.kinds.schedule.model import Hours

DAY_MINUTES = 24 * 60


def after(start: datetime, span: timedelta, hours: Sequence[Hours], calendar: Calendar) -> datetime:
    """The moment by which so much service time has passed since ``start``; the end of a day before the next start."""
    for begin, end in _forward(start, hours, calendar):
        if span <= end - begin:
            return begin + span
        span -= end - begin
    raise AssertionError("days never end")


def before(moment: datetime, span: timedelta, hours: Sequence[Hours], calendar: Calendar) -> datetime:
    """The moment from which so much service time passes until ``moment``; the latest one there is."""
    for begin, end in _backward(moment, hours, calendar):
        if span <= end - begin:
            return end - span
        span -= end - begin
    raise AssertionError("days never begin")


def between(start: datetime, end: datetime, hours: Sequence[Hours], calendar: Calendar) -> timedelta:
    """How much service time passes from ``start`` to ``end``; negative when ``end`` is the earlier."""
    if end < start:
        return -between(end, start, hours, calendar)
    parts = takewhile(lambda part: part[0] < end, _forward(start, hours, calendar))
    return sum((min(until, end) - begin for begin, until in parts), timedelta())


def _forward(moment: datetime, hours: Sequence[Hours], calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """What is left of each span of work from ``moment`` on."""
    day = calendar.following(moment.date() - timedelta(days=_reach(hours)))
    while True:
        for span in hours:
            begin, end = _on(day, span)
            if moment < end:
                yield max(begin, moment), end
        day = calendar.add_workdays(day, 1)


def _backward(moment: datetime, hours: Sequence[Hours], calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """What has passed of each span of work until ``moment``, the latest first."""
    day = calendar.preceding(moment.date())
    while True:
        for span in reversed(hours):
            begin, end = _on(day, span)
            if begin < moment:
                yield begin, min(end, moment)
        day = calendar.add_workdays(day, -1)


def _on(day: date, span: Hours) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    return midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)


def _reach(hours: Sequence[Hours]) -> int:
    """How many days before a day its hours may come from."""
    return hours[-1].end // DAY_MINUTES
