"""Figures by columns are the figures one by one: the same places, fractions and reasons, in the same order."""

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from engines.measure.lake import SHOP, lake, line, metric_sql, order, regulation, spend
from guiju.engines.measure import Figure, Membership, Owners, Ownership, Shop, bulk, days, measure, series
from guiju.engines.periods import Grain
from guiju.facts.lake import Correction, CorrectionKind, View
from guiju.lang.values import Missing

RULES = """
参数:
  门槛: {值: [{自: 2026-02-01, 值: 60元}], 单位: 元}
  长度: 2个
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  退款额: {算法: 合计(订单.退款金额), 单位: 元}
  净额: {算法: 销售额 - 退款额, 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  均额: {算法: 平均(订单.实付金额), 单位: 元}
  均差: {算法: '绝对值(均额 - 客单价) * 3 / 7', 单位: 元/单}
  退款率: {算法: '退款额 / 销售额', 单位: "%"}
  推广费: {算法: 合计(推广.花费), 单位: 元}
  ROI: {算法: 销售额 / 推广费, 单位: 倍}
  稳当ROI: {算法: '缺省(ROI, 0)', 单位: 倍}
  大单: {算法: 计数(订单 其中 订单.实付金额 >= 门槛), 单位: 单}
  过门槛: {算法: '若(销售额 >= 门槛 且 非 (订单数 < 2单), 销售额 - 门槛, 0元)', 单位: 元}
  高低: {算法: '最大(销售额, 退款额, 10元) - 最小(推广费, 退款额)', 单位: 元}
  环比: {算法: 销售额 / 上期(销售额) - 1, 单位: "%"}
  整数额: {算法: '四舍五入(销售额, 0)', 单位: 元}
  末单晚: {算法: '若(最大(订单.付款时间) - 最小(订单.付款时间) > 48小时, 1, 0)', 单位: 倍}
  访客: {算法: 合计(流量.访客数), 单位: 人}
  买家数: {算法: 去重(订单.买家), 单位: 人}
  单均行额: {算法: 平均(订单行.价格 / 订单行.件数), 单位: 元/件}
  定数: {算法: 门槛 * 2, 单位: 元}
"""
ASKED = [
    {"grain": Grain.DAY},
    {"grain": Grain.WEEK, "by": ("channel",)},
    {"grain": Grain.MONTH, "by": ("shop",)},
    {"grain": Grain.MONTH, "by": ("shop", "channel")},
    {"grain": Grain.MONTH, "by": ("product",)},
    {"grain": Grain.MONTH, "by": ("person",)},
    {"grain": Grain.MONTH, "by": ("unit",)},
    {"grain": Grain.WEEK, "by": ("person", "channel")},
    {"grain": Grain.QUARTER},
]
OWNERS = Owners(
    (
        Ownership("shop", SHOP, "p1", date(2026, 1, 1), date(2026, 1, 31)),
        Ownership("shop", SHOP, "p2", date(2026, 2, 1), None, Fraction(1, 3)),
        Ownership("shop", SHOP, "p3", date(2026, 2, 10), None, Fraction(2, 3)),
        Ownership("channel", "推荐", "p3", date(2026, 1, 1), None),
        Ownership("channel", "推荐", "p1", date(2026, 3, 1), None),
    ),
    (Membership("p1", "电商部", date(2026, 1, 1), None), Membership("p3", "电商部", date(2026, 2, 1), None)),
)


@pytest.fixture
def view(tmp_path: Path) -> View:
    """Orders, lines and advertising of a quarter; the last month of advertising lacks days."""
    orders = [
        order(
            number,
            f"2026-{1 + number % 3:02d}-{1 + number % 27:02d}T09:{number % 60:02d}",
            f"{number}.37",
            buyer=f"b{number % 7}",
            refund_amount=Decimal(number % 3) if number % 3 else None,
            channel=("搜索", "推荐", None)[number % 3],
        )
        for number in range(90)
    ]
    lines = [line(number, number, f"2026-02-{1 + number % 20:02d}", quantity=number % 4) for number in range(40)]
    spent = [spend(f"2026-{month:02d}-{day:02d}", f"{day}.11") for month in (1, 2) for day in (1, 9, 20)]
    quarter = [(date(2026, 1, 1), date(2026, 3, 31))]
    covers = {(fact, SHOP): quarter for fact in ("order", "order_line")}
    covers[("ad_spend", SHOP)] = [(date(2026, 1, 1), date(2026, 2, 20)), (date(2026, 3, 5), date(2026, 3, 20))]
    return lake(tmp_path, {"order": orders, "order_line": lines, "ad_spend": spent}, covers)


