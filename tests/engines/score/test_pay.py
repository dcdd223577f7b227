from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engines.score.world import HE, LIN, NOVEMBER, ROI_BONUS, ROI_CARD, WU, Tables, regulation
from guiju.engines.score.attain import Bound
from guiju.engines.score.outcome import outcomes
from guiju.engines.score.pay import Limited
from guiju.lang.values import Missing, Why

F = Fraction


def result(*blocks, people=(LIN,), **tables):
    return outcomes(regulation(*blocks), people, NOVEMBER, Tables(**tables))


def bonuses(*blocks, people=(LIN, WU), **tables):
    return [one.bonus for one in result(*blocks, people=people, **tables).outcomes]


def test_a_bonus_is_rounded_once_half_up():
    assert bonuses(ROI_CARD, ROI_BONUS, metrics={"ROI": "4.0000066"}) == [F("3000.00"), F("2000.00")]
    assert bonuses(ROI_CARD, ROI_BONUS, metrics={"ROI": "4.00001"}) == [F("3000.01"), F("2000.01")]


def test_a_bonus_may_be_rounded_to_jiao_or_yuan():
    written = "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率, 取整: %s}"

    found = [
        bonuses(ROI_CARD, written.replace("%s", word), metrics={"ROI": "4.0017"})[0] for word in ("分", "角", "元")
    ]
    assert found == [F("3001.28"), F("3001.3"), F(3001)]


def test_cap_and_floor_bind_before_rounding_and_show():
    limits = "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率, 封顶: 基础绩效工资 * 120%, 保底: 100元}"

    high, low = (result(ROI_CARD, limits, metrics={"ROI": roi}).outcomes[0].paid.worked for roi in (8, "0.01"))
    assert high == Limited(F(6000), F(3600), Bound.CAP, F(3600), F(100))
    assert low == Limited(F("7.5"), F(100), Bound.FLOOR, F(3600), F(100))


def test_a_missing_name_or_limit_leaves_the_bonus_pending():
    dated = "参数:\n  上限: [{自: 2027-01-01, 值: 5000元}]\n奖金:\n  推广组: {算法: 基础绩效工资, 封顶: 上限}"

    assert bonuses(dated, people=[LIN]) == [Missing.because(Why.NOT_IN_FORCE, "上限", "2026-11-30")]
    assert bonuses(ROI_CARD, ROI_BONUS, people=[LIN], metrics={"ROI": 4}, pays={}) == [
        Missing.because(Why.NO_PAY, "E1", "performance")
    ]


def test_who_has_no_bonus_rule_has_none():
    assert bonuses(ROI_CARD, ROI_BONUS, people=[HE]) == [None]


def test_two_bonuses_at_once_are_missing():
    twice = "奖金:\n  另一笔: {对象: 推广组, 算法: 基础绩效工资}"

    assert bonuses(ROI_BONUS, twice, people=[LIN], metrics={"ROI": 4}) == [
        Missing.because(Why.TWO_RULES, "奖金", "另一笔 (c2), 推广组 (c1)")
    ]


POOL = """
输入:
  分值: {单位: 系数, 对象: 人, 填报: 推广组长}
奖金:
  推广组: {池: 销售额 * 1%, 份额: 分值, 取整: 分}
"""


def test_the_parts_of_a_pool_sum_to_it():
    found = result(
        POOL,
        people=(LIN, WU, HE),
        metrics={"销售额": "10000.5"},
        inputs={("分值", "E1"): 2, ("分值", "E2"): 1},
    )

    assert [one.bonus for one in found.outcomes] == [F("66.67"), F("33.34"), None]
    part = found.outcomes[0].paid.part
    assert (part.whole.amount, part.weight, part.weights, part.people) == (F("100.01"), 2, 3, 2)


def test_while_one_share_is_missing_the_whole_pool_waits():
    lacking = Missing.because(Why.NO_INPUT, "分值", "吴桐 2026-11")

    assert bonuses(POOL, metrics={"销售额": 10000}, inputs={("分值", "E1"): 2}) == [lacking, lacking]


def test_a_pool_that_nobody_has_a_share_of_cannot_be_split():
    inputs = {("分值", "E1"): 0, ("分值", "E2"): 0}

    lacking = Missing.because(Why.ZERO_DENOMINATOR, "分值")
    assert bonuses(POOL, metrics={"销售额": 10000}, inputs=inputs) == [lacking, lacking]


def test_cap_and_floor_of_a_pool_bound_the_whole():
    capped = POOL.replace("取整: 分", "封顶: 50元")

    assert sum(bonuses(capped, metrics={"销售额": 10000}, inputs={("分值", "E1"): 2, ("分值", "E2"): 1})) == 50


def test_a_pool_of_the_department_reads_the_top_unit():
    whole = POOL.replace("  推广组: {池", "  年节: {对象: 部门, 池")

    found = bonuses(whole, people=[LIN, HE], metrics={"销售额": 10000}, inputs={("分值", "E1"): 1, ("分值", "E3"): 1})
    assert found == [50, 50]


def test_a_pool_without_shares_is_split_evenly():
    written = regulation(POOL)
    even = [rule.model_copy(update={"share": None}) if rule.kind == "bonus" else rule for rule in written.rules]
    written = replace(written, rules=tuple(even))

    found = outcomes(written, [LIN, WU], NOVEMBER, Tables(metrics={"销售额": 10000}))
    assert [one.bonus for one in found.outcomes] == [50, 50]


def test_a_bonus_that_says_neither_formula_nor_pool_pays_nothing():
    written = regulation(POOL)
    bare = [rule.model_copy(update={"pool": None}) if rule.kind == "bonus" else rule for rule in written.rules]
    written = replace(written, rules=tuple(bare))

    assert [one.bonus for one in outcomes(written, [LIN], NOVEMBER, Tables()).outcomes] == [None]


shares = st.lists(st.integers(min_value=0, max_value=50), min_size=2, max_size=2).filter(any)
RULES = regulation(POOL)


@given(shares, st.decimals(min_value=0, max_value=10**6, places=2))
def test_pools_always_sum_and_money_is_never_a_float(weights, sales):
    tables = Tables(metrics={"销售额": F(sales)}, inputs={("分值", "E1"): weights[0], ("分值", "E2"): weights[1]})
    found = outcomes(RULES, [LIN, WU], NOVEMBER, tables).outcomes

    whole = found[0].paid.part.whole.amount
    assert sum(one.bonus for one in found) == whole
    assert {type(one.bonus) for one in found} | {type(whole)} == {F}
