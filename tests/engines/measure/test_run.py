from datetime import date
from fractions import Fraction

import pytest

from engines.measure.lake import COVERED, SHOP, lake, line, metric_sql, order, regulation, spend
from guiju.engines.measure import Shop, cells, measure
from guiju.engines.periods import Grain
from guiju.lang.values import Missing, Reason, Why

F = Fraction
MAY = date(2026, 5, 20)
BASIC = """
参数:
  门槛: {值: [{自: 2026-02-01, 值: 60元}], 单位: 元}
  长度: 2个
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  推广费: {算法: 合计(推广.花费), 单位: 元}
  ROI: {算法: 销售额 / 推广费, 单位: 倍}
  大单: {算法: 计数(订单 其中 订单.实付金额 >= 门槛), 单位: 单}
  上月销售额: {算法: 上期(销售额), 单位: 元}
  环比: {算法: 销售额 / 上期(销售额) - 1, 单位: "%"}
  累计: {算法: '缺省(上期(累计), 0元) + 销售额', 单位: 元}
  访客: {算法: 合计(流量.访客数), 单位: 人}
  高于均价: {算法: 计数(订单 其中 订单.实付金额 > 客单价), 单位: 单}
  达标: {算法: '若(连续(销售额 >= 门槛, 长度), 1, 0)', 单位: 倍}
  单均行额: {算法: 平均(订单行.价格 / 订单行.件数), 单位: 元/件}
"""


def run(tmp_path, rows, *, rules=BASIC, metrics=None, covers=None, first="2026-01-01", last="2026-03-31", **more):
    grain = more.pop("grain", Grain.MONTH)
    return measure(
        metric_sql(rules),
        lake(tmp_path, rows, covers),
        regulation(rules),
        start=date.fromisoformat(first),
        end=date.fromisoformat(last),
        grain=grain,
        today=more.pop("today", MAY),
        metrics=metrics,
        **more,
    )


def values(figures):
    return {(one.metric, str(one.period), *one.dims.values()): one.value for one in figures}


def missing(why, subject, detail=""):
    return Missing((Reason(why, subject, detail),))


ORDERS = [
    order(1, "2026-01-05T10:00", "100", channel="自然"),
    order(2, "2026-01-31T23:59:59", "50.5", buyer="b1", channel="付费"),
    order(3, "2026-02-01T00:00", "60", channel="自然"),
    order(4, None, "999"),
]


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


def test_a_parameter_has_the_value_of_the_periods_end_and_is_missing_before_it_is_in_force(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["大单"]))

    assert found == {
        ("大单", "2026-01"): missing(Why.NOT_IN_FORCE, "门槛", "2026-01-31"),
        ("大单", "2026-02"): 1,
        ("大单", "2026-03"): 0,
    }


def test_the_previous_period_is_fetched_when_it_lies_before_those_asked_for(tmp_path):
    found = values(
        run(tmp_path, {"order": ORDERS}, metrics=["上月销售额", "环比"], first="2026-02-01", last="2026-02-28")
    )

    assert found == {("上月销售额", "2026-02"): F("150.5"), ("环比", "2026-02"): 60 / F("150.5") - 1}


def test_what_builds_on_its_own_past_ends_sixty_periods_before(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["累计"]))

    assert found == {("累计", "2026-01"): F("150.5"), ("累计", "2026-02"): F("210.5"), ("累计", "2026-03"): F("210.5")}


def test_a_metric_inside_a_filter_is_worth_its_value_in_the_same_period_and_dimensions(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["高于均价"], by=["shop"]))

    assert found == {
        ("高于均价", "2026-01", SHOP): 1,
        ("高于均价", "2026-02", SHOP): 0,
        ("高于均价", "2026-03", SHOP): 0,
    }


def test_a_streak_looks_at_the_periods_before(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["达标"], first="2026-02-01"))

    assert found == {("达标", "2026-02"): missing(Why.NOT_IN_FORCE, "门槛", "2026-01-31"), ("达标", "2026-03"): 0}


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


EXCEPTED = """
参数:
  大促: {值: [{自: 2026-01-01, 值: 0个}, {自: 2026-02-01, 值: 1个}, {自: 2026-03-01, 值: 2个}], 单位: 个}
  倍数: {值: 1}
  大促倍数: {值: 3, 例外于: 倍数, 当: 大促 >= 1个}
指标:
  销售额: {算法: 合计(订单.实付金额) * 倍数, 单位: 元}
  销售额二: {算法: 合计(订单.实付金额) / 2, 单位: 元, 例外于: 销售额, 当: 大促 >= 1个}
  销售额三: {算法: 合计(订单.实付金额) / 5, 单位: 元, 例外于: 销售额, 当: 大促 >= 2个}
  引用: {算法: 销售额 + 0元, 单位: 元}
"""


