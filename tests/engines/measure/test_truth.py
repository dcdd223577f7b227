"""Real shop data, imported and measured by formulas of a regulation, against figures computed twice elsewhere."""

import os
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from engines.measure.lake import metric_sql, regulation
from guiju.engines.measure import Owners, Shop, measure, sql
from guiju.engines.measure.run import open_book, subject_of
from guiju.engines.periods import Grain
from guiju.facts import importing
from guiju.facts import lake as lakes
from guiju.lang.kinds import Metric

SHARED = Path(os.environ.get("GUIJU_SHARED") or Path(__file__).resolve().parents[3] / "../shared")
DATA = SHARED / "data"
TODAY = date(2026, 11, 22)
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (DATA / "truth.yaml").exists(), reason="the shared real data is not here"),
]

OLIST = """
指标:
  orders: {算法: 计数(订单 按 下单时间), 单位: 单}
  gmv_items: {算法: 合计(订单行.实付金额 按 下单时间), 单位: 元}
  gmv_goods: {算法: 合计(订单行.价格 按 下单时间), 单位: 元}
  gmv_paid: {算法: 合计(订单.实付金额 按 下单时间), 单位: 元}
  gmv_paid_kept: {算法: '合计(订单.实付金额 按 下单时间 其中 非 属于(订单.状态, "canceled", "unavailable"))', 单位: 元}
  average_order_value: {算法: gmv_paid / 计数(订单.实付金额 按 下单时间), 单位: 元/单}
  items_per_order: {算法: 计数(订单行 按 下单时间) / 去重(订单行.订单 按 下单时间), 单位: 倍}
  cancellation_rate: {算法: '占比(订单.状态 = "canceled" 按 下单时间)', 单位: "%"}
  delivered: {算法: '计数(订单.完成时间 按 下单时间 其中 订单.状态 = "delivered")', 单位: 单}
  delivery_mean: {算法: '平均(订单.完成时间 - 订单.下单时间 按 下单时间 其中 订单.状态 = "delivered")', 单位: 天}
  delivery_median: {算法: '中位数(订单.完成时间 - 订单.下单时间 按 下单时间 其中 订单.状态 = "delivered")', 单位: 天}
  handover_median: {算法: 中位数(订单.发货时间 - 订单.付款时间 按 下单时间), 单位: 小时}
  handover_48h: {算法: 占比(订单.发货时间 - 订单.付款时间 <= 48小时 按 下单时间), 单位: "%"}
  repeat: {算法: '占比(每(订单.买家 按 下单时间: 计数(订单)) >= 2单)', 单位: "%"}
  canceled: {算法: '计数(订单 按 下单时间 其中 订单.状态 = "canceled")', 单位: 单}
  invoiced: {算法: '计数(订单 按 下单时间 其中 订单.状态 = "invoiced")', 单位: 单}
  processing: {算法: '计数(订单 按 下单时间 其中 订单.状态 = "processing")', 单位: 单}
  shipped: {算法: '计数(订单 按 下单时间 其中 订单.状态 = "shipped")', 单位: 单}
  unavailable: {算法: '计数(订单 按 下单时间 其中 订单.状态 = "unavailable")', 单位: 单}
"""
SALE = '非 开头是(订单行.订单, "C") 且 订单行.件数 > 0 且 订单行.价格 > 0元'
RETAIL = f"""
指标:
  rows: {{算法: 计数(订单行), 单位: 条}}
  invoices: {{算法: 去重(订单行.订单), 单位: 单}}
  customers: {{算法: 去重(订单.买家), 单位: 人}}
  gross: {{算法: '合计(订单行.价格 * 订单行.件数 其中 {SALE})', 单位: 元}}
  cancelled: {{算法: '-合计(订单行.价格 * 订单行.件数 其中 开头是(订单行.订单, "C"))', 单位: 元}}
  net: {{算法: gross - cancelled, 单位: 元}}
  refund_rate: {{算法: cancelled / gross, 单位: "%"}}
  sales: {{算法: '去重(订单行.订单 其中 {SALE})', 单位: 单}}
  cancels: {{算法: '去重(订单行.订单 其中 开头是(订单行.订单, "C"))', 单位: 单}}
  cancel_rate: {{算法: cancels / (sales + cancels), 单位: "%"}}
  average_order_value: {{算法: gross / sales, 单位: 元/单}}
  units_per_invoice: {{算法: '合计(订单行.件数 其中 {SALE}) / sales', 单位: 件/单}}
  without_customer: {{算法: 1 - 计数(订单行.订单.买家) / 计数(订单行), 单位: "%"}}
  repeat: {{算法: '占比(每(订单行.订单.买家 其中 {SALE}: 去重(订单行.订单)) >= 2单)', 单位: "%"}}
  no_price: {{算法: 计数(订单行 其中 订单行.价格 <= 0元), 单位: 条}}
  corrections: {{算法: '计数(订单行 其中 订单行.件数 <= 0 且 非 开头是(订单行.订单, "C"))', 单位: 条}}
"""
TMALL = """
指标:
  ad_rows: {算法: 计数(推广), 单位: 条}
  impressions: {算法: 合计(推广.展现量), 单位: 次}
  clicks: {算法: 合计(推广.点击量), 单位: 次}
  cost: {算法: 合计(推广.花费), 单位: 元}
  ad_amount: {算法: 合计(推广.成交金额), 单位: 元}
  deals: {算法: 合计(推广.成交笔数), 单位: 笔}
  direct: {算法: 合计(推广.直接成交金额), 单位: 元}
  indirect: {算法: 合计(推广.间接成交金额), 单位: 元}
  carts: {算法: 合计(推广.加购数), 单位: 次}
  CTR: {算法: clicks / impressions, 单位: "%"}
  CPC: {算法: cost / clicks, 单位: 元/次}
  CPM: {算法: 1000 * cost / impressions, 单位: 元/次}
  ROI: {算法: ad_amount / cost, 单位: 倍}
  CPA: {算法: cost / deals, 单位: 元/笔}
  click_conversion: {算法: deals / clicks, 单位: "%"}
  product_rows: {算法: 计数(商品日), 单位: 条}
  amount: {算法: 合计(商品日.支付金额), 单位: 元}
  refunds: {算法: 合计(商品日.退款金额), 单位: 元}
  items: {算法: 合计(商品日.支付件数), 单位: 件}
  buyers: {算法: 合计(商品日.支付买家数), 单位: 人}
  visitors: {算法: 合计(商品日.访客数), 单位: 人}
  views: {算法: 合计(商品日.浏览量), 单位: 次}
  cart_visitors: {算法: 合计(商品日.加购人数), 单位: 人}
  conversion: {算法: buyers / visitors, 单位: "%"}
  per_buyer: {算法: amount / buyers, 单位: 元/人}
  refund_rate: {算法: refunds / amount, 单位: "%"}
  uv_value: {算法: amount / visitors, 单位: 元/人}
"""


