"""Which rows a correction meets, before and after: counted, dated, sampled, and known again by a hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guiju.engines.measure import corrected, tables
from guiju.engines.measure.sql import Fact
from guiju.engines.measure.stored import stored
from guiju.facts import load_schemas
from guiju.facts.lake import Correction, View
from guiju.facts.schema import Schema

SAMPLE = 20
Cells = tuple[Any, ...]  # whatever the columns hold
Extent = tuple[int, str, list[date | None]]


@dataclass(frozen=True, slots=True)
class Census:
    """The rows that a correction meets: ``rows`` of all ``total`` rows of the fact between its days.

    ``reach`` are the first and last day of any of their times, before or after; ``None`` when there is none. ``digest``
    changes when any of them does. ``columns`` are English names without personal ones; ``before`` holds the first rows
    as imported, ``after`` the same rows corrected, ``None`` where one is excluded. ``along`` counts the rows of other
    facts that go with them; ``reach`` and ``digest`` speak of those too.
    """

    rows: int
    total: int
    reach: tuple[date, date] | None
    digest: str
    columns: tuple[str, ...]
    before: tuple[Cells, ...]
    after: tuple[Cells | None, ...]
    along: tuple[tuple[str, int], ...] = ()


def census(view: View, schema: Schema, one: Correction, layer: Sequence[Correction]) -> Census:
    """What ``one`` meets; ``layer`` is what would lie over the rows then. Loads DuckDB: for the worker."""
    fact = stored(schema)
    rows = f"({corrected.plain(fact, view.files(fact.english), older=view.older(fact.english))}) AS {corrected.ROW}"
    met = f"FROM {rows} WHERE {corrected.hit(fact, one)}"
    shown = [column.english for column in fact.columns if not column.personal]
    with tables.connect() as connection:
        count, digest, days = _extent(connection, schema, met)
        beside = {name: _beside(connection, view, load_schemas()[name], one) for name in one.along}
        within = f" WHERE {_days(fact, one)}" if one.start or one.end else ""
        total = connection.execute(f"SELECT count(*) FROM {rows}{within}").fetchone()[0]  # noqa: S608 names of ours
        before = _sample(connection, fact, shown, met)
        after = _after(connection, fact, view.with_corrections(layer), shown, one, before)
    days += [day for _, _, some in beside.values() for day in some]
    digest = ";".join(f"{rows}:{mark}" for rows, mark, _ in ((count, digest, days), *beside.values()))
    along = tuple((name, rows) for name, (rows, _, _) in beside.items())
    return Census(count, total, _reach(days, one, schema), digest, tuple(shown), before, after, along)


def _extent(connection: tables.Connection, schema: Schema, met: str) -> Extent:
    """How many rows are met, a hash of them, and the first and last day of each of their times."""
    times = (column.english for column in schema.columns if column.english in schema.times)
    ends = ", ".join(f'CAST(min("{name}") AS DATE), CAST(max("{name}") AS DATE)' for name in times)
    hashed = f"CAST(bit_xor(hash({corrected.ROW})) AS VARCHAR)"
    count, digest, *days = connection.execute(f"SELECT count(*), {hashed}, {ends} {met}").fetchone()
    return count, digest, days


def _beside(connection: tables.Connection, view: View, schema: Schema, one: Correction) -> Extent:
    """The rows of another fact that go along."""
    fact = stored(schema)
    rows = f"({corrected.plain(fact, view.files(fact.english), older=view.older(fact.english))}) AS {corrected.ROW}"
    return _extent(connection, schema, f"FROM {rows} WHERE {corrected.met(fact, one, view)}")


def _days(fact: Fact, one: Correction) -> str:
    event = f'CAST({corrected.ROW}."{fact.event}" AS DATE)'
    ends = [f"{event} >= DATE '{one.start}'"] if one.start else []
    return " AND ".join([*ends, *([f"{event} <= DATE '{one.end}'"] if one.end else [])])


def _sample(connection: tables.Connection, fact: Fact, shown: Sequence[str], met: str) -> tuple[Cells, ...]:
    columns = ", ".join(f'{corrected.ROW}."{name}"' for name in shown)
    order = ", ".join(f'{corrected.ROW}."{name}"' for name in (fact.event, *fact.key))
    found = connection.execute(f"SELECT {columns} {met} ORDER BY {order} LIMIT {SAMPLE}").fetchall()
    return tuple(tuple(row) for row in found)


def _after(
    connection: tables.Connection,
    fact: Fact,
    view: View,
    shown: Sequence[str],
    one: Correction,
    before: Sequence[Cells],
) -> tuple[Cells | None, ...]:
    """The sampled rows under the layer, found again by their keys."""
    at = [shown.index(name) for name in fact.key]
    keys = tuple(tuple(None if row[place] is None else str(row[place]) for place in at) for row in before)
    if not keys:
        return ()
    named = Correction(one.id, fact.english, one.kind, keys)
    rows = f"({corrected.relation(fact, view)}) AS {corrected.ROW}"
    columns = ", ".join(f'{corrected.ROW}."{name}"' for name in shown)
    found = connection.execute(f"SELECT {columns} FROM {rows} WHERE {corrected.hit(fact, named)}").fetchall()  # noqa: S608
    by_key = {tuple(row[place] for place in at): tuple(row) for row in found}
    return tuple(by_key.get(tuple(row[place] for place in at)) for row in before)


def _reach(days: Sequence[date | None], one: Correction, schema: Schema) -> tuple[date, date] | None:
    moved = [date.fromisoformat(text[:10]) for name, text in one.values.items() if text and name in schema.times]
    known = [day for day in (*days, *moved) if day is not None]
    return (min(known), max(known)) if known else None
