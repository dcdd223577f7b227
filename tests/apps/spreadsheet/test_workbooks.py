import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from string import ascii_uppercase

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

import make
from guiju.apps import spreadsheet
from guiju.apps.people.addressbook import reading as addressbook
from guiju.apps.spreadsheet import Column, Kind, Place, Sheet, reading

SHEET = Sheet(
    "杂项",
    "things",
    (
        Column("name", "名称", "name", required=True),
        Column("day", "日期", "day", Kind.DATE),
        Column("flag", "是否", "flag", Kind.FLAG),
        Column("number", "数", "number", Kind.NUMBER),
        Column("money", "钱", "money", Kind.MONEY),
        Column("share", "份额", "share", Kind.SHARE),
        Column("words", "词", "words", Kind.LIST),
        Column("kind", "类", "kind", choices={"甲": "a", "乙": "b", "A": "a", "B": "b"}),
        Column("note", "备注", "note", Kind.NOTE),
        Column("period", "期", "period", Kind.PERIOD),
    ),
)
FULL = {
    "name": "=1+1",
    "day": date(2026, 1, 31),
    "flag": True,
    "number": Fraction(-7, 3),
    "money": Fraction(300050, 100),
    "share": Fraction(1, 3),
    "words": ("一", "二"),
    "kind": "b",
    "period": date(2026, 10, 9),
}
EMPTY = dict.fromkeys(FULL) | {"name": "空"}


def grid(*rows, sheet="杂项"):
    buffer = BytesIO()
    with Workbook(buffer) as workbook:
        page = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_written_reads_back_in_both_languages(language):
    with translation.override(language):
        content = spreadsheet.write([(SHEET, [FULL | {"note": "不读"}, EMPTY])])

    book = spreadsheet.read(content, [SHEET])

    assert [row.values for row in book.rows["杂项"]] == [FULL | {"note": None}, EMPTY | {"note": None}]
    assert book.findings == ()


def test_the_same_rows_give_the_same_bytes():
    assert spreadsheet.write([(SHEET, [FULL])]) == spreadsheet.write([(SHEET, [FULL])])


def test_a_figure_for_people_is_a_number_though_no_cell_holds_it_exactly():
    sheet = Sheet("数", "n", (Column("a", "甲", "a", Kind.FIGURE), Column("b", "乙", "b", Kind.NUMBER)))
    content = spreadsheet.write([(sheet, [{"a": Fraction(1, 3), "b": Fraction(1, 3)}])])

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1] == [1 / 3, "1/3"]


def test_a_text_that_looks_like_a_formula_stays_a_text():
    content = spreadsheet.write([(SHEET, [{"name": '=HYPERLINK("http://x","y")'}])])

    assert CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1][0] == (
        '=HYPERLINK("http://x","y")'
    )


def test_every_unreadable_cell_is_a_finding_at_its_place():
    content = grid(
        ["名称", "日期", "是否", "数", "钱", "份额", "类", "", "期"],
        ["一", "昨天", "也许", "多", "1.234", "150%", "丙", "", "不久"],
        ["", "", "", "", "", "", ""],
        ["", 46053],
        ["二", None, None, None, -1, 0],
    )

    findings = spreadsheet.read(content, [SHEET]).findings

    assert [(f.code, f.place.row, f.place.column) for f in findings] == [
        ("not_a_date", 2, "日期"),
        ("not_a_flag", 2, "是否"),
        ("not_a_number", 2, "数"),
        ("not_an_amount", 2, "钱"),
        ("not_a_share", 2, "份额"),
        ("not_offered", 2, "类"),
        ("not_a_period", 2, "期"),
        ("empty", 4, "名称"),
        ("not_an_amount", 5, "钱"),
        ("not_a_share", 5, "份额"),
    ]
    assert (findings[4].problem_text, findings[4].mend_text) == (
        "“150%”不是份额。",
        "写成 50%、0.5 或 1/2，大于 0，不超过 100%。",
    )
    assert findings[5].mend_text == "改为其中之一：甲、乙。"


def test_columns_that_are_unknown_twice_or_missing_are_findings():
    findings = spreadsheet.read(grid(["日期", "日期", "颜色", ""], [46053]), [SHEET]).findings

    assert [(f.code, f.place) for f in findings] == [
        ("column_twice", Place("杂项", 1, "日期")),
        ("unknown_column", Place("杂项", 1, "颜色")),
        ("column_missing", Place("杂项", 1)),
    ]


def test_a_workbook_without_a_known_sheet_says_which_it_wants():
    (finding,) = spreadsheet.read(grid(["x"], sheet="Sheet1"), [SHEET]).findings

    assert (finding.problem_text, finding.mend_text) == (
        "没有认得的工作表，只有：Sheet1。",
        "工作表的名字应是：杂项。",
    )


def test_words_are_offered_in_the_language_that_is_spoken():
    with translation.override("en"):
        (finding,) = spreadsheet.read(grid(["名称", "类"], ["一", "丙"]), [SHEET]).findings

    assert finding.data["words"] == "A, B"


def test_a_sheet_named_nearly_like_one_that_is_lacking_is_a_finding():
    other = replace(SHEET, title="任职", english="posts")
    content = spreadsheet.write([(SHEET, [EMPTY]), (replace(SHEET, title="任职表"), [EMPTY])])

    findings = spreadsheet.read(content, [SHEET, other]).findings

    assert [(one.place.sheet, one.problem_text, one.mend_text) for one in findings] == [
        ("任职表", "不认识名为“任职表”的工作表。", "改名为“任职”，或删去这张工作表。")
    ]


def test_a_sheet_beside_the_one_that_is_like_it_is_somebodys_own():
    content = spreadsheet.write([(SHEET, [EMPTY]), (replace(SHEET, title="杂项（旧）"), [EMPTY])])

    assert spreadsheet.read(content, [SHEET]).findings == ()


def test_an_empty_sheet_has_no_rows_and_no_findings():
    assert spreadsheet.read(grid(), [SHEET]) == spreadsheet.Book({"杂项": ()}, ())


def test_what_is_no_workbook_is_one_finding():
    (finding,) = spreadsheet.read(b"hello", [SHEET]).findings

    assert finding.problem_text == "这不是能打开的 XLSX 文件。"
    assert finding.mend_text == "在表格软件里另存为 .xlsx，且不加密码。"


def test_a_workbook_that_unpacks_into_far_more_is_refused_unopened():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(reading.MOST_UNPACKED + 1))

    book = reading.read(packed.getvalue(), [])

    assert [(finding.code, dict(book.rows)) for finding in book.findings] == [("too_big", {})]


@pytest.mark.parametrize("far", ["XFD1048576", "A9999999"])
def test_a_workbook_with_one_cell_far_away_is_refused_unopened(far):
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(make.workbook(people=[]))) as old, zipfile.ZipFile(packed, "w") as wide:
        for name in old.namelist():
            row = f'<sheetData><row r="{far.lstrip(ascii_uppercase)}"><c r="{far}"><v>1</v></c></row></sheetData>'
            sheet = re.sub(r"<sheetData.*?</sheetData>|<sheetData/>", row, old.read(name).decode(), flags=re.DOTALL)
            wide.writestr(name, sheet)

    for cells in (reading.read(packed.getvalue(), []), addressbook.read(packed.getvalue(), "x.xlsx")):
        assert "too_big" in str(cells)


def test_a_workbook_over_the_limit_is_refused():
    book = reading.read(bytes(reading.MOST_PACKED + 1), [])

    assert [finding.code for finding in book.findings] == ["too_big"]
