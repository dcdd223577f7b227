"""Measuring what is out of date and storing it: the running month, and months whose data, rules or owners changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby, islice
from typing import Any

from django.db import transaction

from guiju.apps import clock
from guiju.apps.figures import freshness, models, roster, storing
from guiju.apps.figures.given import given
from guiju.apps.figures.queries import coverage
from guiju.apps.figures.values import DEPARTMENT
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as editions
from guiju.engines import measure as engine
from guiju.engines.periods import Grain, Period, between
from guiju.facts.lake import View
from guiju.lang.values import Missing

# dimension: grains that are stored of it
STORED: dict[str, tuple[Grain, ...]] = {
    DEPARTMENT: (Grain.DAY, Grain.WEEK, Grain.MONTH),
    "shop": (Grain.DAY, Grain.WEEK, Grain.MONTH),
    "channel": (Grain.DAY, Grain.WEEK, Grain.MONTH),
    "product": (Grain.MONTH,),
    "person": (Grain.MONTH,),
    "unit": (Grain.MONTH,),
}
WITH_PARTS = {Grain.MONTH}  # grains whose figures keep what they are made of
TOGETHER = 12  # months measured at once: fewer passes over the files

Row = tuple[object, ...]


def refresh(*, progress: Callable[[float], bool] = lambda _part: True) -> tuple[date, ...]:
    """Measure and store the figures of every month that is out of date; gives the first days of these months.

    Doing it again changes nothing. ``progress`` hears the share that is done and stops the work by answering False;
    what is stored by then stays. Loads heavy libraries: for the worker and the command line, not for a request.
    """
    view, today = coverage.view(), clock.today()
    stale = freshness.stale(view, today)
    batches = list(_batches(list(stale)))
    kinds = [(dim, grain) for dim, grains in STORED.items() for grain in grains]
    done: list[date] = []
    for at, months in enumerate(batches):
        for number, (dim, grain) in enumerate(kinds):
            if not progress((at + number / len(kinds)) / len(batches)):
                return tuple(done)
            _measure(view, months, grain, dim, today)
        for month in months:
            marks = {"signature": stale[month], "at": clock.now()}
            models.Month.objects.update_or_create(start=month.start, defaults=marks)
        done += [month.start for month in months]
    progress(1.0)
    return tuple(done)


def request_refresh() -> bool:
    """Let the worker refresh when something is out of date and it is not asked to already; tells whether it was."""
    from django_tasks_db.models import DBTaskResult

    from guiju.apps.figures import tasks

    waiting = DBTaskResult.objects.ready().filter(task_path=tasks.refresh_figures.module_path)
    if waiting.exists() or not freshness.stale(coverage.view(), clock.today()):
        return False
    tasks.refresh_figures.enqueue()
    return True


def _batches(months: Sequence[Period]) -> Iterator[list[Period]]:
    """Neighbouring months together."""
    numbered = enumerate(sorted(months))
    for _, run in groupby(numbered, key=lambda pair: pair[1].start.year * 12 + pair[1].start.month - pair[0]):
        left = iter([month for _, month in run])
        while batch := list(islice(left, TOGETHER)):
            yield batch


def _measure(view: View, months: Sequence[Period], grain: Grain, dim: str, today: date) -> None:
    """Measure one grain and dimension of some months, each period by the regulation in force at its end."""
    periods = _periods(months, grain, today)
    rows: list[Row] = []
    in_force = editions.begun()
    for edition, run in groupby(periods, key=lambda period: _edition(in_force, period.end)):
        if edition:
            spell = list(run)
            rows += _figures(view, edition, spell[0], spell[-1], dim, today)
    with transaction.atomic():
        starts = (periods[0].start, periods[-1].start)
        models.Figure.objects.filter(grain=grain, dim=dim, start__range=starts).delete()
        storing.store(rows)


def _edition(in_force: Mapping[date, str], day: date) -> str:
    """What is in force on a day, given what comes into force when; empty before the first day."""
    return in_force.get(max((start for start in in_force if start <= day), default=day), "")


def _periods(months: Sequence[Period], grain: Grain, today: date) -> list[Period]:
    """The periods that end in these months, and the running one."""
    end = months[-1].end
    begun = between(months[0].start, min(end, today), grain)
    return [period for period in begun if period.end <= end or today in period]


def _figures(view: View, edition: str, first: Period, last: Period, dim: str, today: date) -> Iterator[Row]:
    regulation = compiled.regulation(edition)
    compiled_sql = rulebook.keep_metric_sql(edition=edition)
    asked: dict[str, Any] = {  # Any: the arguments of engine.measure
        "start": first.start,
        "end": last.end,
        "grain": first.grain,
        "today": today,
        "by": () if dim == DEPARTMENT else (dim,),
        "owners": roster.owners(regulation, first.start, last.end),
        "shops": roster.shops(),
        "given": given(regulation),
    }
    measured: Iterable[engine.Figure]
    if first.grain in WITH_PARTS:
        measured = engine.measure(compiled_sql, view, regulation, **asked)
    else:
        found = engine.series(compiled_sql, view, regulation, **asked)
        measured = (figure for one in found for figure in one.figures())
    return (_row(figure, dim, view.manifest_id, edition) for figure in measured)


def _row(figure: engine.Figure, dim: str, manifest: str, edition: str) -> Row:
    """One figure in the order of ``storing.COLUMNS``."""
    value = figure.value
    number = value if isinstance(value, Fraction) else None
    reasons = value.reasons if isinstance(value, Missing) else ()
    return (
        figure.metric,
        figure.period.grain.value,
        figure.period.start,
        dim,
        next(iter(figure.dims.values()), "") or "",
        None if number is None else float(number),
        "" if number is None else str(number),
        figure.provisional,
        figure.through,
        [[reason.why.value, reason.subject, reason.detail] for reason in reasons],
        [_cell(part) for part in figure.parts],
        manifest,
        edition,
    )


def _cell(part: engine.Part) -> dict[str, object]:
    value = "" if isinstance(part.value, Missing) else str(part.value)
    plain = {"text": part.text, "fact": part.fact, "where": part.where, "rows": part.rows, "value": value}
    return plain | ({"corrections": list(part.corrections)} if part.corrections else {})
