"""Rows that meet earlier ones: newer, older, the same, moved, grouped."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    NOW,
    ORDERS,
    SHOP,
    ad,
    bring,
    one,
    order,
    rows,
    write_book,
    write_csv,
)
from guiju.facts import lake, session
from guiju.facts.lake.counts import Counts
from guiju.facts.report import Covered, Status


def test_a_newer_export_replaces_what_changed_and_an_older_one_changes_nothing(home: Path, tmp_path: Path):
    first = write_csv(tmp_path / "1.csv", ORDERS, [order(1), order(2), order(3)])
    second = write_csv(tmp_path / "2.csv", ORDERS, [order(2), order(3, 订单状态="交易关闭"), order(4)])
    third = write_csv(tmp_path / "3.csv", ORDERS, [order(3, 订单状态="等待买家付款"), order(4), order(4)])

    bring(home, first, as_of=datetime(2026, 6, 10))
    newer = bring(home, second, as_of=datetime(2026, 6, 12))
    older = bring(home, third, as_of=datetime(2026, 6, 11))

    assert one(newer).facts == {"order": Counts(new=1, replaced=1, unchanged=1)}
    assert one(older).facts == {"order": Counts(older=3)}
    assert one(older).facts["order"].rows == 3
    assert one(bring(home, third, as_of=datetime(2026, 6, 13))).facts == {
        "order": Counts(replaced=1, unchanged=1, repeated=1)
    }
    assert rows(home, "order", "id", "status") == [
        ("1", "交易成功"), ("2", "交易成功"), ("3", "等待买家付款"), ("4", "交易成功"),
    ]  # fmt: skip


def test_the_same_bytes_again_change_nothing(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])
    first = bring(home, path)
    (tmp_path / "2.csv").write_bytes(path.read_bytes())

    again = bring(home, tmp_path / "2.csv", now=NOW + timedelta(days=1))

    assert (one(again).status, again.manifest_id, again.ok) == (Status.UNCHANGED, first.manifest_id, True)
    assert one(again).covers == (Covered("order", SHOP, date(2026, 6, 1), date(2026, 6, 1)),)


def test_the_same_bytes_twice_in_one_run_come_in_once(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    report = bring(home, path, path)

    assert [file.status for file in report.files] == [Status.IMPORTED, Status.UNCHANGED]


def test_an_old_file_imported_again_after_a_newer_one_overwrites_nothing(home: Path, tmp_path: Path):
    old = write_csv(tmp_path / "old.csv", ORDERS, [order(1, 订单状态="等待买家付款")])
    new = write_csv(tmp_path / "new.csv", ORDERS, [order(1)])

    for path, day in ((old, 1), (new, 2), (old, 3)):
        bring(home, path, now=datetime(2026, 6, 20 + day))

    assert rows(home, "order", "status") == [("交易成功",)]


def test_a_file_read_by_other_connectors_is_read_again_as_of_its_first_import(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])
    bring(home, path)
    monkeypatch.setattr(session, "reader", lambda _home: "another")

    report = one(bring(home, path, now=NOW + timedelta(days=1)))

    assert (report.status, report.as_of, report.facts) == (Status.IMPORTED, NOW, {"order": Counts(unchanged=1)})
    assert len(lake.open(home).view().imports()) == 1


def test_an_order_that_is_paid_later_moves_to_the_month_of_its_payment(home: Path, tmp_path: Path):
    cells = {"订单创建时间": "2026-05-31 23:00:00", "订单付款时间 ": ""}
    unpaid = write_csv(tmp_path / "1.csv", ORDERS, [order(1, **cells)])
    paid = write_csv(tmp_path / "2.csv", ORDERS, [order(1, 订单创建时间="2026-05-31 23:00:00")])
    bring(home, unpaid, as_of=datetime(2026, 5, 31))
    before = [part.month for part in lake.open(home).view().manifest.parts]

    report = one(bring(home, paid, as_of=datetime(2026, 6, 2)))

    after = [(part.month, part.rows) for part in lake.open(home).view().manifest.parts]
    assert (before, after, report.facts) == (["2026-05"], [("2026-06", 1)], {"order": Counts(replaced=1)})


def test_the_newest_report_of_a_day_replaces_all_rows_of_its_keys(home: Path, tmp_path: Path):
    first = write_csv(tmp_path / "1.csv", ADS, [ad("2026-06-01", 7, 1), ad("2026-06-01", 7, 1), ad("2026-06-01", 8, 5)])
    second = write_csv(tmp_path / "2.csv", ADS, [ad("2026-06-01", 7, 3)])
    bring(home, first, shop=SHOP, as_of=datetime(2026, 6, 2))
    twice = rows(home, "ad_spend", "product", "cost")

    report = one(bring(home, second, shop=SHOP, as_of=datetime(2026, 6, 3)))

    assert twice == [("7", Decimal(1)), ("7", Decimal(1)), ("8", Decimal(5))]
    assert rows(home, "ad_spend", "product", "cost") == [("7", Decimal(3)), ("8", Decimal(5))]
    assert report.facts == {"ad_spend": Counts(replaced=1)}


def test_two_files_of_one_run_meet_like_two_runs(home: Path, tmp_path: Path):
    old = write_csv(tmp_path / "a_20260610120000.csv", ADS, [ad("2026-06-01", 7, 1), ad("2026-06-01", 7, 2)])
    new = write_csv(tmp_path / "b_20260611120000.csv", ADS, [ad("2026-06-01", 7, 1)])

    report = bring(home, new, old, shop=SHOP)

    assert [file.facts["ad_spend"] for file in report.files] == [Counts(new=1), Counts(older=2)]
    assert rows(home, "ad_spend", "cost") == [(Decimal(1),)]


def test_an_order_without_the_time_it_was_placed_is_found_again(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1, 订单创建时间="")]), as_of=datetime(2026, 6, 2))
    bring(home, write_csv(tmp_path / "2.csv", ORDERS, [order(2)]), as_of=datetime(2026, 6, 2))

    report = one(bring(home, write_csv(tmp_path / "3.csv", ORDERS, [order(1)]), as_of=datetime(2026, 6, 3)))

    assert (report.facts, len(rows(home, "order", "id"))) == ({"order": Counts(replaced=1)}, 2)


def test_a_month_of_many_rows_is_kept_in_several_files(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("guiju.facts.lake.commit.BUFFER", 2)
    monkeypatch.setattr("guiju.facts.lake.merge.FULL", 3)
    paths = [write_csv(tmp_path / f"{at}.csv", ORDERS, [order(10 * at), order(10 * at + 1)]) for at in range(4)]

    bring(home, *paths)

    assert sorted(part.rows for part in lake.open(home).view().manifest.parts) == [4, 4]
    assert len(rows(home, "order", "id")) == 8


def test_orders_take_payments_and_customers_from_the_files_beside_them(home: Path, tmp_path: Path):
    orders = ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at"]
    cells = ["o1", "c1", "delivered", "2017-01-05 10:00:00", "2017-01-05 11:00:00"]
    path = write_csv(tmp_path / "olist_orders_dataset.csv", orders, [dict(zip(orders, cells, strict=True))])
    bring(home, path, as_of=datetime(2026, 6, 1))
    alone = rows(home, "order", "id", "paid_amount")
    payments = [{"order_id": "o1", "payment_value": value} for value in ("10.5", "2")]
    write_csv(tmp_path / "olist_order_payments_dataset.csv", ["order_id", "payment_value"], payments)
    book = [["客户"], [], ["customer_id", "customer_unique_id"], ["c1", "u1"]]
    write_book(tmp_path / "olist_customers_dataset.xlsx", {"说明": [["x"]], "表": book})

    bring(home, path, as_of=datetime(2026, 6, 2))

    assert (alone, rows(home, "order", "id", "paid_amount")) == ([("o1", None)], [("o1", Decimal("12.5"))])
