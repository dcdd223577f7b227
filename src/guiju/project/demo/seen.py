"""What the platforms show of a shop at one moment: what is placed, paid, shipped and given back by then."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from guiju.project.demo.trade import NEVER, Flags, Ints, Times, Trade

UNPAID, PAID, SHIPPED, DONE, CLOSED = range(5)
GRANTED = 2  # of what was asked for a line
STATUS = ("等待买家付款", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功", "交易关闭")


@dataclass(frozen=True, slots=True)
class Seen:
    """The trade as exported at ``now``: later times are NaT, amounts given back are those closed by then."""

    trade: Trade
    now: np.datetime64
    visible: Flags
    status: Ints
    paid: Times
    shipped: Times
    finished: Times
    back: Ints  # cents given back of each order
    line_back: Ints  # cents given back of each line
    line_asked: NDArray[np.int8]  # 0 nothing asked, 1 under way, GRANTED, 3 refused
    refunds: Ints  # places of the refunds asked for by now


def seen(trade: Trade, moment: datetime) -> Seen:
    """Look at the trade at this moment of local time."""
    now = np.datetime64(moment.replace(tzinfo=None), "s")
    orders, refunds = trade.orders, trade.refunds
    asked = np.flatnonzero(refunds.asked <= now)
    ended = refunds.closed <= now
    given = asked[(ended & refunds.granted)[asked]]
    back = add_up(refunds.order[given], refunds.cents[given], len(orders.number))
    line_back = add_up(refunds.line[given], refunds.cents[given], len(trade.lines.number))
    line_asked = np.zeros(len(trade.lines.number), np.int8)
    line_asked[refunds.line[asked]] = np.where(ended, np.where(refunds.granted, GRANTED, 3), 1)[asked]

    early = np.zeros(len(orders.number), bool)
    early[refunds.order[asked[refunds.before_shipping[asked]]]] = True
    given_back = (back > 0) & (back >= orders.goods)
    paid = np.where(orders.paid <= now, orders.paid, NEVER)
    shipped = np.where((orders.shipped <= now) & ~early, orders.shipped, NEVER)
    finished = np.where((orders.finished <= now) & ~early & ~given_back, orders.finished, NEVER)
    closed = given_back | (orders.unpaid_closed <= now)
    status = np.select(
        [closed, np.isnat(paid), ~np.isnat(finished), ~np.isnat(shipped)], [CLOSED, UNPAID, DONE, SHIPPED], PAID
    )
    visible = orders.created <= now
    return Seen(trade, now, visible, status, paid, shipped, finished, back, line_back, line_asked, asked)


def add_up(places: Ints, cents: Ints, length: int) -> Ints:
    """Sums of cents by place."""
    return np.bincount(places, weights=cents, minlength=length).astype(np.int64)


def days(times: Times) -> NDArray[np.datetime64]:
    """The day of each time."""
    return times.astype("datetime64[D]")