@dataclass(frozen=True)
class Span:
    """A period as long as a whole file, which no grain of the calendar is."""

    start: date
    end: date

    def previous(self, _: int) -> "Span":
        return self


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    figures = yaml.load((DATA / "truth.yaml").read_text("utf-8"), yaml.CSafeLoader)["figures"]
    return {figure["id"]: figure["value"] for figure in figures}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> lakes.View:
    home = tmp_path_factory.mktemp("home")
    importing.run([DATA / "olist"], home)
    importing.run([DATA / "online_retail"], home)
    importing.run([DATA / "cn_tmall"], home, shop="天猫店")
    return lakes.open(home).view()


def by_month(view: lakes.View, rules: str, shop: str, first: date, last: date) -> dict[str, dict[str, Any]]:
    """Figures of one shop by metric and month."""
    figures = measure(
        metric_sql(rules),
        view,
        regulation(rules),
        start=first,
        end=last,
        grain=Grain.MONTH,
        today=TODAY,
        by=["shop"],
        shops=[Shop(shop)],
    )
    found: dict[str, dict[str, Any]] = {}
    for figure in figures:
        found.setdefault(figure.metric, {})[str(figure.period)] = figure.value
    return found


def whole(view: lakes.View, rules: str, shop: str, first: date, last: date) -> dict[str, Any]:
    """The metrics of one shop over a whole file."""
    model, plan = regulation(rules), sql.load(metric_sql(rules))
    subject = subject_of(plan, view, model, ["shop"], Owners(), [Shop(shop)], TODAY)
    span: Any = Span(first, last)
    with open_book(plan, model, subject, span) as book:
        return {name: book.metric(rule, span, (shop,)) for name, rule in model.of(Metric).items()}


def printed(value: Any, like: float) -> float:
    """The value at the digits of the printed figure, at most six."""
    return float(round(Fraction(value), 6)) if isinstance(like, float) else int(value)


