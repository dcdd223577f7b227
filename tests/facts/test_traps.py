"""Every trap that platform exports are known to set."""

import gzip
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    ORDERS,
    PRODUCTS,
    SERVICE,
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
from facts.platforms import header
from guiju.facts.report import Status

PAID = ("id", "paid_amount", "paid_at")
EXPECTED = [("351530000000000001", Decimal("100.0000"), datetime(2026, 6, 1, 8, 5))]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_is_read(home: Path, tmp_path: Path, encoding: str):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order("351530000000000001")], encoding=encoding)

    report = one(bring(home, path))

    assert (report.status, report.problems) == (Status.IMPORTED, ())
    assert rows(home, "order", *PAID, "title") == [(*EXPECTED[0], "夏季新款, 连衣裙")]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_every_separator_is_read(home: Path, tmp_path: Path, separator: str):
    path = write_csv(tmp_path / "orders.txt", ORDERS, [order("351530000000000001")], separator=separator)

    bring(home, path)

    assert rows(home, "order", *PAID) == EXPECTED


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_is_read(home: Path, tmp_path: Path, end: str):
    path = tmp_path / "orders.csv"
    data = csv_bytes(ORDERS, [order("351530000000000001")])
    path.write_bytes(data.replace(b"\r\n", end.encode()))

    bring(home, path)

    assert rows(home, "order", *PAID) == EXPECTED


def test_a_gzip_is_read_whatever_its_name(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(gzip.compress(csv_bytes(ORDERS, [order("351530000000000001")])))

    bring(home, path)

    assert rows(home, "order", *PAID) == EXPECTED


@pytest.mark.parametrize(
    "number",
    ['="351530000000000001"', "'351530000000000001", "\t351530000000000001", " 351530000000000001\u3000"],
)
def test_a_wrapped_order_number_is_unwrapped(home: Path, tmp_path: Path, number: str):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(0, 订单编号=number)])

    bring(home, path)

    assert rows(home, "order", *PAID) == EXPECTED


@pytest.mark.parametrize("nothing", ["", "-", "--", "空", "null", "无退款申请"])
def test_what_stands_for_nothing_is_empty(home: Path, tmp_path: Path, nothing: str):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 退款金额=nothing)])

    bring(home, path)

    assert rows(home, "order", "id", "refund_amount") == [("1", None)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,234.50", "1234.5"), ("1，234.50元", "1234.5"), ("￥12", "12"), ("12.345678", "12.3457"), ("0", "0")],
)
def test_amounts_are_read_as_platforms_write_them(home: Path, tmp_path: Path, text: str, amount: str):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 买家实际支付金额=text)])

    bring(home, path)

    assert rows(home, "order", "paid_amount") == [(Decimal(amount),)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026/6/1", datetime(2026, 6, 1)),
        ("2026-06-01 08:00:00", datetime(2026, 6, 1, 8)),
        ("20260601", datetime(2026, 6, 1)),
        ("46174", datetime(2026, 6, 1)),
        ("46174.3333333333", datetime(2026, 6, 1, 8)),
        ("2026年6月1日 8:00", datetime(2026, 6, 1, 8)),
    ],
)
def test_dates_are_read_as_platforms_write_them(home: Path, tmp_path: Path, text: str, moment: datetime):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, **{"订单创建时间": text, "订单付款时间 ": ""})])

    bring(home, path)

    assert rows(home, "order", "created_at", "paid_at") == [(moment, None)]


def test_the_header_on_row_five_and_the_time_of_export_above_it_are_found(home: Path, tmp_path: Path):
    cells = [
        ["生意参谋平台 商品_全部"],
        ["统计时间：2026-06-01 至 2026-06-03"],
        ["导出时间：2026-06-20 09:30:00"],
        [],
        PRODUCTS,
        ["2026-06-01", "969001", "裙子", "11,269", "26,024", "68", "15,217.00", "78.15%", "2分30秒"],
        ["2026-06-01", "969002", "裤子", "-", "-", "-", "-", "-", "-"],
    ]
    path = write_book(tmp_path / "商品_全部.xlsx", {"商品": cells})

    report = one(bring(home, path, shop=SHOP))

    assert rows(home, "product_day", "product", "visitors", "amount", "bounce", "stay") == [
        ("969001", 11269, Decimal("15217.0000"), Decimal("0.78150000"), Decimal("150.0000")),
        ("969002", None, None, None, None),
    ]
    assert (report.as_of, [(c.start, c.end) for c in report.covers]) == (
        datetime(2026, 6, 20, 9, 30),
        [(date(2026, 6, 1), date(2026, 6, 3))],
    )


def test_a_workbook_gives_numbers_dates_and_durations_as_they_are(home: Path, tmp_path: Path):
    header = [*PRODUCTS]
    cells = [date(2026, 6, 1), 969001.0, "裙子", 11269, 26024.0, 68, 15217.5, 0.7815, timedelta(minutes=2, seconds=30)]
    long = [*cells[:1], 969002, *cells[2:8], timedelta(hours=30)]
    path = write_book(tmp_path / "商品.xlsx", {"表": [header, cells, long]})

    bring(home, path, shop=SHOP)

    assert rows(home, "product_day", "day", "product", "visitors", "amount", "bounce", "stay") == [
        (date(2026, 6, 1), "969001", 11269, Decimal("15217.5000"), Decimal("0.78150000"), Decimal("150.0000")),
        (date(2026, 6, 1), "969002", 11269, Decimal("15217.5000"), Decimal("0.78150000"), Decimal("108000.0000")),
    ]


