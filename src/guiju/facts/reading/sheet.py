"""Workbooks (xlsx, xls): each visible sheet a table, numbers and dates written out as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
import python_calamine

from guiju.facts.reading.blunders import Blunders, blunders
from guiju.facts.reading.extent import judge_old, judge_sheets
from guiju.facts.reading.source import Kind, archive
from guiju.facts.reading.table import HEAD, Head, UnreadableError, finished

_ROWS = 20_000
_EXACT = 1e15  # a spreadsheet keeps fifteen digits


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    sheet: str
    _cells: Any  # calamine's sheet: no stubs
    _blunders: Blunders = MappingProxyType({})

    def heads(self) -> Sequence[Head]:
        """The first rows."""
        rows = tuple(tuple(_text(cell) for cell in row) for row in islice(self._cells.iter_rows(), HEAD))
        return [Head(rows)] if rows else []

    def chunks(self, head: Head, at: int, wanted: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The rows below the header, as ``table.Table.chunks`` says."""
        _ = head
        rows = islice(self._cells.iter_rows(), at + 1, None)
        number = at + 2
        while block := list(islice(rows, _ROWS)):
            columns = list(zip(*block, strict=True))
            data = {str(place): [_text(cell) for cell in columns[place]] for place in wanted}
            self._reveal(data, number, len(block))
            frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)).with_columns(
                pl.int_range(number, number + len(block), dtype=pl.Int64).alias("_row"),
                pl.lit(None, dtype=pl.String).alias("_flaw"),
            )
            number += len(block)
            yield finished(frame, wanted)

    def _reveal(self, data: dict[str, list[str]], first: int, rows: int) -> None:
        """Write out the cells that the spreadsheet could not reckon, in the rows from ``first`` on."""
        left = self._cells.start[1] if self._cells.start else 0
        for (row, column), shown in self._blunders.items():
            if first <= row < first + rows and str(column - left) in data:
                data[str(column - left)][row - first] = shown


def sheets(path: Path, kind: Kind) -> list[Sheet]:
    """The visible sheets that hold anything; UnreadableError when the workbook is damaged, protected or too large."""
    odd = _judge(path, kind)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        found = _filled(book, odd, shown=True)
        hidden = [] if found else _filled(book, odd, shown=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("encrypted" if isinstance(error, python_calamine.PasswordError) else "damaged") from error
    if hidden:
        raise UnreadableError("hidden", sheets="、".join(one.sheet for one in hidden))
    if not found:
        raise UnreadableError("empty")
    return found


def _filled(book: Any, odd: Mapping[str, Blunders], *, shown: bool) -> list[Sheet]:  # calamine's book: no stubs
    """The sheets that hold anything, of those that are shown or of those that are not."""
    every = [one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
    names = [one.name for one in every if (one.visible == python_calamine.SheetVisibleEnum.Visible) is shown]
    found = (Sheet(name, book.get_sheet_by_name(name), odd.get(name, {})) for name in names)
    return [one for one in found if one.heads()]


def _judge(path: Path, kind: Kind) -> dict[str, Blunders]:
    """Refuse what cannot be laid out; the cells of each sheet that its spreadsheet could not reckon."""
    if kind is Kind.OLD_BOOK:
        judge_old(path)
        return {}
    with archive(path) as book:
        try:
            judge_sheets(book)
            return blunders(book)
        except (OSError, ValueError) as error:  # a member that points beyond the archive
            raise UnreadableError("damaged") from error


def _text(cell: object) -> str:
    """A cell as an export would write it; a number that lost digits shows its power of ten."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, timedelta):
        return repr(cell.total_seconds())
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _number(cell: float) -> str:
    if not cell.is_integer():
        return repr(cell)
    return str(int(cell)) if abs(cell) < _EXACT else f"{cell:.14E}"
