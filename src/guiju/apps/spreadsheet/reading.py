"""Read a workbook under declared sheets, with every problem at its cell."""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from io import BytesIO

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guiju.apps.spreadsheet import cells
from guiju.apps.spreadsheet.model import Book, Column, Finding, Kind, Place, Row, Sheet
from guiju.facts.reading import directory, extent
from guiju.facts.reading.table import UnreadableError
from guiju.lang.formula import names

MOST_PACKED = 20 << 20  # bytes; a roster of ten thousand people has two million
MOST_UNPACKED = 200 << 20
MOST_CELLS = 5_000_000  # a sheet that names one cell far away would be laid out up to it


def read(content: bytes, sheets: Sequence[Sheet]) -> Book:
    """Read those of ``sheets`` that the workbook has; sheets and columns answer to their Chinese and English names."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not bearable(content):
        mend = _("工作簿不超过 20 MB，展开后不超过 200 MB；把别的工作表和图片删去再试。")
        return Book({}, (Finding("too_big", Place(""), _("这个工作簿太大了。"), mend),))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        grids = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
    except (CalamineError, OSError, ValueError):
        mend = _("在表格软件里另存为 .xlsx，且不加密码。")
        return Book({}, (Finding("unreadable", Place(""), _("这不是能打开的 XLSX 文件。"), mend),))
    rows: dict[str, tuple[Row, ...]] = {}
    findings: list[Finding] = []
    for name, grid in grids.items():
        sheet = next((s for s in sheets if name.strip().casefold() in {s.title, s.english.casefold()}), None)
        if sheet is not None:
            rows[sheet.title] = tuple(_rows(sheet, grid, findings))
    findings += _mistyped(grids, [sheet for sheet in sheets if sheet.title not in rows]) if rows else ()
    if not rows:
        data = {"known": "、".join(sheet.title for sheet in sheets), "names": "、".join(grids)}
        problem, mend = _("没有认得的工作表，只有：%(names)s。"), _("工作表的名字应是：%(known)s。")
        findings.append(Finding("no_sheet", Place(""), problem, mend, data))
    return Book(rows, tuple(findings))


def _mistyped(grids: Iterable[str], lacking: Sequence[Sheet]) -> Iterable[Finding]:
    """Sheets named nearly like one that is lacking: their rows would be left out without a word."""
    for sheet in lacking:
        for name in names.near(sheet.title, [one.strip() for one in grids], most=1):
            data = {"title": name, "near": sheet.title}
            problem, mend = _("不认识名为“%(title)s”的工作表。"), _("改名为“%(near)s”，或删去这张工作表。")
            yield Finding("no_sheet", Place(name), problem, mend, data)


def bearable(content: bytes) -> bool:
    """Whether a workbook is of a size that people make; a zip that unpacks into far more is refused unopened."""
    if len(content) > MOST_PACKED or directory.endless(BytesIO(content)):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            if sum(member.file_size for member in opened.infolist()) > MOST_UNPACKED:
                return False
            extent.judge_sheets(opened, MOST_CELLS)
            return True
    except UnreadableError:
        return False
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return True  # the reader says what it is


def _rows(sheet: Sheet, grid: Sequence[Sequence[object]], findings: list[Finding]) -> Iterable[Row]:
    """The filled rows under the header, which is the first row that has anything in it."""
    filled = [(number, row) for number, row in enumerate(grid, 1) if any(str(cell).strip() for cell in row)]
    columns = _columns(sheet, *filled[0], findings) if filled else {}
    for number, row in filled[1:] if columns else ():
        values: dict[str, object] = {column.name: None for column in sheet.columns}
        sound = True
        for at, column in columns.items():
            place = Place(sheet.title, number, column.title)
            found = _value(column, row[at] if at < len(row) else None, place)
            if isinstance(found, Finding):
                findings.append(found)
                sound = False
            else:
                values[column.name] = found
        if sound:
            yield Row(Place(sheet.title, number), values)


def _columns(sheet: Sheet, number: int, head: Sequence[object], findings: list[Finding]) -> dict[int, Column]:
    """Which column stands where; nothing when a required one is missing."""
    found: dict[int, Column] = {}
    named = {name.casefold(): column for column in sheet.columns for name in (column.title, column.english)}
    for at, cell in enumerate(head):
        title = cells.text(cell)
        if title is None:
            continue
        column = named.get(title.casefold())
        place, data = Place(sheet.title, number, title), {"title": title}
        if column is None:
            known = {"known": "、".join(column.title for column in sheet.columns)}
            problem, mend = _("不认识“%(title)s”这一列。"), _("删去这一列，或改为：%(known)s。")
            findings.append(Finding("unknown_column", place, problem, mend, data | known))
        elif column in found.values():
            problem, mend = _("“%(title)s”这一列出现了两次。"), _("只留一列。")
            findings.append(Finding("column_twice", place, problem, mend, data))
        elif column.kind is not Kind.NOTE:
            found[at] = column
    missing = "、".join(c.title for c in sheet.columns if c.required and c not in found.values())
    if missing:
        problem, mend = _("缺少这些列：%(missing)s。"), _("在第一行补上列名。")
        findings.append(Finding("column_missing", Place(sheet.title, number), problem, mend, {"missing": missing}))
        return {}
    return found


def _value(column: Column, cell: object, place: Place) -> object:
    """What a cell is worth, ``None`` when it is empty, or what is wrong with it."""
    text = cells.text(cell)
    if text is None:
        empty, data = _("“%(title)s”不能空着。"), {"title": column.title}
        return Finding("empty", place, empty, _("填上“%(title)s”。"), data) if column.required else None
    data = {"text": text, "words": _offered(column)}
    if column.choices:
        chosen = {word.casefold(): value for word, value in column.choices.items()}.get(text.casefold())
        problem = _("“%(text)s”不在可选的词里。")
        return chosen or Finding("not_offered", place, problem, _("改为其中之一：%(words)s。"), data)
    return _READERS[column.kind](column.kind, cell, place, data)


def _offered(column: Column) -> str:
    """The words that may stand in a cell, those of the language that is spoken."""
    english = (get_language() or "").startswith("en")
    words = [word for word in column.choices if word.isascii() == english] or list(column.choices)
    return (", " if english else "、").join(words)


def _text(_kind: Kind, cell: object, _place: Place, _data: Mapping[str, object]) -> object:
    return cells.text(cell)


def _words(_kind: Kind, cell: object, _place: Place, _data: Mapping[str, object]) -> object:
    return cells.words(cell)


def _day(_kind: Kind, cell: object, place: Place, data: Mapping[str, object]) -> object:
    day = cells.day(cell)
    return day or Finding("not_a_date", place, _("“%(text)s”不是日期。"), _("写成 2026-01-31。"), data)


def _period(_kind: Kind, cell: object, place: Place, data: Mapping[str, object]) -> object:
    start = cells.period(cell)
    problem, mend = _("“%(text)s”不是日期或周期。"), _("写成 2026-10、2026Q4、2026-W41 或 2026-10-09。")
    return start or Finding("not_a_period", place, problem, mend, data)


def _flag(_kind: Kind, cell: object, place: Place, data: Mapping[str, object]) -> object:
    flag = cells.flag(cell)
    if flag is None:
        return Finding("not_a_flag", place, _("“%(text)s”不是“是”或“否”。"), _("填“是”或“否”。"), data)
    return flag


def _number(kind: Kind, cell: object, place: Place, data: Mapping[str, object]) -> Fraction | Finding:
    number = cells.number(cell)
    if number is None:
        problem, mend = _("“%(text)s”不是数字。"), _("只写数字，例如 1200 或 95%%。")
        return Finding("not_a_number", place, problem, mend, data)
    if kind is Kind.MONEY and (number < 0 or (number * 100).denominator != 1):
        problem, mend = _("“%(text)s”不是以元计、最多两位小数的金额。"), _("写成 3000 或 3000.50。")
        return Finding("not_an_amount", place, problem, mend, data)
    if kind is Kind.SHARE and not 0 < number <= 1:
        problem, mend = _("“%(text)s”不是份额。"), _("写成 50%%、0.5 或 1/2，大于 0，不超过 100%%。")
        return Finding("not_a_share", place, problem, mend, data)
    return number


_READERS: dict[Kind, Callable[[Kind, object, Place, Mapping[str, object]], object]] = {
    Kind.TEXT: _text,
    Kind.LIST: _words,
    Kind.DATE: _day,
    Kind.PERIOD: _period,
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.FIGURE: _number,
    Kind.MONEY: _number,
    Kind.SHARE: _number,
}
