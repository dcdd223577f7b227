"""RRULE texts of RFC 5545 over whole days: what one says, and its days within a window.

Only spans that touch the window are looked at, so that no rule, however written, runs away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from guiju.engines.calendar import spans
from guiju.lang.kinds.duty.recurrence import Every

FREQUENCIES = {"DAILY": Every.DAY, "WEEKLY": Every.WEEK, "MONTHLY": Every.MONTH, "YEARLY": Every.YEAR}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY", "BYSETPOS", "WKST")
LONGEST = 1000  # characters, and spans of an interval
DAYS_OF_MONTH, DAYS_OF_YEAR, MONTHS = 31, 366, 12
_START = re.compile(r"DTSTART(?:;[A-Z=]+)?:(\d{8})(?:T\d{6}Z?)?\s*")
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_BY_DAY = re.compile(r"([+-]?\d{1,3})?(MO|TU|WE|TH|FR|SA|SU)")
_EARLIEST = 1970


class BadRuleError(ValueError):
    """An RRULE that says nothing about whole days, or nothing at all; the message names the part in English."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as read; tuples are sorted, empty where the text has no such part."""

    every: Every
    start: date = spans.ANCHOR
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth_weekdays: tuple[tuple[int, int], ...] = ()  # (nth, weekday)
    positions: tuple[int, ...] = ()
    week_start: int = 0


@lru_cache(maxsize=1024)
def read(text: str) -> Rule:
    """Read ``FREQ=MONTHLY;BYDAY=-1FR``, with or without ``RRULE:`` and a line ``DTSTART:20260105`` before it.

    Frequencies from DAILY to YEARLY; INTERVAL, UNTIL, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY, BYSETPOS, WKST, and COUNT
    beside a DTSTART. Raises ``BadRuleError`` for all else.
    """
    plain = text.strip().upper()
    if len(plain) > LONGEST:
        raise BadRuleError("too long")
    opened = _START.match(plain)
    start = _day(opened[1]) if opened else spans.ANCHOR
    body = plain[opened.end() :] if opened else plain
    parts: dict[str, str] = {}
    for part in filter(None, body.removeprefix("RRULE:").split(";")):
        name, _, value = part.partition("=")
        if name in parts or name not in PARTS or not value:
            raise BadRuleError(part)
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadRuleError(f"FREQ={parts.get('FREQ', '')}")
    if "COUNT" in parts and (not opened or "UNTIL" in parts):
        raise BadRuleError(f"COUNT={parts['COUNT']}")
    return _sound(_filled(_rule(parts, start)))


def days(rule: Rule, start: date, end: date) -> Iterator[date]:
    """The days of a rule from ``start`` to ``end``, both included, in order."""
    low = rule.start if rule.count is not None else max(start, rule.start)
    high = end if rule.until is None else min(end, rule.until)
    found = (day for day in _from(rule, low, high) if rule.start <= day <= high)
    return (day for day in islice(found, rule.count) if day >= start)


def _from(rule: Rule, start: date, end: date) -> Iterator[date]:
    if start > end:
        return
    for first, last in spans.touching(rule.every, rule.interval, start, end, rule.start, rule.week_start):
        every_day = (first + timedelta(days=at) for at in range((last - first).days + 1))
        pool = [day for day in every_day if _meant(rule, day)]
        if rule.positions:
            pool = sorted({pool[at - (at > 0)] for at in rule.positions if -len(pool) <= at - (at > 0) < len(pool)})
        yield from pool


