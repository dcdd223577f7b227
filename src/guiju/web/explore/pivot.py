"""Figures turned into a table: rows by axes, columns by an axis and the metrics, the rest beneath the first rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.insight.cuts import Figure, against
from guiju.engines.change.stored import Shape, shape
from guiju.engines.periods import Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing
from guiju.web.explore.asked import TIME, Asked

Key = tuple[str, ...]
"""The values of axes: a dimension's value, or a period as its code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure beside the one it is compared with; ``None`` where there are no rows."""

    value: Fraction | Missing | None
    before: Fraction | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the value of the column axis, empty without one, and the metric."""

    key: str
    metric: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row; ``rest`` tells that it stands for all rows that are not shown."""

    key: Key
    cells: tuple[Cell, ...]
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table; ``left`` is how many rows the last one stands for."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    left: int = 0


Values = dict[tuple[Key, str, str], Figure]


def table(figures: Sequence[Figure], asked: Asked, regulation: Regulation) -> Table:
    """The table that is asked for."""
    shown = set(asked.cut.shown)
    values: Values = {}
    others: dict[tuple[Key, str, str], Fraction] = {}
    for one in figures:
        if one.period in shown:
            values[_place(one, one.period, asked)] = one
    if asked.versus:
        others = _compared(figures, asked)
    columns = tuple(
        Column(key, name) for key in _order({at[1] for at in values}, asked.columns) for name in asked.metrics
    )
    keys = _rows({at[0] for at in values}, asked, lambda key: _weight(values, key, columns))
    lines = [Line(key, tuple(_cell(values, others, key, column) for column in columns)) for key in keys]
    top = asked.top or len(lines)
    kept, left = lines[:top], lines[top:]
    if left and TIME not in asked.rows:
        kept.append(_rest(left, columns, regulation))
        return Table(columns, tuple(kept), len(left))
    return Table(columns, tuple(lines))


def _place(figure: Figure, period: Period, asked: Asked) -> tuple[Key, str, str]:
    def at(axis: str) -> str:
        return str(period) if axis == TIME else figure.dims[axis]

    return tuple(map(at, asked.rows)), at(asked.columns) if asked.columns else "", figure.metric


def _compared(figures: Sequence[Figure], asked: Asked) -> dict[tuple[Key, str, str], Fraction]:
    """The known figures of the periods compared with, by the place of those that they stand beside."""
    later: dict[Period, list[Period]] = {}
    for period in asked.cut.shown:
        later.setdefault(against(period, asked.versus), []).append(period)
    return {
        _place(one, period, asked): one.value
        for one in figures
        if isinstance(one.value, Fraction)
        for period in later.get(one.period, ())
    }


def _cell(values: Values, others: Mapping[tuple[Key, str, str], Fraction], key: Key, column: Column) -> Cell:
    at = (key, column.key, column.metric)
    found = values.get(at)
    if found is None:
        return Cell(None, others.get(at))
    return Cell(found.value, None if found.provisional else others.get(at), found.provisional)


def _order(keys: set[str], axis: str) -> list[str]:
    """Periods in time, anything else by name with what belongs to none last."""
    return sorted(keys, key=lambda key: (axis != TIME and not key, key))


def _rows(keys: set[Key], asked: Asked, weight: Callable[[Key], Fraction]) -> list[Key]:
    """Rows in time or by name; the largest first where that is asked and time is no row."""
    ordered = sorted(keys, key=lambda key: tuple((not part, part) for part in key))
    if asked.sort == "name" or TIME in asked.rows:
        return ordered
    return sorted(ordered, key=weight, reverse=True)


def _weight(values: Values, key: Key, columns: Sequence[Column]) -> Fraction:
    """How large a row is: the sizes of the first metric in all columns together; missing ones stand last."""
    first = columns[0].metric if columns else ""
    found = [values.get((key, column.key, column.metric)) for column in columns if column.metric == first]
    known = [one.value for one in found if one is not None and isinstance(one.value, Fraction)]
    return sum(map(abs, known), Fraction(0)) if known else Fraction(-1)


def _rest(lines: Sequence[Line], columns: Sequence[Column], regulation: Regulation) -> Line:
    """What is not shown, added up where a metric adds up; a quotient of many is not the sum of theirs."""
    cells = []
    for at, column in enumerate(columns):
        rule = regulation.of(Metric).get(column.metric)
        some = [line.cells[at] for line in lines]
        adds = rule is not None and shape(rule, regulation) is Shape.SUM
        cells.append(_sum(some) if adds else Cell(None))
    return Line(("",) * len(lines[0].key), tuple(cells), rest=True)


def _sum(cells: Sequence[Cell]) -> Cell:
    known = [cell.value for cell in cells if isinstance(cell.value, Fraction)]
    before = [cell.before for cell in cells if cell.before is not None]
    return Cell(
        sum(known, Fraction(0)) if known else None,
        sum(before, Fraction(0)) if before and len(before) == len(known) else None,
        any(cell.provisional for cell in cells),
    )
