"""Reading the beginning of a file that no connector knows, for a person to say what it means."""

from collections.abc import Sequence
from itertools import islice

import polars as pl

from guiju.facts.gather import Source
from guiju.facts.look import tables
from guiju.facts.mapping.looks import Look, look_of
from guiju.facts.mapping.personal import Kind, by_look, by_name, masked
from guiju.facts.mapping.sampled import Sample, Seen, Way
from guiju.facts.reading.table import Head, Table, UnreadableError

SHOWN = 20  # rows
LOOKED = 500  # rows that a column is judged by
TOP = 12  # rows shown for choosing the header
WIDEST = 200  # columns


def sample(source: Source, *, sheet: str = "", way: int | None = None, at: int | None = None) -> Sample:
    """The beginning of a table; what is not said (sheet, way, row of the header from 0) is the likeliest.

    UnreadableError when the file is no table.
    """
    found = tables(source)
    table = next((one for one in found if one.sheet == sheet), None) or max(found, key=_columned)
    heads = list(table.heads())
    if not heads:
        raise UnreadableError("empty")
    number = (
        way if way is not None and 0 <= way < len(heads) else max(range(len(heads)), key=lambda i: _sound(heads[i]))
    )
    head = heads[number]
    row = at if at is not None and 0 <= at < len(head.rows) else header_row(head.rows)
    columns, rows = _read(table, head, row)
    return Sample(
        sheets=tuple(one.sheet for one in found),
        sheet=table.sheet,
        ways=tuple(_way(one) for one in heads if len(one.dialect) > 1),
        way=number,
        at=row,
        top=tuple(tuple(masked(cells[:WIDEST], kind=None)) for cells in head.rows[:TOP]),
        columns=columns,
        rows=rows,
    )


def _columned(table: Table) -> int:
    """How many columns the likeliest header of a table names: sheets of remarks and cross tables name few."""
    return max((_words(head.rows[header_row(head.rows)]) for head in table.heads()), default=0)


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """The row (from 0) that names columns most likely: the most different words, and nothing that is a figure."""
    return max(range(len(rows)), key=lambda at: (_words(rows[at]), -at), default=0)


def _words(row: Sequence[str]) -> int:
    cells = {cell.strip() for cell in row if cell.strip()}
    return sum(1 if look_of([cell]) == Look.TEXT else -1 for cell in cells)


def _sound(head: Head) -> tuple[int, int]:
    """How likely a way to read is: no characters lost, and the most columns."""
    lost = sum(cell.count("\ufffd") for row in head.rows for cell in row)
    return -lost, max(len(row) for row in head.rows)


def _way(head: Head) -> Way:
    return Way(head.dialect[0], head.dialect[1])


def _read(table: Table, head: Head, at: int) -> tuple[tuple[Seen, ...], tuple[tuple[str, ...], ...]]:
    names = [name.replace("\ufeff", "").strip() for name in head.rows[at]][:WIDEST]
    chunk = next(islice(table.chunks(head, at, range(len(names))), 1), pl.DataFrame())
    cells = [_texts(chunk, str(place)) for place in range(len(names))]
    columns = tuple(Seen(name, look_of(texts), by_look(texts)) for name, texts in zip(names, cells, strict=True))
    hidden = [_hidden(one) for one in columns]
    shown = [masked(texts[:SHOWN], kind=kind) for texts, kind in zip(cells, hidden, strict=True)]
    return columns, tuple(zip(*shown, strict=True)) if shown else ()


def _hidden(column: Seen) -> Kind | None:
    return by_name(column.name) or column.people


def _texts(chunk: pl.DataFrame, name: str) -> list[str]:
    if name not in chunk.columns:
        return []
    return [cell or "" for cell in chunk[name].head(LOOKED).to_list()]
