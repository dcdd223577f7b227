"""Every shape of file that is read, and the hostile ones that are refused before they cost anything."""

import gzip
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from facts.exports import ADS, SERVICE, SHOP, ad, bring, codes, csv_bytes, one, rows, write_book
from facts.old_book import write_old_book
from guiju.facts.reading import extent, record, text
from guiju.facts.reading.extent import judge_old
from guiju.facts.reading.table import MOST_COLUMNS, UnreadableError
from guiju.facts.report import Status

COST = [("7", Decimal("10.5"))]
RECORD = {**ad("2026-06-01", "7"), "花费": 10.5}


def refused(home: Path, path: Path, code: str) -> None:
    """The file is refused with a code, in words of both languages."""
    report = one(bring(home, path, shop=SHOP))

    assert (report.status, [problem.code for problem in report.problems]) == (Status.REFUSED, [code])
    assert "{" not in report.problems[0].what.zh + report.problems[0].what.en


def test_an_old_workbook_is_read(home: Path, tmp_path: Path):
    path = write_old_book(tmp_path / "推广.xls", {"报表": [["万相台"], ADS, list(ad("2026-06-01", 7, 10.5).values())]})

    bring(home, path, shop=SHOP)

    assert rows(home, "ad_spend", "product", "cost") == COST


@pytest.mark.parametrize(
    "shape",
    [
        [RECORD],
        {"code": 0, "data": {"list": [RECORD], "total": 1}},
        {"data": RECORD} | RECORD,
        [ADS, [str(cell) for cell in RECORD.values()]],
    ],
    ids=["objects", "a list inside", "one object", "rows"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_json_document_is_read(home: Path, tmp_path: Path, shape: object, encoding: str):
    path = tmp_path / "ads.json"
    path.write_bytes(json.dumps(shape, ensure_ascii=False, indent=1).encode(encoding))

    bring(home, path, shop=SHOP)

    assert rows(home, "ad_spend", "product", "cost") == COST


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_are_read_and_broken_ones_set_aside(home: Path, tmp_path: Path, *, packed: bool):
    lines = [json.dumps(RECORD, ensure_ascii=False), "", "{broken", "[1]", json.dumps({**RECORD, "主体ID": 8})]
    data = "\n".join(lines).encode()
    path = tmp_path / ("ads.jsonl.gz" if packed else "ads.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)

    report = one(bring(home, path, shop=SHOP))

    assert rows(home, "ad_spend", "product", "cost") == [*COST, ("8", Decimal("10.5"))]
    assert codes(report) == [("record", 3, ""), ("record", 4, "")]


def test_numbers_of_json_keep_every_digit():
    inner = {"id": "351530000000000001", "b": {"c": "12.30", "d": True, "e": None}, "f": ["x", "y"]}

    assert record.flat(inner) == {"id": "351530000000000001", "b.c": "12.30", "b.d": "true", "b.e": "", "f": "x;y"}
    assert record._line('{"a": 351530000000000001, "b": 12.30, "c": NaN}') == {
        "a": "351530000000000001",
        "b": "12.30",
        "c": None,
    }


def test_every_known_sheet_is_read_and_the_others_are_named(home: Path, tmp_path: Path):
    cells = {
        "说明": [["口径", "见帮助"]],
        "推广": [ADS, list(ad("2026-06-01", 7).values())],
        "客服": [SERVICE, ["店:小李", "12", "30", "11秒", "2秒", "95%"]],
        "备注": [["张三", "李四"]],
    }
    path = write_book(tmp_path / "日报_2026-06-01.xlsx", cells)

    report = one(bring(home, path, shop=SHOP))

    assert (report.status, report.other_sheets) == (Status.IMPORTED, ("说明", "备注"))
    assert rows(home, "ad_spend", "product", "cost") == COST
    assert rows(home, "service_day", "day", "agent") == [(date(2026, 6, 1), "店:小李")]


def test_a_workbook_that_hides_all_it_holds_says_which_sheets(home: Path, tmp_path: Path):
    path = tmp_path / "推广.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("封面")
        for name, hide in (("六月", "hide"), ("七月", "very_hidden")):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([ADS, list(ad("2026-06-01", 7).values())]):
                sheet.write_row(at, 0, row)
            getattr(sheet, hide)()

    refused(home, path, "hidden")
    said = one(bring(home, path, shop=SHOP)).problems[0].what.zh
    assert said == "只有隐藏的工作表里有数据（六月、七月），看得见的都是空的"


def test_of_columns_with_one_name_the_first_is_read_and_that_is_told(home: Path, tmp_path: Path):
    row = [*ad("2026-06-01", 7).values(), "99", "备注一", "备注二"]
    path = write_book(tmp_path / "推广.xlsx", {"报表": [[*ADS, "花费", "备注", "备注"], row]})

    report = one(bring(home, path, shop=SHOP))

    assert (report.doubled, rows(home, "ad_spend", "product", "cost")) == (("花费",), COST)


@pytest.mark.parametrize("above", [0, 1, 5, 19])
def test_the_header_may_stand_on_any_of_the_first_twenty_rows(home: Path, tmp_path: Path, above: int):
    path = write_book(
        tmp_path / "推广.xlsx", {"表": [*[["万相台报表"]] * above, ADS, list(ad("2026-06-01", 7).values())]}
    )

    bring(home, path, shop=SHOP)

    assert rows(home, "ad_spend", "product", "cost") == COST


@pytest.mark.parametrize("beside", [0, 2])
def test_an_amount_that_the_spreadsheet_could_not_reckon_is_not_an_empty_one(home: Path, tmp_path: Path, beside: int):
    path = tmp_path / "推广.xlsx"
    at = ADS.index("花费")
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明 & 口径").write(0, 0, "见帮助")
        sheet = book.add_worksheet("表 & 格")
        for number, row in enumerate([ADS, *(list(ad("2026-06-01", one).values()) for one in (7, 8, 9))]):
            sheet.write_row(number, beside, row)
        sheet.write_formula(1, beside + at, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, beside + at, "=VLOOKUP(1,2,3)", None, "#N/A")

    report = one(bring(home, path, shop=SHOP))

    assert [(one.row, one.column, one.value, one.code) for one in report.problems] == [(2, "花费", "#DIV/0!", "number")]
    assert [cost for _, cost in rows(home, "ad_spend", "product", "cost")] == [Decimal("10.5"), None]


def far_book(path: Path, *, row: int, column: int) -> Path:
    """A workbook of two cells, the second one far away."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "日期")
        sheet.write(row, column, 1)
    return path


def rewritten(path: Path, change: tuple[bytes, bytes]) -> Path:
    """A workbook whose sheet has other XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(made, "w") as bad:
        for name in good.namelist():
            body = good.read(name)
            bad.writestr(name, re.sub(*change, body) if name.endswith("sheet1.xml") else body)
    path.write_bytes(made.getvalue())
    return path


def test_a_workbook_with_a_cell_far_away_is_refused_before_it_is_laid_out(home: Path, tmp_path: Path):
    refused(home, far_book(tmp_path / "far.xlsx", row=1_048_575, column=16_383), "cells")


def test_a_workbook_with_too_much_text_is_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extent, "MOST_BYTES", 1000)

    refused(home, write_book(tmp_path / "long.xlsx", {"表": [["a" * 2000]]}), "bomb")


def test_cells_without_a_name_are_counted_all_the_same(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extent, "MOST_CELLS", 100)
    narrow = write_book(tmp_path / "a.xlsx", {"表": [["a"] * 9] * 11})
    wide = write_book(tmp_path / "b.xlsx", {"表": [["a"] * 10] * 11})

    for path in (narrow, wide):
        rewritten(path, (rb'(<(?:c|row))\sr="[A-Z]*\d+"', rb"\1"))

    assert one(bring(home, narrow)).status == Status.UNKNOWN
    refused(home, wide, "cells")


def test_an_ordinary_workbook_is_as_large_as_its_cells():
    seen = extent._Extent()
    for block in extent._whole_tags(iter([b'<sheetData><row r="1"><c r="A1"/><c r="AB1', b'2"/></row><row r="30"/>'])):
        seen.see(block)

    assert (seen.is_sheet, seen.cells) == (True, 30 * 28)


def test_an_old_workbook_with_a_cell_far_away_is_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extent, "MOST_MEMORY", 1 << 30)
    path = write_old_book(tmp_path / "far.xls", {"表": [["a", "b"]]}, far=65_535)

    refused(home, path, "cells")


def test_an_old_workbook_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extent, "PATIENCE", 0.0)

    with pytest.raises(UnreadableError, match="cells"):
        judge_old(write_old_book(tmp_path / "a.xls", {"表": [["a"]]}))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 200_000, "deep"),
        (b'{"a":' * 200_000, "deep"),
        (b'{"a": 1,', "json"),
        (b"[]", "empty"),
        (b"{}", "empty"),
        (json.dumps([{str(place): 1 for place in range(MOST_COLUMNS + 2)}]).encode(), "wide"),
        (",".join(f"c{place}" for place in range(MOST_COLUMNS + 1)).encode() + b"\n1,2\n", "wide"),
        (",".join([*ADS, *map(str, range(MOST_COLUMNS))]).encode() + b"\n1,2\n", "wide"),
    ],
    ids=["lists in lists", "objects in objects", "cut", "no list", "nothing", "wide", "wide text", "known but wide"],
)
def test_hostile_text_is_refused(home: Path, tmp_path: Path, data: bytes, code: str):
    path = tmp_path / "hostile.json"
    path.write_bytes(data)

    refused(home, path, code)