SUMMARY = ["汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"]


def service(*names: str) -> list[list[object]]:
    """Rows of a service report."""
    return [SERVICE, *([name, "12", "30", "11秒", "7小时41分52秒", "95.50%"] for name in names)]


def test_the_six_summary_rows_of_a_service_report_are_left_out(home: Path, tmp_path: Path):
    path = write_book(tmp_path / "客服绩效_2026-06-01.xlsx", {"客服": service("店:小李", "店:小张", *SUMMARY)})

    report = one(bring(home, path, shop=SHOP))

    assert (report.rows, report.skipped, report.problems) == (8, 6, ())
    assert rows(home, "service_day", "day", "agent", "asked_paid", "first_response", "response", "satisfaction") == [
        (date(2026, 6, 1), "店:小张", 12, Decimal(11), Decimal(27712), Decimal("0.955")),
        (date(2026, 6, 1), "店:小李", 12, Decimal(11), Decimal(27712), Decimal("0.955")),
    ]


def test_a_service_report_takes_its_day_from_what_is_said(home: Path, tmp_path: Path):
    path = write_book(tmp_path / "客服绩效.xlsx", {"客服": service("店:小李")})

    bring(home, path, shop=SHOP, on=date(2026, 6, 2))

    assert rows(home, "service_day", "day", "agent") == [(date(2026, 6, 2), "店:小李")]


def test_a_service_report_without_any_day_is_refused(home: Path, tmp_path: Path):
    path = write_book(tmp_path / "客服绩效.xlsx", {"客服": service("店:小李")})

    report = one(bring(home, path, shop=SHOP))

    assert (report.status, codes(report)) == (Status.REFUSED, [("needs_day", 0, "")])


def test_a_header_that_repeats_a_name_is_read_at_its_first_place(home: Path, tmp_path: Path):
    data = csv_bytes([*ADS, "花费"], [ad("2026-06-01", 7)]).replace(b",2,10.5", b",2,99")
    path = tmp_path / "ads.csv"
    path.write_bytes(data)

    bring(home, path, shop=SHOP)

    assert rows(home, "ad_spend", "cost") == [(Decimal("10.5"),)]


def test_a_sum_of_several_days_is_not_taken_for_a_day(home: Path, tmp_path: Path):
    days = ["2026-06-01 ~ 2026-06-30", "2026-06-02 ~ 2026-06-02"]
    path = write_csv(tmp_path / "商品.csv", PRODUCTS, [product(day, at) for at, day in enumerate(days)])

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("several_days", 2, "统计日期")]
    assert rows(home, "product_day", "day") == [(date(2026, 6, 2),)]


def test_a_number_that_a_spreadsheet_rounded_is_not_taken_for_an_order_number(home: Path, tmp_path: Path):
    header = [name.strip() for name in ORDERS]
    numbers = [351530000000000001.0, "3.5153E+17", 12345.0]
    cells = [
        [
            {name.strip(): cell for name, cell in order(0).items()}
            | {"订单编号": number, "订单创建时间": datetime(2026, 6, 1, 8)}
        ]
        for number in numbers
    ]
    book = [header, *([row[name] for name in header] for (row,) in cells)]
    path = write_book(tmp_path / "orders.xlsx", {"订单": book})

    report = one(bring(home, path))

    assert codes(report) == [("lost_digits", 2, "订单编号"), ("lost_digits", 3, "订单编号")]
    assert rows(home, "order", "id", "created_at") == [("12345", datetime(2026, 6, 1, 8))]


def test_a_cell_that_looks_like_a_formula_is_text(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, **{"宝贝标题 ": "=cmd|' /C calc'!A0"})])

    report = one(bring(home, path))

    assert report.problems == ()
    assert rows(home, "order", "title") == [("=cmd|' /C calc'!A0",)]


def test_rows_may_end_with_an_extra_comma(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(csv_bytes(ORDERS, [order(1), order(2)]).replace(b"\r\n", b",\r\n"))

    report = one(bring(home, path))

    assert (report.problems, rows(home, "order", "id")) == ((), [("1",), ("2",)])


def test_a_quoted_cell_may_hold_line_ends_and_quotes(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, **{"宝贝标题 ": '第一行\n"第二行"'}), order(2)])

    bring(home, path)

    assert rows(home, "order", "id", "title") == [("1", '第一行\n"第二行"'), ("2", "夏季新款, 连衣裙")]


def test_a_number_out_of_place_costs_its_row_alone(home: Path, tmp_path: Path):
    names = header("jd_service", "positions")
    sound = {"日期": "2026-06-02", "咨询量": "40", "应答率": "98%", "平均会话时长(分)": "2.5"}
    slipped = sound | {"日期": "2026-06-03", "应答率": "969000000001"}
    long = sound | {"日期": "2026-06-04", "平均会话时长(分)": "99999999999999"}
    path = write_csv(tmp_path / "jd.csv", names, [dict.fromkeys(names, "1") | one_ for one_ in (sound, slipped, long)])

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("number", 3, "应答率"), ("number", 4, "平均会话时长(分)")]
    assert rows(home, "service_shop_day", "day", "length") == [(date(2026, 6, 2), Decimal(150))]
