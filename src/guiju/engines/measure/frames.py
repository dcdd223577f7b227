"""What a query gave, by columns: where each row stands, and its numbers exactly.

DuckDB hands its columns over as Arrow, whose decimals are whole numbers of 128 bits; a cluster hands over rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm, prod
from typing import Any

import numpy as np

from guiju.engines.measure import engine, tables
from guiju.engines.measure.bounds import Flags, Integers
from guiju.engines.measure.exacts import Wholes, wholes
from guiju.engines.measure.tables import Connection, Run

Dims = tuple[str | None, ...]
ROOMY = 20_000_000  # places beyond which sorting them takes less room than a mark for each
Arrow = Any  # arrays of pyarrow, which DuckDB brings along; untyped here


@dataclass(frozen=True, slots=True)
class Column:
    """One column: numbers as ``steps / over``, or ``values`` that are none; ``null`` where a cell is empty."""

    steps: Wholes
    over: int
    null: Flags
    values: Sequence[Any] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows by period and dimensions: ``periods`` are numbers of the run's, ``places`` numbers in ``dims``."""

    periods: Integers
    places: Integers
    dims: tuple[Dims, ...]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.periods)


def fetched(connection: Connection, run: Run, sql: str) -> Frame:
    """The answer of a query with the columns ``_period`` and ``_dims``; raises ``NoRoomError`` as ``tables.fetch``."""
    if engine.master():
        return _of_rows(*tables.fetch(connection, sql), run)
    found = tables.arrow(connection, sql)
    names = [name for name in found.column_names if name not in {"_period", "_dims"}]
    periods = _column(_whole(found, "_period")).steps
    places, dims = _placed(_whole(found, "_dims"), len(found), run)
    return Frame(periods, places, dims, {name: _column(_whole(found, name)) for name in names})


def _whole(table: Arrow, name: str) -> Arrow:
    found = table.column(name).combine_chunks()
    return found.combine_chunks() if hasattr(found, "chunks") else found


def _placed(rows: Arrow, count: int, run: Run) -> tuple[Integers, tuple[Dims, ...]]:
    """Each row's dimensions by number, and what the numbers stand for."""
    if not run.by:
        return np.zeros(count, np.int64), ((),)
    codes = np.zeros(count, np.int64)
    names: list[list[str | None]] = []
    for part in rows.flatten():
        encoded = part.dictionary_encode()
        indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
        names.append([None, *map(_text, encoded.dictionary.to_pylist())])
        codes = codes * len(names[-1]) + indices
    seen, places = numbered(codes, prod(map(len, names)))
    dims: list[Dims] = []
    for code in seen.tolist():
        left, found = code, list[str | None]()
        for known in reversed(names):
            left, at = divmod(left, len(known))
            found.append(known[at])
        dims.append(tuple(reversed(found)))
    return places, tuple(dims)


def numbered(codes: Integers, most: int) -> tuple[Integers, Integers]:
    """The codes that occur, in order, and for each of ``codes``, all below ``most``, which of them it is."""
    if most > ROOMY:
        seen, numbers = np.unique(codes, return_inverse=True)
        return seen, numbers.astype(np.int64)
    there = np.zeros(most, np.bool_)
    there[codes] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[codes]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _column(rows: Arrow) -> Column:
    """A column of Arrow; whole numbers and decimals without an object for each."""
    kind = str(rows.type)
    null = np.asarray(rows.is_null().to_numpy(zero_copy_only=False), np.bool_)
    if kind in {"int64", "int32", "int16", "int8"}:
        return Column(rows.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), 1, null)
    if kind.startswith("decimal128"):
        words = np.frombuffer(rows.buffers()[1], np.int64).reshape(-1, 2)[rows.offset : rows.offset + len(rows)]
        low, high = np.where(null[:, None], 0, words).T
        over = 10**rows.type.scale
        if (high == low >> 63).all():
            return Column(np.ascontiguousarray(low), over, null)
        wide = (high.astype(object) << 64) + low.astype(np.uint64).astype(object)
        return Column(wide, over, null)
    return _of_values(rows.to_pylist())


def _of_values(values: Sequence[Any]) -> Column:
    """A column of objects: numbers of any kind, else times, dates or texts."""
    null = np.array([value is None for value in values], np.bool_)
    if any(isinstance(value, str | bool | date) for value in values):
        return Column(np.zeros(len(values), np.int64), 1, null, values)
    numbers = [Fraction(0 if value is None else value) for value in values]
    over = lcm(*(number.denominator for number in numbers))
    return Column(wholes([number.numerator * (over // number.denominator) for number in numbers]), over, null)


def _of_rows(names: list[str], rows: list[tables.Row], run: Run) -> Frame:
    at = {name: number for number, name in enumerate(names)}
    numbers: dict[Dims, int] = {}
    dims = [tuple(row[at["_dims"]]) if run.by else () for row in rows]
    places = np.array([numbers.setdefault(one, len(numbers)) for one in dims], np.int64)
    periods = np.array([row[at["_period"]] for row in rows], np.int64)
    kept = {name: number for name, number in at.items() if name not in {"_period", "_dims"}}
    columns = {name: _of_values([row[number] for row in rows]) for name, number in kept.items()}
    return Frame(periods, places, tuple(numbers), columns)
