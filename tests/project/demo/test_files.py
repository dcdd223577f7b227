"""Each export file has the header, encoding and oddities of the platform that it stands for."""

from datetime import date, datetime
from io import BytesIO

import numpy as np
import pytest
from python_calamine import load_workbook

from guiju.project.demo import exports
from guiju.project.demo.files import adreport, advisor, cells, headers, orders, service, xlsx
from guiju.project.demo.goods import shops

START, NOON = date(2026, 5, 1), datetime(2026, 6, 10, 12)


@pytest.fixture(scope="module")
def books():
    return exports.open_books(shops()[0], exports.Plan(START), NOON)


@pytest.fixture(scope="module")
def placed(books):
    return np.flatnonzero(books.view.visible)


def table(content: bytes) -> list[dict[str, str]]:
    head, *rows = content.decode("gb18030").rstrip("\r\n").split("\r\n")
    return [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]


def sheet(content: bytes) -> list[list[object]]:
    return load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_old_order_lists_have_61_columns_and_spaces_after_some_headers(books, placed):
    rows = table(orders.order_list(books.view, placed, "旧店", "2019"))

    assert len(rows[0]) == 61
    assert {name for name in rows[0] if name.endswith(" ")} == {f"{name} " for name in orders.TRAILING}
    assert {row["店铺名称"] for row in rows} == {"旧店"}


def test_new_order_lists_have_71_columns_and_the_shipping_time(books, placed):
    rows = table(orders.order_list(books.view, placed, "店", "2022"))

    assert len(rows[0]) == 71
    assert [row["发货时间"] for row in rows[:3]] == cells.times(books.view.shipped[:3])


def test_order_numbers_are_wrapped_for_excel(books, placed):
    row = table(orders.order_list(books.view, placed, "店", "2022"))[0]

    assert row["订单编号"] == f'="{books.view.trade.orders.number[0]}"'


def test_orders_with_a_deposit_tell_both_payments(books, placed):
    rows = table(orders.order_list(books.view, placed, "店", "2022"))

    stages = {row["分阶段订单信息"].partition("定金")[0] for row in rows}
    assert stages == {"", "阶段1:"}


def test_links_and_gifts_are_among_the_orders(books, placed):
    titles = {row["宝贝标题"].split()[0] for row in table(orders.order_list(books.view, placed, "店", "2022"))}

    assert {"补差价专用链接", "赠品"} <= titles


def test_item_lists_say_so_when_no_refund_was_asked_for(books, placed):
    rows = table(orders.item_list(books.view, placed))

    assert len(rows) == int(books.view.trade.orders.lines[placed].sum())
    assert {row["退款金额"] for row in rows if row["退款状态"] == "没有申请退款"} == {"无退款申请"}


def test_refund_lists_show_cases_under_way_granted_and_refused(books):
    rows = table(orders.refund_list(books.view, books.view.refunds))

    granted = [row for row in rows if row["退款状态"] == "退款成功"]
    assert {row["退款状态"] for row in rows} == {"等待买家退货", "等待卖家同意", "退款成功", "退款关闭"}
    assert all(row["退款完结时间"] and row["退给买家金额"] == row["买家退款金额"] for row in granted)


def test_the_product_list_has_its_header_on_row_5(books):
    rows = sheet(advisor.product_list(books.shop, books.products, START, range(2), "2026"))

    goods = [product for product in books.shop.products if product.kind == "goods"]
    assert tuple(rows[4]) == headers.header("sycm_products", "2026")
    assert len(rows) == 5 + 2 * len(goods)
    assert rows[5][0] == "2026-05-01"


def test_the_shop_table_writes_thousands_with_a_comma(books):
    rows = sheet(advisor.shop_table(books.counted, books.drawn, range(3), "店"))

    assert [row[2] for row in rows[1:]] == [f"{n:,}" for n in books.counted.visitors[:3].tolist()]


@pytest.mark.parametrize(("generation", "columns"), [("72", 72), ("75", 75), ("76", 76)])
def test_the_ad_report_grew(books, generation, columns):
    plan_columns = 6
    rows = table(adreport.ad_report(books.drawn, range(1), generation))

    assert len(rows[0]) == columns + plan_columns


def test_the_ad_reports_ratios_follow_from_its_counts(books):
    rows = table(adreport.ad_report(books.drawn, range(1), "76"))

    for row in rows:
        assert float(row["点击率"]) == round(int(row["点击量"]) / int(row["展现量"]), 4)
        total = float(row["直接成交金额"]) + float(row["间接成交金额"])
        assert float(row["总成交金额"]) == pytest.approx(total, abs=0.005)


def test_an_ad_report_without_days_has_its_header_all_the_same():
    content = adreport.ad_report([], range(0), "72")

    assert content.decode("gb18030").split("\r\n")[0] == ",".join(headers.header("wanxiangtai", "72"))


def test_a_days_service_file_has_no_date_and_six_summary_rows(books):
    rows = sheet(service.service_day(service.Shift(books.drawn[0], 40, 800_000, 0)))

    assert tuple(rows[0]) == headers.header("tmall_service", "2026")
    assert [row[0] for row in rows[-6:]] == list(service.SUMMARY)
    assert [row[0] for row in rows[1:-6]] == [
        books.shop.agents[n] for n in service.on_duty(books.shop, books.drawn[0].day)
    ]


def test_a_months_service_file_tells_the_days(books):
    rows = sheet(service.service_days([service.Shift(books.drawn[n], 40, 800_000, n) for n in range(2)]))

    assert rows[0][0] == "统计日期"
    assert {row[0] for row in rows[1:-6]} == {"2026-05-01", "2026-05-02"}
    assert [row[1] for row in rows[-6:]] == list(service.SUMMARY)


def test_somebody_always_answers():
    lonely = shops()[2]

    assert all(service.on_duty(lonely, date.fromordinal(739_000 + n)) for n in range(14))


def test_a_column_that_the_header_lacks_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not in the header"):
        cells.csv_text(("a",), {"b": "1"}, 1)


def test_a_workbook_keeps_texts_numbers_and_blanks():
    rows = sheet(xlsx.xlsx([["a<b & c", 1, 2.5, None, "末"]]))

    assert rows == [["a<b & c", 1.0, 2.5, "", "末"]]
