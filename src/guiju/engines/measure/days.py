"""Days kept beside the lake: what adds up is read from a row for each day, shop and channel, not from all rows.

A file of the lake never changes, so what a query comes to over it by day is worked out once and kept for as long as
the file is. Sums, counts and shares add up over days, the least and the greatest are found again; distinct
counts, medians and whatever depends on the period (parameters, owners, corrections, dated costs) is read from the rows.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from guiju.engines import periods
from guiju.engines.measure import engine, frames, tables
from guiju.engines.measure.amounts import Amounts
from guiju.engines.measure.exacts import Reasons
from guiju.engines.measure.sql import VERSION, Cell, Query
from guiju.engines.measure.tables import Connection, Run
from guiju.engines.measure.told import Told, columns_of, read
from guiju.engines.periods import Grain
from guiju.facts.lake import Part, View
from guiju.facts.lake.store import DAYS

DIMENSIONS = ("shop", "channel")
KEPT = "2"  # how days are kept: those of another way are made again
WORTH = 200_000  # rows of a fact in the days asked for, below which they are read faster than files are opened
AGAIN = {"sum": "SUM", "count": "SUM", "mean": "SUM", "share": "SUM", "min": "MIN", "max": "MAX"}
"""How what an aggregate came to over days becomes what it comes to over all of them."""
EXACT = {"HUGEINT": "DECIMAL(38, 0)"}  # Parquet has no room for such a number, and would keep a float


Columns = Mapping[str, str]
"""The columns of days, and how each is put together again."""


def fetched(
    connection: Connection,
    run: Run,
    query: Query,
    cells: Sequence[Cell],
    functions: Mapping[str, tuple[Cell, str]],
    reasons: Reasons,
) -> dict[str, Told | Amounts]:
    """Those of the cells that add up over days; none where days do not serve.

    ``functions`` holds every cell of the query, with its function, by its text.
    """
    adding = {text: (cell, function) for text, (cell, function) in functions.items() if _adds_up(cell, function)}
    wanted = [cell for cell in cells if cell.text in adding]
    parts = _parts(run, query)
    if not wanted or not _serve(run, query) or sum(part.rows for part in parts) < WORTH:
        return {}
    columns = _columns(adding.values())
    try:
        paths = _kept(connection, run, query, parts, columns)
        kept = {name: columns[name] for name in columns_of(wanted, run)}
        frame = frames.fetched(connection, run, _together(run, kept, paths))
    except (OSError, tables.NoRoomError):  # a lake that is only read, or a figure without room: the rows will say
        return {}
    return read(run, wanted, frame, reasons)


def _adds_up(cell: Cell, function: str) -> bool:
    """Whether it is the sum of its days: what reads a parameter may differ between periods that share a day.

    Entities of 每 come again on other days; what 见于 looks for may lie in another file. Neither adds up.
    """
    settled = bool(cell.rows) and not (cell.names or cell.found)
    return settled and function in AGAIN and cell.output is not None and not cell.output.checked


def _serve(run: Run, query: Query) -> bool:
    """Whether a query gives a day the same whatever period it is asked for, and by these dimensions."""
    fixed = not (run.shared or query.lookups or engine.master())
    plain = not any(run.view.corrections(fact) for fact in (query.fact, *query.joined))
    return fixed and plain and set(run.by) <= set(_dimensions(run, query))


def _dimensions(run: Run, query: Query) -> tuple[str, ...]:
    return tuple(name for name in DIMENSIONS if name in run.facts[query.fact].dimensions)


def _parts(run: Run, query: Query) -> list[Part]:
    """The files that may hold rows of the periods."""
    start, end = min(one.start for one in run.periods), max(one.end for one in run.periods)
    names = {path.name for path in run.view.files(query.fact, start=start, end=end, by=query.event)}
    return [part for part in run.view.manifest.of(query.fact) if Path(part.path).name in names]


def _columns(cells: Iterable[tuple[Cell, str]]) -> Columns:
    found: dict[str, str] = {}
    for cell, function in cells:
        assert cell.output is not None  # noqa: S101 - it would not add up
        found[cell.output.column] = AGAIN[function]
        found |= {f"{cell.output.column}_n": "SUM"} if cell.output.over_rows else {}
        found |= {cell.rows: "SUM"} if cell.rows else {}
    return found


def _kept(connection: Connection, run: Run, query: Query, parts: Iterable[Part], columns: Columns) -> list[Path]:
    """The days of each file, made where they are not kept yet."""
    folder = run.view.root / DAYS
    folder.mkdir(exist_ok=True)
    paths = {part.path: folder / f"{Path(part.path).stem}.{_mark(run, query)}.parquet" for part in parts}
    lacking = [part for part in parts if not paths[part.path].exists()]
    for part in lacking:
        _make(connection, run, query, part, columns, paths[part.path])
    if lacking:
        tables.prepare(connection, run)  # the periods that were asked for, which those of the days replaced
    return list(paths.values())


def _mark(run: Run, query: Query) -> str:
    """What a query's days depend on besides the file itself."""
    joined = [str(path) for fact in query.joined for path in run.view.files(fact)]
    said = "\n".join([str(VERSION), KEPT, query.event, query.sql, *_dimensions(run, query), *joined])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _make(connection: Connection, run: Run, query: Query, part: Part, columns: Columns, path: Path) -> None:
    by = _dimensions(run, query)
    first, last = (date.fromisoformat(day) for day in part.days[query.event])
    spans = periods.between(first, last, Grain.DAY)
    unused = {name: [values[0]] * len(spans) for name, values in run.parameters.items()}
    alone = replace(run, view=_alone(run.view, part), periods=spans, by=by, parameters=unused)
    tables.prepare(connection, alone)
    tables.views(connection, alone, query)
    dims = "".join(f'q._dims[{at}] AS "{name}", ' for at, name in enumerate(by, 1))
    types = dict(zip(*_described(connection, query), strict=True))
    kept = (f'CAST(q."{name}" AS {EXACT.get(types[name], types[name])}) AS "{name}"' for name in columns)
    chosen = f"p.first AS day, {dims}{', '.join(kept)}"
    source = f"({query.sql}) AS q JOIN (SELECT DISTINCT _period, first FROM _days) AS p USING (_period)"  # noqa: S608 - compiled
    draft = path.with_name(f"{uuid4().hex}.tmp")
    copy = f"COPY (SELECT {chosen} FROM {source}) TO {_quoted(draft)}"  # noqa: S608 - compiled SQL
    try:
        connection.execute(f"{copy} (FORMAT parquet, COMPRESSION zstd)")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _described(connection: Connection, query: Query) -> tuple[list[str], list[str]]:
    """The columns of a query, and their types."""
    found = connection.sql(query.sql)
    return found.columns, [str(one) for one in found.types]


def _alone(view: View, part: Part) -> View:
    """The state with one file of the fact; what other facts hold stays."""
    others = tuple(one for one in view.manifest.parts if one.fact != part.fact)
    return replace(view, manifest=replace(view.manifest, parts=(*others, part)))


def _together(run: Run, columns: Columns, paths: Sequence[Path]) -> str:
    dims = f"ROW({', '.join(f's."{name}"' for name in run.by)})"
    chosen = ", ".join(f'{again}(s."{name}") AS "{name}"' for name, again in columns.items())
    files = ", ".join(map(_quoted, paths))
    source = f"read_parquet([{files}]) AS s JOIN _days AS p ON p.day = s.day"
    return f"SELECT p._period AS _period, {dims} AS _dims, {chosen} FROM {source} GROUP BY 1, 2"  # noqa: S608 - ours


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
