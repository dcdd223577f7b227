from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from engines.measure.lake import SHOP, lake, line, metric_sql, order, regulation
from guiju.engines import periods
from guiju.engines.measure import Owners, Ownership, rows

JANUARY = periods.parse("2026-01")
RULES = """
参数:
  门槛: {值: [{自: 2026-01-01, 值: 60元}], 单位: 元}
指标:
  大单额: {算法: 合计(订单.实付金额 其中 订单.实付金额 >= 门槛), 单位: 元}
  成功行: {算法: '计数(订单行 其中 订单行.订单.状态 = "交易成功")', 单位: 条}
  复购: {算法: '占比(每(订单.买家 其中 订单.实付金额 > 60元: 计数(订单)) >= 2单)', 单位: "%"}
  超均: {算法: 计数(订单 其中 订单.实付金额 > 大单额), 单位: 单}
  合并: {算法: 大单额 / 计数(订单), 单位: 元/单}
"""
ORDERS = [
    order(1, "2026-01-05T10:00", "100", channel="自然"),
    order(2, "2026-01-06T10:00", "50"),
    order(3, "2026-01-04T10:00", "60", channel="自然"),
    order(4, "2026-02-04T10:00", "70"),
]


def drilled(tmp_path, metric, facts=None, **more):
    view = lake(tmp_path, facts or {"order": ORDERS})
    return rows(metric_sql(RULES), view, regulation(RULES), metric=metric, period=JANUARY, **more)


def ids(found):
    at = [english for _, english in found.columns].index("id")
    return [row[at] for row in found.rows]


def test_the_rows_behind_a_metric_pass_its_filter_in_order_of_time(tmp_path):
    (found,) = drilled(tmp_path, "大单额")

    assert (found.text, found.fact, ids(found), found.total, found.filtered) == (
        "合计(订单.实付金额 其中 订单.实付金额 >= 门槛)",
        "订单",
        ["o3", "o1"],
        2,
        True,
    )


def test_cells_are_as_the_lake_holds_them_and_personal_columns_stay_behind(tmp_path):
    (found,) = drilled(tmp_path, "大单额", limit=1)

    cells = dict(zip((name for name, _ in found.columns), found.rows[0], strict=True))
    assert "买家" not in cells
    assert (cells["实付金额"], cells["付款时间"], cells["店铺"], cells["邮费"]) == (
        Decimal("60.0000"),
        datetime(2026, 1, 4, 10),
        SHOP,
        None,
    )


def test_a_page_begins_at_its_offset(tmp_path):
    (found,) = drilled(tmp_path, "大单额", limit=1, offset=1)

    assert (ids(found), found.total) == (["o1"], 2)


def test_dimensions_narrow_the_rows(tmp_path):
    natural, none = (drilled(tmp_path, "合并", dims={"channel": channel}) for channel in ("自然", None))

    assert [ids(one) for one in natural] == [["o3", "o1"], ["o3", "o1"]]
    assert [ids(one) for one in none] == [[], ["o2"]]


def test_a_persons_rows_are_those_they_own(tmp_path):
    owners = Owners((Ownership("shop", SHOP, "甲", date(2026, 1, 5), share=Fraction(1, 2)),))

    (found,) = drilled(tmp_path, "大单额", dims={"person": "甲"}, owners=owners)

    assert ids(found) == ["o1"]


def test_a_filter_through_a_key_keeps_the_rows_of_its_own_fact(tmp_path):
    facts = {"order": ORDERS, "order_line": [line(1, 1, "2026-01-05T10:00"), line(2, 8, "2026-01-05T10:00")]}

    (found,) = drilled(tmp_path, "成功行", facts)

    assert (found.fact, ids(found)) == ("订单行", ["l1"])


def test_behind_entities_are_the_rows_that_they_were_counted_from(tmp_path):
    (found,) = drilled(tmp_path, "复购")

    assert ids(found) == ["o1"]


def test_where_sql_cannot_say_the_filter_all_rows_are_there_and_it_says_so(tmp_path):
    found = drilled(tmp_path, "超均")

    assert [(ids(one), one.filtered) for one in found] == [(["o3", "o1", "o2"], False), (["o3", "o1"], True)]


def test_one_aggregate_can_be_asked_for_by_its_text(tmp_path):
    (found,) = drilled(tmp_path, "计数(订单)")

    assert found.total == 3


def test_a_dimension_that_the_fact_lacks_has_no_rows_and_an_unknown_metric_is_refused(tmp_path):
    assert drilled(tmp_path, "大单额", dims={"agent": "小二"}) == []
    with pytest.raises(KeyError):
        drilled(tmp_path, "没有")
