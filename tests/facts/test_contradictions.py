"""Files that contradict each other, speak another currency, come from the future or change what a column means."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import ITEMS, NOW, ORDERS, SHOP, bring, codes, one, order, rows, write_csv
from guiju.facts import lake, load_schemas
from guiju.facts.lake.totals import Contradiction, contradictions
from guiju.facts.rates import stated
from guiju.facts.report import Status

AMAZON = [
    "Order ID",
    "Fulfilment",
    "Sales Channel ",
    "ASIN",
    "Courier Status",
    "Qty",
    "Amount",
    "currency",
    "Date",
    "SKU",
]
ABROAD = ["index", "DATE", "Months", "Style", "SKU", "Size", "PCS", "RATE", "GROSS AMT"]
GOODS = [*ITEMS, "买家应付货款"]


def item(number: str, parent: str, amount: str) -> dict[str, str]:
    """A line of an order."""
    return {
        "子订单编号": number,
        "主订单编号": parent,
        "价格": amount,
        "购买数量": "1",
        "买家应付货款": amount,
        "订单状态": "交易成功",
        "订单创建时间": "2026-06-01 08:00:00",
        "订单付款时间": "2026-06-01 08:01:00",
    }


def sold(amount: str, currency: str, sku: str) -> dict[str, str]:
    """A line of a marketplace's order report."""
    known = {
        "Order ID": f"A-{sku}",
        "Fulfilment": "Merchant",
        "Sales Channel ": "Amazon.in",
        "Qty": "1",
        "Date": "06-01-26",
    }
    return {**known, "Amount": amount, "currency": currency, "SKU": sku}


def test_an_order_whose_lines_add_up_to_something_else_is_told_and_both_stay(home: Path, tmp_path: Path):
    orders = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 买家应付货款="100"), order(2, 买家应付货款="70")])
    lines = write_csv(
        tmp_path / "lines.csv", GOODS, [item("1a", "1", "60"), item("1b", "1", "30"), item("2a", "2", "70")]
    )

    assert one(bring(home, orders)).problems == ()
    report = one(bring(home, lines, shop=SHOP))

    assert (report.status, codes(report)) == (Status.IMPORTED, [("totals", 0, "")])
    (problem,) = report.problems
    assert problem.what.zh == "订单 1 的货款是 100.00，它的商品行加起来是 90.00"
    assert rows(home, "order_line", "id") == [("1a",), ("1b",), ("2a",)]
    found = contradictions(lake.open(home).view(), [report.import_id])
    assert found == [Contradiction(SHOP, "1", Decimal(100), Decimal(90))]


def test_what_was_told_once_is_not_told_again_of_other_orders(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 买家应付货款="100")]))
    bring(home, write_csv(tmp_path / "lines.csv", GOODS, [item("1a", "1", "60")]), shop=SHOP)

    report = one(bring(home, write_csv(tmp_path / "more.csv", ORDERS, [order(3, 买家应付货款="5")])))

    assert report.problems == ()


def test_rows_of_another_currency_wait_for_a_rate_and_the_others_go_in(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "amazon.csv", AMAZON, [sold("10", "CNY", "X"), sold("200", "INR", "Y")])

    report = one(bring(home, path, rates={}))

    assert (report.set_aside, codes(report)) == (1, [("currency", 3, "")])
    assert "INR" in report.problems[0].what.zh
    assert "--rate INR=" in report.problems[0].how.en
    assert rows(home, "order_line", "sku", "paid_amount") == [("X", Decimal("10.0000"))]

    bring(home, path, rates={"INR": Decimal("0.0825")})

    assert rows(home, "order_line", "sku", "paid_amount") == [("X", Decimal("10.0000")), ("Y", Decimal("16.5000"))]


def test_an_amount_that_no_cell_holds_in_yuan_costs_its_row_alone(home: Path, tmp_path: Path):
    huge = sold("99999999999999", "INR", "Y")
    path = write_csv(tmp_path / "amazon.csv", AMAZON, [sold("200", "INR", "X"), huge])

    report = one(bring(home, path, rates={"INR": Decimal("7.5")}))

    assert (report.set_aside, {code for code, _row, _column in codes(report)}) == (1, {"number"})
    assert rows(home, "order_line", "sku", "paid_amount") == [("X", Decimal("1500.0000"))]