def test_a_json_document_too_large_to_be_held_is_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(record, "MOST_BYTES", 100)
    path = tmp_path / "ads.json"
    path.write_text(json.dumps([RECORD] * 9), "utf-8")

    refused(home, path, "large")


def test_a_line_without_an_end_is_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("CHUNK", "ENDLESS", "_BLOCK"):
        monkeypatch.setattr(text, name, 1000)
    path = tmp_path / "ads.csv"
    path.write_bytes(csv_bytes(ADS, [ad("2026-06-01", "7" * 5000)], encoding="utf-8"))

    refused(home, path, "endless")


def test_a_binary_workbook_is_told_to_be_none_of_ours(home: Path, tmp_path: Path):
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.bin", b"")

    refused(home, path, "unsupported")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_header_of_chinese_names_in_wide_characters_needs_no_mark(home: Path, tmp_path: Path, encoding: str):
    path = tmp_path / "推广.csv"
    path.write_bytes(csv_bytes(ADS, [ad("2026-06-01", 7)], encoding=encoding))

    bring(home, path, shop=SHOP)

    assert rows(home, "ad_spend", "product", "cost") == COST


@pytest.mark.parametrize(
    ("content", "code"),
    [("日期|主体ID|花费\n2026-06-01|7|10.5\n", "unknown"), ("  \n\n", "empty"), ("\ufeff\n", "empty")],
)
def test_text_without_any_separator_is_unknown_and_not_empty(home: Path, tmp_path: Path, content: str, code: str):
    path = tmp_path / "推广.csv"
    path.write_text(content, "utf-8")

    assert [problem.code for problem in one(bring(home, path, shop=SHOP)).problems] == [code]
