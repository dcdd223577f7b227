"""Days, weeks, months, quarters, halves and years as spans that are counted from an anchor."""

from collections.abc import Iterator
from datetime import date, timedelta

from guiju.lang.kinds.duty.recurrence import Every

ANCHOR = date(2001, 1, 1)  # a Monday: intervals count from the week, month, quarter, half or year that it opens
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
_DAY = timedelta(days=1)


def touching(
    every: Every, interval: int, start: date, end: date, week_start: int = 0, *, anchor: date = ANCHOR
) -> Iterator[tuple[date, date]]:
    """The first and last day of each ``interval``th span that has a day from ``start`` to ``end``, in order.

    Those count that lie a multiple of ``interval`` from the anchor's own; weeks start on ``week_start`` (0 is Monday).
    """
    at = _index(every, start, week_start)
    at += (_index(every, anchor, week_start) - at) % interval
    last = _index(every, end, week_start)
    for index in range(at, last + 1, interval):
        yield _first(every, index, week_start), _first(every, index + 1, week_start) - _DAY


def month_of(first: date, number: int) -> tuple[date, date]:
    """The first and last day of the nth month from the one that ``first`` opens, counted from 1."""
    index = first.year * 12 + first.month - 1 + number - 1
    return _first(Every.MONTH, index, 0), _first(Every.MONTH, index + 1, 0) - _DAY


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is too short for it."""
    first, last = month_of(day.replace(day=1), months + 1)
    return first.replace(day=min(day.day, last.day))


def _index(every: Every, day: date, week_start: int) -> int:
    """The number of the span that a day lies in."""
    if every is Every.DAY:
        return day.toordinal()
    if every is Every.WEEK:
        return (day.toordinal() - 1 - week_start) // 7  # the first of January of the year 1 was a Monday
    return (day.year * 12 + day.month - 1) // MONTHS[every]


def _first(every: Every, index: int, week_start: int) -> date:
    if every is Every.DAY:
        return date.fromordinal(index)
    if every is Every.WEEK:
        return date.fromordinal(index * 7 + 1 + week_start)
    year, month = divmod(index * MONTHS[every], 12)
    return date(year, month + 1, 1)
