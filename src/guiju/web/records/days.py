"""A register as a calendar of a month, or as bars along three months."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

from guiju.apps.records.values import Line
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.web.kit import address, formats
from guiju.web.records import asked
from guiju.web.records.rows import Row

FEW = 4  # records of a day
MONTHS = 3  # of a timeline
WIDTH, LEAST = 1000, 8  # units of a bar's drawing
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; ``more`` counts what is left out, ``url`` leads to all of it."""

    label: str
    number: int
    inside: bool
    today: bool
    rows: tuple[Row, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday."""

    title: str
    before: str
    after: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A record from one day to another, as numbers that an SVG places."""

    row: Row
    when: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's first day on the scale."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Three months of bars; ``today`` is where the present lies, -1 when outside."""

    title: str
    before: str
    after: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: int
    cut: bool


def asked_month(get: QueryDict, today: date) -> Period:
    """The month that is asked for, else the running one."""
    return address.month(get.get("month", "")) or periods.containing(today, Grain.MONTH)


def grid(month: Period) -> tuple[date, date]:
    """The first and last day of the weeks that a month touches."""
    return month.start - timedelta(days=month.start.weekday()), month.end + timedelta(days=6 - month.end.weekday())


def stretch(month: Period) -> tuple[date, date]:
    """The first and last day of the months of a timeline."""
    return month.start, month.next(MONTHS - 1).end


def calendar(month: Period, today: date, found: Mapping[date, tuple[Row, ...]], get: QueryDict, *, cut: bool) -> Month:
    """The calendar of a month."""
    first, last = grid(month)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    made = [_day(day, month, today, found.get(day, ()), get) for day in days]
    names = formats.ENGLISH_DAYS if formats.english() else tuple(formats.WEEKDAYS)
    return Month(
        title=_label(month),
        before=asked.without(get, month=str(month.previous())),
        after=asked.without(get, month=str(month.next())),
        weekdays=tuple(names),
        weeks=tuple(tuple(made[at : at + 7]) for at in range(0, len(made), 7)),
        cut=cut,
    )


def timeline(month: Period, today: date, found: Iterable[tuple[Row, date, date]], get: QueryDict, *, cut: bool) -> Bars:
    """Bars along three months from a month on."""
    start, end = stretch(month)
    days = (end - start).days + 1

    def at(day: date) -> int:
        return max(0, min(WIDTH, round((day - start).days / days * WIDTH)))

    def bar(row: Row, begins: date, ends: date) -> Bar:
        width = max(LEAST, at(ends + DAY) - at(begins))
        when = formats.short_day(begins) + (f" – {formats.short_day(ends)}" if ends > begins else "")
        return Bar(row, when, min(at(begins), WIDTH - LEAST), min(width, WIDTH - min(at(begins), WIDTH - LEAST)))

    months = [month.next(ahead) for ahead in range(MONTHS)]
    return Bars(
        title=f"{_label(months[0])} – {_label(months[-1])}",
        before=asked.without(get, month=str(month.previous())),
        after=asked.without(get, month=str(month.next())),
        bars=tuple(bar(*one) for one in found),
        ticks=tuple(Tick(at(one.start), formats.short_day(one.start)) for one in months),
        today=at(today) if start <= today <= end else -1,
        cut=cut,
    )


def placed(days: Mapping[date, tuple[Line, ...]], rows: Mapping[int, Row]) -> dict[date, tuple[Row, ...]]:
    """The rows of the lines of each day."""
    return {day: tuple(rows[line.id] for line in lines) for day, lines in days.items()}


def spans(bars: Iterable[tuple[Line, date, date]], rows: Mapping[int, Row]) -> Iterator[tuple[Row, date, date]]:
    """The rows of bars, with their first and last day."""
    for line, begins, ends in bars:
        yield rows[line.id], begins, ends


def _day(day: date, month: Period, today: date, rows: tuple[Row, ...], get: QueryDict) -> Day:
    return Day(
        label=formats.day(day),
        number=day.day,
        inside=day in month,
        today=day == today,
        rows=rows[:FEW],
        more=max(0, len(rows) - FEW),
        url=asked.without(get, "month", **{"as": "table", "from": day.isoformat(), "to": day.isoformat()}),
    )


def _label(period: Period) -> str:
    return period.label("en" if formats.english() else "zh")
