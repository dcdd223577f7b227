"""Looking over the days of every metric of every shop, once a day and after new data: findings that page nobody."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import points
from guiju.apps.insight import models
from guiju.apps.insight.queries import findings, marks
from guiju.apps.insight.values import Mark
from guiju.engines import unusual
from guiju.engines.unusual import Odd

HISTORY = timedelta(days=182)  # half a year: long enough for weeks, short enough to follow a change
RECENT = timedelta(days=28)  # days that are told of
DAY = timedelta(days=1)

State = models.Finding.State


def follow(*, months: Sequence[date], actor: Actor) -> None:  # noqa: ARG001 - as who is told of new figures
    """Figures of these months are new: look over the recent days again when they were measured since the last look."""
    recent = any(month + timedelta(days=31) >= clock.today() - RECENT for month in months)
    measured, looked = points.measured_at(), findings.last_look()
    if recent and measured is not None and (looked is None or looked < measured):
        look()


def look() -> int:
    """Look over everything and keep what was found; gives the number of series. For the worker.

    Doing it again changes nothing. What somebody answered stays; what waits and is no longer odd goes.
    """
    today = clock.today()
    start, end, since = today - HISTORY, today - DAY, today - RECENT
    happened = marks.marks(start, end)
    series = points.daily("shop", start, end)
    looked = 0
    odd: list[tuple[str, str, Odd]] = []
    for (metric, shop), days in sorted(series.items()):
        whole = _whole(days)
        if unusual.enough(whole):
            looked += 1
            odd += [(metric, shop, one) for one in unusual.odd(whole, since=since, told=_told(happened, shop))]
    _keep(odd, since)
    models.Look.objects.update_or_create(day=today, defaults={"at": clock.now(), "series": looked})
    return looked


def _whole(days: dict[date, float | None]) -> list[tuple[date, float | None]]:
    """Every day from the first known to the last known one, the missing ones among them."""
    known = [day for day, value in days.items() if value is not None]
    if not known:
        return []
    first, count = min(known), (max(known) - min(known)).days + 1
    return [(first + at * DAY, days.get(first + at * DAY)) for at in range(count)]


def _told(happened: Iterable[Mark], shop: str) -> set[date]:
    """The days of marked events that hold for a shop."""
    mine = (one for one in happened if one.shop in {"", shop})
    return {one.start + at * DAY for one in mine for at in range((one.end - one.start).days + 1)}


@transaction.atomic
def _keep(found: Sequence[tuple[str, str, Odd]], since: date) -> None:
    known = list(models.Finding.objects.select_for_update().filter(end__gte=since))
    stay: set[int] = set()
    for metric, shop, odd in found:
        row = next((one for one in known if _same(one, metric, shop, odd)), None)
        figures = {name: getattr(odd, name) for name in ("end", "peak", "value", "expected", "low", "high", "score")}
        if row is None:
            models.Finding.objects.create(metric=metric, shop=shop, start=odd.start, found=clock.now(), **figures)
            continue
        stay.add(row.pk)
        models.Finding.objects.filter(pk=row.pk).update(**figures)
    gone = [one.pk for one in known if one.pk not in stay and one.state == State.OPEN]
    models.Finding.objects.filter(pk__in=gone).delete()


def _same(row: models.Finding, metric: str, shop: str, odd: Odd) -> bool:
    """Whether a finding is the one known: the same metric and shop, and days that touch."""
    return (row.metric, row.shop) == (metric, shop) and row.start <= odd.end and row.end >= odd.start
