"""What chance decides: each shop and day has a stream of its own, so that later days change no earlier one."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from guiju.project.demo import season
from guiju.project.demo.goods import Campaign, Shop

SEED = 20260101
COLUMNS = 30  # chances drawn for each order; see `trade`
REACHED = 0.82  # visitors per click: some click twice

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spend:
    """A campaign's day: cost in yuan, and its products' shares of it with their own luck (one row a product)."""

    campaign: Campaign
    cost: float
    clicks: float
    impressions: float
    shares: Numbers
    luck: Numbers


@dataclass(frozen=True, slots=True)
class Day:
    """A shop's day: visitors, advertising, and a row of chances for each order placed."""

    shop: Shop
    day: date
    visitors: int
    spends: tuple[Spend, ...]
    chances: Numbers
    service: Numbers  # luck of each service account, and of the shop's pages


def stream(shop: Shop, day: date, purpose: int) -> np.random.Generator:
    """The random numbers of one shop, day and purpose."""
    return np.random.default_rng((SEED, shop.index, day.toordinal(), purpose))


def draw(shop: Shop, day: date, start: date) -> Day:
    """Let chance decide one day of a shop."""
    pull = season.demand(shop, day, start)
    luck = stream(shop, day, 0)
    noise = luck.standard_normal(4)
    spends = tuple(spend(shop, c, day, start) for c in shop.campaigns if runs(c, day, start))
    free = shop.free_visitors * pull**0.85 * np.exp(0.06 * noise[0])
    visits = [s.clicks * REACHED for s in spends]
    weighted = free + sum(v * s.campaign.worth for v, s in zip(visits, spends, strict=True))
    expected = weighted * shop.conversion * pull**0.22 * np.exp(0.05 * noise[1])
    orders = int(luck.poisson(expected))
    return Day(
        shop,
        day,
        int(free + sum(visits)),
        spends,
        luck.random((orders, COLUMNS)),
        stream(shop, day, 2).standard_normal((len(shop.agents) + len(shop.products), 6)),
    )


def runs(campaign: Campaign, day: date, start: date) -> bool:
    """Whether the campaign spends on that day."""
    since = (day - start).days
    return campaign.start <= since and (campaign.end is None or since <= campaign.end)


def spend(shop: Shop, campaign: Campaign, day: date, start: date) -> Spend:
    """What one campaign spends on a day: more before and in a sale, when clicks cost more too."""
    luck = np.random.default_rng((SEED, shop.index, day.toordinal(), 1, campaign.id))
    noise = luck.standard_normal(3)
    push = (0.6 * season.sale(day) + 0.4 * season.sale(day + timedelta(days=2))) * season.festival(day)
    budget = campaign.budget * push * mood(shop, campaign, day) * np.exp(0.05 * noise[0])
    crowded = 1 + 0.14 * max(0.0, season.sale(day) - 1) + 0.06 * max(0.0, season.winter(day))
    price = campaign.cpc * crowded * (budget / campaign.budget) ** 0.12 * np.exp(0.04 * noise[1])
    clicks = budget / price
    count = len(campaign.products)
    shares = luck.dirichlet(np.linspace(9, 4, count))
    ctr = campaign.ctr * np.exp(0.05 * noise[2]) * (1 + 0.04 * np.sin((day - start).days / 23))
    return Spend(campaign, budget, clicks, clicks / ctr, shares, luck.standard_normal((count, 8)))


def mood(shop: Shop, campaign: Campaign, day: date) -> float:
    """How boldly the campaign is run that month: people change their plans monthly."""
    month = np.random.default_rng((SEED, shop.index, day.year * 12 + day.month, 3, campaign.id))
    return float(month.uniform(0.8, 1.22))