def both(view: View, asked: dict, **more: object) -> tuple[list[Figure], list[Figure]]:
    """The figures one by one, without their parts, and those of the columns."""
    arguments = {
        "start": date(2026, 1, 1),
        "end": date(2026, 3, 31),
        "today": date(2026, 3, 15),
        "owners": OWNERS,
        **more,
        **asked,
    }
    compiled = metric_sql(RULES), view, regulation(RULES)
    plain = [replace(one, parts=(), terms=()) for one in measure(*compiled, **arguments)]
    return plain, [figure for one in series(*compiled, **arguments) for figure in one.figures()]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_columns_say_what_the_figures_say(view: View, asked: dict):
    plain, columns = both(view, asked)
    assert columns == plain


def test_with_kept_days_too(view: View, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(days, "WORTH", 1)
    plain, columns = both(view, {"grain": Grain.DAY, "by": ("shop", "channel")}, today=date(2026, 6, 1))
    assert columns == plain


def test_with_corrections_that_give_rows_to_somebody(view: View):
    gone = Correction("1", "order", CorrectionKind.EXCLUDE, keys=((SHOP, "o1"),))
    given = Correction("2", "order", CorrectionKind.REASSIGN, person="p9", keys=((SHOP, "o4"),))
    plain, columns = both(view.with_corrections([gone, given]), {"grain": Grain.MONTH, "by": ("person",)})

    assert columns == plain
    assert "p9" in {figure.dims["person"] for figure in columns}


def test_shops_that_open_or_close_within_the_days(view: View):
    shops = [Shop(SHOP), Shop("二店", date(2026, 2, 10)), Shop("三店", None, date(2026, 1, 20))]
    plain, columns = both(view, {"grain": Grain.MONTH, "by": ("shop",)}, shops=shops)
    assert columns == plain


def test_few_are_left_to_the_closures(view: View, monkeypatch: pytest.MonkeyPatch):
    left: list[str] = []
    by_places = bulk._Columns._by_places
    monkeypatch.setattr(bulk._Columns, "_by_places", lambda *of: left.append(of[1].name) or by_places(*of))
    both(view, {"grain": Grain.MONTH, "by": ("channel",)})

    assert left == ["环比", "整数额", "末单晚"]


def test_one_figure_can_be_asked_for(view: View):
    compiled = metric_sql(RULES), view, regulation(RULES)
    (price,) = series(
        *compiled,
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        grain=Grain.MONTH,
        by=["channel"],
        today=date(2026, 3, 15),
        metrics=["ROI"],
    )

    assert [price.figure(at) for at in range(len(price))] == list(price.figures())
    assert [math.isfinite(number) for number in price.value.floats()] == [
        not isinstance(figure.value, Missing) for figure in price.figures()
    ]


def test_numbers_beyond_sixty_four_bits_stay_exact(tmp_path: Path):
    rules = """
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  还是它: {算法: 销售额 * (销售额 / 1元) * (销售额 / 1元) / ((销售额 / 1元) * (销售额 / 1元)), 单位: 元}
"""
    view = lake(tmp_path, {"order": [order(1, "2026-01-05T10:00", "99999999999999.99")]})
    asked = {
        "start": date(2026, 1, 1),
        "end": date(2026, 1, 31),
        "grain": Grain.MONTH,
        "today": date(2026, 6, 1),
    }
    values = [
        figure.value for one in series(metric_sql(rules), view, regulation(rules), **asked) for figure in one.figures()
    ]

    assert values == [Fraction("99999999999999.99")] * 2
