"""Rules of RFC 5545 in words: FREQ=MONTHLY;BYDAY=-1FR is 每月的最后一个周五, ``every month on the last Friday``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guiju.lang.readback.words import several

if TYPE_CHECKING:
    from guiju.lang.readback.words import Language

SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SPANS = {"DAILY": ("天", "day"), "WEEKLY": ("周", "week"), "MONTHLY": ("月", "month"), "YEARLY": ("年", "year")}
TEENS = range(11, 14)


def words(rule: str, language: Language) -> str:
    """The days of a rule that was read: its span, its months, and every limit on the days."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if part)
    return _chinese(parts) if language == "zh" else _english(parts)


def _chinese(parts: dict[str, str]) -> str:
    span, count = SPANS[parts["FREQ"]][0], parts.get("INTERVAL", "1")
    every = f"每 {count} {'个月' if span == '月' else span}" if count != "1" else f"每{span}"
    months = "、".join(f"{month}月" for month in _numbers(parts, "BYMONTH"))
    limits = [limit for limit in (_year_days(parts), _month_days(parts), _weekdays(parts)) if limit]
    days = "".join(limits[:1] + [f"（须是{limit}）" for limit in limits[1:]])
    days = "的".join(filter(None, (_weeks(parts), days)))
    said = every + ("的" if months or days else "") + months + ("的" if months and days else "") + days
    if positions := _numbers(parts, "BYSETPOS"):
        said += "当中的" + "、".join(_nth(at, "天") for at in positions)
    last = _until(parts)
    return f"{said}，到{last.year}年{last.month}月{last.day}日为止" if last else said


def _nth(number: int, what: str) -> str:
    """第 3 天, 最后一天, 倒数第 2 天."""
    if number == -1:
        return f"最后一{what}"
    return f"倒数第 {-number} {what}" if number < 0 else f"第 {number} {what}"


def _weeks(parts: dict[str, str]) -> str:
    return "、".join(_nth(at, "周") for at in _numbers(parts, "BYWEEKNO"))


def _year_days(parts: dict[str, str]) -> str:
    days = "、".join(_nth(at, "天") for at in _numbers(parts, "BYYEARDAY"))
    return f"全年{days}" if days else ""


def _month_days(parts: dict[str, str]) -> str:
    return "、".join(f"{at}日" if at > 0 else _nth(at, "天") for at in _numbers(parts, "BYMONTHDAY"))


def _weekdays(parts: dict[str, str]) -> str:
    return "、".join((_nth(nth, "个") if nth else "") + DAYS[day] for nth, day in _by_day(parts))


def _english(parts: dict[str, str]) -> str:
    span, count = SPANS[parts["FREQ"]][1], parts.get("INTERVAL", "1")
    said = f"every {count} {span}s" if count != "1" else f"every {span}"
    if months := _numbers(parts, "BYMONTH"):
        said += f" in {several((MONTHS[month - 1] for month in months), 'en')}"
    limits: list[str] = list(filter(None, _english_limits(parts)))
    if limits:
        said += f" on {', if it is '.join(limits)}"
    if positions := _numbers(parts, "BYSETPOS"):
        said += f", {several((_ordinal(at) for at in positions), 'en')} of these days"
    last = _until(parts)
    return f"{said}, until {last.day} {MONTHS[last.month - 1]} {last.year}" if last else said


def _english_limits(parts: dict[str, str]) -> Iterator[str]:
    kinds: Sequence[tuple[str, Callable[[int], str]]] = (
        ("BYWEEKNO", lambda at: f"a day of {_ordinal(at)} week"),
        ("BYYEARDAY", lambda at: f"{_ordinal(at)} day of the year"),
        ("BYMONTHDAY", lambda at: f"{_ordinal(at)} day" if at < 0 else _ordinal(at)),
    )
    for name, word in kinds:
        yield several((word(at) for at in _numbers(parts, name)), "en")
    yield several(
        (f"{_ordinal(nth)} {ENGLISH_DAYS[day]}" if nth else ENGLISH_DAYS[day] for nth, day in _by_day(parts)), "en"
    )


def _ordinal(number: int) -> str:
    """``the 3rd``, ``the last``, ``the 2nd last``."""
    if number == -1:
        return "the last"
    size = abs(number)
    ending = "th" if size % 100 in TEENS else {1: "st", 2: "nd", 3: "rd"}.get(size % 10, "th")
    return f"the {size}{ending}{' last' if number < 0 else ''}"


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in parts[name].split(",")) if name in parts else ()


def _by_day(parts: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Which of a weekday, 0 for each, and the weekday."""
    for one in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        yield int(one[:-2] or 0), SHORT.index(one[-2:])


def _until(parts: dict[str, str]) -> date | None:
    return date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else None
