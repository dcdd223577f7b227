"""What a reader gives: tables whose header is still to be found, and their rows as text in columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl

    from guiju.facts.reading.counted import Lengths

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
        1) and ``_flaw`` (see ``told``, for a row that is broken as a row, else null). A row that ends before the last
        wanted column is broken: what it would have said there is not known. Rows without any text are left out.
        """


def told(flaw: str) -> tuple[str, Mapping[str, str]]:
    """What a row's flaw says: a code of ``problems``, and what fills its words."""
    code, *data = flaw.split(" ")
    return code, dict(part.split("=", 1) for part in data)


def whole(frame: "pl.DataFrame", lengths: "Lengths", total: int, wanted: Sequence[int]) -> "pl.DataFrame":
    """The frame with a flaw for each row of so few cells that a wanted one is lacking; the header has ``total``."""
    import polars as pl  # heavy: pages tell headers without it

    cells = pl.Series(lengths, dtype=pl.Int64)
    short = cells <= max(wanted, default=-1)
    if not short.any():
        return frame
    flaw = pl.when(pl.lit(short) & ~_blank(wanted)).then(pl.format(f"too_few_cells cells={{}} total={total}", cells))
    return frame.with_columns(_flaw=pl.coalesce("_flaw", flaw))


def finished(frame: "pl.DataFrame", wanted: Sequence[int]) -> "pl.DataFrame":
    """The frame without rows that are empty throughout."""
    import polars as pl  # heavy: pages tell headers without it

    return frame.filter(~_blank(wanted) | pl.col("_flaw").is_not_null())


def _blank(wanted: Sequence[int]) -> "pl.Expr":
    import polars as pl  # heavy: pages tell headers without it

    return pl.all_horizontal(pl.lit(value=True), *(pl.col(str(number)).str.strip_chars() == "" for number in wanted))