def test_an_exception_replaces_the_metric_while_it_holds_and_two_at_once_are_missing(tmp_path):
    rows = {"order": [order(n, f"2026-0{n}-05T10:00", "100") for n in (1, 2, 3)]}

    found = values(run(tmp_path, rows, rules=EXCEPTED, metrics=["引用"]))

    assert found == {
        ("引用", "2026-01"): 100,
        ("引用", "2026-02"): 50,
        ("引用", "2026-03"): missing(Why.TWO_RULES, "销售额", "销售额二, 销售额三"),
    }


ENTERED = """
参数:
  起步: {值: [{自: 2026-02-01, 值: 1个}], 单位: 个}
  奖: {值: 1}
  大奖: {值: 2, 例外于: 奖, 当: 起步 >= 1个}
输入:
  采纳数: {单位: 条, 对象: 店铺, 周期: 月, 填报: 长}
单位:
  组: {负责人: 长}
岗位:
  长: {单位: 组}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 方向: 越高越好, 达成: 比值}
  条均: {算法: 销售额 / 采纳数, 单位: 元/条}
  达成: {算法: 销售额达成率, 单位: "%"}
  奖项: {算法: 奖 * 2, 单位: 系数}
  加倍: {算法: 合计(订单.实付金额) * 2, 单位: 元, 例外于: 销售额, 当: 采纳数 >= 1条}
  上期里: {算法: 计数(订单 其中 订单.实付金额 > 上月额), 单位: 单}
  上月额: {算法: 上期(合计(订单.实付金额)), 单位: 元}
"""


def test_what_no_fact_holds_is_asked_for_and_missing_where_nobody_gives_it(tmp_path):
    found = values(
        run(tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["条均", "达成", "奖项"], first="2026-01-01")
    )

    entered = missing(Why.NO_INPUT, "采纳数", "2026-01")  # which also decides whether the exception holds
    assert found["条均", "2026-01"] == entered
    assert found["达成", "2026-01"] == missing(Why.NO_TARGET, "销售额达成率", "2026-01")
    assert found["奖项", "2026-01"] == missing(Why.NOT_IN_FORCE, "起步", "2026-01-31")
    assert found["奖项", "2026-02"] == 4


def test_what_is_given_reaches_the_formula_with_its_dimensions(tmp_path):
    def given(symbol, period, dims):
        assert (symbol.name, str(period), dims) == ("采纳数", "2026-01", {"shop": SHOP})
        return F(5)

    (figure,) = run(
        tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["条均"], by=["shop"], last="2026-01-31", given=given
    )

    assert figure.value == 301 / F(5)


def test_a_metric_of_the_period_before_inside_a_filter_is_known(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["上期里"], first="2026-02-01"))

    assert found == {("上期里", "2026-02"): 0, ("上期里", "2026-03"): 0}


def test_an_earlier_period_inside_a_filter_which_the_compiler_refuses_does_no_harm(tmp_path):
    rules = "指标:\n  怪: {算法: 计数(订单 其中 上期(真)), 单位: 单}\n"
    model = regulation(rules, strict=False)
    january = (date(2026, 1, 1), date(2026, 1, 31))

    found = cells(
        metric_sql(rules, strict=False),
        lake(tmp_path, {"order": ORDERS}),
        model,
        start=january[0],
        end=january[1],
        grain=Grain.MONTH,
        today=MAY,
    )

    assert [one.value for one in found] == [2]


def test_shops_without_any_covered_day_are_not_expected(tmp_path):
    covers = {("order", SHOP): [COVERED], ("order", "空店"): []}

    found = values(run(tmp_path, {"order": ORDERS}, metrics=["订单数"], covers=covers, by=["shop"], last="2026-01-31"))

    assert found == {("订单数", "2026-01", SHOP): 2}


def test_a_scope_of_the_lake_gives_no_rows_and_knows_no_strangers(tmp_path):
    from guiju.engines import periods
    from guiju.engines.measure import Owners, sql
    from guiju.engines.measure.run import open_book, subject_of

    model, plan = regulation(BASIC), sql.load(metric_sql(BASIC))
    subject = subject_of(plan, lake(tmp_path, {}), model, [], Owners(), None, MAY)
    january = periods.parse("2026-01")
    with open_book(plan, model, subject, january) as book:
        scope = book.scope(january, ())
        assert scope.rows("order") == missing(Why.UNKNOWN, "order")
        assert scope.name("陌生") == missing(Why.UNKNOWN, "陌生")
