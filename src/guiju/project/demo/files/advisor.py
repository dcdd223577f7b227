"""The Business Advisor: all products by day (XLSX, header on row 5, numbers as text) and the shop by day."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from guiju.project.demo.chance import Day
from guiju.project.demo.daily import ProductDays, ShopDays
from guiju.project.demo.files.cells import Columns, percent, thousands
from guiju.project.demo.files.headers import header
from guiju.project.demo.files.xlsx import xlsx
from guiju.project.demo.goods import SEARCH, WHOLE, Shop

ABOVE = (
    ("【生意参谋平台】商品_全部",),
    ("统计周期：自然日",),
    ("数据说明：访客数为去重人数，不同商品、不同日期的访客数不可相加",),
    ("",),
)


def product_list(shop: Shop, counted: ProductDays, first: date, picked: range, generation: str) -> bytes:
    """商品_全部: a row for each product and day of the picked days; products that nobody saw are left out."""
    rows = np.array([n for n, product in enumerate(shop.products) if product.kind == "goods"])
    block = np.ix_(np.arange(picked.start, picked.stop), rows)
    day_texts = [str(day) for day in np.arange(picked.start, picked.stop) + np.datetime64(first, "D")]
    products = [shop.products[n] for n in rows.tolist()]
    many = len(day_texts)
    columns: Columns = {
        "统计日期": [text for text in day_texts for _ in products],
        "商品ID": [str(p.id) for p in products] * many,
        "商品名称": [p.title for p in products] * many,
        "主商品ID": [str(p.id) for p in products] * many,
        "商品类型": "主商品",
        "货号": [p.sku for p in products] * many,
        "商品状态": "当前在线",
        "商品标签": "-",
        "聚划算支付金额": "0.00",
        "竞争力评分": "-",
        "结构化详情引导转化率": "-",
        "结构化详情引导成交占比": "-",
    }
    columns |= figures(counted, block)
    names = header("sycm_products", generation)
    cells = [columns.get(name, "-") for name in names]
    length = many * len(products)
    filled = [[cell] * length if isinstance(cell, str) else cell for cell in cells]
    return xlsx([*ABOVE, names, *zip(*filled, strict=True)], "商品_全部")


def figures(counted: ProductDays, block: tuple[np.ndarray, ...]) -> dict[str, Sequence[str]]:
    """The numbers of the product list, as text."""

    def flat(table: np.ndarray) -> list[float]:
        return list(map(float, table[block].ravel()))

    def yuan(table: np.ndarray) -> list[str]:
        return thousands((table[block].ravel() / 100).tolist(), 2)

    visitors, buyers = flat(counted.visitors), flat(counted.buyers)
    searching = flat((counted.visitors * 0.38).astype(np.int64))
    found = flat((counted.buyers * 0.41).astype(np.int64))
    worth = [
        f"{paid / 100 / people:.2f}" if people else "-"
        for paid, people in zip(flat(counted.paid), visitors, strict=True)
    ]
    return {
        "商品访客数": thousands(visitors),
        "商品浏览量": thousands(flat(counted.views)),
        "平均停留时长": [f"{value:.2f}" for value in flat(counted.stay)],
        "商品详情页跳出率": [f"{100 * value:.2f}%" for value in flat(counted.bounce)],
        "商品收藏人数": thousands(flat(counted.favourites)),
        "商品加购件数": thousands(flat(counted.cart_items)),
        "商品加购人数": thousands(flat(counted.cart_visitors)),
        "下单买家数": thousands(flat(counted.order_buyers)),
        "下单件数": thousands(flat(counted.order_items)),
        "下单金额": yuan(counted.ordered),
        "下单转化率": percent(flat(counted.order_buyers), visitors),
        "支付买家数": thousands(buyers),
        "支付件数": thousands(flat(counted.items)),
        "支付金额": yuan(counted.paid),
        "商品支付转化率": percent(buyers, visitors),
        "支付新买家数": thousands(flat(counted.new_buyers)),
        "支付老买家数": thousands(flat(counted.buyers - counted.new_buyers)),
        "老买家支付金额": yuan(counted.old_paid),
        "访客平均价值": worth,
        "成功退款金额": yuan(counted.back),
        "年累计支付金额": yuan(np.cumsum(counted.paid, axis=0)),
        "搜索引导支付转化率": percent(found, searching),
        "搜索引导访客数": thousands(searching),
        "搜索引导支付买家数": thousands(found),
    }


def shop_table(counted: ShopDays, drawn: Sequence[Day], picked: range, shop_name: str) -> bytes:
    """店铺_自助取数: a row for each of the picked days."""
    rows = []
    for n in picked:
        spent = {scene: sum(s.cost for s in drawn[n].spends if s.campaign.scene == scene) for scene in (WHOLE, SEARCH)}
        rest = sum(s.cost for s in drawn[n].spends) - sum(spent.values())
        money = [counted.paid[n] / 100, spent[WHOLE], spent[SEARCH], rest, counted.back[n] / 100]
        paid, whole, search, people, back = thousands(money, 2)
        numbers = (counted.buyers, counted.lines, counted.items)
        buyers, lines, items = thousands(float(column[n]) for column in numbers)
        rows.append(
            (
                str(drawn[n].day), shop_name, f"{counted.visitors[n]:,}", f"{counted.cart_visitors[n]:,}", paid, buyers,
                lines, items, whole, search, people, back, f"{counted.views[n]:,}", f"{counted.bounced[n]:,}",
            )
        )  # fmt: skip
    return xlsx([header("sycm_shop_daily", "2025"), *rows], "自助取数")


def product_name(start: date, end: date) -> str:
    """The product list's file name."""
    return f"【生意参谋平台】商品_全部_{start}_{end}.xlsx"


def shop_name(start: date, end: date) -> str:
    """The shop table's file name."""
    return f"【生意参谋平台】店铺_自助取数_{start}_{end}.xlsx"
