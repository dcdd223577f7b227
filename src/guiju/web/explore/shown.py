"""A table of figures in words, and drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.apps.insight.queries import marks
from guiju.apps.people import queries as people
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing
from guiju.web.explore.asked import TIME, Asked
from guiju.web.explore.pivot import Cell, Column, Line, Table
from guiju.web.kit import formats
from guiju.web.kit.charts import Chart, Series, chart, marked, stacked
from guiju.web.kit.figures import Difference, change
from guiju.web.kit.formats import Amount
from guiju.web.numbers.happened import spans
from guiju.web.numbers.words import dim_word, direction, lines

DRAWN = 6  # lines or kinds of bars that can be told apart
BARS = 30
TOLD = 5  # reasons of missing figures beneath the table


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: the figure, how it moved, why it is missing; ``label`` repeats the head for a phone."""

    label: str
    value: Amount | None
    moved: Difference | None
    reasons: str
    none: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One row with its heads."""

    heads: tuple[str, ...]
    cells: tuple[ShownCell, ...]
    rest: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The table in words."""

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    lacks: tuple[str, ...]


def axis_word(axis: str) -> str:
    """What an axis is called."""
    return _("时间") if axis == TIME else dim_word(axis)


def words(table: Table, asked: Asked, regulation: Regulation) -> ShownTable:
    """The table in words."""
    names = Names(asked)
    columns = tuple(_head(column, asked, names) for column in table.columns)
    return ShownTable(
        heads=tuple(axis_word(axis) for axis in asked.rows),
        columns=columns,
        lines=tuple(
            ShownLine(
                heads(line, table, asked, names),
                tuple(
                    _cell(cell, column, label, regulation)
                    for cell, column, label in zip(line.cells, table.columns, columns, strict=True)
                ),
                line.rest,
            )
            for line in table.lines
        ),
        lacks=tuple(_lacks(table))[:TOLD],
    )


def _lacks(table: Table) -> Iterator[str]:
    """Why figures are missing, each reason once."""
    cells = (cell.value for line in table.lines for cell in line.cells)
    yield from dict.fromkeys(said for value in cells if isinstance(value, Missing) for said in lines(value))


class Names:
    """What the values of axes are called: people by name, periods in words."""

    def __init__(self, asked: Asked) -> None:
        wanted = {"person", "agent"} & {*asked.axes}
        self._people: Mapping[str, str] = dict(people.names()) if wanted else {}
        self._language = "en" if formats.english() else "zh"
        self._grain = asked.grain

    def of(self, axis: str, key: str) -> str:
        """One value in words."""
        if axis == TIME:
            period = periods.parse(key)
            return formats.short_day(period.start) if self._grain is Grain.DAY else period.label(self._language)
        return (self._people.get(key, key) if axis == "person" else key) or _("未归属")


def heads(line: Line, table: Table, asked: Asked, names: Names) -> tuple[str, ...]:
    """The heads of a row; those of the rest say how many rows it stands for."""
    if line.rest:
        return (_("其余 %(count)s 项") % {"count": table.left}, *([""] * (len(asked.rows) - 1)))
    return tuple(names.of(axis, key) for axis, key in zip(asked.rows, line.key, strict=True))


def _head(column: Column, asked: Asked, names: Names) -> str:
    said = names.of(asked.columns, column.key) if asked.columns else ""
    return " · ".join(filter(None, (said, column.metric if len(asked.metrics) > 1 or not said else "")))


def _cell(cell: Cell, column: Column, label: str, regulation: Regulation) -> ShownCell:
    rule = regulation.of(Metric)[column.metric]
    value = cell.value if isinstance(cell.value, Fraction) else None
    moved = None
    if value is not None and cell.before is not None:
        moved = change(value, cell.before, rule.unit, direction(rule))
    shown = None if value is None else formats.amount(value, rule.unit, decimals=rule.decimals, compact=True)
    reasons = " ".join(lines(cell.value)) if isinstance(cell.value, Missing) else ""
    return ShownCell(label, shown, moved, reasons, cell.value is None, cell.provisional)


