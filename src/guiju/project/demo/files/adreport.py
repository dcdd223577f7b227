"""Wanxiangtai's report by plan and product, as GB18030 CSV; it grew from 72 columns to 75 and 76."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from guiju.project.demo.chance import Day, Spend
from guiju.project.demo.files.cells import Columns, csv_text
from guiju.project.demo.files.headers import header
from guiju.project.demo.goods import PEOPLE, SEARCH, WHOLE

SCENES = {SEARCH: "371", PEOPLE: "372", WHOLE: "376"}
Figures = Mapping[str, np.ndarray]


def ad_report(drawn: Sequence[Day], picked: range, generation: str) -> bytes:
    """商品报表: a row for each of the picked days, plan and product."""
    days = [drawn[n] for n in picked]
    rows = [(day, spend, place) for day in days for spend in day.spends for place in range(len(spend.shares))]
    if not rows:
        return csv_text(header("wanxiangtai", generation), {}, 0).encode("gb18030")
    shop = days[0].shop
    products = [shop.products[spend.campaign.products[place]] for _, spend, place in rows]
    blocks = [figures(day, spend) for day in days for spend in day.spends]
    counted = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    columns: Columns = {
        "日期": [str(day.day) for day, *_ in rows],
        "场景ID": [SCENES[spend.campaign.scene] for _, spend, _ in rows],
        "场景名字": [spend.campaign.scene for _, spend, _ in rows],
        "原二级场景ID": "0",
        "原二级场景名字": "-",
        "计划ID": [str(5_600_000_000 + spend.campaign.id) for _, spend, _ in rows],
        "计划名字": [spend.campaign.name for _, spend, _ in rows],
        "主体ID": [str(product.id) for product in products],
        "主体类型": "商品",
        "主体名称": [product.title for product in products],
    }
    columns |= texts(counted)
    names = header("wanxiangtai", generation)
    filled = {name: columns.get(name, "0") for name in names}
    return csv_text(names, filled, len(rows)).encode("gb18030")


def figures(day: Day, spend: Spend) -> Figures:
    """The counts and cents of one plan's products on one day."""
    shop, plan, luck = day.shop, spend.campaign, spend.luck
    prices = np.array([shop.products[n].price for n in plan.products])
    cost = np.rint(spend.cost * spend.shares * 100)
    clicks = np.maximum(1, np.rint(spend.clicks * spend.shares * np.exp(0.06 * luck[:, 0])))
    shown = np.maximum(clicks, np.rint(spend.impressions * spend.shares * np.exp(0.08 * luck[:, 1])))
    deals = np.rint(np.maximum(0, clicks * shop.conversion * plan.worth * 1.25 + 0.7 * luck[:, 2]))
    direct = np.rint(deals * np.clip(0.72 + 0.08 * luck[:, 3], 0.3, 1))
    fresh = 0.1 if "老客" in plan.name else 0.86 if "拉新" in plan.name else 0.68
    sales = np.rint(deals * prices * 0.93 * np.exp(0.1 * luck[:, 4]))
    part = np.divide(direct, deals, out=np.zeros_like(deals), where=deals > 0)
    return {
        "cost": cost,
        "clicks": clicks,
        "shown": shown,
        "deals": deals,
        "direct": direct,
        "direct_sales": np.rint(sales * part),
        "sales": sales,
        "carts": np.rint(clicks * 0.09 * np.exp(0.15 * luck[:, 5])),
        "favourites": np.rint(clicks * 0.035 * np.exp(0.2 * luck[:, 6])),
        "shop_favourites": np.rint(clicks * 0.004 * np.exp(0.3 * luck[:, 7])),
        "new": np.rint(deals * fresh),
    }


def texts(counted: Figures) -> dict[str, Sequence[str]]:
    """The report's columns of figures, as text."""
    cost, clicks, shown, deals = (counted[name] for name in ("cost", "clicks", "shown", "deals"))
    sales, carts, favourites = counted["sales"], counted["carts"], counted["favourites"] + counted["shop_favourites"]
    collected = carts + favourites
    return {
        "展现量": whole(shown),
        "点击量": whole(clicks),
        "花费": yuan(cost),
        "点击率": ratio(clicks, shown, 4),
        "平均点击花费": ratio(cost / 100, clicks, 2),
        "千次展现花费": ratio(cost * 10, shown, 2),
        "直接成交金额": yuan(counted["direct_sales"]),
        "间接成交金额": yuan(sales - counted["direct_sales"]),
        "总成交金额": yuan(sales),
        "总成交笔数": whole(deals),
        "直接成交笔数": whole(counted["direct"]),
        "间接成交笔数": whole(deals - counted["direct"]),
        "点击转化率": ratio(deals, clicks, 4),
        "投入产出比": ratio(sales, cost, 2),
        "含预售投产比": ratio(sales, cost, 2),
        "总成交成本": ratio(cost / 100, deals, 2),
        "总购物车数": whole(carts),
        "直接购物车数": whole(np.rint(carts * 0.7)),
        "间接购物车数": whole(carts - np.rint(carts * 0.7)),
        "加购率": ratio(carts, clicks, 4),
        "收藏宝贝数": whole(counted["favourites"]),
        "收藏店铺数": whole(counted["shop_favourites"]),
        "总收藏加购数": whole(collected),
        "总收藏加购成本": ratio(cost / 100, collected, 2),
        "总收藏数": whole(favourites),
        "加购成本": ratio(cost / 100, carts, 2),
        "拍下订单笔数": whole(np.rint(deals * 1.1)),
        "拍下订单金额": yuan(np.rint(sales * 1.1)),
        "引导访问量": whole(np.rint(clicks * 1.12)),
        "引导访问人数": whole(np.rint(clicks * 0.82)),
        "成交新客数": whole(counted["new"]),
        "成交新客占比": ratio(counted["new"], deals, 4),
        "成交人数": whole(np.rint(deals * 0.97)),
    }


def whole(values: np.ndarray) -> list[str]:
    """Counts."""
    return [str(n) for n in values.astype(np.int64).tolist()]


def yuan(cents: np.ndarray) -> list[str]:
    """Cents as yuan, without trailing zeros, as Alimama writes them."""
    return [f"{n / 100:.2f}".rstrip("0").rstrip(".") for n in cents.tolist()]


def ratio(parts: np.ndarray, wholes: np.ndarray, decimals: int) -> list[str]:
    """A quotient, 0 where there is nothing to divide by, as Alimama writes it."""
    values = np.divide(parts, wholes, out=np.zeros_like(parts, dtype=float), where=wholes > 0)
    return [f"{value:.{decimals}f}".rstrip("0").rstrip(".") for value in values.tolist()]


def ad_name(start: date, end: date) -> str:
    """The ad report's file name."""
    return f"商品报表_万相台无界_{start}_{end}.csv"
