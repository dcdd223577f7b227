"""日历: what is due on the days of a month or a week, of oneself or of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.queries import lists
from guiju.apps.work.queries.lists import Filters
from guiju.apps.work.values import Item
from guiju.engines import periods
from guiju.engines.calendar import days as workdays
from guiju.engines.periods import Grain, Period
from guiju.web.kit import address, formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work.lines import Line, View
from guiju.web.work.scopes import MINE, Reach, Scope, reach
from guiju.web.work.tabs import Tabs, tabs

SHOWN = 4  # lines of a day in a month; a week shows them all
MOST = 400
WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid; ``note`` names a holiday or a working weekend, ``inside`` says that it is of the month."""

    number: str
    label: str
    note: str
    rest: bool
    today: bool
    inside: bool
    lines: tuple[Line, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What calendar.html shows."""

    tabs: Tabs
    title: str
    weeks: tuple[tuple[Day, ...], ...]
    weekdays: tuple[str, ...]
    weekly: bool
    before: str
    after: str
    now_url: str
    switch: tuple[tuple[str, str, bool], ...]
    reach: Reach
    scope: Scope
    unit: str
    empty: bool


@page
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A month, or a week, of what is due."""
    regulation, today = rulebook.current(), clock.today()
    open_to = reach(actor, regulation)
    unit = request.GET.get("unit", "")
    scope = open_to.scope(request.GET.get("of", MINE), unit)
    period = _period(request, today)
    start, end = _grid(period)
    view = View(clock.now(), regulation, actor.number if scope.of == MINE else "", request.get_full_path(), "calendar")
    found = _found(actor, scope, start, end)
    kept = {"of": scope.of, **({"unit": unit} if unit else {})}
    context = CalendarPage(
        tabs=tabs(actor, "calendar"),
        title=_title(period),
        weeks=_weeks(found, period, start, end, view, kept),
        weekdays=_weekdays(),
        weekly=period.grain is Grain.WEEK,
        before=_url(period.previous(), kept),
        after=_url(period.next(), kept),
        now_url=_url(periods.containing(today, period.grain), kept),
        switch=_switch(period, today, kept),
        reach=open_to,
        scope=scope,
        unit=unit,
        empty=not found,
    )
    return show(request, "work/calendar.html", context)


def _period(request: HttpRequest, today: date) -> Period:
    """The month or week that the address names; without one the month, on which everything has room."""
    for key, grain in (("week", Grain.WEEK), ("month", Grain.MONTH)):
        text = request.GET.get(key, "")
        found = address.period(text) if text else None
        if found is not None:
            return periods.containing(found.start, grain)
    return periods.containing(today, Grain.MONTH)


def _grid(period: Period) -> tuple[date, date]:
    """Whole weeks, Monday to Sunday."""
    start = period.start - timedelta(days=period.start.weekday())
    return start, period.end + timedelta(days=WEEK - 1 - period.end.weekday())


def _found(actor: Actor, scope: Scope, start: date, end: date) -> list[Item]:
    if scope.of == MINE:
        return queries.calendar(actor.number, start, end)
    filters = Filters(state="", units=scope.units, since=start, until=end)
    return list(lists.listed(actor, filters, limit=MOST))


def _weeks(
    found: Iterable[Item], period: Period, start: date, end: date, view: View, kept: dict[str, str]
) -> tuple[tuple[Day, ...], ...]:
    by_day: dict[date, list[Item]] = {}
    for item in found:
        by_day.setdefault(_day_of(item), []).append(item)
    length = (end - start).days + 1
    every = [
        _day(start + timedelta(days=at), by_day.get(start + timedelta(days=at), []), period, view, kept)
        for at in range(length)
    ]
    return tuple(tuple(every[at : at + WEEK]) for at in range(0, length, WEEK))


def _day(day: date, items: list[Item], period: Period, view: View, kept: dict[str, str]) -> Day:
    weekly = period.grain is Grain.WEEK
    lines = view.lines(items)
    shown = lines if weekly or len(lines) <= SHOWN + 1 else lines[:SHOWN]
    public = workdays.public()
    note = _("补班") if public.made_up(day) else public.holiday(day)
    return Day(
        number=str(day.day),
        label=formats.day(day),
        note=note,
        rest=not public.is_workday(day),
        today=day == view.moment.date(),
        inside=period.start <= day <= period.end,
        lines=shown,
        more=len(lines) - len(shown),
        url=_url(periods.containing(day, Grain.WEEK), kept),
    )


def _day_of(item: Item) -> date:
    """The day under which it stands: that of its due time; midnight ends the day before."""
    if item.due is None:
        return item.day
    return (item.due - timedelta(microseconds=1)).date()


def _url(period: Period, kept: dict[str, str]) -> str:
    key = "week" if period.grain is Grain.WEEK else "month"
    return f"?{urlencode({**kept, key: str(period)})}"


def _switch(period: Period, today: date, kept: dict[str, str]) -> tuple[tuple[str, str, bool], ...]:
    at = today if period.start <= today <= period.end else period.start
    month, week = periods.containing(at, Grain.MONTH), periods.containing(at, Grain.WEEK)
    return (
        (_("月"), _url(month, kept), period.grain is Grain.MONTH),
        (_("周"), _url(week, kept), period.grain is Grain.WEEK),
    )


def _title(period: Period) -> str:
    if period.grain is Grain.WEEK:
        return f"{formats.day(period.start)} – {formats.day(period.end)}"
    return period.label("en" if formats.english() else "zh")


def _weekdays() -> tuple[str, ...]:
    return formats.ENGLISH_DAYS if formats.english() else tuple(f"周{one}" for one in formats.WEEKDAYS)
