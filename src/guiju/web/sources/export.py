"""Reasons and rows to take away as a workbook, in which no cell can become a formula."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

from guiju.apps import spreadsheet
from guiju.apps.figures.queries.set_aside import Cells, SetAside
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.sources import told, words
from guiju.web.sources.told import Reason

REASONS = Sheet(
    "没有导入的行",
    "Rows not imported",
    (
        Column("file", "文件", "File"),
        Column("sheet", "工作表", "Sheet"),
        Column("row", "行", "Row", Kind.NUMBER),
        Column("column", "列", "Column"),
        Column("value", "原来的内容", "As written"),
        Column("what", "问题", "What is wrong"),
        Column("how", "怎样改", "How to mend it"),
    ),
)
ROWS = (Column("_row", "行", "Row", Kind.NUMBER), Column("_what", "问题", "What is wrong", Kind.NOTE))


def reasons(listed: Iterable[tuple[str, Reason]], name: str) -> HttpResponse:
    """Every reason of an import, one line each."""
    parts = ("sheet", "column", "value", "what", "how")
    rows = [
        {"file": file, "row": one.rows[0] if one.rows else None} | {part: getattr(one, part) for part in parts}
        for file, one in listed
    ]
    return _answer(REASONS, rows, name)


def rows(one: SetAside, cells: Cells) -> HttpResponse:
    """The rows that wait, under the headers of their file, each with what is wrong with it."""
    wrong: dict[int, list[str]] = {}
    for problem in cells.problems:
        column = told.column(problem.column)
        what = problem.what.say(words.language())
        wrong.setdefault(problem.row, []).append(formats.named(column, what) if column else what)
    columns = (*ROWS, *(Column(str(at), header, header) for at, header in enumerate(cells.columns)))
    listed = [
        {"_row": row, "_what": "；".join(wrong.get(row, ()))} | {str(at): cell for at, cell in enumerate(found)}
        for row, found in cells.rows
    ]
    return _answer(Sheet("搁置的行", "Rows set aside", columns), listed, one.file)


def _answer(sheet: Sheet, listed: Sequence[Mapping[str, object]], name: str) -> HttpResponse:
    title = sheet.english if words.language() == "en" else sheet.title
    return attached(spreadsheet.write([(sheet, listed)]), f"{title}-{name.rpartition('/')[2]}.xlsx")
