"""Write a workbook that ``reading`` reads back, and in which no text can become a formula."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from guiju.apps.spreadsheet import cells
from guiju.apps.spreadsheet.model import Column, Kind, Sheet
from guiju.engines.periods import Period

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_STYLES = {
    Kind.DATE: {"num_format": "yyyy-mm-dd"},
    Kind.NUMBER: {"num_format": "General"},
    Kind.FIGURE: {"num_format": "General"},
    Kind.MONEY: {"num_format": "#,##0.00"},
    Kind.SHARE: {"num_format": "0.##%"},
    Kind.NOTE: {"num_format": "@", "font_color": "#8A8578"},
}
_WIDTHS = {Kind.DATE: 12, Kind.FLAG: 8, Kind.SHARE: 8, Kind.NUMBER: 14, Kind.FIGURE: 14, Kind.MONEY: 14}
_OFFERED_ROWS = 5000


def write(tables: Iterable[tuple[Sheet, Iterable[Mapping[str, object]]]]) -> bytes:
    """A workbook with these sheets and rows by field, headed in the active language; the same rows, the same bytes."""
    from xlsxwriter import Workbook

    english = (get_language() or "").startswith("en")
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as workbook:
        workbook.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a constant, for equal bytes
        styles = {kind: workbook.add_format(_STYLES.get(kind, {"num_format": "@"})) for kind in Kind}
        head = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F0E8"})
        for sheet, rows in tables:
            page = workbook.add_worksheet(sheet.english if english else sheet.title)
            page.freeze_panes(1, 0)
            for at, column in enumerate(sheet.columns):
                page.set_column(at, at, _WIDTHS.get(column.kind, 18), styles[column.kind])
                page.write_string(0, at, column.english if english else column.title, head)
                _offer(page, at, column, english=english)
            for number, row in enumerate(rows, 1):
                for at, column in enumerate(sheet.columns):
                    _put(page, (number, at), column, row.get(column.name), styles[column.kind], english=english)
    return buffer.getvalue()


def _put(
    page: "Worksheet", cell: tuple[int, int], column: Column, value: object, style: "Format", *, english: bool
) -> None:
    if value is None or value in {"", ()}:
        return
    if isinstance(value, bool):
        page.write_string(*cell, _flag_word(value, english=english), style)
    elif isinstance(value, Period):
        page.write_string(*cell, str(value), style)
    elif isinstance(value, date):
        page.write_datetime(*cell, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001 - cells have no zone
    elif isinstance(value, Fraction | int) and _as_number(column, Fraction(value)):
        page.write_number(*cell, float(value), style)
    elif isinstance(value, tuple | list):
        page.write_string(*cell, "、".join(value), style)
    else:
        page.write_string(*cell, _word(column, str(value), english=english), style)


def _as_number(column: Column, value: Fraction) -> bool:
    """Whether a number stands in its cell as one; one third that is read back stays the text 1/3."""
    return column.kind is Kind.FIGURE or cells.is_exact_in_a_cell(value)


def _offer(page: "Worksheet", at: int, column: Column, *, english: bool) -> None:
    """Let the spreadsheet program offer the words that a column takes."""
    words = [_word(column, value, english=english) for value in dict.fromkeys(column.choices.values())]
    if column.kind is Kind.FLAG:
        words = [_flag_word(flag, english=english) for flag in (True, False)]
    if words:
        page.data_validation(1, at, _OFFERED_ROWS, at, {"validate": "list", "source": words})


def _word(column: Column, value: str, *, english: bool) -> str:
    """The word for a choice: of those that stand for it the first in Chinese, the last in English."""
    words = [word for word, meaning in column.choices.items() if meaning == value] or [value]
    return words[-1] if english else words[0]


def _flag_word(flag: bool, *, english: bool) -> str:  # noqa: FBT001 - the flag is the value itself
    words = ("no", "yes") if english else ("否", "是")
    return words[flag]