def agrees(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert {name: printed(found[name], like) for name, like in expected.items()} == expected


def test_olist_by_month(view, truth):
    found = by_month(view, OLIST, "Olist", date(2016, 9, 1), date(2017, 12, 31))

    for metric, name in (
        ("orders", "olist.orders_by_month"),
        ("gmv_items", "olist.gmv_items_by_month"),
        ("gmv_goods", "olist.gmv_goods_by_month"),
        ("gmv_paid", "olist.gmv_paid_by_month"),
    ):
        agrees(found[metric], truth[name])
        quiet = set(found[metric]) - set(truth[name])
        assert {found[metric][month] for month in quiet} <= {0}


def test_olist_as_a_whole(view, truth):
    found = whole(view, OLIST, "Olist", date(2016, 9, 1), date(2017, 12, 31))
    days, hours = 86400, 3600
    found |= {name: found[name] / days for name in ("delivery_mean", "delivery_median")}
    found["handover_median"] /= hours

    mean, median = truth["olist.delivery_days_mean_median"]
    handover, within = truth["olist.handover_hours_median_and_48h_rate"]
    statuses = dict(truth["olist.status_counts"])
    statuses.pop("delivered")
    agrees(
        found,
        {
            "orders": truth["olist.orders"],
            "gmv_paid": truth["olist.gmv_paid"],
            "gmv_paid_kept": truth["olist.gmv_paid_excluding_canceled_unavailable"],
            "average_order_value": truth["olist.average_order_value_paid"],
            "items_per_order": truth["olist.items_per_order"],
            "cancellation_rate": truth["olist.cancellation_rate"],
            "delivered": truth["olist.delivered_orders"],
            "delivery_mean": mean,
            "delivery_median": median,
            "handover_median": handover,
            "handover_48h": within,
            "repeat": truth["olist.repeat_customer_rate"],
            **statuses,
        },
    )


def test_online_retail_by_month(view, truth):
    found = by_month(view, RETAIL, "Online Retail", date(2010, 12, 1), date(2011, 12, 31))

    agrees(found["gross"], truth["retail.gross_sales_by_month"])
    agrees(found["cancelled"], truth["retail.cancelled_amount_by_month"])


def test_online_retail_as_a_whole(view, truth):
    found = whole(view, RETAIL, "Online Retail", date(2010, 12, 1), date(2011, 12, 31))

    rows, invoices, customers = truth["retail.rows_invoices_customers"]
    gross, cancelled, net = truth["retail.gross_cancelled_net"]
    sales, cancels, cancel_rate = truth["retail.sale_and_cancel_invoices"]
    no_price, corrections = truth["retail.zero_or_negative_price_rows"]
    agrees(
        found,
        {
            "rows": rows,
            "invoices": invoices,
            "customers": customers,
            "gross": gross,
            "cancelled": cancelled,
            "net": net,
            "refund_rate": truth["retail.refund_amount_rate"],
            "sales": sales,
            "cancels": cancels,
            "cancel_rate": cancel_rate,
            "average_order_value": truth["retail.average_order_value"],
            "units_per_invoice": truth["retail.units_per_invoice"],
            "without_customer": truth["retail.rows_without_customer"],
            "repeat": truth["retail.repeat_customer_rate"],
            "no_price": no_price,
            "corrections": corrections,
        },
    )


def test_wanxiangtai_and_business_advisor(view, truth):
    found = by_month(view, TMALL, "天猫店", date(2026, 6, 1), date(2026, 6, 30))

    assert {value.reasons[0].why.value for value in found["cost"].values()} == {"not_covered"}

    days = {date(2026, 6, 15): "wanxiangtai", date(2026, 6, 13): "sycm"}
    ad, shop = (whole(view, TMALL, "天猫店", day, day) for day in days)
    names = ["ad_rows", "impressions", "clicks", "cost", "ad_amount", "deals", "direct", "indirect", "carts"]
    agrees(ad, dict(zip(names, truth["wanxiangtai.sums"], strict=True)))
    names = ["CTR", "CPC", "CPM", "ROI", "CPA", "click_conversion"]
    agrees(ad, dict(zip(names, truth["wanxiangtai.ratios_of_sums"], strict=True)))
    names = ["product_rows", "amount", "refunds", "items", "buyers", "visitors", "views", "cart_visitors"]
    agrees(shop, dict(zip(names, truth["sycm.sums"], strict=True)))
    names = ["conversion", "per_buyer", "refund_rate", "uv_value"]
    agrees(shop, dict(zip(names, truth["sycm.ratios_of_sums"], strict=True)))
