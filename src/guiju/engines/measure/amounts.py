"""What aggregates come to: the rows of a query turned into exact values, and the closures where SQL could not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.engines.measure import tables
from guiju.engines.measure.sql import Cell, Output, Query
from guiju.engines.measure.tables import Connection, Run
from guiju.lang.values import Missing, Value, Why

Dims = tuple[str | None, ...]
Place = tuple[int, Dims]
"""The number of a period in its run, and the values of the dimensions."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of an aggregate, and how many rows it was made of where that was counted."""

    value: Value
    rows: int | None = None


Amounts = dict[Place, Amount]


def nothing(cell: Cell) -> Amount:
    """What an aggregate is worth where no row is."""
    return Amount(Fraction(0) if cell.zero else Missing.because(Why.NO_ROWS, cell.text), 0)


def divided(connection: Connection, run: Run, cell: Cell) -> Amounts | None:
    """A sum or mean of quotients, from numerators added up by denominator; ``None`` as for ``amounts``."""
    assert cell.divided is not None  # noqa: S101 the caller knows
    assert cell.output is not None  # noqa: S101 they come together
    found = _fetch(connection, run, cell.divided)
    if found is None:
        return None
    names, rows = found
    at = {name: number for number, name in enumerate(names)}
    sums: dict[Place, _Sum] = {}
    for row in rows:
        total = sums.setdefault(_place(row, at), _Sum())
        total.bad += row[at["above_bad"]]
        if row[at["_below"]] is not None and row[at["above"]] is not None:
            total.value += Fraction(row[at["above"]]) / Fraction(row[at["_below"]])
            total.count += row[at["above_n"]]
        total.conflict = max(total.conflict, (row[at["_conflict"]] or 0) if run.held else 0)
    return {place: _quotient(cell, cell.output, total, run) for place, total in sums.items()}


@dataclass(slots=True)
class _Sum:
    value: Fraction = Fraction(0)
    count: int = 0
    bad: int = 0
    conflict: int = 0


def _quotient(cell: Cell, output: Output, total: _Sum, run: Run) -> Amount:
    if run.held is not None and total.conflict:
        return Amount(run.held.conflict(total.conflict))
    if output.checked and total.bad:
        return UNSETTLED
    if output.over_rows and not total.count:
        return Amount(Missing.because(Why.NO_ROWS, cell.text))
    value = total.value / output.over / (total.count if output.over_rows else 1)
    return Amount(_part(value, output, run))


UNSETTLED = Amount(Missing(()))
"""An entity's value is missing for a reason that only the closures can tell."""


def _fetch(connection: Connection, run: Run, query: Query) -> tuple[list[str], list[tables.Row]] | None:
    tables.views(connection, run, query)
    try:
        return tables.fetch(connection, query.shared if run.shared else query.sql)
    except tables.NoRoomError:
        return None


def _place(row: tables.Row, at: Mapping[str, int]) -> Place:
    return row[at["_period"]], row[at["_dims"]]


def _part(value: Fraction, output: Output, run: Run) -> Fraction:
    return value / run.held.whole if output.split and run.held is not None else value
