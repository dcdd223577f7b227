"""Reads when something comes round: 每个工作日, 每月25日前, 季末最后一个工作日, ``monthly by the 25th`` or an RRULE."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from guiju.lang.formula.names import half_width, key_of
from guiju.lang.kinds.duty.recurrence import Every, Recurrence
from guiju.lang.read.english import in_chinese
from guiju.lang.read.numerals import NUMERAL, whole
from guiju.lang.read.rrules import PREFIX, Refused, rule_of

WEEKDAYS = "一二三四五六日"
SAME = (
    ("星期天", "周日"), ("周天", "周日"), ("星期", "周"), ("礼拜", "周"), ("季度", "季"), ("号", "日"), ("逢", ""),
    (",", "、"), ("和", "、"), ("及", "、"), ("工作天", "工作日"), ("上班日", "工作日"), ("底", "末"),
)  # fmt: skip
BEFORE = re.compile(r"(?:之前|以前|前|之内|以内|内)$")
DAY = re.compile(rf"(?:每(?P<n>{NUMERAL})?个?(?:天|日|自然日)|天天)")
WORKDAY = re.compile(r"每?个?工作日")
WEEK = re.compile(rf"(?:每(?P<n>{NUMERAL})?个?周|(?P<two>[隔双]|每隔一)周)(?P<rest>.+)")
MONTH = re.compile(rf"(?:每(?P<n>{NUMERAL})?个?月|(?P<two>隔|每隔一个?)月|月(?=末))(?P<rest>.+)")
LONGER = {
    Every.QUARTER: re.compile(r"(?:每个?季|季(?=[末首]))(?P<rest>.+)"),
    Every.HALF: re.compile(r"每?半年(?P<rest>.+)"),
    Every.YEAR: re.compile(r"(?:每年|年(?=[末首]))(?P<rest>.+)"),
}
PART = re.compile(rf"(?P<first>首个?月)|(?P<last>末个?月|最后一?个月)|第(?P<nth>{NUMERAL})个?月")
MONTHS = re.compile(rf"{NUMERAL}月(?:、{NUMERAL}月)*")
WITHIN = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
ORDINAL = rf"(?:(?P<back>倒数)?第(?P<nth>{NUMERAL})个?|(?P<first>首个?|第一个?)|(?P<last>最后一?个?|末个?))"
WORKING = re.compile(rf"{ORDINAL}工作日|(?:前|头)(?P<upto>{NUMERAL})个?工作日")
OF_WEEK = re.compile(rf"{ORDINAL}周(?P<day>[{WEEKDAYS}])")
LAST_DAY = re.compile(r"(?:最后一?[天日]|末[日天]|末)")
FIRST_DAY = re.compile(r"(?:第一[天日]|首[日天])")
DAYS = re.compile(rf"(?:{NUMERAL}日?、)*{NUMERAL}日(?P<last>、最后一?[天日])?")
NAMED_DAYS = re.compile(rf"周?[{WEEKDAYS}](?:、周?[{WEEKDAYS}])*")
RANGE = re.compile(rf"周?(?P<from>[{WEEKDAYS}])(?:至|到|-|~)周?(?P<to>[{WEEKDAYS}])")
SINCE = re.compile(
    r"[\s,、(]*(?:从|自|from )\s*(?P<year>\d{4})[-/年.](?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})日?\s*(?:起|开始)?\)?$",
    re.IGNORECASE,
)
MOST_WORKDAYS = {Every.WEEK: 7, Every.MONTH: 23, Every.QUARTER: 66, Every.HALF: 132, Every.YEAR: 262}
LONGEST = {1: 31, 2: 29, 4: 30, 6: 30, 9: 30, 11: 30}  # other months have 31 days
MOST_INTERVAL = 60
UNREADABLE = Refused("R131")
NEVER = Refused("R132")


@lru_cache(maxsize=4096)
def recurrence_of(text: str) -> Recurrence | Refused:
    """What a text says of when something comes round, or why it cannot."""
    written = half_width(text).strip()
    if PREFIX.match(written):
        return rule_of(written)
    since = SINCE.search(written)
    if since is None:
        return _said(written)
    found = _said(written[: since.start()])
    try:
        day = date(*(int(since[name]) for name in ("year", "month", "day")))
    except ValueError:
        return UNREADABLE
    return found if isinstance(found, Refused) else replace(found, since=day)


def _said(written: str) -> Recurrence | Refused:
    if not re.search("[一-鿿]", written):
        written = in_chinese(key_of(written)) or ""
    plain = "".join(written.split()).rstrip("。.")
    for other, word in SAME:
        plain = plain.replace(other, word)
    bare = BEFORE.sub("", plain)
    return _recurrence(bare, by=bare != plain)


def _recurrence(text: str, *, by: bool) -> Recurrence | Refused:
    for pattern, reader in _READERS:
        match = pattern.fullmatch(text)
        if match is not None:
            return reader(match, by=by)
    for every, pattern in LONGER.items():
        match = pattern.fullmatch(text)
        if match is not None:
            return _longer(every, match["rest"], by=by)
    return UNREADABLE


def _daily(match: re.Match[str], *, by: bool) -> Recurrence | Refused:
    return UNREADABLE if by else _spans(Every.DAY, match["n"])


def _working(_: re.Match[str], *, by: bool) -> Recurrence | Refused:
    return UNREADABLE if by else Recurrence(Every.DAY, working=True)


def _weekly(match: re.Match[str], *, by: bool) -> Recurrence | Refused:
    rest, interval = match["rest"], "2" if match["two"] else match["n"]
    working = WORKING.fullmatch(rest)
    if working is not None:
        return _nth_workday(Every.WEEK, working, (), by=by, interval=interval)
    days = weekdays_of(rest)
    return UNREADABLE if days is None else _spans(Every.WEEK, interval, weekdays=days, by=by)


def _monthly(match: re.Match[str], *, by: bool) -> Recurrence | Refused:
    interval = "2" if match["two"] else match["n"]
    return _days(Every.MONTH, match["rest"], (), by=by, interval=interval)


_READERS: tuple[tuple[re.Pattern[str], Callable[..., Recurrence | Refused]], ...] = (
    (DAY, _daily),
    (WORKDAY, _working),
    (WEEK, _weekly),
    (MONTH, _monthly),
)


def weekdays_of(text: str) -> tuple[int, ...] | None:
    """Weekdays such as 一、四, 周一至周五 or 周六; 0 is Monday."""
    span = RANGE.fullmatch(text)
    if span is not None:
        first, last = WEEKDAYS.index(span["from"]), WEEKDAYS.index(span["to"])
        return tuple(range(first, last + 1)) if first < last else None
    if not NAMED_DAYS.fullmatch(text):
        return None
    return _each(WEEKDAYS.index(one) for one in text if one in WEEKDAYS)


def _longer(every: Every, rest: str, *, by: bool) -> Recurrence | Refused:
    """Within a quarter, half-year or year: the month first, when one is said, then the day."""
    months: tuple[int, ...] = ()
    if every is Every.YEAR and (named := MONTHS.match(rest)):
        months, rest = _each(map(whole, re.findall(NUMERAL, named.group()))), rest[named.end() :]
    elif every is not Every.YEAR and (part := PART.match(rest)):
        month = 1 if part["first"] else WITHIN[every] if part["last"] else whole(part["nth"])
        months, rest = (month,), rest[part.end() :]
    if any(not 1 <= month <= WITHIN[every] for month in months):
        return NEVER
    return _days(every, rest, months, by=by)


def _days(
    every: Every, rest: str, months: tuple[int, ...], *, by: bool, interval: str | None = None
) -> Recurrence | Refused:
    """The day within a month, or within the months that are said, or within the whole span."""
    working = WORKING.fullmatch(rest.removeprefix("末"))
    if working is not None:
        return _nth_workday(every, working, months, by=by, interval=interval)
    whole_span = not months and every is not Every.MONTH
    first, last = ((1,), (WITHIN[every],)) if whole_span else (months, months)
    weekday = OF_WEEK.fullmatch(rest)
    if weekday is not None:
        nth = _ordinal(weekday)
        if nth == 0 or abs(nth) > MOST_OF_WEEK:
            return NEVER
        day = (WEEKDAYS.index(weekday["day"]),)
        return _spans(every, interval, weekdays=day, nth=nth, months=last if nth < 0 else first, by=by)
    days, place = ((-1,), last) if LAST_DAY.fullmatch(rest) else ((1,), first)
    if days == (1,) and not FIRST_DAY.fullmatch(rest):
        return _numbered(every, rest, months, by=by, interval=interval)
    return _spans(every, interval, days=days, months=place, by=by)


def _numbered(
    every: Every, rest: str, months: tuple[int, ...], *, by: bool, interval: str | None
) -> Recurrence | Refused:
    """Days by their numbers within a month; a longer span must say which month."""
    found = DAYS.fullmatch(rest)
    if found is None or not (months or every is Every.MONTH):
        return UNREADABLE
    numbered = rest[: found.start("last")] if found["last"] else rest
    days = _each(map(whole, re.findall(NUMERAL, numbered)))
    if not all(_exists(every, day, months) for day in days):
        return NEVER
    return _spans(every, interval, days=(*days, -1) if found["last"] else days, months=months, by=by)


MOST_OF_WEEK = 5


def _exists(every: Every, day: int, months: tuple[int, ...]) -> bool:
    """Whether a day of the month comes at all; one that only some months lack falls on their last day."""
    longest = max((LONGEST.get(month, 31) for month in months), default=31) if every is Every.YEAR else 31
    return 1 <= day <= longest


def _nth_workday(
    every: Every, match: re.Match[str], months: tuple[int, ...], *, by: bool, interval: str | None
) -> Recurrence | Refused:
    upto = match["upto"]
    nth = whole(upto) if upto else _ordinal(match)
    most = MOST_WORKDAYS[Every.MONTH if months else every]
    if nth == 0 or abs(nth) > most:
        return NEVER
    return _spans(every, interval, workdays=(nth,), months=months, by=by or bool(upto))


def _ordinal(match: re.Match[str]) -> int:
    if match["last"]:
        return -1
    nth = whole(match["nth"]) if match["nth"] else 1
    return -nth if match["back"] else nth


def _spans(
    every: Every,
    interval: str | None,
    *,
    weekdays: tuple[int, ...] = (),
    nth: int = 0,
    days: tuple[int, ...] = (),
    workdays: tuple[int, ...] = (),
    months: tuple[int, ...] = (),
    by: bool = False,
) -> Recurrence | Refused:
    times = whole(interval) if interval else 1
    if not 1 <= times <= MOST_INTERVAL:
        return NEVER
    return Recurrence(every, times, weekdays, nth, days, workdays, months, by=by)


def _each(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))
