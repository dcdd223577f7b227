"""Which days an import covers, for which shop."""

from datetime import date, datetime, timedelta
from pathlib import Path

from facts.exports import (
    NOW,
    ORDERS,
    PRODUCTS,
    SHOP,
    bring,
    one,
    order,
    product,
    rows,
    write_csv,
)
from guiju.facts import importing, lake
from guiju.facts.lake.counts import Counts
from guiju.facts.report import Status

JUNE = (date(2026, 6, 1), date(2026, 6, 30))


def covers(report: importing.ImportReport) -> list[tuple[str, str, date, date]]:
    """The days that the only file covers."""
    return [(c.fact, c.shop, c.start, c.end) for c in one(report).covers]


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
