"""Meetings of one name together: its days, and on each the groups that meet, with what is still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.work.values import Item
from guiju.web.kit import formats
from guiju.web.work import lines, spans, words
from guiju.web.work.lines import Clause, View
from guiju.web.work.spans import Due


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting of one group: whose, at what time, and its state where that is worth saying."""

    whose: str
    clock: str
    url: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Day:
    """The groups that meet on one day."""

    label: str
    gatherings: tuple[Gathering, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting with all its days; ``first`` and ``at`` say when the first of them is, ``late`` counts the overdue."""

    title: str
    clause: Clause | None
    first: Due
    at: str
    count: int
    late: int
    days: tuple[Day, ...]


def series(items: Iterable[Item], view: View) -> tuple[Series, ...]:
    """In the order of each one's first item, whose days keep the order of the items."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.rule or item.title, []).append(item)
    return tuple(_series(every, view) for every in found.values())


def _series(items: Sequence[Item], view: View) -> Series:
    days = groupby(items, key=lambda item: item.due.date() if item.due else item.day)
    return Series(
        title=items[0].title,
        clause=lines.clause(items[0], view.regulation),
        first=spans.due(items[0], view.moment),
        at=spans.clock_time(items[0].due, view.moment.date(), weekday=True) if items[0].due else "",
        count=len(items),
        late=sum(1 for item in items if _late(item)),
        days=tuple(_day(day, list(some), view) for day, some in days),
    )


def _day(day: date, items: Sequence[Item], view: View) -> Day:
    return Day(formats.day(day, today=view.moment.date()), tuple(_gathering(item, view) for item in items))


def _gathering(item: Item, view: View) -> Gathering:
    plain = item.state in {"todo", "done"} and not _late(item)
    state = _("已逾期") if _late(item) else words.state(item)
    return Gathering(
        whose=item.unit or item.accountable.name,
        clock=spans.due(item, view.moment).clock,
        url=reverse("work:one", args=[item.id]),
        state="" if plain else state,
        tone="broken" if _late(item) else words.tone(item),
    )


def _late(item: Item) -> bool:
    return item.left is not None and item.left < 0
