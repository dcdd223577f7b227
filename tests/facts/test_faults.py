"""Broken files: each says what is wrong, where, and how to mend it, and nothing good is lost."""

import gzip
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    ORDERS,
    PRODUCTS,
    SHOP,
    ad,
    bring,
    codes,
    csv_bytes,
    one,
    order,
    product,
    rows,
    write_book,
    write_csv,
)
from guiju.facts.problems import Problem
from guiju.facts.problems import codes as known_codes
from guiju.facts.reading import source
from guiju.facts.report import Status


def test_a_row_without_a_shop_goes_aside(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1), order(2, 店铺名称="")])

    report = one(bring(home, path))

    assert (report.rows, report.set_aside, codes(report)) == (2, 1, [("no_shop", 3, "店铺名称")])
    assert rows(home, "order", "id") == [("1",)]


def test_a_file_without_shops_goes_aside_as_a_whole(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])

    report = one(bring(home, path))

    assert (codes(report), report.covers) == ([("no_shop", 2, "店铺")], ())


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"买家实际支付金额": "-1.00"}, "negative", "买家实际支付金额"),
        ({"买家实际支付金额": "一百"}, "number", "买家实际支付金额"),
        ({"宝贝总数量": "1.5"}, "whole", "宝贝总数量"),
        ({"宝贝总数量": "一"}, "number", "宝贝总数量"),
        ({"订单创建时间": "昨天"}, "date", "订单创建时间"),
        ({"订单创建时间": "2026-07-09 08:00:00"}, "future", "订单创建时间"),
        ({"订单创建时间": "", "订单付款时间 ": ""}, "no_date", "订单创建时间"),
        ({"订单编号": ""}, "no_key", "订单编号"),
    ],
)
def test_an_impossible_cell_puts_its_row_aside(
    home: Path, tmp_path: Path, cells: dict[str, str], code: str, column: str
):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, **cells), order(2)])

    report = one(bring(home, path))

    assert codes(report) == [(code, 2, column)]
    assert rows(home, "order", "id") == [("2",)]


def test_an_unreadable_duration_and_ratio_put_their_row_aside(home: Path, tmp_path: Path):
    bad = [product("2026-06-01", 1, 平均停留时长="很久"), product("2026-06-01", 2, 商品详情页跳出率="高")]
    path = write_csv(tmp_path / "products.csv", PRODUCTS, bad)

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("duration", 2, "平均停留时长"), ("number", 3, "商品详情页跳出率")]


def test_a_report_row_without_its_day_goes_aside(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "products.csv", PRODUCTS, [product("", 1), product("2026-06-01", 2)])

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("no_date", 2, "统计日期")]


def test_at_most_three_problems_are_told_of_a_row(home: Path, tmp_path: Path):
    bad = order(1, 买家应付货款="a", 买家应付邮费="b", 总金额="c", 买家实际支付金额="d")
    path = write_csv(tmp_path / "orders.csv", ORDERS, [bad])

    report = one(bring(home, path))

    assert (report.set_aside, [problem.value for problem in report.problems]) == (1, ["d", "a", "b"])


