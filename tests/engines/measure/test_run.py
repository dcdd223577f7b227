from datetime import date

import pytest

from engines.measure.lake import COVERED, SHOP, lake, line, metric_sql, order, regulation, spend
from engines.measure.scenes import BASIC, MAY, ORDERS, F, missing, run, values
from guiju.engines.measure import Shop, cells
from guiju.engines.periods import Grain
from guiju.lang.values import Why


def test_sums_and_counts_are_by_event_time_and_nothing_is_nought(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["销售额", "订单数", "客单价"]))

    assert found == {
        ("销售额", "2026-01"): F("150.5"),
        ("销售额", "2026-02"): 60,
        ("销售额", "2026-03"): 0,
        ("订单数", "2026-01"): 2,
        ("订单数", "2026-02"): 1,
        ("订单数", "2026-03"): 0,
        ("客单价", "2026-01"): F("75.25"),
        ("客单价", "2026-02"): 60,
        ("客单价", "2026-03"): missing(Why.ZERO_DENOMINATOR, "订单数", "销售额 / 订单数"),
    }


def test_every_grain_counts_its_own_rows(tmp_path):
    for grain, code in (("day", "2026-01-31"), ("week", "2026-W05"), ("quarter", "2026Q1"), ("year", "2026")):
        found = run(
            tmp_path,
            {"order": ORDERS},
            metrics=["销售额"],
            grain=Grain(grain),
            first="2026-01-31",
            last="2026-01-31",
            shops=[Shop(SHOP, end=date(2026, 3, 31))],
        )
        expected = {"day": "50.5", "week": "110.5", "quarter": "210.5", "year": "210.5"}[grain]
        assert values(found) == {("销售额", code): F(expected)}


def test_a_ratio_is_sum_over_sum_each_fact_at_its_own_grain(tmp_path):
    rows = {"order": ORDERS, "ad_spend": [spend("2026-01-05", "10"), spend("2026-01-05", "5.05", campaign="乙")]}

    (figure,) = run(tmp_path, rows, metrics=["ROI"], last="2026-01-31")

    assert figure.value == F("150.5") / F("15.05")
    assert figure.terms == (F("150.5"), F("15.05"))
    assert [(part.text, part.fact, part.where, part.rows, part.value) for part in figure.parts] == [
        ("合计(订单.实付金额)", "订单", "", 2, F("150.5")),
        ("合计(推广.花费)", "推广", "", 2, F("15.05")),
    ]


def test_a_dimension_splits_rows_and_rows_without_it_stand_apart(tmp_path):
    found = values(
        run(
            tmp_path,
            {"order": [*ORDERS, order(5, "2026-01-09T01:00", "7")]},
            metrics=["销售额"],
            by=["channel"],
            last="2026-01-31",
        )
    )

    assert found == {
        ("销售额", "2026-01", "付费"): F("50.5"),
        ("销售额", "2026-01", "自然"): 100,
        ("销售额", "2026-01", None): 7,
    }


def test_two_dimensions_split_together(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["订单数"], by=["shop", "channel"], last="2026-01-31"))

    assert found == {("订单数", "2026-01", SHOP, "付费"): 1, ("订单数", "2026-01", SHOP, "自然"): 1}


def test_a_dimension_that_one_side_lacks_is_missing_never_a_repeated_total(tmp_path):
    rows = {"order": ORDERS, "ad_spend": [spend("2026-01-05", "10")]}

    found = run(tmp_path, rows, metrics=["ROI", "推广费", "访客"], by=["campaign"], last="2026-01-31")

    lacking = missing(Why.NO_DIMENSION, "订单", "campaign")
    assert values(found) == {
        ("ROI", "2026-01", "甲"): lacking,
        ("推广费", "2026-01", "甲"): 10,
        ("访客", "2026-01", None): missing(Why.NO_DIMENSION, "流量", "campaign"),
    }


def test_an_unknown_dimension_or_metric_is_refused(tmp_path):
    with pytest.raises(KeyError):
        run(tmp_path, {}, by=["colour"])
    with pytest.raises(KeyError):
        run(tmp_path, {}, metrics=["没有"])


def test_days_turned_round_give_nothing(tmp_path):
    assert run(tmp_path, {}, first="2026-02-01", last="2026-01-01") == []
    sql, model = metric_sql(BASIC), regulation(BASIC)
    day, before = date(2026, 2, 1), date(2026, 1, 1)
    assert cells(sql, lake(tmp_path, {}), model, start=day, end=before, grain=Grain.DAY, today=MAY) == []