def test_a_file_in_another_currency_is_refused_until_somebody_states_a_rate(home: Path, tmp_path: Path):
    cells = {
        "index": "0",
        "Months": "Jun-21",
        "Style": "S",
        "SKU": "s-1",
        "PCS": "2",
        "RATE": "1.005",
        "GROSS AMT": "2.01",
    }
    path = write_csv(tmp_path / "abroad.csv", ABROAD, [{**cells, "DATE": "06-05-21", "Size": "L"}])

    refused = one(bring(home, path, rates={"USD": Decimal(7)}))
    bring(home, path, rates={"INR": Decimal("0.5")})

    assert (refused.status, codes(refused)) == (Status.REFUSED, [("needs_rate", 0, "")])
    assert rows(home, "order_line", "sku", "price", "paid_amount") == [("S-1", Decimal("0.5025"), Decimal("1.0050"))]


def test_a_rate_is_written_as_people_write_it():
    assert stated("usd=7.12") == ("USD", Decimal("7.12"))
    for wrong in ("USD", "USD=", "USD=zwei", "=7", "USD=0", "USD=-1", "USD=Infinity"):
        with pytest.raises(ValueError, match=wrong or "="):
            stated(wrong)


def test_a_file_from_the_future_is_refused_and_cannot_outlive_later_ones(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "ExportOrderList202912312359.csv", ORDERS, [order(1)])

    report = one(bring(home, path))

    assert (report.status, codes(report)) == (Status.REFUSED, [("ahead", 0, "")])
    assert "2029-12-31 23:59" in report.problems[0].what.zh
    assert rows(home, "order", "id") == []
    assert one(bring(home, path, now=datetime(2030, 1, 1))).status == Status.IMPORTED


def test_columns_that_change_their_meaning_part_way_are_read_by_the_layout_of_each_row(home: Path, tmp_path: Path):
    names = ["index", "DATE", "Months", "Style", "SKU", "Size", "PCS", "RATE", "GROSS AMT"]
    lines = [
        ["0", "06-05-21", "Jun-21", "S", "s-1", "L", "2", "10", "20"],
        ["1", "CUST-1", "06-07-21", "S", "s-2", "3", "10", "30", "99"],
        ["2", "CUST-1", "Jun-21", "S", "s-3", "L", "2", "10", "20"],
    ]
    path = write_csv(tmp_path / "abroad.csv", names, [dict(zip(names, line, strict=True)) for line in lines])

    report = one(bring(home, path))

    assert rows(home, "order_line", "sku", "quantity", "paid_amount", "created_at") == [
        ("S-1", 2, Decimal(20), datetime(2021, 6, 5)),
        ("S-2", 3, Decimal(30), datetime(2021, 6, 7)),
    ]
    assert (report.set_aside, codes(report)) == (1, [("date", 4, "DATE")])


def test_a_store_of_an_older_schema_is_read_and_then_upgraded(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    now = load_schemas()
    older = replace(
        now["order"], version=1, columns=tuple(c for c in now["order"].columns if c.english != "promised_at")
    )
    with monkeypatch.context() as before:
        before.setattr("guiju.facts.session.load_schemas", lambda: {**now, "order": older})
        bring(home, write_csv(tmp_path / "old.csv", ORDERS, [order(1)]))
    old = lake.open(home).view()

    bring(home, write_csv(tmp_path / "new.csv", ORDERS, [order(2, 订单创建时间="2026-07-01 08:00:00")]))

    new = lake.open(home).view()
    assert (old.older("order"), new.older("order")) == (True, False)
    assert rows(home, "order", "id", "promised_at") == [("1", None), ("2", None)]
    assert {part.schema for part in new.manifest.parts} == {now["order"].version}
    assert (NOW.year, date(2026, 6, 1)) == (2026, new.coverage("order", SHOP)[0][0])
