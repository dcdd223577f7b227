"""RRULE texts of RFC 5545 over whole days: what one says, and its days within a window.

Only spans that touch the window are looked at, so that no rule, however written, runs away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from guiju.engines.calendar import spans
from guiju.lang.kinds.duty.recurrence import Every

FREQUENCIES = {"DAILY": Every.DAY, "WEEKLY": Every.WEEK, "MONTHLY": Every.MONTH, "YEARLY": Every.YEAR}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LISTS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}  # the highest numbers
PARTS = ("FREQ", "INTERVAL", "UNTIL", "WKST", *LISTS, "BYDAY")
LONGEST = 1000  # characters, and spans of an interval
WEEK = 7
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_BY_DAY = re.compile(r"([+-]?\d{1,3})?(MO|TU|WE|TH|FR|SA|SU)")


class BadRuleError(ValueError):
    """An RRULE that says nothing about whole days, or nothing at all; the message names the part in English."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as read; tuples are sorted, empty where the text has no such part."""

    every: Every
    interval: int = 1
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth_weekdays: tuple[tuple[int, int], ...] = ()  # (nth, weekday)
    positions: tuple[int, ...] = ()
    week_start: int = 0


@lru_cache(maxsize=1024)
def read(text: str) -> Rule:
    """Read ``FREQ=MONTHLY;BYDAY=-1FR``, with or without ``RRULE:`` before it.

    Frequencies from DAILY to YEARLY; INTERVAL, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYDAY, BYSETPOS.
    Raises ``BadRuleError`` for all else.
    """
    plain = text.strip().upper().removeprefix("RRULE:")
    if len(plain) > LONGEST:
        raise BadRuleError("too long")
    parts: dict[str, str] = {}
    for part in plain.split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in PARTS:
            raise BadRuleError(part)
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadRuleError(f"FREQ={parts.get('FREQ', '')}")
    return _filled(_rule(parts))


def days(rule: Rule, start: date, end: date) -> Iterator[date]:
    """The days of a rule from ``start`` to ``end``, both included, in order."""
    end = end if rule.until is None else min(end, rule.until)
    for first, last in spans.touching(rule.every, rule.interval, start, end, rule.week_start):
        every_day = (first + timedelta(days=at) for at in range((last - first).days + 1))
        pool = [day for day in every_day if _meant(rule, day)]
        if rule.positions:
            pool = sorted({pool[at - (at > 0)] for at in rule.positions if -len(pool) <= at - (at > 0) < len(pool)})
        yield from (day for day in pool if start <= day <= end)


def _meant(rule: Rule, day: date) -> bool:
    """Whether all parts of a rule allow a day."""
    limits = (
        (rule.months, lambda: (day.month,)),
        (rule.month_days, lambda: _ends(day.day, _month_end(day))),
        (rule.year_days, lambda: _ends(_in_year(day), _in_year(date(day.year, 12, 31)))),
        (rule.weeks, lambda: _week(day)),
    )
    if any(allowed and not set(allowed).intersection(places()) for allowed, places in limits):
        return False
    if not rule.weekdays and not rule.nth_weekdays:
        return True
    return day.weekday() in rule.weekdays or any(
        weekday == day.weekday() and nth in _places(rule, day) for nth, weekday in rule.nth_weekdays
    )


def _ends(at: int, length: int) -> tuple[int, int]:
    """A place counted from the start, and from the end."""
    return at, at - length - 1


def _week(day: date) -> tuple[int, int]:
    """The number of an ISO week, from the start and from the end of its year."""
    year, week, _ = day.isocalendar()
    return _ends(week, date(year, 12, 28).isocalendar().week)


def _places(rule: Rule, day: date) -> tuple[int, int]:
    """Which of its weekday a day is in its month (for YEARLY without BYMONTH in its year), from either end."""
    whole_year = rule.every is Every.YEAR and not rule.months
    at = _in_year(day) if whole_year else day.day
    length = _in_year(date(day.year, 12, 31)) if whole_year else _month_end(day)
    return (at - 1) // WEEK + 1, -((length - at) // WEEK + 1)


def _rule(parts: dict[str, str]) -> Rule:
    by_day = [_BY_DAY.fullmatch(each) for each in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    found = [(int(match[1] or 0), WEEKDAYS.index(match[2])) for match in by_day if match]
    every, nth = FREQUENCIES[parts["FREQ"]], tuple(sorted({each for each in found if each[0]}))
    if len(found) < len(by_day) or (nth and every not in {Every.MONTH, Every.YEAR}):
        raise BadRuleError(f"BYDAY={parts['BYDAY']}")
    week_start = parts.get("WKST", WEEKDAYS[0])
    if week_start not in WEEKDAYS or ("BYWEEKNO" in parts and week_start != WEEKDAYS[0]):
        raise BadRuleError(f"WKST={week_start}")
    return Rule(
        every,
        _interval(parts.get("INTERVAL", "1")),
        _day(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        year_days=_numbers(parts, "BYYEARDAY"),
        weeks=_numbers(parts, "BYWEEKNO"),
        weekdays=tuple(sorted({weekday for nth, weekday in found if not nth})),
        nth_weekdays=nth,
        positions=_numbers(parts, "BYSETPOS"),
        week_start=WEEKDAYS.index(week_start),
    )


def _filled(rule: Rule) -> Rule:
    """A rule that names no day means that of the anchor: a Monday, the first of January."""
    if rule.month_days or rule.year_days or rule.weeks or rule.weekdays or rule.nth_weekdays:
        return rule
    match rule.every:
        case Every.YEAR:
            return replace(rule, months=rule.months or (1,), month_days=(1,))
        case Every.MONTH:
            return replace(rule, month_days=(1,))
        case Every.WEEK:
            return replace(rule, weekdays=(0,))
        case _:
            return rule


def _interval(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text) or not 1 <= int(text) <= LONGEST:
        raise BadRuleError(f"INTERVAL={text}")
    return int(text)


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    """Numbers from either end; months from the start alone."""
    texts = parts[name].split(",") if name in parts else []
    sound = all(re.fullmatch(r"[+-]?\d{1,3}", text) for text in texts)
    found = sorted({int(text) for text in texts}) if sound else [0]
    least = 1 if name == "BYMONTH" else -LISTS[name]
    if any(number == 0 or not least <= number <= LISTS[name] for number in found):
        raise BadRuleError(f"{name}={parts[name]}")
    return tuple(found)


def _day(text: str) -> date:
    match = _MOMENT.fullmatch(text)
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise BadRuleError(f"UNTIL={text}")


def _in_year(day: date) -> int:
    return day.timetuple().tm_yday


def _month_end(day: date) -> int:
    return spans.month_of(day, 1)[1].day