def drawing(table: Table, asked: Asked, regulation: Regulation) -> Chart | None:
    """The table as a chart of its first metric's unit; ``None`` where none is wanted or there is nothing to draw."""
    if asked.chart == "none" or not table.lines:
        return None
    unit = regulation.of(Metric)[asked.metrics[0]].unit
    names = Names(asked)
    labels, series = (
        _in_time(table, asked, names) if asked.columns == TIME else _by_rows(table, asked, names, unit, regulation)
    )
    if not any(value is not None for one in series[:DRAWN] for value in one.values):
        return None
    timely = TIME in (asked.rows[0], asked.columns)
    kind = asked.chart if asked.chart != "auto" else "line" if timely else "bar"
    drawn = [Series(one.name, one.values, "line" if kind == "line" else "bar") for one in series[:DRAWN]]
    across = kind == "bar" and not timely
    found = chart("cut", _title(asked), labels, drawn, unit, decimals=_decimals(asked, regulation), across=across)
    found = stacked(found) if kind == "stack" else found
    return _happened(found, asked) if timely and not across and len(labels) == len(asked.cut.shown) else found


def _happened(found: Chart, asked: Asked) -> Chart:
    shown = asked.cut.shown
    there = marks.marks(shown[0].start, shown[-1].end, shop=asked.only.get("shop", ""))
    return marked(found, list(spans(there, shown))) if there else found


def _in_time(table: Table, asked: Asked, names: Names) -> tuple[list[str], list[Series]]:
    """Periods along the axis, rows as lines; of the first metric."""
    first = [at for at, column in enumerate(table.columns) if column.metric == asked.metrics[0]]
    labels = [names.of(TIME, table.columns[at].key) for at in first]
    series = [
        Series(
            " · ".join(filter(None, heads(line, table, asked, names))), tuple(_number(line.cells[at]) for at in first)
        )
        for line in table.lines
    ]
    return labels, series


def _by_rows(
    table: Table, asked: Asked, names: Names, unit: str, regulation: Regulation
) -> tuple[list[str], list[Series]]:
    """Rows along the axis, columns of the same unit as lines."""
    most = len(table.lines) if TIME in asked.rows else BARS
    shown = table.lines[:most]
    labels = [" · ".join(filter(None, heads(line, table, asked, names))) for line in shown]
    alike = [at for at, column in enumerate(table.columns) if regulation.of(Metric)[column.metric].unit == unit]
    series = [
        Series(_head(table.columns[at], asked, names), tuple(_number(line.cells[at]) for line in shown)) for at in alike
    ]
    return labels, series


def _number(cell: Cell) -> Fraction | None:
    return cell.value if isinstance(cell.value, Fraction) else None


def _title(asked: Asked) -> str:
    return formats.listed(asked.metrics)


def _decimals(asked: Asked, regulation: Regulation) -> int | None:
    return regulation.of(Metric)[asked.metrics[0]].decimals


def plain(
    table: Table, asked: Asked, regulation: Regulation
) -> Iterator[tuple[tuple[str, ...], Sequence[Fraction | None]]]:
    """Rows for a file: the heads in words, each figure in its unit, and beside it what it is held against."""
    names = Names(asked)
    scales = [formats.scale(regulation.of(Metric)[column.metric].unit) for column in table.columns]
    for line in table.lines:
        scaled = [
            None if value is None else value / scale
            for cell, scale in zip(line.cells, scales, strict=True)
            for value in ((_number(cell), cell.before) if asked.versus else (_number(cell),))
        ]
        yield heads(line, table, asked, names), scaled


def column_heads(table: Table, asked: Asked, regulation: Regulation) -> list[str]:
    """The heads of the figures for a file, each with its unit, and of those that they are held against."""
    names = Names(asked)
    units = [regulation.of(Metric)[column.metric].unit for column in table.columns]
    said = (_head(column, asked, names) for column in table.columns)
    against = {"": (), "previous": (_("上期"),), "year": (_("去年同期"),)}[asked.versus]
    return [
        f"{one}（{unit}）" if unit else one
        for head, unit in zip(said, units, strict=True)
        for one in (head, *(f"{head} · {word}" for word in against))
    ]
