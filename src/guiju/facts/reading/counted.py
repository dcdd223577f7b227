"""How many cells each record of a separated text has, counted over all its bytes at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_QUOTE, _END = ord('"'), ord("\n")
_SLICE = 1 << 19  # bytes that stay in a processor's cache
BLOCK = 16  # rows that Excel writes at a time
Lengths = Sequence[int] | NDArray[np.int64]


def cells(data: bytes, separator: str) -> NDArray[np.int64]:
    """The cells of each record, empty lines counted as records of one cell.

    Quotes are told by their parity alone: a stray one spoils the counts, and mostly their number, from there on.
    """
    marks = _marks(np.frombuffer(data, np.uint8), ord(separator))
    quotes = marks == _QUOTE
    marks = marks[~(np.logical_xor.accumulate(quotes) | quotes)]
    ends = np.flatnonzero(marks == _END)
    if data and not data.endswith(b"\n"):
        ends = np.append(ends, marks.size)
    return np.diff(ends, prepend=-1)


def meant(lengths: Lengths, first: int, header: int, total: int) -> NDArray[np.int64]:
    """The cells that each record stands for, of a sheet whose row ``header`` has ``total`` and ``first`` is the first.

    Excel writes sixteen rows at a time and leaves out the last columns where all of them are empty. Rows of such a
    block, each as short as the others, say that these cells are empty: they count as whole.
    """
    found = np.asarray(lengths, np.int64)
    if not found.size:
        return found
    blocks = (np.arange(found.size) + first - 1) // BLOCK
    starts = np.flatnonzero(np.diff(blocks, prepend=-1))
    sizes = np.diff(np.append(starts, found.size))
    most = np.repeat(np.maximum.reduceat(found, starts), sizes)
    alike = np.repeat(np.add.reduceat(found == most, starts) > 1, sizes)  # one row alone is like anything
    odd = np.repeat(np.logical_or.reduceat((found < most) & (found > 1), starts), sizes)
    trusted = alike & ~odd & (blocks > (header - 1) // BLOCK)
    return np.where(trusted & (found == most), np.maximum(found, total), found)


def _marks(text: NDArray[np.uint8], separator: int) -> NDArray[np.uint8]:
    """The separators, quotes and ends of lines, without what stands between them."""
    found = [np.empty(0, np.uint8)]
    for start in range(0, text.size, _SLICE):
        part = text[start : start + _SLICE]
        found.append(part[(part == separator) | (part == _QUOTE) | (part == _END)])
    return np.concatenate(found)
