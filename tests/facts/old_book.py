"""Old workbooks (xls) as platforms still hand them out, written record by record."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096  # shorter streams would lie elsewhere


def write_old_book(path: Path, sheets: dict[str, Sequence[Sequence[object]]], *, far: int = 0) -> Path:
    """A workbook in BIFF8 inside a compound file; ``far`` is the column of one more cell in the last possible row."""
    path.write_bytes(_compound(_stream(sheets, far)))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06))


def _stream(sheets: dict[str, Sequence[Sequence[object]]], far: int) -> bytes:
    bodies = [_begin(0x0010) + _cells(rows, far) + _record(0x000A, b"") for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    size = len(_begin(0x0005)) + sum(4 + 8 + len(name) for name in names) + 4
    book, at = _begin(0x0005), size
    for name, body in zip(names, bodies, strict=True):
        book += _record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name)
        at += len(body)
    return book + _record(0x000A, b"") + b"".join(bodies)


def _cells(rows: Sequence[Sequence[object]], far: int) -> bytes:
    found = b"".join(_cell(at, place, cell) for at, row in enumerate(rows) for place, cell in enumerate(row))
    return found + (_cell(0xFFFF, far, 1) if far else b"")


def _cell(at: int, place: int, cell: object) -> bytes:
    if isinstance(cell, (int, float)):
        return _record(0x0203, struct.pack("<HHHd", at, place, 0, float(cell)))
    text = str(cell)
    return _record(0x0204, struct.pack("<HHHHB", at, place, 0, len(text), 1) + text.encode("utf-16-le"))


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(_SMALLEST, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    table = [_TABLE, _END, *range(3, count + 2), _END]
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    return (
        head
        + sectors
        + (_entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 2, len(stream), _FREE)).ljust(_SECTOR, b"\0")
        + stream
    )


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