def test_a_row_with_more_cells_than_the_header_goes_aside(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    data = csv_bytes(ORDERS, [order(1), order(2, **{"宝贝标题 ": "甲乙"})])
    path.write_bytes(data.replace("甲乙".encode("gb18030"), "甲,乙".encode("gb18030")))

    report = one(bring(home, path))

    assert codes(report) == [("too_many_cells", 3, "")]
    assert rows(home, "order", "id") == [("1",)]


def test_a_file_cut_in_the_middle_keeps_its_whole_rows(home: Path, tmp_path: Path):
    data = csv_bytes(ORDERS, [order(1), order(2), order(3)])
    path = tmp_path / "orders.csv"
    path.write_bytes(data[: data.rindex("交易成功".encode("gb18030")) + 8])

    report = one(bring(home, path))

    assert codes(report) == [("cut", 4, "")]
    assert rows(home, "order", "id") == [("1",), ("2",)]


def test_a_file_cut_inside_quotes_keeps_its_whole_rows(home: Path, tmp_path: Path):
    data = csv_bytes(ORDERS, [order(1), order(2)])
    path = tmp_path / "orders.csv"
    path.write_bytes(data[: data.rindex(", 连衣裙".encode("gb18030")) + 4])

    report = one(bring(home, path))

    assert codes(report) == [("cut", 3, "")]
    assert rows(home, "order", "id") == [("1",)]


def test_a_last_row_without_line_end_is_whole_when_it_has_its_cells(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(csv_bytes(ORDERS, [order(1), order(2)]).removesuffix(b"\r\n"))

    report = one(bring(home, path))

    assert (report.problems, rows(home, "order", "id")) == ((), [("1",), ("2",)])


def test_a_stray_quote_costs_no_other_row(home: Path, tmp_path: Path):
    titles = ["一", "5寸屏", "三"]
    data = csv_bytes(ORDERS, [order(at, **{"宝贝标题 ": title}) for at, title in enumerate(titles)])
    path = tmp_path / "orders.csv"
    path.write_bytes(data.replace("5寸屏".encode("gb18030"), '5"屏'.encode("gb18030")))

    report = one(bring(home, path))

    assert report.problems == ()
    assert rows(home, "order", "id", "title") == [("0", "一"), ("1", '5"屏'), ("2", "三")]


@pytest.mark.parametrize("number", ["{}", '="{}"'])
def test_a_quote_that_never_closes_costs_no_other_row(home: Path, tmp_path: Path, number: str):
    orders = [order(0, **{"订单编号": number.format(at), "宝贝标题 ": f"标题{at}"}) for at in range(60)]
    data = csv_bytes(ORDERS, orders)
    path = tmp_path / "orders.csv"
    path.write_bytes(data.replace("标题3,".encode("gb18030"), '"标题3,'.encode("gb18030")))

    report = one(bring(home, path))

    assert codes(report) == [("unclosed", 5, "")]
    assert [number for (number,) in rows(home, "order", "id")] == sorted(str(at) for at in range(60) if at != 3)


def test_text_that_cannot_be_decoded_puts_its_row_aside(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    data = csv_bytes(ORDERS, [order(1), order(2, **{"宝贝标题 ": "XYZ"})], encoding="utf-8")
    path.write_bytes(data + data.splitlines(keepends=True)[2].replace(b"XYZ", b"\xff\xfe").replace(b'"2"', b'"3"'))

    report = one(bring(home, path))

    assert [(code, row) for code, row, _ in codes(report)] == [("characters", 4)]


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "gb18030"), ("gb18030", "latin-1"), ("gb18030", "cp1252")])
def test_a_file_spoilt_by_the_wrong_encoding_is_told(home: Path, tmp_path: Path, right: str, wrong: str):
    path = tmp_path / "orders.csv"
    path.write_text(csv_bytes(ORDERS, [order(1)], encoding=right).decode(wrong, "replace"), "utf-8")

    assert refused(home, path) == "mojibake"


def test_an_unknown_file_names_the_nearest_export_and_the_columns_it_lacks(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "x.csv", ["统计日期", "商品ID", "支付金额"], [{}])

    report = one(bring(home, path))

    assert (report.status, codes(report)) == (Status.UNKNOWN, [("near", 0, "")])
    assert (
        report.problems[0].what.zh == "没有认出这个文件，最接近「生意参谋 商品_全部」，缺少列：商品访客数、支付买家数"
    )
    assert report.problems[0].what.en == (
        "not recognised; nearest is “Business Advisor products”, without the columns: 商品访客数、支付买家数"
    )


def test_a_file_like_nothing_is_unknown(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "x.csv", ["甲", "乙"], [{"甲": 1}])

    assert codes(one(bring(home, path))) == [("unknown", 0, "")]


def refused(home: Path, path: Path) -> str:
    """The code with which a file is refused."""
    report = one(bring(home, path, shop=SHOP))
    assert report.status == Status.REFUSED
    return report.problems[0].code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"just one word", "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "html"),
        (b"%PDF-1.7", "unsupported"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "damaged"),
        (gzip.compress(csv_bytes(ORDERS, [order(1)]))[:-20], "damaged"),
        (b"\x1f\x8b\x08\x00 broken", "damaged"),
        (gzip.compress(b"a,b\r\n" * 40)[:25] + b"\xff" * 60, "damaged"),
    ],
)
def test_a_file_that_is_no_table_is_refused(home: Path, tmp_path: Path, data: bytes, code: str):
    path = tmp_path / "export.csv"
    path.write_bytes(data)

    assert refused(home, path) == code


