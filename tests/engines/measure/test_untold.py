"""Figures over columns that the imported files do not have: missing with the reason, never nought."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engines.measure.lake import SHOP, lake, line, metric_sql, order, regulation
from guiju.engines.measure import Shop, measure, series
from guiju.engines.periods import Grain
from guiju.facts.lake import View
from guiju.lang.values import Missing, Reason, Why

RULES = """
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  退款额: {算法: 合计(订单.退款金额), 单位: 元}
  净额: {算法: 销售额 - 退款额, 单位: 元}
  未退单: {算法: 计数(订单 其中 订单.退款金额 = 0元), 单位: 单}
  行退款: {算法: 合计(订单行.订单.退款金额), 单位: 元}
  稳当退款: {算法: '缺省(退款额, 0元)', 单位: 元}
"""
JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
SECOND = "二店"


@pytest.fixture
def view(tmp_path: Path) -> View:
    """Two shops; the files of the first had no column of refunds in the first ten days of January."""
    orders = [
        order(1, "2026-01-05T10:00"),
        order(2, "2026-02-05T10:00"),
        order(3, "2026-01-05T10:00", "50") | {"shop": SECOND},
    ]
    lines = [line(1, 1, "2026-01-05T10:00")]
    covers = {(fact, shop): [(JANUARY[0], FEBRUARY[1])] for fact in ("order", "order_line") for shop in (SHOP, SECOND)}
    made = lake(tmp_path, {"order": orders, "order_line": lines}, covers)
    lacking = {"order": {"refund_amount": {SHOP: ((date(2025, 12, 1), date(2026, 1, 10)),)}}}
    return replace(made, manifest=replace(made.manifest, lacking=lacking))


def figures(view: View, *, by: tuple[str, ...] = (), shops: list[Shop] | None = None) -> dict[tuple[str, ...], object]:
    """Every metric by month and dimensions; both ways to compute them agree."""
    asked = {
        "start": JANUARY[0],
        "end": FEBRUARY[1],
        "grain": Grain.MONTH,
        "by": by,
        "today": date(2026, 6, 1),
        "shops": shops or [Shop(SHOP), Shop(SECOND)],
    }
    compiled = metric_sql(RULES), view, regulation(RULES)
    plain = {
        (one.metric, str(one.period), *map(str, one.dims.values())): one.value for one in measure(*compiled, **asked)
    }
    columns = [figure for one in series(*compiled, **asked) for figure in one.figures()]
    assert {(one.metric, str(one.period), *map(str, one.dims.values())): one.value for one in columns} == plain
    return plain


LACKING = Missing((Reason(Why.NO_COLUMN, "订单.退款金额", f"{SHOP} 2026-01-01..2026-01-10"),))


def test_what_is_added_up_of_a_column_that_the_files_lack_is_missing(view: View):
    found = figures(view)

    reading = ("退款额", "净额", "未退单", "行退款")
    assert {found[name, "2026-01"] for name in reading} == {LACKING}
    assert [found[name, "2026-02"] for name in reading] == [0, 100, 1, 0]
    assert (found["销售额", "2026-01"], found["稳当退款", "2026-01"]) == (150, 0)


def test_another_shop_is_not_touched(view: View):
    found = figures(view, by=("shop",))

    assert (found["退款额", "2026-01", SHOP], found["退款额", "2026-01", SECOND]) == (LACKING, 0)


def test_days_on_which_a_shop_is_not_active_lack_nothing(view: View):
    found = figures(view, shops=[Shop(SHOP, date(2026, 1, 11)), Shop(SECOND)])

    assert found["退款额", "2026-01"] == 0
