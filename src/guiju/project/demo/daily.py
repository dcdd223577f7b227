"""A shop's days as the Business Advisor counts them: products, visitors, payments; computed from the trade itself."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from guiju.project.demo import season
from guiju.project.demo.chance import Day, Numbers
from guiju.project.demo.seen import Seen, days
from guiju.project.demo.trade import Flags, Ints, Times

Table = NDArray[np.int64]  # days × products


@dataclass(frozen=True, slots=True)
class ProductDays:
    """What each product did on each day; money in cents, one row a day and one column a product."""

    visitors: Table
    views: Table
    stay: Numbers  # seconds
    bounce: Numbers
    favourites: Table
    cart_items: Table
    cart_visitors: Table
    order_buyers: Table
    order_items: Table
    ordered: Table
    buyers: Table
    new_buyers: Table
    items: Table
    paid: Table
    old_paid: Table
    back: Table


@dataclass(frozen=True, slots=True)
class ShopDays:
    """What the whole shop did on each day; money in cents."""

    visitors: Ints
    views: Ints
    bounced: Ints
    cart_visitors: Ints
    buyers: Ints
    paid: Ints
    lines: Ints
    items: Ints
    back: Ints


def product_days(view: Seen, drawn: list[Day]) -> ProductDays:
    """Count the products' days."""
    lines, orders = view.trade.lines, view.trade.orders
    width, start = len(view.trade.shop.products), drawn[0].day
    created = places(orders.created[lines.order], start)
    paid = places(view.paid[lines.order], start)
    old = orders.returning[lines.order]
    once = first_of(lines.order * width + lines.product)  # one buyer, however many lines of the same product
    everyone, weights = np.ones(len(created), bool), np.ones(len(created))

    def table(day: Ints, which: Flags, figure: Numbers | Ints) -> Table:
        kept = which & (day >= 0) & (day < len(drawn))
        filled = np.bincount(day[kept] * width + lines.product[kept], figure[kept], minlength=len(drawn) * width)
        return filled.reshape(len(drawn), width).astype(np.int64)

    given = view.refunds[(view.trade.refunds.granted & (view.trade.refunds.closed <= view.now))[view.refunds]]
    back_day = places(view.trade.refunds.closed, start)[given]
    back = np.bincount(
        back_day[back_day < len(drawn)] * width + lines.product[view.trade.refunds.line[given]][back_day < len(drawn)],
        view.trade.refunds.cents[given][back_day < len(drawn)],
        minlength=len(drawn) * width,
    )
    buyers = table(paid, once, weights)
    order_buyers = table(created, once, weights)
    visitors, luck = visits(view, drawn, order_buyers)
    carts = np.maximum(order_buyers, (visitors * 0.055 * np.exp(0.2 * luck[..., 0])).astype(np.int64))
    return ProductDays(
        visitors=visitors,
        views=(visitors * (1.9 + 0.1 * luck[..., 1])).astype(np.int64),
        stay=np.clip(21 + 6 * luck[..., 2], 3, None),
        bounce=np.clip(0.655 + 0.035 * luck[..., 3] - 0.012 * season_pull(drawn)[:, None], 0.3, 0.95),
        favourites=(visitors * 0.021 * np.exp(0.3 * luck[..., 4])).astype(np.int64),
        cart_items=(carts * (1.25 + 0.05 * np.abs(luck[..., 5]))).astype(np.int64),
        cart_visitors=carts,
        order_buyers=order_buyers,
        order_items=table(created, everyone, lines.count),
        ordered=table(created, everyone, lines.goods),
        buyers=buyers,
        new_buyers=table(paid, once & ~old, weights),
        items=table(paid, everyone, lines.count),
        paid=table(paid, everyone, lines.goods),
        old_paid=table(paid, old, lines.goods),
        back=back.reshape(len(drawn), width).astype(np.int64),
    )


def visits(view: Seen, drawn: list[Day], order_buyers: Table) -> tuple[Table, NDArray[np.float64]]:
    """Each product's visitors: its share of the shop's, at least as many as ordered; and the luck of its page."""
    shop = view.trade.shop
    shares = np.array([season.product_weights(shop, day.day) for day in drawn])
    luck = np.array([day.service[len(shop.agents) :] for day in drawn])
    people = np.array([day.visitors for day in drawn])[:, None] * shares * 1.28 * np.exp(0.08 * luck[..., 0])
    return np.maximum(people.astype(np.int64), order_buyers * 2), luck


def season_pull(drawn: list[Day]) -> Numbers:
    """How strong the sale is, from 0 up; in a sale people stay."""
    return np.array([max(0.0, season.sale(day.day) - 1) for day in drawn])


def shop_days(view: Seen, drawn: list[Day], products: ProductDays) -> ShopDays:
    """Count the shop's days."""
    orders, lines = view.trade.orders, view.trade.lines
    start, length = drawn[0].day, len(drawn)
    paid = places(view.paid, start)
    inside = (paid >= 0) & (paid < length)
    once = inside & first_of(np.where(inside, paid, -1) * 10**13 + orders.buyer)
    of_line = places(view.paid[lines.order], start)
    luck = np.array([day.service[0] for day in drawn])
    visitors = np.array([day.visitors for day in drawn])
    amounts = np.where(inside, orders.goods + orders.freight, 0)
    return ShopDays(
        visitors=visitors,
        views=(visitors * (2.6 + 0.1 * luck[:, 3])).astype(np.int64),
        bounced=(visitors * np.clip(0.6 + 0.02 * luck[:, 4], 0.4, 0.8)).astype(np.int64),
        cart_visitors=(products.cart_visitors.sum(axis=1) * 0.86).astype(np.int64),
        buyers=np.bincount(paid[once], minlength=length),
        paid=np.bincount(paid[inside], amounts[inside], minlength=length).astype(np.int64),
        lines=np.bincount(of_line[(of_line >= 0) & (of_line < length)], minlength=length),
        items=products.items.sum(axis=1),
        back=products.back.sum(axis=1),
    )


def places(times: Times, start: date) -> Ints:
    """The day of each time, counted from ``start``; negative where it never came."""
    return np.where(np.isnat(times), -1, (days(times) - np.datetime64(start, "D")).astype(np.int64))


def first_of(keys: Ints) -> Flags:
    """The first place of each key."""
    found = np.zeros(len(keys), bool)
    found[np.unique(keys, return_index=True)[1]] = True
    return found
