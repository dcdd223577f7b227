"""Orders, their lines and their refunds, computed for a whole shop at once from the chances of its days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from guiju.project.demo import season
from guiju.project.demo.chance import Day, Numbers
from guiju.project.demo.goods import DIFFERENCE, GIFT, Shop

Times = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# The columns of an order's chances.
(TIME, PAID, PAY_WAIT, SHIP_WAIT, CONFIRM_WAIT, LINES, PRODUCT, VARIANT, COUNT) = (0, 1, 2, 3, 4, 5, 6, 9, 12)
(RETURNING, WHEN_BEFORE, WHO, REFUND, REFUND_KIND, ASK_WAIT, CLOSE_WAIT, DEPOSIT) = (15, 16, 17, 18, 19, 20, 21, 22)
(SPECIAL, PLACE, COUPON, WHICH_LINE, RESULT, EARLY, PHONE) = (23, 24, 25, 26, 27, 28, 29)

# Orders by hour of the day, from midnight on.
HOURS = np.cumsum([3, 2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 7, 6, 6, 6, 6, 6, 6, 6, 8, 10, 11, 9, 6], dtype=float)
NEVER = np.datetime64("NaT", "s")


@dataclass(frozen=True, slots=True)
class Orders:
    """A shop's orders, one place in every array for each; money in cents. Times that never come are NaT."""

    number: Ints
    buyer: Ints
    returning: Flags
    created: Times
    paid: Times
    shipped: Times
    finished: Times
    unpaid_closed: Times
    deposit: Flags
    deposit_cents: Ints
    goods: Ints
    freight: Ints
    quantity: Ints
    place: Ints
    phone: Flags
    first: Ints  # place of the first line
    lines: Ints


@dataclass(frozen=True, slots=True)
class Lines:
    """The products of the orders, one line each; ``goods`` is what the line costs after its coupon."""

    number: Ints
    order: Ints
    product: Ints
    variant: Ints
    price: Ints
    count: Ints
    goods: Ints


@dataclass(frozen=True, slots=True)
class Refunds:
    """What buyers ask back: the line, when they ask, when it is closed, how much in cents, and how it ends."""

    number: Ints
    line: Ints
    order: Ints
    asked: Times
    closed: Times
    cents: Ints
    returned: Flags  # the goods come back
    before_shipping: Flags
    granted: Flags
    reason: Ints


@dataclass(frozen=True, slots=True)
class Trade:
    """All that happens in one shop."""

    shop: Shop
    orders: Orders
    lines: Lines
    refunds: Refunds


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chances of a shop's orders, one row each, with the day (its place) that they were placed on.

    ``within`` is an order's place in its day, ``special`` the place of the link or gift that it is for, 0 for goods.
    """

    shop: Shop
    days: list[Day]
    chances: Numbers
    which: Ints
    within: Ints
    special: Ints

    def by_day(self, figure: Callable[[date], float]) -> Numbers:
        """A figure of each order's day."""
        return np.array([figure(day.day) for day in self.days])[self.which]


def trade(shop: Shop, days: list[Day]) -> Trade:
    """The shop's orders, lines and refunds of these days."""
    drawn = gather(shop, days)
    sizes = 1 + (drawn.chances[:, LINES] > 0.76) + (drawn.chances[:, LINES] > 0.95)
    sizes = np.where(drawn.special > 0, 1, sizes)
    first = np.cumsum(sizes) - sizes
    lines = make_lines(drawn, np.repeat(np.arange(len(sizes)), sizes))
    orders = make_orders(drawn, lines, first, sizes)
    # An order of one line has one number; the lines of a larger one are numbered after it.
    numbers = orders.number[lines.order] + np.where(sizes[lines.order] > 1, 1 + rank(lines.order), 0)
    lines = replace(lines, number=numbers)
    return Trade(shop, orders, lines, make_refunds(drawn, orders, lines))


