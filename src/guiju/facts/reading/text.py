"""CSV and TSV in any encoding of Chinese platforms: streamed, cut at whole records, read by Polars."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from guiju.facts.reading import counted
from guiju.facts.reading.counted import Lengths
from guiju.facts.reading.source import blocks
from guiju.facts.reading.table import HEAD, Head, UnreadableError, finished, whole

_SAMPLE = 1 << 18
CHUNK = 12 << 20  # bytes of UTF-8 parsed at a time
_BLOCK = 4 << 20  # bytes read at a time
_SEPARATORS = (",", "\t", ";")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONGEST = 1 << 17  # characters in one cell
ENDLESS = 8 * CHUNK  # bytes without an end of line: no table
_QUOTED = re.compile('"[^"]*"')


@dataclass(frozen=True)
class Text:
    """A text file; ``dialect`` of its heads is (encoding, separator, lines above and including row n, …)."""

    path: Path
    sheet: str = ""

    @cached_property
    def _start(self) -> bytes:
        return next(blocks(self.path, _SAMPLE), b"")

    def heads(self) -> Sequence[Head]:
        """One head for each encoding and separator that may be meant."""
        heads = []
        for encoding in encodings(self._start):
            text = _decoded(self._start, encoding)
            for separator in _SEPARATORS:
                rows, lines = _first_rows(text, separator)
                if any(len(row) > 1 for row in rows):
                    heads.append(Head(tuple(rows), (encoding, separator, *(str(line) for line in lines))))
        return heads

    def chunks(self, head: Head, at: int, wanted: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows below the header, as ``table.Table.chunks`` says."""
        encoding, separator = head.dialect[:2]
        above = int(head.dialect[2 + at]) if at >= 0 else 0
        width = len(head.rows[max(at, 0)])
        row = at + 2
        for data, last in _records(utf8(self.path, encoding), above):
            frame, lengths = _parsed(data, separator, width, wanted)
            if lengths is not None:
                frame = whole(frame, counted.meant(lengths, row, at + 1, width), width, wanted)
            if last and frame.height and _is_cut(data, separator, width):
                ended = pl.int_range(pl.len()) == frame.height - 1
                frame = frame.with_columns(pl.when(ended).then(pl.lit("cut")).otherwise("_flaw").alias("_flaw"))
            numbered = frame.with_columns(pl.int_range(row, row + frame.height, dtype=pl.Int64).alias("_row"))
            row += frame.height
            yield finished(numbered, wanted)


def encodings(start: bytes) -> tuple[str, ...]:
    """The encodings that the first bytes allow, the likeliest first."""
    for bom, name in _BOMS:
        if start.startswith(bom):
            return (name,)
    low, high = start[0:400:2].count(0), start[1:400:2].count(0)
    if max(low, high) > max(len(start[:400]) // 32, 3 * min(low, high)):  # the commas alone, in a Chinese header
        return ("utf-16-le",) if high > low else ("utf-16-be",)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return ("gb18030", "utf-8")
    return ("utf-8",)


def _decoded(data: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data).removeprefix("\ufeff")
    return _lines(text)


def _lines(text: str) -> str:
    """Old Mac line ends become new ones; Windows ones are left to the parsers."""
    return text if "\n" in text else text.replace("\r", "\n")


def _first_rows(text: str, separator: str) -> tuple[list[tuple[str, ...]], list[int]]:
    """The first records and the number of lines that end with each."""
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    records = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=separator)
    try:
        for record in records:
            rows.append(tuple(record))
            lines.append(records.line_num)
            if len(rows) >= HEAD:
                break
    except csv.Error:
        pass  # the rows before it stand; what follows may be read under another separator
    return rows, lines


