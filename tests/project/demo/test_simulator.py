"""The simulator is seeded by shop and day, and its books agree with each other."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from guiju.project.demo import chance, daily, exports, seen, trade
from guiju.project.demo.goods import shops

START, NOON = date(2026, 4, 1), datetime(2026, 6, 20, 12)
SHOP = shops()[0]


def draw(length: int) -> list[chance.Day]:
    return [chance.draw(SHOP, START + timedelta(n), START) for n in range(length)]


@pytest.fixture(scope="module")
def books():
    return exports.open_books(SHOP, exports.Plan(START), NOON)


def test_a_later_day_changes_no_earlier_one():
    short, long = trade.trade(SHOP, draw(20)), trade.trade(SHOP, draw(30))
    orders, lines = len(short.orders.number), len(short.lines.number)

    for field in ("number", "buyer", "created", "goods", "quantity"):
        assert getattr(long.orders, field)[:orders].tolist() == getattr(short.orders, field).tolist()
    assert long.lines.goods[:lines].tolist() == short.lines.goods.tolist()
    assert long.refunds.cents[: len(short.refunds.cents)].tolist() == short.refunds.cents.tolist()


def test_order_and_line_numbers_are_never_given_twice():
    traded = [
        trade.trade(shop, [chance.draw(shop, START + timedelta(n), START) for n in range(60)]) for shop in shops()
    ]

    orders = np.concatenate([t.orders.number for t in traded])
    refunds = np.concatenate([t.refunds.number for t in traded])
    assert len(np.unique(orders)) == len(orders)
    assert len(np.unique(refunds)) == len(refunds)
    for t in traded:
        assert len(np.unique(t.lines.number)) == len(t.lines.number)


def test_an_orders_goods_are_those_of_its_lines(books):
    traded = books.view.trade

    sums = np.bincount(traded.lines.order, traded.lines.goods, minlength=len(traded.orders.number))
    assert sums.astype(int).tolist() == traded.orders.goods.tolist()


def test_nothing_is_seen_before_it_happens(books):
    view, now = books.view, np.datetime64(NOON, "s")

    for times in (view.paid, view.shipped, view.finished):
        assert not (times > now).any()
    assert (view.trade.orders.created[view.visible] <= now).all()


def test_no_more_is_given_back_than_was_paid(books):
    view = books.view

    paid = np.where(np.isnat(view.paid), 0, view.trade.orders.goods)
    assert (view.back <= paid).all()


def test_a_shop_closes_what_is_not_paid_for(books):
    view = books.view

    unpaid = view.visible & np.isnat(view.paid)
    assert set(view.status[unpaid].tolist()) <= {seen.UNPAID, seen.CLOSED}


def test_the_shops_days_add_up_to_its_orders(books):
    view, counted = books.view, books.counted
    day = date(2026, 6, 18)

    here = daily.places(view.paid, START) == (day - START).days
    assert counted.paid[(day - START).days] == (view.trade.orders.goods + view.trade.orders.freight)[here].sum()
    assert counted.buyers[(day - START).days] == len(np.unique(view.trade.orders.buyer[here]))


def test_the_products_days_add_up_to_the_lines(books):
    view, products = books.view, books.products

    paid = ~np.isnat(view.paid[view.trade.lines.order])
    assert products.paid.sum() == view.trade.lines.goods[paid].sum()
    assert products.items.sum() == view.trade.lines.count[paid].sum()


def test_a_sale_is_a_peak(books):
    orders = {day.day: len(day.chances) for day in books.drawn}

    assert orders[date(2026, 6, 18)] > 2 * orders[date(2026, 6, 11)]


def test_deposits_are_placed_before_a_sale_and_paid_in_it(books):
    orders = books.view.trade.orders

    created = seen.days(orders.created[orders.deposit])
    paid = orders.paid[orders.deposit]
    assert (created.min(), created.max()) == (np.datetime64("2026-05-22"), np.datetime64("2026-05-30"))
    assert paid[~np.isnat(paid)].min() >= np.datetime64("2026-05-31T20:00:00")


def test_return_on_spend_moves_from_month_to_month(books):
    months: dict[int, list[float]] = {}
    for n, day in enumerate(books.drawn[:91]):
        spent, sold = months.setdefault(day.day.month, [0.0, 0.0])
        months[day.day.month] = [spent + sum(s.cost for s in day.spends), sold + books.counted.paid[n] / 100]

    ratios = [sold / spent for spent, sold in months.values()]
    assert max(ratios) - min(ratios) > 0.4


def test_a_campaign_spends_only_while_it_runs():
    start = date(2025, 8, 1)

    names = {
        n: {spend.campaign.name for spend in chance.draw(SHOP, start + timedelta(n), start).spends}
        for n in (204, 205, 262, 263)
    }
    assert {n: "人群推广-内容种草测试" in running for n, running in names.items()} == {
        204: False,
        205: True,
        262: True,
        263: False,
    }