def gather(shop: Shop, days: list[Day]) -> Drawn:
    """All days' chances in one table."""
    chances = np.concatenate([day.chances for day in days])
    counts = np.array([len(day.chances) for day in days])
    which = np.repeat(np.arange(len(days)), counts)
    within = np.arange(len(chances)) - np.repeat(np.cumsum(counts) - counts, counts)
    links = {product.kind: place for place, product in enumerate(shop.products)}
    lucky = chances[:, SPECIAL]
    special = np.where(lucky < 0.008, links[GIFT], np.where(lucky < 0.02, links[DIFFERENCE], 0))
    return Drawn(shop, days, chances, which, within, special)


def make_lines(drawn: Drawn, order: Ints) -> Lines:
    """The lines of the orders, ``order`` being each line's order. They are numbered later."""
    shop, chances = drawn.shop, drawn.chances[order]
    place, special, own = rank(order), drawn.special[order], np.arange(len(order))
    steps = np.cumsum(np.array([season.product_weights(shop, day.day) for day in drawn.days]), axis=1)
    product = (steps[drawn.which[order]] < chances[own, PRODUCT + place][:, None]).sum(axis=1)
    product = np.where(special > 0, special, np.minimum(product, len(shop.products) - 1))
    prices = np.array([p.price for p in shop.products])[product]
    variants = np.array([len(p.variants) for p in shop.products])[product]
    variant = (chances[own, VARIANT + place] * variants).astype(np.int64)
    many = chances[own, COUNT + place]
    difference = np.array([p.kind == DIFFERENCE for p in shop.products])[product]
    count = np.where(special > 0, 1, 1 + (many > 0.93) + (many > 0.985))
    count = np.where(difference, 1 + (many * 30).astype(np.int64), count)
    # A larger size costs a twelfth more; a sale takes a seventh off; prices are whole yuan.
    off = np.where(drawn.by_day(season.sale)[order] > 1.25, 0.86, 0.95)
    asked = np.rint((prices + variant * (prices // 12)) * off / 100) * 100
    price = np.where(special > 0, prices, asked).astype(np.int64)
    whole, lucky = price * count, chances[:, COUPON]
    coupon = np.where((lucky > 0.9) & (whole > 19900), 2000, np.where((lucky > 0.7) & (whole > 9900), 500, 0))
    goods = whole - np.where(place == 0, coupon, 0)
    return Lines(order, order, product, variant, price, count, goods)


def rank(group: Ints) -> Ints:
    """The place of each element within its run of equal ones."""
    places = np.arange(len(group))
    starts = np.r_[True, group[1:] != group[:-1]]
    return places - np.maximum.accumulate(np.where(starts, places, 0))


def seconds(values: Numbers) -> NDArray[np.timedelta64]:
    """Lengths of time from numbers of seconds."""
    return values.astype("timedelta64[s]")


def make_orders(drawn: Drawn, lines: Lines, first: Ints, sizes: Ints) -> Orders:
    """The orders: who, when placed, paid, shipped and received, and for how much."""
    chances, special, shop = drawn.chances, drawn.special, drawn.shop
    midnight = np.array([day.day for day in drawn.days], dtype="datetime64[s]")[drawn.which]
    created = midnight + seconds(np.interp(chances[:, TIME], np.r_[0, HOURS / HOURS[-1]], np.arange(25)) * 3600)
    deposit, balance = deposits(drawn)
    wait = np.minimum(-np.log1p(-chances[:, PAY_WAIT]) * 150, 80_000) + 4
    unpaid = (special == 0) & (chances[:, PAID] < np.where(deposit, 0.06, 0.085))
    paid = np.where(unpaid, NEVER, np.where(deposit, balance + seconds(wait * 60), created + seconds(wait)))
    given_up = np.where(deposit, balance + np.timedelta64(4, "D"), created + np.timedelta64(1, "D"))
    busy = np.maximum(1, drawn.by_day(lambda day: season.sale(day) / season.festival(day)) ** 0.5)
    shipped = paid + seconds((3 + 26 * chances[:, SHIP_WAIT] * busy) * 3600)
    goods = np.add.reduceat(lines.goods, first)
    returning, buyer = buyers(drawn)
    return Orders(
        number=numbers(drawn),
        buyer=buyer,
        returning=returning,
        created=created,
        paid=paid,
        shipped=shipped,
        finished=shipped + seconds((2.5 + 9 * chances[:, CONFIRM_WAIT]) * 86_400),
        unpaid_closed=np.where(unpaid, given_up, NEVER),
        deposit=deposit,
        deposit_cents=np.where(deposit, np.maximum(1000, goods // 10_000 * 1000), 0),
        goods=goods,
        freight=np.where((special == 0) & (goods < shop.free_from * 100), 600, 0),
        quantity=np.add.reduceat(lines.count, first),
        place=(chances[:, PLACE] * 1e6).astype(np.int64),
        phone=chances[:, PHONE] < 0.94,
        first=first,
        lines=sizes,
    )


def numbers(drawn: Drawn) -> Ints:
    """Order numbers of 19 digits, all different: the day, the shop, the place in the day, four digits of chance."""
    days = np.array([day.day.toordinal() for day in drawn.days])[drawn.which]
    start = 2 * 10**18 + days * 10**12 + drawn.shop.index * 10**11 + drawn.within * 10**5
    return np.asarray(start + (drawn.chances[:, PLACE] * 9999).astype(np.int64) * 10)


def deposits(drawn: Drawn) -> tuple[Flags, Times]:
    """Which orders are placed with a deposit, and from when the balance can be paid."""
    times = [season.presale(day.day) for day in drawn.days]
    opens = [
        np.datetime64(f"{date(day.day.year, *time.balance)}T20:00:00", "s") if time else NEVER
        for day, time in zip(drawn.days, times, strict=True)
    ]
    share = np.array([time.share if time else 0.0 for time in times])[drawn.which]
    asked = (drawn.chances[:, DEPOSIT] < share) & (drawn.special == 0)
    return asked, np.array(opens, dtype="datetime64[s]")[drawn.which]


def buyers(drawn: Drawn) -> tuple[Flags, Ints]:
    """Who buys: somebody new, or somebody who bought some weeks or months ago."""
    shop, chances = drawn.shop, drawn.chances
    days = np.array([day.day.toordinal() for day in drawn.days])[drawn.which]
    returning = chances[:, RETURNING] < 0.29
    back = 6 + (-np.log1p(-chances[:, WHEN_BEFORE]) * 85).astype(np.int64)
    usual = max(4, int(shop.free_visitors * shop.conversion))
    someone = (days - back) * 10**4 + (chances[:, WHO] * usual).astype(np.int64)
    return returning, shop.index * 10**11 + np.where(returning, someone, days * 10**4 + drawn.within)


def make_refunds(drawn: Drawn, orders: Orders, lines: Lines) -> Refunds:
    """Refunds: some before shipping, most after, a few refused; after a sale there are more of them."""
    rate = np.where(drawn.by_day(season.sale) > 1.5, 0.14, 0.092) * drawn.shop.returns
    of = np.flatnonzero((drawn.chances[:, REFUND] < rate) & ~np.isnat(orders.paid) & (drawn.special == 0))
    luck = drawn.chances[of]
    line = orders.first[of] + (luck[:, WHICH_LINE] * orders.lines[of]).astype(np.int64)
    before = (luck[:, EARLY] < 0.24) & (orders.lines[of] == 1)
    partial = ~before & (luck[:, REFUND_KIND] < 0.2)
    until_shipped = (orders.shipped[of] - orders.paid[of]).astype(float)
    early = orders.paid[of] + seconds(luck[:, ASK_WAIT] * 0.9 * until_shipped)
    asked = np.where(before, early, orders.shipped[of] + seconds((1.2 + 8 * luck[:, ASK_WAIT]) * 86_400))
    days_open = np.where(before, 0.05 + luck[:, CLOSE_WAIT] * 0.4, 0.6 + luck[:, CLOSE_WAIT] ** 2 * 10)
    whole = lines.goods[line]
    part = np.maximum(100, (whole * (0.1 + luck[:, PLACE] * 0.3)).astype(np.int64) // 100 * 100)
    return Refunds(
        number=orders.number[of] + 5 * 10**17,
        line=line,
        order=of,
        asked=asked,
        closed=asked + seconds(days_open * 86_400),
        cents=np.where(partial, part, whole),
        returned=~before & ~partial,
        before_shipping=before,
        granted=before | (luck[:, RESULT] < 0.9),
        reason=(luck[:, RESULT] * 997).astype(np.int64),
    )