def test_a_finished_period_with_an_uncovered_day_is_missing_and_names_the_days(tmp_path):
    covers = {("order", SHOP): [(date(2026, 1, 1), date(2026, 1, 10)), (date(2026, 1, 12), date(2026, 2, 27))]}

    found = values(run(tmp_path, {"order": ORDERS}, metrics=["销售额"], covers=covers, last="2026-02-28"))

    assert found == {
        ("销售额", "2026-01"): missing(Why.NOT_COVERED, "订单", f"{SHOP} 2026-01-11"),
        ("销售额", "2026-02"): missing(Why.NOT_COVERED, "订单", f"{SHOP} 2026-02-28"),
    }


def test_every_expected_shop_must_be_covered_while_it_was_active(tmp_path):
    covers = {("order", SHOP): [COVERED], ("order", "新店"): [(date(2026, 2, 10), date(2026, 3, 31))]}
    shops = [Shop(SHOP), Shop("新店", start=date(2026, 2, 10)), Shop("旧店", end=date(2025, 12, 31))]

    found = values(run(tmp_path, {"order": ORDERS}, metrics=["订单数"], covers=covers, shops=shops, by=["shop"]))

    assert found == {
        ("订单数", "2026-01", SHOP): 2,
        ("订单数", "2026-02", "新店"): 0,
        ("订单数", "2026-02", SHOP): 1,
        ("订单数", "2026-03", "新店"): 0,
        ("订单数", "2026-03", SHOP): 0,
    }


def test_a_running_period_is_provisional_up_to_the_last_covered_day(tmp_path):
    (figure,) = run(
        tmp_path,
        {"order": ORDERS},
        metrics=["订单数"],
        covers={("order", SHOP): [(date(2026, 1, 1), date(2026, 2, 3))]},
        first="2026-02-01",
        last="2026-02-28",
        today=date(2026, 2, 5),
    )

    assert (figure.value, figure.provisional, figure.through) == (1, True, date(2026, 2, 3))


def test_a_running_period_without_any_covered_day_is_missing(tmp_path):
    (figure,) = run(
        tmp_path, {"order": ORDERS}, metrics=["订单数"], first="2026-04-01", last="2026-04-30", today=date(2026, 4, 2)
    )

    lacking = missing(Why.NOT_COVERED, "订单", f"{SHOP} 2026-04-01..2026-04-02")
    assert (figure.value, figure.provisional, figure.through) == (lacking, True, None)


def test_where_no_shop_is_expected_nothing_is_covered(tmp_path):
    (figure,) = run(tmp_path, {}, metrics=["订单数"], last="2026-01-31", shops=[])

    assert figure.value == missing(Why.NOT_COVERED, "订单", "2026-01-01..2026-01-31")


def test_a_fact_read_through_a_key_must_be_covered_too(tmp_path):
    rules = """
指标:
  行额: {算法: '合计(订单行.价格 其中 订单行.订单.状态 = "交易成功")', 单位: 元}
"""
    rows = {"order": [order(1, "2026-01-05T10:00")], "order_line": [line(1, 1, "2026-01-05T10:00")]}
    both = {("order_line", SHOP): [COVERED], ("order", SHOP): [COVERED]}

    covered = run(tmp_path, rows, rules=rules, covers=both, last="2026-01-31", shops=[Shop(SHOP)])
    alone = run(tmp_path, rows, rules=rules, covers=dict([*both.items()][:1]), last="2026-01-31", shops=[Shop(SHOP)])

    assert values(covered) == {("行额", "2026-01"): 10}
    lacking = missing(Why.NOT_COVERED, "订单", f"{SHOP} 2026-01-01..2026-01-31")
    assert values(alone) == {("行额", "2026-01"): lacking}


def test_cells_are_the_aggregates_by_their_canonical_text(tmp_path):
    found = cells(
        metric_sql(BASIC),
        lake(tmp_path, {"order": ORDERS}),
        regulation(BASIC),
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=MAY,
        by=["shop"],
    )

    assert values(found)["计数(订单)", "2026-01", SHOP] == 2
    assert {one.metric for one in found} == {one["text"] for one in metric_sql(BASIC)["cells"]}


def test_shops_without_any_covered_day_are_not_expected(tmp_path):
    covers = {("order", SHOP): [COVERED], ("order", "空店"): []}

    found = values(run(tmp_path, {"order": ORDERS}, metrics=["订单数"], covers=covers, by=["shop"], last="2026-01-31"))

    assert found == {("订单数", "2026-01", SHOP): 2}
