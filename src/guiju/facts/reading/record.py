"""JSON: a list of objects or of rows wherever it lies in a document, or one object on each line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from guiju.facts.reading.source import blocks
from guiju.facts.reading.table import HEAD, MOST_COLUMNS, Head, UnreadableError, finished, whole
from guiju.facts.reading.text import encodings, utf8

MOST_BYTES = 32 << 20  # of one document, which must be held whole; lines are not bound by it
MOST_LINE = 8 << 20
MOST_TABLES = 100
DEPTH = 6  # objects inside objects that are looked into
SAMPLE = 2_000  # objects whose names make the header
_ROWS = 20_000
_SHOWN = 4_000  # characters of what lies deeper still

Json = Any  # what json.loads gives
Record = tuple[int, Json, str | None]  # its row or line from 1, what it holds, its flaw


@dataclass(frozen=True)
class Records:
    """One list: objects by their names, inner ones as ``outer.inner``; lists of rows as they are."""

    sheet: str
    read: Callable[[], Iterator[Record]]

    def heads(self) -> Sequence[Head]:
        """The names of the objects and their first values, or the first rows of a list of rows."""
        first = list(islice(self.read(), SAMPLE))
        if any(isinstance(held, list) for _, held, _ in first):
            rows = tuple(tuple(map(_text, held)) if isinstance(held, list) else () for _, held, _ in first[:HEAD])
            return [Head(rows)]
        found = [flat(held) for _, held, _ in first if isinstance(held, dict)]
        names = list(dict.fromkeys(name for record in found for name in record))
        if not names:
            return []
        values = (tuple(record.get(name, "") for name in names) for record in found[: HEAD - 1])
        return [Head((tuple(names), *values), ("names",))]

    def chunks(self, head: Head, at: int, wanted: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The records below the header, as ``table.Table.chunks`` says; ``_row`` counts records, or lines."""
        names = head.rows[at] if head.dialect else ()
        width = len(head.rows[max(at, 0)])
        records = islice(self.read(), 0 if names else at + 1, None)
        kinds = {**dict.fromkeys(map(str, wanted), pl.String), "_row": pl.Int64, "_flaw": pl.String}
        while block := list(islice(records, _ROWS)):
            rows = [_cells(held, names, wanted) for _, held, _ in block]
            data: dict[str, list[Any]] = {str(place): [row[at] for row in rows] for at, place in enumerate(wanted)}
            data["_row"] = [number for number, _, _ in block]
            data["_flaw"] = [flaw for _, _, flaw in block]
            lengths = [len(held) if isinstance(held, list) else width for _, held, _ in block]
            yield finished(whole(pl.DataFrame(data, schema=kinds), lengths, width, wanted), wanted)


def records(path: Path) -> list[Records]:
    """The lists of a file; UnreadableError when it is no JSON, nested too deep, or too large to be held whole."""
    start = next(blocks(path, 1 << 18), b"")
    encoding = encodings(start)[0]
    first, _, rest = start.decode(encoding, "replace").lstrip("\ufeff \t\r\n").partition("\n")
    if rest.strip() and isinstance(_line(first), dict):
        return [Records("", lambda: _lines(path, encoding))]
    held = bytearray()
    for block in blocks(path):
        held += block
        if len(held) > MOST_BYTES:
            raise UnreadableError("large", size=f"{MOST_BYTES >> 20} MB")
    document = _loaded(held.decode(encoding, "replace").lstrip("\ufeff"))
    found = list(islice(_lists(document, "", DEPTH), MOST_TABLES))
    if not found and isinstance(document, dict) and document:
        found = [("", [document])]
    if not found:
        raise UnreadableError("empty")
    return [Records(name, lambda rows=rows: _numbered(rows)) for name, rows in found]  # type: ignore[misc]


def flat(record: Mapping[str, Json]) -> dict[str, str]:
    """An object as texts by name."""
    found: dict[str, str] = {}
    _flatten(record, "", DEPTH, found)
    return found


def _flatten(record: Mapping[str, Json], before: str, depth: int, found: dict[str, str]) -> None:
    for name, value in record.items():
        if len(found) > MOST_COLUMNS:
            raise UnreadableError("wide", most=f"{MOST_COLUMNS:,}")
        if isinstance(value, dict) and value and depth:
            _flatten(value, f"{before}{name}.", depth - 1, found)
        else:
            found[f"{before}{name}"] = _text(value)


def _cells(held: Json, names: Sequence[str], wanted: Sequence[int]) -> list[str]:
    if isinstance(held, dict):
        texts = flat(held)
        return [texts.get(names[place], "") for place in wanted] if names else [""] * len(wanted)
    if isinstance(held, list) and not names:
        return [_text(held[place]) if place < len(held) else "" for place in wanted]
    return [""] * len(wanted)


def _text(value: Json) -> str:
    """A value as an export would write it; numbers were never anything but text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)[:_SHOWN]


def _lists(value: Json, name: str, depth: int) -> Iterator[tuple[str, list[Json]]]:
    """Every list of objects or rows, with the way to it; what lies inside one of its records is not looked for."""
    if isinstance(value, list):
        if any(isinstance(one, (dict, list)) for one in value):
            yield name, value
    elif isinstance(value, dict) and depth:
        for key, inner in value.items():
            yield from _lists(inner, f"{name}.{key}" if name else key, depth - 1)


def _numbered(rows: Iterable[Json]) -> Iterator[Record]:
    for number, held in enumerate(rows, start=1):
        yield number, held, None if isinstance(held, (dict, list)) else "record"


def _lines(path: Path, encoding: str) -> Iterator[Record]:
    for number, line in enumerate(_split(utf8(path, encoding)), start=1):
        if line.strip():
            held = _line(line.decode("utf-8", "replace"))
            yield (number, held, None) if isinstance(held, dict) else (number, None, "record")


def _split(source: Iterator[bytes]) -> Iterator[bytes]:
    held = b""
    for block in source:
        held += block
        *whole, held = held.split(b"\n")
        yield from whole
        if len(held) > MOST_LINE:
            raise UnreadableError("large", size=f"{MOST_LINE >> 20} MB")
    yield held


def _line(text: str) -> Json:
    """A line's value; None when it is none."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        return None


def _loaded(text: str) -> Json:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _name: None)
    except RecursionError as error:
        raise UnreadableError("deep") from error
    except ValueError as error:
        raise UnreadableError("json", reason=str(error)) from error
