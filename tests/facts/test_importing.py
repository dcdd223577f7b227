"""An import: what is new, what is known, what is covered, who stops it."""

import gzip
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    ITEMS,
    NOW,
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
from guiju.facts import importing, lake, session
from guiju.facts.lake.counts import Counts
from guiju.facts.report import Covered, Status
from guiju.facts.session import Step

JUNE = (date(2026, 6, 1), date(2026, 6, 30))


def covers(report: importing.ImportReport) -> list[tuple[str, str, date, date]]:
    """The days that the only file covers."""
    return [(c.fact, c.shop, c.start, c.end) for c in one(report).covers]


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
    monkeypatch.setattr(session, "reader", lambda: "another")

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


def test_days_are_covered_from_the_first_to_the_last_of_each_shop(home: Path, tmp_path: Path):
    days = [order(1), order(2, 订单创建时间="2026-06-05 01:00:00"), order(3, 店铺名称="二店")]
    path = write_csv(tmp_path / "orders.csv", ORDERS, days)

    assert covers(bring(home, path)) == [
        ("order", "二店", date(2026, 6, 1), date(2026, 6, 1)),
        ("order", SHOP, date(2026, 6, 1), date(2026, 6, 5)),
    ]
    assert lake.open(home).view().coverage("order", SHOP) == [(date(2026, 6, 1), date(2026, 6, 5))]
    assert lake.open(home).view().sources("order", "二店") == (
        lake.Span(date(2026, 6, 1), date(2026, 6, 1), "taobao_orders"),
    )
    assert lake.open(home).view().shops() == ["二店", SHOP]


def test_the_days_in_a_files_name_are_covered(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "商品_2026-06-01_2026-06-30.csv", PRODUCTS, [product("2026-06-03", 1)])

    assert covers(bring(home, path, shop=SHOP)) == [("product_day", SHOP, *JUNE)]


def test_what_is_said_to_be_covered_goes_before_the_files_name(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "商品_2026-06-01_2026-06-02.csv", PRODUCTS, [product("2026-06-03", 1)])

    assert covers(bring(home, path, shop=SHOP, covers=JUNE)) == [("product_day", SHOP, *JUNE)]


def test_nothing_later_than_the_export_is_covered(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "商品.csv", PRODUCTS, [product("2026-06-03", 1)])

    report = bring(home, path, shop=SHOP, covers=JUNE, as_of=datetime(2026, 6, 20, 9))

    assert covers(report) == [("product_day", SHOP, date(2026, 6, 1), date(2026, 6, 20))]


def test_an_export_made_before_its_own_days_covers_none(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "商品.csv", PRODUCTS, [product("2026-06-03", 1)])

    assert covers(bring(home, path, shop=SHOP, as_of=datetime(2026, 5, 1))) == []


def test_a_file_without_rows_covers_the_days_that_are_said(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "商品.csv", PRODUCTS, [])

    report = bring(home, path, shop="旧店", covers=JUNE, aliases={"旧店": SHOP})

    assert (covers(report), report.ok) == ([("product_day", SHOP, *JUNE)], True)


def test_covered_days_join_where_they_touch(home: Path, tmp_path: Path):
    for day in (1, 2, 4):
        path = write_csv(tmp_path / f"{day}.csv", PRODUCTS, [product(f"2026-06-0{day}", 1)])
        bring(home, path, shop=SHOP)

    assert lake.open(home).view().coverage("product_day", SHOP) == [
        (date(2026, 6, 1), date(2026, 6, 2)),
        (date(2026, 6, 4), date(2026, 6, 4)),
    ]


def test_a_renamed_shop_keeps_its_history(home: Path, tmp_path: Path):
    first = write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="旧店"), order(2)])
    second = write_csv(
        tmp_path / "2.csv", ORDERS, [order(1, 店铺名称=SHOP, 订单状态="交易关闭"), order(3, 店铺名称="旧店")]
    )
    bring(home, first)

    report = bring(home, second, aliases={"旧店": SHOP}, now=NOW + timedelta(hours=1))

    assert one(report).facts == {"order": Counts(new=1, replaced=1)}
    assert rows(home, "order", "shop", "id", "status") == [
        (SHOP, "1", "交易关闭"), (SHOP, "2", "交易成功"), (SHOP, "3", "交易成功"),
    ]  # fmt: skip
    assert lake.open(home).view().shops() == [SHOP]


def test_a_shop_is_renamed_without_any_new_file(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="旧店")])
    bring(home, path)

    report = bring(home, path, aliases={"旧店": SHOP})

    assert (one(report).status, rows(home, "order", "shop")) == (Status.UNCHANGED, [(SHOP,)])


def test_a_folder_gives_its_exports_and_nothing_else(home: Path, tmp_path: Path):
    folder = tmp_path / "店铺甲"
    write_csv(folder / "orders.csv", ORDERS, [order(1)])
    for name in (".orders.csv", "~$orders.xlsx", "readme.md"):
        (folder / name).write_text("x")

    report = bring(home, folder)

    assert [file.file for file in report.files] == ["店铺甲/orders.csv"]


def test_every_sheet_that_is_an_export_is_read(home: Path, tmp_path: Path):
    book = {
        "说明": [["这是说明"], ["第二行"]],
        "一": [PRODUCTS, list(product("2026-06-01", 1).values())],
        "二": [PRODUCTS, list(product("2026-06-01", 2).values()), list(product("某日", 3).values())],
    }
    path = write_book(tmp_path / "商品.xlsx", book)

    report = one(bring(home, path, shop=SHOP))

    assert (report.rows, codes(report), report.problems[0].sheet) == (3, [("date", 3, "统计日期")], "二")
    assert rows(home, "product_day", "product") == [("1",), ("2",)]


