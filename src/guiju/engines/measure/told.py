"""Aggregates by columns: a query's answer as the exact value of each, in all its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from guiju.engines.measure import frames, tables
from guiju.engines.measure.amounts import UNSETTLED, Amount, Amounts
from guiju.engines.measure.bounds import Flags, Integers
from guiju.engines.measure.exacts import THERE, Exacts, Reasons, listed, times
from guiju.engines.measure.frames import Column, Dims, Frame
from guiju.engines.measure.sql import Cell, Query
from guiju.engines.measure.tables import Connection, Run
from guiju.lang.values import Missing, Why


@dataclass(frozen=True, slots=True)
class Told:
    """An aggregate wherever it has rows: ``periods`` are numbers of the run's, ``places`` numbers in ``dims``.

    ``rows`` counts the rows behind each value where that was asked. ``unsettled`` are places whose value only the
    closures can tell.
    """

    periods: Integers
    places: Integers
    dims: tuple[Dims, ...]
    value: Exacts
    rows: Integers | None = None
    unsettled: Flags | None = None

    @property
    def settled(self) -> bool:
        """Whether SQL said all there is to say."""
        return self.unsettled is None or not self.unsettled.any()

    def amounts(self, reasons: Reasons) -> Amounts:
        """The same as objects."""
        values = self.value.values(reasons)
        rows: Sequence[int | None] = [None] * len(values) if self.rows is None else self.rows.tolist()
        doubt = [False] * len(values) if self.unsettled is None else self.unsettled.tolist()
        places = zip(self.periods.tolist(), (self.dims[at] for at in self.places.tolist()), strict=True)
        return {
            place: UNSETTLED if open_ else Amount(value, count)
            for place, value, count, open_ in zip(places, values, rows, doubt, strict=True)
        }


def fetched(
    connection: Connection, run: Run, query: Query, cells: Sequence[Cell], reasons: Reasons
) -> dict[str, Told | Amounts] | None:
    """Cells of one query, where there are rows; ``None`` when DuckDB had no room for a figure."""
    tables.views(connection, run, query)
    columns = ", ".join(f'"{name}"' for name in columns_of(cells, run))
    text = f"SELECT _period, _dims, {columns} FROM ({query.shared if run.shared else query.sql}) AS q"  # noqa: S608 - compiled
    try:
        return read(run, cells, frames.fetched(connection, run, text), reasons)
    except tables.NoRoomError:
        return None


def read(run: Run, cells: Sequence[Cell], frame: Frame, reasons: Reasons) -> dict[str, Told | Amounts]:
    """Cells from the answer of a query; those that are no numbers come as objects."""
    return {cell.text: _told(run, cell, frame, reasons) for cell in cells}


def of_amounts(found: Amounts, reasons: Reasons) -> Told:
    """Objects as columns; raises ``TypeError`` where some are no numbers."""
    numbers: dict[Dims, int] = {}
    places = np.array([numbers.setdefault(dims, len(numbers)) for _, dims in found], np.int64)
    periods = np.array([period for period, _ in found], np.int64)
    return Told(periods, places, tuple(numbers), listed([one.value for one in found.values()], reasons))


def columns_of(cells: Sequence[Cell], run: Run) -> tuple[str, ...]:
    """The columns of a query that these cells are read from."""
    names: dict[str, None] = {}
    for cell in cells:
        output = cell.output
        assert output is not None  # noqa: S101 the cell belongs to a query
        names[output.column] = None
        names |= {f"{output.column}_n": None} if output.over_rows else {}
        names |= {f"{output.column}_bad": None} if output.checked else {}
        names |= {cell.rows: None} if cell.rows else {}
    return (*names, "_conflict") if run.shared else tuple(names)


def _told(run: Run, cell: Cell, frame: Frame, reasons: Reasons) -> Told | Amounts:
    output = cell.output
    assert output is not None  # noqa: S101 the cell belongs to a query
    found = frame.columns[output.column]
    rows = frame.columns[cell.rows].steps if cell.rows else None
    if found.values is not None or output.kind != "number":
        return _objects(run, cell, frame, found)
    whole = run.held.whole if output.split and run.held is not None else 1
    below: int = found.over * output.over * whole
    under: Any
    why = np.where(found.null, _no_rows(cell, reasons), THERE) if found.null.any() else np.zeros(len(frame), np.int64)
    above, under = found.steps, below
    if output.over_rows:
        count = frame.columns[f"{output.column}_n"]
        nought = count.null | (count.steps == 0)
        why = np.where(nought, _no_rows(cell, reasons), why) if nought.any() else why
        above, under = times(above, count.over), times(np.where(nought, 1, count.steps), below)
    doubt = None
    if output.checked:
        doubt = frame.columns[f"{output.column}_bad"].steps != 0
    if run.held is not None:
        why, doubt = _conflicts(run, frame, why, doubt, reasons)
    return Told(frame.periods, frame.places, frame.dims, Exacts(above, under, why), rows, doubt)


def _no_rows(cell: Cell, reasons: Reasons) -> int:
    return reasons.code(Missing.because(Why.NO_ROWS, cell.text))


def _conflicts(
    run: Run, frame: Frame, why: Integers, doubt: Flags | None, reasons: Reasons
) -> tuple[Integers, Flags | None]:
    """Where several own one thing without shares, that is the reason whatever else is."""
    holders = frame.columns["_conflict"].steps
    for holder in set(holders.tolist()) - {0}:
        assert run.held is not None  # noqa: S101 the caller knows
        why = np.where(holders == holder, reasons.code(run.held.conflict(holder)), why)
    return why, None if doubt is None else doubt & (holders == 0)


def _objects(run: Run, cell: Cell, frame: Frame, found: Column) -> Amounts:
    """Times, dates and texts."""
    output = cell.output
    assert output is not None  # noqa: S101 the cell belongs to a query
    values: Sequence[Any] = found.values if found.values is not None else [None] * len(frame)
    amounts: Amounts = {}
    counts = frame.columns[cell.rows].steps.tolist() if cell.rows else [None] * len(frame)
    holders = frame.columns["_conflict"].steps.tolist() if run.held is not None else [0] * len(frame)
    bad = frame.columns[f"{output.column}_bad"].steps.tolist() if output.checked else [0] * len(frame)
    places = zip(frame.periods.tolist(), frame.places.tolist(), strict=True)
    for (period, place), value, count, holder, doubt in zip(places, values, counts, holders, bad, strict=True):
        amount = Amount(Missing.because(Why.NO_ROWS, cell.text) if value is None else value, count)
        if holder and run.held is not None:
            amount = Amount(run.held.conflict(holder), count)
        elif doubt:
            amount = UNSETTLED
        amounts[period, frame.dims[place]] = amount
    return amounts
