"""What comes round: the days of a recurrence, and what becomes of those that are not worked."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from guiju.engines.calendar import rule, spans
from guiju.engines.calendar.days import WEEK, Calendar
from guiju.lang.kinds.choices import Shift
from guiju.lang.kinds.duty.recurrence import Every, Recurrence

_DAY = timedelta(days=1)


class Occurrence(NamedTuple):
    """One time that something comes round.

    ``day`` is the day that the recurrence names, ``on`` where the policy for days off puts it, ``opens`` the first day
    on which the work can be done: ``on`` itself, or the start of the week or month for what is due *by* a day.
    """

    day: date
    on: date
    opens: date


def occurrences(
    recurrence: Recurrence, start: date, end: date, calendar: Calendar, policy: Shift
) -> tuple[Occurrence, ...]:
    """What is due from ``start`` to ``end``, both included, in order; at most once a day.

    ``calendar`` is that of whoever is bound. Where the policy puts several days on one, the nearest of them is kept.
    What lies in two windows that touch is found in one of them. Raises ``BadRuleError`` for an RRULE that cannot be
    read.
    """
    low, high = start, end
    if policy is Shift.NEXT:
        low = calendar.add_workdays(start, -1) + _DAY
    elif policy is Shift.PREVIOUS:
        high = calendar.add_workdays(end, 1) - _DAY
    found: dict[date, Occurrence] = {}
    for day, opens in _named(recurrence, low, high, calendar):
        on = moved(day, policy, calendar)
        if on is None or not start <= on <= end:
            continue
        known = found.get(on)
        if known is None or abs(on - day) < abs(on - known.day):
            found[on] = Occurrence(day, on, min(opens, on) if recurrence.by else on)
    return tuple(found[on] for on in sorted(found))


def moved(day: date, policy: Shift, calendar: Calendar) -> date | None:
    """Where a policy puts a day: itself when it is worked; ``None`` when it is skipped."""
    match policy:
        case Shift.NEXT:
            return calendar.following(day)
        case Shift.PREVIOUS:
            return calendar.preceding(day)
        case Shift.SKIP:
            return day if calendar.is_workday(day) else None
        case _:
            return day


def follows_calendar(recurrence: Recurrence, policy: Shift) -> bool:
    """Whether another calendar could put it on other days."""
    return policy is not Shift.KEEP or recurrence.working or bool(recurrence.workdays)


def _named(recurrence: Recurrence, start: date, end: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    """The days that a recurrence names, each with the first day of the part of the calendar that it closes."""
    if recurrence.rule:
        yield from ((day, day) for day in rule.days(rule.read(recurrence.rule), start, end))
        return
    short = recurrence.every not in spans.MONTHS  # days and weeks lie in a month of the year
    anchor = recurrence.since or spans.ANCHOR
    start = max(start, recurrence.since or start)
    for first, last in spans.touching(recurrence.every, recurrence.interval, start, end, anchor=anchor):
        for low, high in [(first, last)] if short else _parts(recurrence, first, last):
            for day in _chosen(recurrence, low, high, calendar):
                meant = not short or not recurrence.months or day.month in recurrence.months
                if meant and start <= day <= end and (not recurrence.working or calendar.is_workday(day)):
                    yield day, low


def _parts(recurrence: Recurrence, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The span, or those of its months that are meant."""
    if not recurrence.months:
        yield first, last
    within = [number for number in sorted(recurrence.months) if number <= spans.MONTHS[recurrence.every]]
    yield from (spans.month_of(first, number) for number in within)


def _chosen(recurrence: Recurrence, low: date, high: date, calendar: Calendar) -> Iterator[date]:
    """The days of one part."""
    if recurrence.every is Every.DAY:
        yield low
    elif recurrence.weekdays:
        yield from _weekdays(recurrence, low, high)
    elif recurrence.days:
        for number in recurrence.days:
            yield max(low, high + (number + 1) * _DAY) if number < 0 else min(high, low + (number - 1) * _DAY)
    elif recurrence.workdays:
        yield from filter(None, (calendar.nth(low, high, number) for number in recurrence.workdays))
    else:
        yield high if recurrence.by else low


def _weekdays(recurrence: Recurrence, low: date, high: date) -> Iterator[date]:
    """Each such weekday of a part, or the nth from its start or its end."""
    for weekday in recurrence.weekdays:
        found = [low + at * _DAY for at in range((weekday - low.weekday()) % WEEK, (high - low).days + 1, WEEK)]
        if recurrence.nth == 0:
            yield from found
        elif abs(recurrence.nth) <= len(found):
            yield found[recurrence.nth - (recurrence.nth > 0)]
