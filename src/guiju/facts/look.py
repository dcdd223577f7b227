"""What a file is: its tables, and the export that each of them was recognised as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from guiju.facts.connector import Connector, load_connectors, plain
from guiju.facts.gather import Source, refusal
from guiju.facts.problems import Problem
from guiju.facts.reading.record import records
from guiju.facts.reading.sheet import sheets
from guiju.facts.reading.source import Kind, blocks, kind_of
from guiju.facts.reading.table import MOST_COLUMNS, Head, Table, UnreadableError
from guiju.facts.reading.text import Text
from guiju.facts.recognise import Found, Near, recognise
from guiju.facts.report import FileReport, Status

# How text is spoilt on its way: (encoding that it had, encoding that it was read in)
_SPOILT = (
    ("utf-8", "gb18030"),
    ("gb18030", "latin-1"),
    ("gb18030", "cp1252"),
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
)
_LOOKED_AT = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """A table whose export was recognised; the first one also names the sheets ``beside`` that nobody knows."""

    table: Table
    head: Head
    found: Found
    beside: tuple[str, ...] = ()


def tables(source: Source) -> list[Table]:
    """The tables of a file; UnreadableError when it is none."""
    kind = kind_of(source.path)
    if kind in {Kind.BOOK, Kind.OLD_BOOK}:
        return list(sheets(source.path, kind))
    return list(records(source.path)) if kind is Kind.JSON else [Text(source.path)]


def look(source: Source, connectors: Mapping[str, Connector] | None = None) -> tuple[list[Seen], FileReport | None]:
    """The tables of a file that one of ``connectors`` (the built-in ones unless said) knows, or why there are none."""
    seen: list[Seen] = []
    nearest: list[Near] = []
    heads: list[Head] = []
    beside: list[str] = []
    for table in tables(source):
        for head in table.heads():
            match = recognise(head.rows, connectors, table.sheet)
            if isinstance(match, Found):
                _bearable(match.names)
                seen.append(Seen(table, head, match))
                break
            heads.append(head)
            nearest.extend([match] if match else [])
        else:
            beside.append(table.sheet)
    if seen:
        seen[0] = replace(seen[0], beside=tuple(beside))
        return seen, None
    for head in heads:
        _bearable(max(head.rows, key=len))
    if not heads:  # nothing at all, or text that no separator cuts into cells
        return [], refusal(source.name, "empty") if _blank(source) else _unknown(source.name, heads, nearest)
    return [], _unknown(source.name, heads, nearest)


def _blank(source: Source) -> bool:
    """Whether a file that has no table has not two lines of text either, as far as its first bytes tell."""
    lines = next(blocks(source.path, _LOOKED_AT), b"").replace(b"\r", b"\n").split(b"\n")
    return sum(1 for line in lines if line.strip(b" \t\x00\xef\xbb\xbf\xff\xfe")) < 2  # noqa: PLR2004 a header and a row


def _bearable(row: Sequence[str]) -> None:
    if len(row) > MOST_COLUMNS:
        raise UnreadableError("wide", most=f"{MOST_COLUMNS:,}")


def _unknown(name: str, heads: Sequence[Head], nearest: Sequence[Near]) -> FileReport:
    spoilt = next((one for head in heads for row in head.rows if (one := _spoilt(row))), None)
    if spoilt:
        return refusal(name, "mojibake", title=spoilt.title.zh, title_en=spoilt.title.en)
    if not nearest:
        return FileReport(name, Status.UNKNOWN, problems=(Problem("unknown", name),))
    near = max(nearest, key=lambda one: one.likeness)
    title = near.connector.title
    missing = [near.connector.spelt.get(one, one) for one in near.missing]
    data = {"title": title.zh, "title_en": title.en, "missing": "、".join(missing) or "—"}
    return FileReport(name, Status.UNKNOWN, near.connector.id, title, problems=(Problem("near", name, data=data),))


def _spoilt(row: Sequence[str]) -> Connector | None:
    """The export whose header this row was before somebody read it in the wrong encoding and saved it again."""
    cells = {plain(cell) for cell in row}
    for right, wrong in _SPOILT:
        for connector in load_connectors().values():
            seen = [any(_misread(name, right, wrong) in cells for name in group) for group in connector.needs]
            if seen and all(seen):
                return connector
    return None


@cache
def _misread(name: str, right: str, wrong: str) -> str:
    return plain(name.encode(right).decode(wrong, "replace"))
