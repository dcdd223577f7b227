"""How long an archive's own table of contents is, told before anybody lays it out: half a million entries fit 20 MB."""

import struct
from typing import BinaryIO

MOST = 2 << 20  # bytes; two thousand members with long names have less
_END, _LOCATOR, _WIDE = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_REACH = (1 << 16) + 22  # an end is found this far from the file's
_AT, _WIDE_AT = 12, 40  # where the two kinds of an end say the length
_LOCATOR_BYTES, _WIDE_BYTES = 20, 56


def endless(file: BinaryIO) -> bool:
    """Whether a zip's table of contents is longer than any that people make; the file is left at its beginning."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _REACH - _LOCATOR_BYTES - _WIDE_BYTES))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(_END)
    return end >= 0 and max(_said(tail, end, _AT, "<L"), _wide(tail, end)) > MOST


def _wide(tail: bytes, end: int) -> int:
    """What a larger end, which stands before the other and outweighs it, says."""
    record = end - _LOCATOR_BYTES - _WIDE_BYTES
    if record < 0 or not tail.startswith(_LOCATOR, end - _LOCATOR_BYTES) or not tail.startswith(_WIDE, record):
        return 0
    return _said(tail, record, _WIDE_AT, "<Q")


def _said(tail: bytes, start: int, at: int, form: str) -> int:
    part = tail[start + at : start + at + struct.calcsize(form)]
    return int(struct.unpack(form, part)[0]) if len(part) == struct.calcsize(form) else 0
