"""What a correction would change: rows, figures, points, grades and money, measured by the worker under both layers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any

from guiju.apps import clock
from guiju.apps.appraisal import basis, judged
from guiju.apps.appraisal import models as appraisal
from guiju.apps.appraisal.actions import depending
from guiju.apps.appraisal.cells import Lake
from guiju.apps.appraisal.source import State
from guiju.apps.corrections import layering, models
from guiju.apps.figures import roster
from guiju.apps.figures.given import given
from guiju.apps.figures.queries import coverage
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as editions
from guiju.engines import measure
from guiju.engines.measure import sql
from guiju.engines.measure.census import Census, census
from guiju.engines.periods import Grain, Period, between
from guiju.engines.score.outcome import Outcome, outcomes
from guiju.engines.score.replay import compare
from guiju.facts.lake import Correction, View
from guiju.lang import Regulation
from guiju.lang.kinds import Metric
from guiju.lang.values import Missing

DIMS = ("none", "shop", "channel", "unit", "person")
LISTED = 300  # figures that differ and are kept; the rest are counted
MONTHS = 12  # the last months that are measured; older ones are counted

Plain = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True)
class Both:
    """A state of the lake under the layer that holds and under the one that would."""

    before: View
    after: View


def basis_of(row: models.Correction, view: View) -> str:
    """A hash of what an effect comes from: the rows of the fact, the other corrections, and the rules in force."""
    content = {
        "files": sorted(part.path for fact in _facts(row) for part in view.manifest.of(fact)),
        "layer": [one.id for one in view.manifest.corrections],
        "editions": [one.edition.hash for one in editions.adoptions()],
        "replaces": row.replaces_id,
    }
    return basis.digest(content)


def measured(row: models.Correction) -> Plain:
    """The effect of a correction on the lake as it is. Loads DuckDB, and Ibis for a condition: for the worker."""
    view = coverage.view()
    layer = layering.amended(row, view.manifest.corrections)
    both = Both(view, view.with_corrections(layer))
    schema = compiled.schemas()[row.fact]
    found = census(view, schema, layering.subject(row), layer)
    ends = _reach(row, found, view, _former(row, view, layer))
    today = clock.today()
    months = [one for one in between(*ends, Grain.MONTH) if one.start <= today] if ends else []
    recent = months[-MONTHS:]
    figures = sorted(_figures(_facts(row), both, recent, today), key=itemgetter("month"), reverse=True)
    figures.sort(key=lambda one: one["dim"] != "none")  # what is kept of many begins with the whole and the newest
    people, totals = _outcomes(both, [month.start for month in recent], today)
    return {
        **_counted(found, ends),
        "figures": figures[:LISTED],
        "more": max(0, len(figures) - LISTED),
        "older": len(months) - len(recent),
        "people": people,
        "totals": totals,
    }


def _facts(row: models.Correction) -> tuple[str, ...]:
    """The facts of which it meets rows, or the correction that it undoes or comes in the place of."""
    some = (row.replaces, row) if row.replaces else (row,)
    return tuple(dict.fromkeys(fact for one in some for fact in (one.fact, *one.along)))


def _former(row: models.Correction, view: View, layer: Sequence[Correction]) -> Census | None:
    """What the correction meets by now in whose place another comes."""
    if row.replaces is None or row.kind == models.Correction.Kind.UNDO:
        return None
    return census(view, compiled.schemas()[row.replaces.fact], layering.correction(row.replaces), layer)


def _reach(row: models.Correction, found: Census, view: View, before: Census | None) -> tuple[date, date] | None:
    """The days of the rows met, and of those that the correction met, or meets by now, in whose place it comes."""
    former = [one.reach for one in view.manifest.corrections if one.id == str(row.replaces_id) and one.reach]
    spans = [span for span in (found.reach, before.reach if before else None, *former) if span]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _counted(found: Census, ends: tuple[date, date] | None) -> Plain:
    return {
        "rows": found.rows,
        "total": found.total,
        "digest": found.digest,
        "reach": [day.isoformat() for day in ends] if ends else None,
        "columns": list(found.columns),
        "before": [_texts(cells) for cells in found.before],
        "after": [None if cells is None else _texts(cells) for cells in found.after],
        "along": dict(found.along),
    }


def _texts(cells: Sequence[Any]) -> list[str | None]:  # Any: whatever a column of the lake holds
    return [None if cell is None else str(cell) for cell in cells]


def _figures(facts: Collection[str], both: Both, months: Sequence[Period], today: date) -> Iterator[Plain]:
    """The figures of these months that differ, of the metrics that read the facts; each edition is measured at once."""
    for edition, some in groupby(months, key=lambda month: editions.edition_at(month.end)):
        if not edition:
            continue
        regulation, metric_sql = editions.regulation(edition), rulebook.keep_metric_sql(edition=edition)
        names, spell = _reading(metric_sql, facts), list(some)
        for dim in DIMS if names else ():
            asked = (regulation, metric_sql, names, dim, spell, today)
            old, new = (_measured(view, *asked) for view in (both.before, both.after))
            for place in sorted(old.keys() | new.keys()):
                before, after = old.get(place), new.get(place)
                if before != after:
                    month, metric, key = place
                    unit = regulation.of(Metric)[metric].unit
                    said = {"metric": metric, "unit": unit, "month": month.isoformat(), "dim": dim, "key": key}
                    yield {**said, "before": before, "after": after}


def _reading(metric_sql: measure.MetricSql, facts: Collection[str]) -> list[str]:
    """The metrics that read one of some facts, through keys too."""
    plan = sql.load(metric_sql)
    read = {text for text, cell in plan.cells.items() if {cell.fact, *cell.raw.joined}.intersection(facts)}
    return [name for name, texts in plan.metrics.items() if read.intersection(texts)]


def _measured(
    view: View,
    regulation: Regulation,
    metric_sql: measure.MetricSql,
    names: Sequence[str],
    dim: str,
    months: Sequence[Period],
    today: date,
) -> dict[tuple[date, str, str], str | None]:
    first, last = months[0].start, months[-1].end
    found = measure.series(
        metric_sql,
        view,
        regulation,
        start=first,
        end=last,
        grain=Grain.MONTH,
        today=today,
        by=() if dim == "none" else (dim,),
        owners=roster.owners(regulation, first, last),
        shops=roster.shops(),
        metrics=names,
        given=given(regulation),
    )
    figures = (figure for one in found for figure in one.figures())
    return {
        (one.period.start, one.metric, next(iter(one.dims.values()), "") or ""): _exact(one.value) for one in figures
    }


def _outcomes(both: Both, months: Sequence[date], today: date) -> tuple[list[Plain], list[Plain]]:
    """Whose points, grade or money differ in the periods that depend on these months, and the money of all."""
    people: list[Plain] = []
    totals: list[Plain] = []
    for period in depending(months):
        edition = editions.edition_at(period.end)
        if not edition:
            continue
        regulation, metric_sql = editions.regulation(edition), rulebook.keep_metric_sql(edition=edition)
        everybody = judged.everybody(regulation)
        owners, shops = roster.owners(regulation, date.min, date.max), roster.shops()
        old, new = (
            outcomes(
                regulation,
                everybody,
                period,
                State(regulation, Lake(metric_sql, view, regulation, owners, shops, today)),
            )
            for view in (both.before, both.after)
        )
        replay = compare(old, new)
        people += [_person(one.before, one.after, period) for one in replay.effects if one.differs]
        totals.append(_total(period, replay.before, replay.after, edition, today))
    return people, [one for one in totals if one["before"] != one["after"]]


def _person(before: Outcome, after: Outcome, period: Period) -> Plain:
    pairs = {name: [_said(getattr(before, name)), _said(getattr(after, name))] for name in ("points", "grade", "bonus")}
    gives = [any(getattr(one, name) is not None for one in (before, after)) for name in ("points", "bonus")]
    who = before.person
    return {
        "number": who.id,
        "name": who.name,
        "grain": period.grain.value,
        "start": period.start.isoformat(),
        **pairs,
        "gives": gives,
    }


def _said(value: object) -> str | None:
    """A value as text: empty for what no rule gives, ``None`` for what is pending."""
    if isinstance(value, Missing):
        return None
    return "" if value is None else str(value)


def _total(period: Period, before: Fraction, after: Fraction, edition: str, today: date) -> Plain:
    kept = appraisal.Reckoning.objects.filter(edition=edition, grain=period.grain, start=period.start)
    return {
        "grain": period.grain.value,
        "start": period.start.isoformat(),
        "before": str(before),
        "after": str(after),
        "closed": period.end < today and kept.exists(),
    }


def _exact(value: object) -> str | None:
    return str(value) if isinstance(value, Fraction) else None


def reach(effect: Mapping[str, Any]) -> tuple[date, date] | None:
    """The days of an effect."""
    days = effect.get("reach")
    return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