def _meant(rule: Rule, day: date) -> bool:
    """Whether all parts of a rule allow a day."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not {day.day, day.day - _month_end(day) - 1} & set(rule.month_days):
        return False
    if rule.year_days and not {_in_year(day), _in_year(day) - _in_year(date(day.year, 12, 31)) - 1} & set(
        rule.year_days
    ):
        return False
    if not rule.weekdays and not rule.nth_weekdays:
        return True
    return day.weekday() in rule.weekdays or any(
        weekday == day.weekday() and nth in _places(rule, day) for nth, weekday in rule.nth_weekdays
    )


def _places(rule: Rule, day: date) -> tuple[int, int]:
    """Which of its weekday a day is in its month (for YEARLY without BYMONTH in its year), from either end."""
    whole_year = rule.every is Every.YEAR and not rule.months
    at = _in_year(day) if whole_year else day.day
    length = _in_year(date(day.year, 12, 31)) if whole_year else _month_end(day)
    return (at - 1) // 7 + 1, -((length - at) // 7 + 1)


def _rule(parts: dict[str, str], start: date) -> Rule:
    by_day = [_BY_DAY.fullmatch(each) for each in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    if None in by_day:
        raise BadRuleError(f"BYDAY={parts['BYDAY']}")
    found = [(int(match[1] or 0), WEEKDAYS.index(match[2])) for match in by_day if match]
    if parts.get("WKST", "MO") not in WEEKDAYS:
        raise BadRuleError(f"WKST={parts['WKST']}")
    return Rule(
        FREQUENCIES[parts["FREQ"]],
        start,
        interval=_whole(parts, "INTERVAL") or 1,
        count=_whole(parts, "COUNT"),
        until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=_numbers(parts, "BYMONTH", MONTHS, back=False),
        month_days=_numbers(parts, "BYMONTHDAY", DAYS_OF_MONTH),
        year_days=_numbers(parts, "BYYEARDAY", DAYS_OF_YEAR),
        weekdays=tuple(sorted({weekday for nth, weekday in found if not nth})),
        nth_weekdays=tuple(sorted({each for each in found if each[0]})),
        positions=_numbers(parts, "BYSETPOS", DAYS_OF_YEAR),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
    )


def _filled(rule: Rule) -> Rule:
    """A rule that names no day means that of its start."""
    if rule.month_days or rule.year_days or rule.weekdays or rule.nth_weekdays:
        return rule
    match rule.every:
        case Every.YEAR:
            return replace(rule, months=rule.months or (rule.start.month,), month_days=(rule.start.day,))
        case Every.MONTH:
            return replace(rule, month_days=(rule.start.day,))
        case Every.WEEK:
            return replace(rule, weekdays=(rule.start.weekday(),))
        case _:
            return rule


def _sound(rule: Rule) -> Rule:
    """The rule, unless it has a part that the RFC does not allow beside its frequency."""
    if rule.nth_weekdays and rule.every not in {Every.MONTH, Every.YEAR}:
        raise BadRuleError("BYDAY")
    if rule.month_days and rule.every is Every.WEEK:
        raise BadRuleError("BYMONTHDAY")
    if rule.year_days and rule.every is not Every.YEAR:
        raise BadRuleError("BYYEARDAY")
    return rule


def _whole(parts: dict[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    if not re.fullmatch(r"\d{1,4}", parts[name]) or not 1 <= int(parts[name]) <= LONGEST:
        raise BadRuleError(f"{name}={parts[name]}")
    return int(parts[name])


def _numbers(parts: dict[str, str], name: str, most: int, *, back: bool = True) -> tuple[int, ...]:
    """Numbers from 1 to ``most``, negative ones too with ``back``."""
    texts = parts[name].split(",") if name in parts else []
    if any(not re.fullmatch(r"[+-]?\d{1,3}", text) for text in texts):
        raise BadRuleError(f"{name}={parts[name]}")
    found = sorted({int(text) for text in texts})
    if any(number == 0 or abs(number) > most or (number < 0 and not back) for number in found):
        raise BadRuleError(f"{name}={parts[name]}")
    return tuple(found)


def _day(text: str) -> date:
    match = _MOMENT.fullmatch(text)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    if found is None or found.year < _EARLIEST:
        raise BadRuleError(text)
    return found


def _in_year(day: date) -> int:
    return day.timetuple().tm_yday


def _month_end(day: date) -> int:
    return spans.month_of(day, 1)[1].day