def utf8(path: Path, encoding: str) -> Iterator[bytes]:
    """The text of a file in UTF-8, block by block, without its byte order mark and nulls."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    first = True
    for block in blocks(path, _BLOCK):
        text = decoder.decode(block)
        if first:
            text, first = text.removeprefix("\ufeff"), False
        yield _lines(text).replace("\x00", "").encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode()


def _records(source: Iterator[bytes], above: int) -> Iterator[tuple[bytes, bool]]:
    """Whole records, some megabytes at a time, without the first ``above`` lines; and whether these are the last."""
    held = b""
    for block in source:
        held += block
        while above and (end := held.find(b"\n")) >= 0:
            held, above = held[end + 1 :], above - 1
        if not above and len(held) >= CHUNK:
            cut = _safe_cut(held)
            if cut:
                yield held[:cut], False
                held = held[cut:]
        if len(held) > ENDLESS:
            raise UnreadableError("endless")
    if not above:
        yield held, True


def _safe_cut(data: bytes) -> int:
    """Where to cut so that no quoted cell is torn: after a line end with an even number of quotes before it; or 0."""
    at = data.rfind(b"\n")
    odd = data.count(b'"', 0, at) % 2
    while odd:
        quote = data.rfind(b'"', 0, at)
        before = data.rfind(b"\n", 0, quote)
        if before < 0:
            # A stray quote: wait for its partner, but not for ever.
            return data.rfind(b"\n") + 1 if len(data) >= 4 * CHUNK else 0
        odd ^= data.count(b'"', before, at) % 2
        at = before
    return at + 1


def _parsed(data: bytes, separator: str, width: int, wanted: Sequence[int]) -> tuple[pl.DataFrame, Lengths | None]:
    """Rows of whole records, and how many cells each has unless all have what is read.

    A cell beyond the header flags its row.
    """
    names = [str(number) for number in range(width + 1)]
    header = separator.join(names).encode() + b"\n"
    columns = [*(str(number) for number in wanted), names[-1]]
    if not data.strip(b"\r\n"):
        return pl.DataFrame(schema=dict.fromkeys([*columns[:-1], "_flaw"], pl.String)), None
    try:
        frame = pl.read_csv(
            header + data,
            separator=separator,
            columns=columns,
            infer_schema=False,
            extra_columns="ignore",
            missing_columns="insert",
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return _patient(data, separator, width, wanted)
    if (frame[names[-1]].fill_null("").str.strip_chars() != "").any():
        return _patient(data, separator, width, wanted)
    frame = frame.select(
        *(pl.col(name).fill_null("") for name in columns[:-1]), pl.lit(None, dtype=pl.String).alias("_flaw")
    )
    if not wanted or (frame[str(max(wanted))] != "").all():
        return frame, None  # every row reaches as far as is read
    lengths = counted.cells(data, separator)
    if len(lengths) != frame.height:
        return _patient(data, separator, width, wanted)
    return frame, lengths


def _patient(data: bytes, separator: str, width: int, wanted: Sequence[int]) -> tuple[pl.DataFrame, Lengths]:
    """Rows one by one: slower, but it can tell which of them are broken, and where the next one begins."""
    cells: list[list[str]] = [[] for _ in wanted]
    flaws: list[str | None] = []
    lengths: list[int] = []
    for record, flaw in _records_of(list(io.StringIO(data.decode())), separator, width):
        flaws.append(flaw)
        lengths.append(len(record))
        for column, number in zip(cells, wanted, strict=True):
            column.append(record[number] if number < len(record) else "")
    columns = {str(number): column for number, column in zip(wanted, cells, strict=True)}
    return pl.DataFrame({**columns, "_flaw": flaws}, schema=dict.fromkeys([*columns, "_flaw"], pl.String)), lengths


def _records_of(lines: Sequence[str], separator: str, width: int) -> Iterator[tuple[list[str], str | None]]:
    """Each record with its flaw; a quote that swallowed other rows costs its own line only."""
    start = at = 0

    def feed() -> Iterator[str]:
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1]

    reader = csv.reader(feed(), delimiter=separator)
    while start < len(lines):
        try:
            record = next(reader)
            torn = at - start > 1 and len(record) != width
        except csv.Error:
            torn = True
        if torn:
            yield lines[start].rstrip("\r\n").replace('"', "").split(separator), "unclosed"
            at = start + 1
            reader = csv.reader(feed(), delimiter=separator)
        else:
            yield record, "too_many_cells" if any(cell.strip() for cell in record[width:]) else None
        start = at


def _is_cut(data: bytes, separator: str, width: int) -> bool:
    """Whether the text breaks off inside its last record: no line end, and fewer cells than the record before has."""
    if data.endswith((b"\n", b"\r")):
        return False
    lines = data[-_LONGEST:].decode(errors="replace").split("\n")
    if lines[-1].count('"') % 2:
        return True
    counts = [1 + _QUOTED.sub("", line).count(separator) for line in lines[-2:]]
    return counts[-1] < (counts[0] if len(counts) > 1 else width)
