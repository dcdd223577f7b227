"""Reading stored figures: one, a series, a comparison, all of a dimension, the board of a period.

Only ``point``, ``parts`` and ``pieces`` read the ``cells`` of a figure, which are many times as large as itself.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from guiju.apps.figures import models
from guiju.apps.figures.values import DEPARTMENT, Comparison, Point
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.values import Missing, Reason, Why


def point(metric: str, period: Period, *, dim: str = DEPARTMENT, key: str = "") -> Point | None:
    """One figure; ``None`` when none is stored."""
    row = _at(period).filter(metric=metric, dim=dim, key=key).first()
    return _point(row) if row else None


def series(metric: str, grain: Grain, start: date, end: date, *, dim: str = DEPARTMENT, key: str = "") -> list[Point]:
    """The figures of a metric for all periods that begin from ``start`` to ``end``, oldest first."""
    found = _bare().filter(metric=metric, grain=grain, dim=dim, key=key, start__range=(start, end))
    return [_point(row) for row in found.order_by("start")]


def trends(grain: Grain, start: date, end: date, *, dim: str = DEPARTMENT, key: str = "") -> dict[str, list[Point]]:
    """The figures of every metric for all periods that begin from ``start`` to ``end``, oldest first."""
    rows = _bare().filter(grain=grain, dim=dim, key=key, start__range=(start, end)).order_by("start")
    found: dict[str, list[Point]] = {}
    for row in rows:
        found.setdefault(row.metric, []).append(_point(row))
    return found


def first_known(grain: Grain) -> Period | None:
    """The first period of which anything is known of the whole department."""
    rows = models.Figure.objects.filter(grain=grain, dim=DEPARTMENT, key="").exclude(exact="")
    start = rows.order_by("start").values_list("start", flat=True).first()
    return Period(start, grain) if start else None


def dims(metric: str, period: Period) -> frozenset[str]:
    """The dimensions along which a metric has stored parts in a period."""
    return frozenset(_at(period).filter(metric=metric).exclude(key="").values_list("dim", flat=True).distinct())


def by_dim(metric: str, period: Period, dim: str) -> list[Point]:
    """The figures of everything in a dimension, the largest first and what is missing last."""
    found = [_point(row) for row in _at(period, _bare()).filter(metric=metric, dim=dim).order_by("key")]
    return sorted(found, key=_order, reverse=True)


def across(
    metric: str, grain: Grain, start: date, end: date, dim: str, *, keys: Collection[str] | None = None, most: int
) -> list[Point]:
    """The figures of a metric along a dimension, or of ``keys`` of it, by period and key; at ``most`` so many.

    The periods are those that begin from ``start`` to ``end``.
    """
    found = _bare().filter(metric=metric, grain=grain, dim=dim, start__range=(start, end))
    if keys is not None:
        found = found.filter(key__in=keys)
    return [_point(row) for row in found.order_by("start", "key")[:most]]


def board(
    period: Period, *, metrics: Iterable[str] | None = None, dim: str = DEPARTMENT, key: str = ""
) -> dict[str, Point]:
    """The figures of all metrics, or of those named, for one period and key."""
    found = _at(period, _bare()).filter(dim=dim, key=key)
    if metrics is not None:
        found = found.filter(metric__in=list(metrics))
    return {row.metric: _point(row) for row in found}


def parts(
    period: Period, dims: Collection[str], *, keys: Collection[str] | None = None
) -> dict[tuple[str, str], list[Point]]:
    """Every figure of some dimensions in one period with its ``cells``, by dimension and key, or of ``keys`` alone."""
    found = _at(period).filter(dim__in=dims)
    if keys is not None:
        found = found.filter(key__in=keys)
    points: dict[tuple[str, str], list[Point]] = {}
    for row in found:
        points.setdefault((row.dim, row.key), []).append(_point(row))
    return points


def pieces(
    metrics: Collection[str], periods: Collection[Period], dims: Collection[str]
) -> dict[tuple[str, Period, str, str], Point]:
    """Figures with their ``cells`` by metric, period, dimension and key; all periods are of one grain."""
    grains = {period.grain for period in periods}
    starts = [period.start for period in periods]
    found = models.Figure.objects.filter(metric__in=metrics, grain__in=grains, start__in=starts, dim__in=dims)
    return {(one.metric, one.period, one.dim, one.key): one for one in map(_point, found)}


def cut(
    metrics: Collection[str], grain: Grain, starts: Collection[date], dim: str, key: str | None = None
) -> list[Point]:
    """The figures of some metrics along one dimension in some periods, of ``key`` alone when one is given."""
    found = _bare().filter(metric__in=metrics, grain=grain, start__in=starts, dim=dim)
    return [_point(row) for row in (found if key is None else found.filter(key=key)).order_by("start", "key")]


def daily(dim: str, start: date, end: date) -> dict[tuple[str, str], dict[date, float | None]]:
    """The full days of every metric and key of a dimension, as floats for estimates; ``None`` where it is missing."""
    found = models.Figure.objects.filter(dim=dim, grain=Grain.DAY, start__range=(start, end), provisional=False)
    series: dict[tuple[str, str], dict[date, float | None]] = {}
    for metric, key, day, value in found.values_list("metric", "key", "start", "value"):
        series.setdefault((metric, key), {})[day] = value
    return series


def comparison(metric: str, period: Period, *, dim: str = DEPARTMENT, key: str = "") -> Comparison:
    """A figure beside that of the period before and of the same period a year before."""
    before, last_year = period.previous(), year_before(period)
    starts = [one.start for one in (period, before, last_year)]
    found = _bare().filter(metric=metric, grain=period.grain, dim=dim, key=key, start__in=starts)
    points = {row.start: _point(row) for row in found}
    return Comparison(*(points.get(start) for start in starts))


def year_before(period: Period) -> Period:
    """The same period a year before: the same day, month or quarter, and of weeks the one of the same number."""
    if period.grain is Grain.DAY:
        start = period.start
        leap = (start.month, start.day) == (2, 29)
        return Period(start.replace(year=start.year - 1, day=28 if leap else start.day), Grain.DAY)
    if period.grain is Grain.WEEK:
        year, week, _ = period.start.isocalendar()
        last = date(year - 1, 12, 28).isocalendar().week
        return Period(date.fromisocalendar(year - 1, min(week, last), 1), Grain.WEEK)
    return containing(period.start.replace(year=period.start.year - 1), period.grain)


def keys(dim: str, grain: Grain, start: date, end: date) -> list[str]:
    """Everything of a dimension that has figures in the periods that begin from ``start`` to ``end``."""
    found = models.Figure.objects.filter(dim=dim, grain=grain, start__range=(start, end))
    return sorted(set(found.values_list("key", flat=True)))


def values(dim: str, most: int) -> list[str]:
    """What a dimension has been seen to hold in months, by name."""
    found = models.Figure.objects.filter(dim=dim, grain=Grain.MONTH).exclude(key="")
    return list(found.values_list("key", flat=True).distinct().order_by("key")[:most])


def measured_at() -> datetime | None:
    """When figures were last computed; ``None`` before the first time."""
    found = models.Month.objects.order_by("-at").values_list("at", flat=True).first()
    return timezone.localtime(found) if found else None


def _bare() -> QuerySet[models.Figure]:
    return models.Figure.objects.defer("cells")


def _at(period: Period, rows: QuerySet[models.Figure] | None = None) -> QuerySet[models.Figure]:
    return (models.Figure.objects.all() if rows is None else rows).filter(grain=period.grain, start=period.start)


def _order(point: Point) -> tuple[bool, Fraction]:
    return (True, point.value) if isinstance(point.value, Fraction) else (False, Fraction(0))


def _point(row: models.Figure) -> Point:
    reasons = tuple(Reason(Why(why), subject, detail) for why, subject, detail in row.reasons)
    return Point(
        metric=row.metric,
        period=Period(row.start, Grain(row.grain)),
        dim=row.dim,
        key=row.key,
        value=Fraction(row.exact) if row.exact else Missing(reasons),
        provisional=row.provisional,
        through=row.through,
        manifest=row.manifest,
        edition=row.edition,
        cells=() if "cells" in row.get_deferred_fields() else tuple(row.cells),
    )
