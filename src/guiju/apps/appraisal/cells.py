"""Where aggregates come from: those kept beside the stored figures of a month, and the lake itself for all others."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from guiju.apps import clock
from guiju.apps.figures import roster
from guiju.apps.figures.queries import coverage, points
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.engines import measure
from guiju.engines.measure.wanted import aggregates, formulas
from guiju.engines.periods import Grain, Period
from guiju.engines.score.source import Cell, Rows
from guiju.facts.lake import View
from guiju.lang import Regulation
from guiju.lang.formula import format_tree, key_of
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Parameter
from guiju.lang.kinds.choices import ItemScope
from guiju.lang.values import Missing, Why

_DIMS = {ItemScope.DEPARTMENT: DEPARTMENT, ItemScope.GROUP: "unit", ItemScope.OWN: "person"}
_SHARED = (DEPARTMENT, "unit")


class Cells(Protocol):
    """Gives aggregates by their canonical text."""

    def __call__(self, text: str, rows: Rows, period: Period) -> Cell | None:
        """An aggregate over these rows of a period; ``None`` when it is not known here."""
        ...


@dataclass(slots=True)
class Lake:
    """Aggregates straight from the lake: exact, slower, loads DuckDB."""

    metric_sql: measure.MetricSql
    view: View
    regulation: Regulation
    owners: measure.Owners
    shops: Sequence[measure.Shop] | None
    today: date
    _found: dict[tuple[str, Period], dict[tuple[str, str], Cell]] = field(default_factory=dict)

    def __call__(self, text: str, rows: Rows, period: Period) -> Cell | None:
        """All aggregates of the same rows are fetched at once and kept."""
        dim = _DIMS[rows.scope]
        if (dim, period) not in self._found:
            self._found[dim, period] = self._measure(dim, period)
        found = self._found[dim, period]
        like = next((cell for (known, _), cell in found.items() if known == text), None)
        return found.get((text, rows.who)) or (nobodys(like, rows, period) if like else None)

    def _measure(self, dim: str, period: Period) -> dict[tuple[str, str], Cell]:
        figures = measure.cells(
            self.metric_sql,
            self.view,
            self.regulation,
            start=period.start,
            end=period.end,
            grain=period.grain,
            today=self.today,
            by=() if dim == DEPARTMENT else (dim,),
            owners=self.owners,
            shops=self.shops,
        )
        return {(one.metric, _key(one)): _cell(one) for one in figures}


def _key(figure: measure.Figure) -> str:
    return next(iter(figure.dims.values()), "") or ""


def _cell(figure: measure.Figure) -> Cell:
    part = figure.parts[0]
    return Cell(figure.metric, part.fact, part.where, part.rows, figure.value, figure.provisional, part.corrections)


def lake(regulation: Regulation, metric_sql: measure.MetricSql) -> Lake:
    """The lake and the roster as they are now."""
    owners = roster.owners(regulation, date.min, date.max)
    return Lake(metric_sql, coverage.view(), regulation, owners, roster.shops(), clock.today())


@dataclass(slots=True)
class Stored:
    """Aggregates beside the stored figures of a month; only months are kept so.

    Everybody's own are read at once, unless ``people`` names the few that will be asked for.
    """

    people: Collection[str] | None = None
    _found: dict[tuple[str, Period], dict[str, dict[str, Cell]]] = field(default_factory=dict)

    def __call__(self, text: str, rows: Rows, period: Period) -> Cell | None:
        """Answers from one query for department and units, and one for people."""
        if period.grain is not Grain.MONTH:
            return None
        dim = _DIMS[rows.scope]
        if (dim, period) not in self._found:
            self._read(dim, period)
        cell = self._found[dim, period].get(rows.who, {}).get(text)
        if cell is None and rows.scope is not ItemScope.DEPARTMENT:
            like = self(text, Rows(ItemScope.DEPARTMENT), period)
            return nobodys(like, rows, period) if like else None
        return cell

    def _read(self, dim: str, period: Period) -> None:
        together, keys = ((dim,), self.people) if dim == _DIMS[ItemScope.OWN] else (_SHARED, None)
        for one in together:
            self._found[one, period] = {}
        for (one, who), figures in points.parts(period, together, keys=keys).items():
            found = self._found[one, period].setdefault(who, {})
            for point in figures:
                for kept in point.cells:
                    cell = _stored(kept, point)
                    if cell is not None:
                        found.setdefault(cell.text, cell)


def _stored(kept: Mapping[str, Any], point: Point) -> Cell | None:
    """A kept aggregate; one that is missing has the reasons of its figure, and is not known without any."""
    value: Fraction | Missing
    if kept["value"]:
        value = Fraction(kept["value"])
    elif isinstance(point.value, Missing) and point.value.reasons:
        value = point.value
    else:
        return None
    met = tuple(kept.get("corrections", ()))
    return Cell(kept["text"], kept["fact"], kept["where"], kept["rows"], value, point.provisional, met)


def when_needed(make: Callable[[], Cells]) -> Cells:
    """A source that is made when it is first asked."""
    made: list[Cells] = []

    def cell(text: str, rows: Rows, period: Period) -> Cell | None:
        if not made:
            made.append(make())
        return made[0](text, rows, period)

    return cell


def without(source: Cells, texts: Collection[str]) -> Cells:
    """A source that does not know some aggregates."""

    def cell(text: str, rows: Rows, period: Period) -> Cell | None:
        return None if text in texts else source(text, rows, period)

    return cell


def noting(source: Cells, note: Callable[[str, Rows, Period, Cell | None], None]) -> Cells:
    """A source that tells what it was asked, and what it answered."""

    def cell(text: str, rows: Rows, period: Period) -> Cell | None:
        found = source(text, rows, period)
        note(text, rows, period, found)
        return found

    return cell


def changed(before: Regulation, after: Regulation) -> frozenset[str]:
    """The aggregates of an amended regulation that read the same as before and may yet come to something else.

    Those are the ones that name something inside, unless it is a parameter which has stayed as it was.
    """
    old, new = before.of(Parameter), after.of(Parameter)
    same = {key_of(name) for name, rule in new.items() if name in old and old[name].values == rule.values}
    nodes = (node for formula in formulas(after) for node in aggregates(formula.tree))
    return frozenset(format_tree(node) for node in nodes if not names_in(node).keys() <= same)


def first(*sources: Cells) -> Cells:
    """The answer of the first that knows one."""

    def cell(text: str, rows: Rows, period: Period) -> Cell | None:
        return next((found for one in sources if (found := one(text, rows, period)) is not None), None)

    return cell


def nobodys(like: Cell, rows: Rows, period: Period) -> Cell:
    """The rows of somebody who owns nothing of the kind: a hole in the roster rather than a nought."""
    who = rows.who if rows.scope is ItemScope.GROUP else ""  # whose own rows they are, the place of the reason says
    lacking = Missing.because(Why.NO_OWNER, like.fact, f"{who} {period}".strip())
    return Cell(like.text, like.fact, like.where, None, lacking)
