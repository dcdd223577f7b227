"""Broken files: each says what is wrong, where, and how to mend it, and nothing good is lost."""

import gzip
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
    write_csv,
)
from guiju.facts.problems import Problem
from guiju.facts.problems import codes as known_codes


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


def test_of_many_bad_rows_some_are_listed_and_the_rest_counted(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(at, 店铺名称="") for at in range(700)])

    report = one(bring(home, path))

    assert (report.set_aside, len(report.problems), report.problems[-1].what.zh) == (
        700, 501, "还有 200 行有同样的问题，没有逐行列出",
    )  # fmt: skip


def test_every_problem_has_words_in_both_languages():
    names = ["title", "title_en", "missing", "size", "name", "reason", "column_en", "count", "most"]
    names += ["currency", "when", "total", "lines", "cells", "sheets"]
    data = dict.fromkeys(names, "x")
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
