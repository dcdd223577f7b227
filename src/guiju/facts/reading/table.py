"""What a reader gives: tables whose header is still to be found, and their rows as text in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl

HEAD = 25  # rows looked at to find the header
MOST_COLUMNS = 5_000  # the widest real report has some hundreds


class UnreadableError(Exception):
    """A file that cannot be read as a table; ``code`` is a code of ``problems``, ``data`` fills its words."""

    def __init__(self, code: str, /, **data: str) -> None:
        self.code = code
        self.data = data
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of a table under one way to read it (its ``dialect``, which only its reader understands)."""

    rows: tuple[tuple[str, ...], ...]
    dialect: tuple[str, ...] = ()


class Table(Protocol):
    """One sheet, or one text file."""

    @property
    def sheet(self) -> str:
        """The sheet's name; empty for text files."""

    def heads(self) -> Sequence[Head]:
        """The ways in which the first rows may be read, the likeliest first."""

    def chunks(self, head: Head, at: int, wanted: Sequence[int]) -> "Iterator[pl.DataFrame]":
        """The rows below row ``at`` (from 0), some ten thousands at a time.

        Columns: each wanted column as text under its number (``"0"``), ``_row`` (Int64, as a spreadsheet counts, from
        1) and ``_flaw`` (a code of ``problems`` for a row that is broken as a row, else null). Rows without any text
        are left out.
        """


def finished(frame: "pl.DataFrame", wanted: Sequence[int]) -> "pl.DataFrame":
    """The frame without rows that are empty throughout."""
    import polars as pl  # heavy: pages tell headers without it

    blank = pl.all_horizontal((pl.col(str(number)).str.strip_chars() == "") for number in wanted)
    return frame.filter(~blank | pl.col("_flaw").is_not_null())