def test_a_workbook_without_cells_is_refused(home: Path, tmp_path: Path):
    assert refused(home, write_book(tmp_path / "a.xlsx", {"空": []})) == "empty"


def test_a_header_without_rows_is_refused_unless_days_are_stated(home: Path, tmp_path: Path):
    assert refused(home, write_csv(tmp_path / "ads.csv", ADS, [])) == "no_rows"


def test_a_path_to_nothing_is_told(home: Path, tmp_path: Path):
    assert refused(home, tmp_path / "gone.csv") == "missing_file"


def test_a_zip_bomb_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (source.FREE_BYTES + 1))

    assert refused(home, path) == "bomb"


def test_a_workbook_bomb_is_refused(home: Path, tmp_path: Path):
    path = write_book(tmp_path / "bomb.xlsx", {"表": [["a"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * (source.FREE_BYTES + 1))

    assert refused(home, path) == "bomb"


def test_a_gzip_bomb_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(csv_bytes(ORDERS, [order(1)]))
        file.writelines(b" " * (1 << 22) for _ in range(20))

    assert refused(home, path) == "bomb"


def test_an_archive_of_too_many_members_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(source.MOST_MEMBERS + 1):
            archive.writestr(f"{number}.csv", b"")

    assert refused(home, path) == "bomb"


def test_an_archive_without_tables_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/b.jpg", b"x")

    assert refused(home, path) == "unsupported"


def test_a_protected_archive_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the local header
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(data)

    assert refused(home, path) == "encrypted"


def test_an_archive_of_exports_is_read_member_by_member(home: Path, tmp_path: Path):
    path = tmp_path / "导出.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("订单/1.csv", csv_bytes(ORDERS, [order(1)]))
        archive.writestr(zipfile.ZipInfo("2.csv"), csv_bytes(ORDERS, [order(2)]))
        archive.mkdir("空")

    report = bring(home, path)

    assert [file.file for file in report.files] == ["导出.zip/订单/1.csv", "导出.zip/2.csv"]
    assert rows(home, "order", "id") == [("1",), ("2",)]


def test_a_member_named_in_gb18030_keeps_its_name():
    old = zipfile.ZipInfo("订单.csv".encode("gb18030").decode("cp437"))
    odd = zipfile.ZipInfo("\u2603.csv")

    assert [source._name(old), source._name(odd)] == ["订单.csv", "\u2603.csv"]


def test_of_many_bad_rows_some_are_listed_and_the_rest_counted(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(at, 店铺名称="") for at in range(700)])

    report = one(bring(home, path))

    assert (report.set_aside, len(report.problems), report.problems[-1].what.zh) == (
        700, 501, "还有 200 行有同样的问题，没有逐行列出",
    )  # fmt: skip


def test_every_problem_has_words_in_both_languages():
    data = dict.fromkeys(["title", "title_en", "missing", "size", "name", "reason", "count"], "x")
    problems = [Problem(code, "a.csv", "表", 2, "列", "值", data) for code in known_codes()]

    empty = [one.code for one in problems if not (one.what.zh and one.what.en and one.how.zh and one.how.en)]
    assert empty == []


def test_a_place_is_told_as_a_spreadsheet_shows_it():
    places = [
        Problem("empty", "a.csv").place,
        Problem("cut", "a.csv", row=7).place,
        Problem("number", "a.xlsx", "表", 7, "金额").place,
    ]

    assert [(place.zh, place.en) for place in places] == [
        ("a.csv", "a.csv"),
        ("a.csv 第 7 行", "a.csv row 7"),
        ("a.xlsx「表」 第 7 行「金额」列", "a.xlsx [表] row 7 column “金额”"),
    ]


def test_a_broken_file_leaves_its_neighbours_alone(home: Path, tmp_path: Path):
    write_csv(tmp_path / "in" / "a.csv", ORDERS, [order(1)])
    (tmp_path / "in" / "b.csv").write_bytes(gzip.compress(csv_bytes(ORDERS, [order(2)] * 500))[:-200])
    write_csv(tmp_path / "in" / "c.csv", ORDERS, [order(3, 买家实际支付金额="2")])

    report = bring(home, tmp_path / "in")

    assert [str(file.status) for file in report.files] == ["imported", "refused", "imported"]
    assert rows(home, "order", "id", "paid_amount") == [("1", Decimal(100)), ("3", Decimal(2))]
