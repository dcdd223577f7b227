"""How much is bought on a day: the week, the year, Spring Festival, 618 and Singles' Day; no chance in here."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from guiju.project.demo.goods import Shop

WEEK = np.array([0.97, 0.95, 0.96, 0.97, 0.99, 1.07, 1.09])  # Monday first
SPRING_FESTIVALS = (
    date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
    date(2030, 2, 3),
)  # fmt: skip
# first and last (month, day) of a stretch: how demand stands against an ordinary day
SALES = (
    ((1, 5), (1, 15), 1.2), ((3, 5), (3, 8), 1.55), ((5, 20), (5, 30), 0.92), ((5, 31), (6, 3), 1.9),
    ((6, 4), (6, 14), 1.1), ((6, 15), (6, 17), 1.55), ((6, 18), (6, 18), 2.9), ((6, 19), (6, 20), 1.35),
    ((6, 21), (6, 30), 0.8), ((9, 7), (9, 9), 1.3), ((10, 15), (10, 30), 0.9), ((10, 31), (11, 3), 2.0),
    ((11, 4), (11, 9), 1.05), ((11, 10), (11, 10), 2.1), ((11, 11), (11, 11), 4.6), ((11, 12), (11, 13), 1.3),
    ((11, 14), (11, 25), 0.78), ((12, 10), (12, 12), 1.65),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Presale:
    """A time of deposits: who orders between ``start`` and ``end`` may pay one, and the rest from ``balance`` on."""

    start: tuple[int, int]
    end: tuple[int, int]
    balance: tuple[int, int]  # from 20:00 on
    share: float


PRESALES = (
    Presale((5, 22), (5, 30), (5, 31), 0.3),
    Presale((10, 20), (10, 30), (10, 31), 0.34),
    Presale((11, 5), (11, 9), (11, 10), 0.26),
)


def sale(day: date) -> float:
    """The pull of a sale that day, 1 on an ordinary day."""
    here = (day.month, day.day)
    return next((factor for first, last, factor in SALES if first <= here <= last), 1.0)


def festival(day: date) -> float:
    """What Spring Festival leaves of demand: parcels hardly move for a fortnight."""
    for new_year in SPRING_FESTIVALS:
        away = (day - new_year).days
        if -9 <= away <= 7:
            return 0.42 if -4 <= away <= 3 else 0.68
    return 1.0


def winter(day: date) -> float:
    """1 in the middle of January, −1 in the middle of July."""
    return float(np.cos(2 * np.pi * (day.timetuple().tm_yday - 15) / 365.25))


def demand(shop: Shop, day: date, start: date) -> float:
    """How demand stands that day against the shop's first ordinary day."""
    years = (day - start).days / 365.25
    year = 1 + 0.07 * winter(day + timedelta(days=20))
    return float((1 + shop.trend * years) * WEEK[day.weekday()] * year * sale(day) * festival(day))


def presale(day: date) -> Presale | None:
    """The time of deposits that the day falls into, if any."""
    here = (day.month, day.day)
    return next((p for p in PRESALES if p.start <= here <= p.end), None)


def product_weights(shop: Shop, day: date) -> NDArray[np.float64]:
    """The share of each of the shop's products in that day's orders; links and gifts have none."""
    cold = winter(day)
    weights = np.array([p.weight * max(0.08, 1 + 0.85 * p.winter * cold) for p in shop.products])
    return np.asarray(weights / weights.sum())
