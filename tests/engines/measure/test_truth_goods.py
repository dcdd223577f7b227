"""Ads, marketplace orders, stock and deliveries of real sellers, measured by formulas, against known figures."""

from datetime import date
from typing import Any

import pytest

from engines.measure.truths import NEEDS_DATA, By, Months, Sample, Span, brought, figures, measured, published
from guiju.facts import lake

pytestmark = NEEDS_DATA

LISTED = date(2022, 5, 31)  # the day said of lists that have no dates
SHOWN, CLICKS, COST, CONVERTED, DEALS = (
    f"合计(推广.{column}{{where}})" for column in ("展现量", "点击量", "花费", "转化数", "成交笔数")
)
ADVERTISING = (
    *(SHOWN, CLICKS, COST, CONVERTED, DEALS),
    f"{CLICKS} / {SHOWN}",
    f"{COST} / {CLICKS}",
    f"1000 * {COST} / {SHOWN}",
    f"{COST} / {CONVERTED}",
    f"{COST} / {DEALS}",
    f"{DEALS} / {CLICKS}",
)
ADS = Sample(
    files={"ads": {"on": LISTED}},
    shop="KAG",
    start=LISTED,
    end=LISTED,
    says={
        "ads.total": [one.format(where="") for one in ADVERTISING],
        "ads.by_age": By('推广.年龄 = "{}"', ADVERTISING),
        "ads.by_gender": By('推广.性别 = "{}"', ADVERTISING),
        "ads.by_xyz_campaign_id": By('推广.计划 = "{}"', ADVERTISING),
        "ads.rows_without_clicks": ["计数(推广 其中 推广.点击量 = 0)", "计数(推广 其中 推广.花费 = 0元)"],
    },
)
CANCELLED, BACK = '订单行.状态 = "Cancelled"', '订单行.状态 = "Shipped - Returned to Seller"'
AMAZON = Sample(
    files={"amazon_in": {}},
    shop="Amazon.in",
    start=date(2022, 4, 29),
    end=date(2022, 4, 30),
    says={
        "amazon.rows_orders": ["计数(订单行)", "去重(订单行.订单)"],
        "amazon.status_counts": By('订单行.状态 = "{}"', ("计数(订单行{where})",)),
        "amazon.gmv_all_and_not_cancelled": ["合计(订单行.实付金额)", f"合计(订单行.实付金额 其中 非 ({CANCELLED}))"],
        "amazon.cancelled_returned_rate": [f"占比({CANCELLED})", f"占比({BACK} 其中 非 ({CANCELLED}))"],
    },
)
SALES = ("计数(订单行{where})", "合计(订单行.件数{where})", "合计(订单行.应付货款{where})")
EARLY = ' 其中 订单行.状态 = "前段"'
IN_STOCK, SOLD = "见于(订单行.商家编码, 库存.商家编码)", "见于(库存.商家编码, 订单行.商家编码)"
UNITS_SOLD = f'合计(订单行.件数 其中 {IN_STOCK} 且 订单行.状态 = "前段")'  # the later lines tell the same sales again
UNITS = f"合计(库存.实际库存 其中 {SOLD})"
GARMENTS = {
    "stock/stock_snapshot.csv.gz": {"on": LISTED, "covers": (date(2021, 6, 1), LISTED)},
    "stock/international_sales.csv.gz": {},
}
STOCK = Sample(
    files=GARMENTS,
    shop="Garments",
    start=date(2021, 6, 1),
    end=LISTED,
    says={
        "stock.units_and_zero_share": [
            "计数(库存)",
            "计数(库存.实际库存)",
            "合计(库存.实际库存)",
            "占比(库存.实际库存 <= 0)",
        ],
        "stock.units_by_category": By('库存.类目 = "{}"', ("合计(库存.实际库存{where})",)),
        "stock.sales_by_month": Months(tuple(one.format(where=EARLY) for one in SALES)),
        "stock.sales_by_month_both_layouts": Months(tuple(one.format(where="") for one in SALES)),
        "stock.sell_through_of_matched_skus": [
            f"去重(订单行.商家编码 其中 {IN_STOCK})",
            UNITS_SOLD,
            UNITS,
            f"{UNITS_SOLD} / ({UNITS_SOLD} + {UNITS})",
        ],
    },
)
ARRIVED = "按 签收时间"
IN_TIME, LATE = "发货.签收时间 <= 发货.应送达时间", "发货.签收时间 > 发货.应送达时间"
DELIVERIES = Sample(
    files={"logistics": {}},
    shop="SCMS",
    start=date(2006, 5, 1),
    end=date(2015, 9, 30),
    says={
        "logistics.on_time_rate": [f"计数(发货.应送达时间 {ARRIVED})", f"占比({IN_TIME} {ARRIVED})"],
        "logistics.late_days": [
            f"计数(发货 {ARRIVED} 其中 {LATE})",
            *(
                f"{function}(发货.签收时间 - 发货.应送达时间 {ARRIVED} 其中 {LATE}) / 1天"
                for function in ("平均", "中位数")
            ),
        ],
        "logistics.on_time_by_mode": By(
            '发货.运输方式 = "{}"', (f"计数(发货 {ARRIVED}{{where}})", f"占比({IN_TIME} {ARRIVED}{{where}})")
        ),
        "logistics.line_item_value": f"合计(发货.货值 {ARRIVED})",
    },
)
COSMETICS = Sample(
    files={"cn_taobao/double11_cosmetics.csv.gz": {"covers": (date(2016, 11, 5), date(2016, 11, 14))}},
    start=date(2016, 11, 5),
    end=date(2016, 11, 14),
    says={
        "cosmetics.by_shop": By(
            '商品日.店铺 = "{}"',
            ("合计(商品日.累计销量{where})", "合计(商品日.价格 * 商品日.累计销量{where})"),
        ),
    },
)
PAGES_READ = "cosmetics.rows_dups"
SAMPLES = (ADS, AMAZON, STOCK, DELIVERIES, COSMETICS)


def kept(name: str) -> Any:
    """A published figure as far as the lake can say it: its money ends at a hundredth of a 分."""
    value = published()[name]
    if name not in {"ads.by_age", "ads.by_gender", "ads.by_xyz_campaign_id"}:
        return value
    return {group: [round(one, 4) if at == 2 else one for at, one in enumerate(row)] for group, row in value.items()}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: next(iter(sample.says)))
def test_formulas_say_the_published_figures(sample, home_of):
    assert figures(sample, home_of(sample)) == {name: kept(name) for name in sample.says}


def test_rows_told_twice_are_counted_at_import_and_once_in_the_lake(tmp_path):
    (report,) = brought(tmp_path, COSMETICS)
    found = measured(
        lake.open(tmp_path).view(),
        "",
        Span(COSMETICS.start, COSMETICS.end),
        {"rows": "计数(商品日)", "products": "去重(商品日.商品)", "days": "去重(商品日.日期)"},
    )

    rows, repeated, products, days = published()[PAGES_READ]
    assert (report.rows, report.facts["product_day"].repeated) == (rows, repeated)
    assert found == {"rows": rows - repeated, "products": products, "days": days}