def test_orders_and_their_items_are_one_state(home: Path, tmp_path: Path):
    item = dict(zip(ITEMS, ["11", "1", "裙子", "10", "1", "10", "交易成功", *["2026-06-01 08:00:00"] * 2], strict=True))
    orders = write_csv(tmp_path / "orders.csv", ORDERS, [order(1)])
    items = write_csv(tmp_path / "items.csv", ITEMS, [item])
    before = lake.open(home).view()

    report = bring(home, orders, items, shop=SHOP)

    view = lake.open(home).view()
    assert (before.manifest_id, view.manifest.parent, report.manifest_id) == (lake.EMPTY, lake.EMPTY, view.manifest_id)
    assert (view.rows("order"), view.rows("order_line")) == (1, 1)


def test_many_files_are_published_in_batches(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "FILES", 2)
    for number in range(5):
        write_csv(tmp_path / "in" / f"{number}.csv", ORDERS, [order(number)])
    phases: list[str] = []

    report = bring(home, tmp_path / "in", progress=lambda step: phases.append(step.phase))

    assert (phases.count("published"), phases[-1], report.ok) == (3, "done", True)
    assert len(rows(home, "order", "id")) == 5
    assert [entry.name for entry in lake.open(home).view().imports()] == [f"in/{number}.csv" for number in range(5)]


@pytest.mark.parametrize("phase", ["read", "merge", "publish"])
def test_a_cancelled_import_leaves_nothing(home: Path, tmp_path: Path, phase: str):
    paths = [write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number)]) for number in (1, 2)]

    report = bring(home, *paths, progress=lambda step: step.phase != phase)

    assert [file.status for file in report.files] == [Status.CANCELLED, Status.CANCELLED]
    assert (report.manifest_id, list((home / "lake" / "staging").iterdir())) == (lake.EMPTY, [])


def test_what_was_published_before_a_cancel_stays(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "FILES", 1)
    paths = [write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number)]) for number in (1, 2, 3)]

    def stop(step: Step) -> bool:
        return step.done < 2

    report = bring(home, *paths, progress=stop)

    assert [file.status for file in report.files] == [Status.IMPORTED, Status.CANCELLED, Status.CANCELLED]
    assert rows(home, "order", "id") == [("1",)]


def test_it_is_too_late_to_cancel_what_is_published(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    report = bring(home, path, progress=lambda step: step.phase not in {"published", "done"})

    assert (one(report).status, rows(home, "order", "id")) == (Status.IMPORTED, [("1",)])


def test_a_report_is_plain_data(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1), order(2, 店铺名称="")])

    told = bring(home, path).as_json()

    (file,) = told["files"]
    assert (told["ok"], file["status"], file["connector"], file["rows"], file["set_aside"], file["as_of"]) == (
        False, "imported", "taobao_orders", 2, 1, "2026-07-01 12:00:00",
    )  # fmt: skip
    assert file["facts"] == {"order": {"new": 1, "replaced": 0, "unchanged": 0, "older": 0, "repeated": 0}}
    assert file["covers"] == [{"fact": "order", "shop": SHOP, "start": "2026-06-01", "end": "2026-06-01"}]
    assert [(one["code"], one["row"], one["what"]["en"]) for one in file["problems"]] == [
        ("no_shop", 3, "the row names no shop")
    ]


def test_the_time_is_the_clocks_when_nobody_says_it(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")])

    report = one(importing.run([path], home))

    assert report.as_of is not None
    assert [one.file for one in importing.retry(home, shop=SHOP).files] == ["1.csv"]


def test_a_file_that_may_not_be_read_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])
    opened = Path.open

    def closed(self: Path, *args: object, **kwargs: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)

    assert codes(one(bring(home, path))) == [("unreadable", 0, "")]


def test_a_file_that_vanishes_before_its_turn_is_told(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    def vanish(step: Step) -> None:
        if step.phase == "read":
            path.unlink(missing_ok=True)

    assert codes(one(bring(home, path, progress=vanish))) == [("unreadable", 0, "")]


def test_a_file_that_breaks_after_many_rows_leaves_none_of_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("guiju.facts.lake.commit.BUFFER", 1)
    monkeypatch.setattr("guiju.facts.reading.text.CHUNK", 400)
    monkeypatch.setattr("guiju.facts.reading.text._BLOCK", 200)
    monkeypatch.setattr("guiju.facts.reading.text._SAMPLE", 600)
    data = gzip.compress(csv_bytes(ORDERS, [order(at) for at in range(20)]))
    (tmp_path / "broken.csv").write_bytes(data[:-8])
    good = write_csv(tmp_path / "good.csv", ORDERS, [order(100)])

    report = bring(home, tmp_path / "broken.csv", good)

    assert [file.status for file in report.files] == [Status.REFUSED, Status.IMPORTED]
    assert rows(home, "order", "id") == [("100",)]


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


def test_a_header_without_a_line_end_has_no_rows(home: Path, tmp_path: Path):
    path = tmp_path / "ads.csv"
    path.write_bytes(",".join(ADS).encode())

    assert codes(one(bring(home, path, shop=SHOP))) == [("no_rows", 0, "")]


def test_a_cell_of_truth_is_text(home: Path, tmp_path: Path):
    path = write_book(
        tmp_path / "商品.xlsx", {"表": [PRODUCTS, list(product("2026-06-01", 1, 商品名称=True).values())]}
    )

    bring(home, path, shop=SHOP)

    assert rows(home, "product_day", "title") == [("True",)]
