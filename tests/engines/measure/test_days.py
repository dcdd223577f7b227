"""Days kept beside the lake give what the rows give, and are made once for a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engines.measure.lake import SHOP, lake, metric_sql, order, regulation, spend
from guiju.engines.measure import Figure, days, measure
from guiju.engines.periods import Grain
from guiju.facts.lake import Correction, CorrectionKind, View

RULES = """
参数:
  门槛: {值: 100, 单位: 元}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  净额: {算法: '合计(订单.实付金额 - 订单.退款金额 其中 订单.状态 != "交易关闭")', 单位: 元}
  单数: {算法: 计数(订单), 单位: 单}
  均额: {算法: 平均(订单.实付金额), 单位: 元}
  快发率: {算法: 占比(订单.发货时间 - 订单.付款时间 <= 48小时), 单位: "%"}
  最大单: {算法: 最大(订单.实付金额), 单位: 元}
  买家数: {算法: 去重(订单.买家), 单位: 人}
  中位数额: {算法: 中位数(订单.实付金额), 单位: 元}
  大单: {算法: 计数(订单 其中 订单.实付金额 >= 门槛), 单位: 单}
  投产比: {算法: 销售额 / 合计(推广.花费), 单位: 倍}
"""
ASKED = [
    {"grain": Grain.DAY},
    {"grain": Grain.WEEK, "by": ("channel",)},
    {"grain": Grain.MONTH, "by": ("shop", "channel")},
    {"grain": Grain.MONTH, "by": ("product",)},
    {"grain": Grain.QUARTER},
]


@pytest.fixture
def view(tmp_path: Path) -> View:
    """Two months of orders, and the advertising."""
    orders = [
        order(
            number,
            f"2026-{1 + number % 2:02d}-{1 + number % 27:02d}T09:00",
            f"{number}.37",
            buyer=f"b{number % 7}",
            status="交易关闭" if number % 5 == 0 else "交易成功",
            refund_amount=Decimal(number % 3) if number % 3 else None,
            shipped_at=None,
            channel=("搜索", "推荐", None)[number % 3],
        )
        for number in range(200)
    ]
    spent = [spend(f"2026-{month:02d}-{day:02d}", f"{day}.11") for month in (1, 2) for day in (1, 9, 20)]
    return lake(tmp_path, {"order": orders, "ad_spend": spent})


def figures(view: View, asked: dict) -> list[Figure]:
    """All metrics over the two months."""
    return measure(
        metric_sql(RULES),
        view,
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 2, 28),
        today=date(2027, 6, 1),
        **asked,
    )


def kept(view: View) -> Sequence[str]:
    return sorted(path.name for path in (view.root / "days").glob("*"))


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_days_and_rows_say_the_same(view: View, asked: dict, monkeypatch: pytest.MonkeyPatch):
    rows = figures(view, asked)
    monkeypatch.setattr(days, "WORTH", 1)

    assert (figures(view, asked), figures(view, asked)) == (rows, rows)


def test_they_are_made_once_for_a_file(view: View, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(days, "WORTH", 1)
    figures(view, {"grain": Grain.MONTH})
    once = kept(view)
    made = [(view.root / "days" / name).stat().st_mtime_ns for name in once]
    figures(view, {"grain": Grain.DAY, "by": ("shop",)})

    assert [name.split(".")[0] for name in once] == ["ad_spend", "order"]
    assert (kept(view), [(view.root / "days" / name).stat().st_mtime_ns for name in once]) == (once, made)


def test_few_rows_are_read_themselves(view: View):
    figures(view, {"grain": Grain.MONTH})
    assert kept(view) == []


def test_corrected_facts_are_read_from_their_rows(view: View, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(days, "WORTH", 1)
    figures(view, {"grain": Grain.MONTH})
    gone = Correction("1", "order", CorrectionKind.EXCLUDE, keys=((SHOP, "o1"),))
    corrected = view.with_corrections([gone])

    before, after = (
        [figure.value for figure in figures(one, {"grain": Grain.MONTH}) if figure.metric == "单数"]
        for one in (view, corrected)
    )
    assert (before, after) == ([100, 100], [100, 99])


def test_a_lake_that_is_only_read_is_read_by_rows(view: View, monkeypatch: pytest.MonkeyPatch):
    rows = figures(view, {"grain": Grain.MONTH})
    monkeypatch.setattr(days, "WORTH", 1)
    (view.root / "days").write_text("in the way", "utf-8")

    assert figures(replace(view), {"grain": Grain.MONTH}) == rows
