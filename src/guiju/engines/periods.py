"""Spans of the calendar that figures are counted by: days, weeks, months, quarters and years."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_WRITTEN = re.compile(
    r"(?P<year>\d{4})年?"
    r"(?:[-/.]?(?:W|第)(?P<week>\d{1,2})周?"
    r"|[-/.]?(?:Q|第)(?P<quarter>[1-4])(?:季度?)?"
    r"|[-/.]?(?P<month>\d{1,2})月?(?:[-/.]?(?P<day>\d{1,2})日?)?)?"
)
_QUARTER_WORD = re.compile(r"第?([一二三四])季度?$")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One day, ISO week (from Monday), month, quarter or year; ``start`` is its first day.

    Made by ``containing``, ``parse`` or ``between``, which see to it that ``start`` is one.
    ``str`` gives the code that ``parse`` reads: ``2026-10-09``, ``2026-W41``, ``2026-10``, ``2026Q4``, ``2026``.
    """

    start: date
    grain: Grain

    def __hash__(self) -> int:
        return hash(self.start)  # periods key a run's figures: an enum's own hash is slow

    @property
    def end(self) -> date:
        """The last day of the period, which still belongs to it."""
        return shifted(self, 1).start - timedelta(days=1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day from the first to the last."""
        count = (self.end - self.start).days + 1
        return tuple(self.start + timedelta(days=at) for at in range(count))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def previous(self, count: int = 1) -> "Period":
        """The period of the same grain this many before."""
        return shifted(self, -count)

    def next(self, count: int = 1) -> "Period":
        """The period of the same grain this many after."""
        return shifted(self, count)

    def split(self, grain: Grain) -> tuple["Period", ...]:
        """The periods of another grain that touch this one, in order."""
        return between(self.start, self.end, grain)

    def label(self, language: str = "zh") -> str:
        """The name that people read, in Chinese or (``en``) in English."""
        return _english(self) if language.startswith("en") else _chinese(self)

    def __str__(self) -> str:
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.grain is Grain.QUARTER:
            return f"{self.start.year}Q{_quarter(self.start)}"
        return self.start.isoformat()[: {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}[self.grain]]


def containing(day: date, grain: Grain) -> Period:
    """The period of this grain that a day falls into."""
    grain = Grain(grain)
    if grain is Grain.WEEK:
        return Period(day - timedelta(days=day.weekday()), grain)
    if grain is Grain.MONTH:
        return Period(day.replace(day=1), grain)
    if grain is Grain.QUARTER:
        return Period(date(day.year, 3 * _quarter(day) - 2, 1), grain)
    if grain is Grain.YEAR:
        return Period(date(day.year, 1, 1), grain)
    return Period(day, grain)


@lru_cache(maxsize=4096)
def shifted(period: Period, count: int) -> Period:
    """The period this many later, or earlier when ``count`` is negative."""
    if period.grain in {Grain.DAY, Grain.WEEK}:
        step = 7 if period.grain is Grain.WEEK else 1
        return Period(period.start + timedelta(days=step * count), period.grain)
    step = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[period.grain]
    months = period.start.year * 12 + period.start.month - 1 + step * count
    return Period(date(months // 12, months % 12 + 1, 1), period.grain)


def between(start: date, end: date, grain: Grain) -> tuple[Period, ...]:
    """The periods that touch the days from ``start`` to ``end``, both included; none when they are turned round."""
    return tuple(_walk(start, end, grain))


def parse(text: str) -> Period:
    """Read ``2026-10-09``, ``2026-W41``, ``2026-10``, ``2026Q4``, ``2026`` or the like in Chinese (``2026年10月``).

    Raises ``ValueError`` for anything else.
    """
    plain = unicodedata.normalize("NFKC", text).upper().replace(" ", "")
    plain = _QUARTER_WORD.sub(lambda found: f"Q{'一二三四'.index(found[1]) + 1}", plain)
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        raise ValueError(f"not a period: {text!r}")
    year = int(match["year"])
    if match["week"]:
        return Period(date.fromisocalendar(year, int(match["week"]), 1), Grain.WEEK)
    if match["quarter"]:
        return Period(date(year, 3 * int(match["quarter"]) - 2, 1), Grain.QUARTER)
    if match["day"]:
        return Period(date(year, int(match["month"]), int(match["day"])), Grain.DAY)
    if match["month"]:
        return Period(date(year, int(match["month"]), 1), Grain.MONTH)
    return Period(date(year, 1, 1), Grain.YEAR)


def _walk(start: date, end: date, grain: Grain) -> Iterator[Period]:
    period = containing(start, grain)
    while start <= end and period.start <= end:
        yield period
        period = shifted(period, 1)


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _chinese(period: Period) -> str:
    start = period.start
    if period.grain is Grain.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}年第{week}周"
    return {
        Grain.DAY: f"{start.year}年{start.month}月{start.day}日",
        Grain.MONTH: f"{start.year}年{start.month}月",
        Grain.QUARTER: f"{start.year}年{'一二三四'[_quarter(start) - 1]}季度",
        Grain.YEAR: f"{start.year}年",
    }[period.grain]


def _english(period: Period) -> str:
    start = period.start
    if period.grain is Grain.WEEK:
        year, week, _ = start.isocalendar()
        return f"Week {week}, {year}"
    month = _ENGLISH_MONTHS[start.month - 1]
    return {
        Grain.DAY: f"{start.day} {month} {start.year}",
        Grain.MONTH: f"{month} {start.year}",
        Grain.QUARTER: f"Q{_quarter(start)} {start.year}",
        Grain.YEAR: str(start.year),
    }[period.grain]
