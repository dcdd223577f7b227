"""Tasks on a line of time: a bar each, drawn as numbers that the template places in an SVG."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from guiju.apps.work.values import Item, Project
from guiju.web.kit import formats
from guiju.web.work import spans, words

WIDTH = 1000  # units of the drawing from the first day to the last
LEAST = 8  # of a bar
TICKS = 6
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: where its bar begins and how long it is, and what stands beside it."""

    title: str
    url: str
    who: str
    state: str
    tone: str
    when: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A day of the scale."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All tasks; ``today`` is where the present lies, -1 when outside."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: int


def timeline(items: Iterable[Item], project: Project, moment: datetime) -> Timeline:
    """The tasks of a project from its start to its end, or as far as its tasks reach."""
    found = sorted(items, key=lambda item: (item.opens, item.id))
    start = min([project.start, *(item.opens.date() for item in found)])
    end = max([project.end or project.start, moment.date(), *(item.due.date() for item in found if item.due)])
    days = max(1, (end - start).days + 1)

    def at(day: date) -> int:
        return round((day - start).days / days * WIDTH)

    bars = tuple(_bar(item, at, moment, end) for item in found)
    today = at(moment.date()) if start <= moment.date() <= end else -1
    return Timeline(bars, tuple(_ticks(start, days)), today)


def _bar(item: Item, at: Callable[[date], int], moment: datetime, end: date) -> Bar:
    begin = item.opens.date()
    over = item.done.date() if item.done else item.due.date() if item.due else min(end, moment.date())
    x, width = at(begin), max(LEAST, at(max(over, begin) + DAY) - at(begin))
    late = item.left is not None and item.left < 0
    tone = "broken" if late else words.tone(item)
    when = formats.short_day(begin) + (
        f" – {spans.clock_time(item.due, moment.date(), brief=True, weekday=True)}" if item.due else ""
    )
    url = reverse("work:one", args=[item.id])
    return Bar(item.title, url, item.accountable.name, words.state(item), tone, when, x, min(width, WIDTH - x))


def _ticks(start: date, days: int) -> Iterator[Tick]:
    step = max(1, -(-days // TICKS))
    for passed in range(0, days, step):
        yield Tick(f"{passed / days:.1%}", formats.short_day(start + timedelta(days=passed)))
