"""Orders, payments and reviews of real shops, measured by formulas, against figures computed twice elsewhere."""

from datetime import date

import pytest

from engines.measure.truths import NEEDS_DATA, By, Months, Sample, Span, figures, measured, published
from guiju.facts import lake
from guiju.lang.values import Why

pytestmark = NEEDS_DATA

ORDERED = "按 下单时间"
OLIST = Sample(
    files={"olist": {}},
    shop="Olist",
    start=date(2016, 9, 1),
    end=date(2017, 12, 31),
    says={
        "olist.orders": f"计数(订单 {ORDERED})",
        "olist.orders_by_month": Months((f"计数(订单 {ORDERED})",)),
        "olist.gmv_items_by_month": Months((f"合计(订单行.实付金额 {ORDERED})",)),
        "olist.gmv_goods_by_month": Months((f"合计(订单行.价格 {ORDERED})",)),
        "olist.items_per_order": f"计数(订单行 {ORDERED}) / 去重(订单行.订单 {ORDERED})",
        "olist.status_counts": By('订单.状态 = "{}"', (f"计数(订单 {ORDERED}{{where}})",)),
        "olist.cancellation_rate": f'占比(订单.状态 = "canceled" {ORDERED})',
        "olist.delivered_orders": f'计数(订单.完成时间 {ORDERED} 其中 订单.状态 = "delivered")',
        "olist.on_time_rate_by_day": (
            f'占比(日期(订单.完成时间) <= 日期(订单.应送达时间) {ORDERED} 其中 订单.状态 = "delivered")'
        ),
        "olist.on_time_rate_by_instant": (
            f'占比(订单.完成时间 <= 订单.应送达时间 {ORDERED} 其中 订单.状态 = "delivered")'
        ),
        "olist.delivery_days_mean_median": [
            f'{function}(订单.完成时间 - 订单.下单时间 {ORDERED} 其中 订单.状态 = "delivered") / 1天'
            for function in ("平均", "中位数")
        ],
        "olist.handover_hours_median_and_48h_rate": [
            f"中位数(订单.发货时间 - 订单.付款时间 {ORDERED}) / 1小时",
            f"占比(订单.发货时间 - 订单.付款时间 <= 48小时 {ORDERED})",
        ],
        "olist.repeat_customer_rate": f"占比(每(订单.买家 {ORDERED}: 计数(订单)) >= 2单)",
    },
)
PAYMENTS = Sample(  # no order of the first month was paid
    files=OLIST.files,
    shop="Olist",
    start=date(2016, 10, 1),
    end=OLIST.end,
    says={
        "olist.gmv_paid_by_month": Months((f"合计(收付款.收入 {ORDERED})",)),
        "olist.gmv_paid": f"合计(收付款.收入 {ORDERED})",
        "olist.gmv_paid_excluding_canceled_unavailable": (
            f'合计(收付款.收入 {ORDERED} 其中 非 属于(收付款.订单.状态, "canceled", "unavailable"))'
        ),
        "olist.average_order_value_paid": f"合计(收付款.收入 {ORDERED}) / 去重(收付款.订单 {ORDERED})",
        "olist.payment_type_share": By('收付款.方式 = "{}"', (f"计数(收付款 {ORDERED}{{where}})",)),
    },
)
REVIEWS = Sample(
    files=OLIST.files,
    shop="Olist",
    start=date(2016, 10, 1),
    end=date(2018, 2, 28),
    says={
        "olist.review_count_mean": ["计数(评价)", "平均(评价.评分)"],
        "olist.review_score_counts": By("评价.评分 = {}分", ("计数(评价{where})",)),
        "olist.review_good_bad_rate": ["占比(评价.评分 >= 4分)", "占比(评价.评分 <= 2分)"],
        "olist.nps_like": "100 * (占比(评价.评分 = 5分) - 占比(评价.评分 <= 3分))",
        "olist.review_answer_hours_median": "中位数(评价.填写时间 - 评价.评价时间) / 1小时",
    },
)
CANCELLED = '开头是(订单行.订单, "C")'
SALE = f"非 {CANCELLED} 且 订单行.件数 > 0 且 订单行.价格 > 0元"
GROSS = f"合计(订单行.价格 * 订单行.件数 其中 {SALE})"
BACK = f"-合计(订单行.价格 * 订单行.件数 其中 {CANCELLED})"
SALES, CANCELS = f"去重(订单行.订单 其中 {SALE})", f"去重(订单行.订单 其中 {CANCELLED})"
RETAIL = Sample(
    files={"online_retail": {}},
    shop="Online Retail",
    start=date(2010, 12, 1),
    end=date(2011, 12, 31),
    says={
        "retail.rows_invoices_customers": ["计数(订单行)", "去重(订单行.订单)", "去重(订单.买家)"],
        "retail.exact_duplicate_rows": (
            "计数(订单行) - 去重(订单行.订单, 订单行.商品, 订单行.标题, 订单行.件数, 订单行.价格, 订单行.下单时间)"
        ),
        "retail.gross_sales_by_month": Months((GROSS,)),
        "retail.cancelled_amount_by_month": Months((BACK,)),
        "retail.gross_cancelled_net": [GROSS, BACK, f"{GROSS} - ({BACK})"],
        "retail.refund_amount_rate": f"({BACK}) / {GROSS}",
        "retail.sale_and_cancel_invoices": [SALES, CANCELS, f"{CANCELS} / ({SALES} + {CANCELS})"],
        "retail.average_order_value": f"{GROSS} / {SALES}",
        "retail.units_per_invoice": f"合计(订单行.件数 其中 {SALE}) / {SALES}",
        "retail.rows_without_customer": "1 - 计数(订单行.订单.买家) / 计数(订单行)",
        "retail.repeat_customer_rate": f"占比(每(订单行.订单.买家 其中 {SALE}: 去重(订单行.订单)) >= 2单)",
        "retail.zero_or_negative_price_rows": [
            "计数(订单行 其中 订单行.价格 <= 0元)",
            f"计数(订单行 其中 订单行.件数 <= 0 且 非 {CANCELLED})",
        ],
    },
)
SUMS = ["展现量", "点击量", "花费", "成交金额", "成交笔数", "直接成交金额", "间接成交金额", "加购数"]
SHOWN, CLICKS, COST, AMOUNT, DEALS = (f"合计(推广.{column})" for column in SUMS[:5])
WANXIANGTAI = Sample(
    files={"cn_tmall": {"shop": "天猫店"}},
    shop="天猫店",
    start=date(2026, 6, 15),
    end=date(2026, 6, 15),
    says={
        "wanxiangtai.sums": ["计数(推广)", *(f"合计(推广.{column})" for column in SUMS)],
        "wanxiangtai.ratios_of_sums": [
            f"{CLICKS} / {SHOWN}",
            f"{COST} / {CLICKS}",
            f"1000 * {COST} / {SHOWN}",
            f"{AMOUNT} / {COST}",
            f"{COST} / {DEALS}",
            f"{DEALS} / {CLICKS}",
        ],
    },
)
OF_PRODUCTS = ["支付金额", "退款金额", "支付件数", "支付买家数", "访客数", "浏览量", "加购人数"]
PAID, BACK_PAID, _, BUYERS, VISITORS = (f"合计(商品日.{column})" for column in OF_PRODUCTS[:5])
SYCM = Sample(
    files=WANXIANGTAI.files,
    shop="天猫店",
    start=date(2026, 6, 13),
    end=date(2026, 6, 13),
    says={
        "sycm.sums": ["计数(商品日)", *(f"合计(商品日.{column})" for column in OF_PRODUCTS)],
        "sycm.ratios_of_sums": [
            f"{BUYERS} / {VISITORS}",
            f"{PAID} / {BUYERS}",
            f"{BACK_PAID} / {PAID}",
            f"{PAID} / {VISITORS}",
        ],
    },
)
SAMPLES = (OLIST, PAYMENTS, REVIEWS, RETAIL, WANXIANGTAI, SYCM)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: next(iter(sample.says)))
def test_formulas_say_the_published_figures(sample, home_of):
    assert figures(sample, home_of(sample)) == {name: published()[name] for name in sample.says}


def test_a_month_that_files_cover_in_part_has_no_figure(home_of):
    june = Span(date(2026, 6, 1), date(2026, 6, 30))

    found = measured(lake.open(home_of(WANXIANGTAI)).view(), "天猫店", june, {"cost": COST})

    assert [reason.why for reason in found["cost"].reasons] == [Why.NOT_COVERED]
