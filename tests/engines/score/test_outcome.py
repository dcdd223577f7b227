from datetime import date
from fractions import Fraction

from engines.score.world import HE, LIN, NOVEMBER, ROI_BONUS, ROI_CARD, WU, Tables, person, regulation
from guiju.engines import periods
from guiju.engines.score.grade import Graded
from guiju.engines.score.lacks import Lack
from guiju.engines.score.outcome import outcome, outcomes
from guiju.engines.score.sheet import Distance
from guiju.lang.values import Missing, Reason, Why

F = Fraction
GRADES = "等级:\n  月度: {档: {A: 90, B: 80, C: 0}, 比例: {A: 40%, B: 40%, C: 20%}, 适用人数: 2, 分布范围: 部门}"
OWN_CARD = """
目标:
  ROI: {值: 4, 对象: 推广组, 周期: 月, 制定: 总监}
计分卡:
  推广组: {核心: {权重: 100%, 指标: {ROI: {权重: 100%, 范围: 本人}}}}
"""


def own(number):
    from engines.score.world import own as rows

    return ("ROI", rows(number))


def test_points_grade_and_money_come_out_together():
    found = outcome(regulation(ROI_CARD, ROI_BONUS, GRADES), LIN, NOVEMBER, Tables(metrics={"ROI": "3.4"}))

    assert (found.points, found.grade, found.bonus, found.pending) == (85, "B", 2550, False)
    assert found.distances == (Distance("ROI", "A", F(90), F("3.4"), F("3.6")),)
    assert (found.lacks, found.provisional) == ((), False)


def test_shares_count_the_colleagues():
    rules = regulation(OWN_CARD, GRADES)
    tables = Tables(metrics={own("E1"): 4, own("E2"): 5})

    assert outcome(rules, LIN, NOVEMBER, tables).grade == "A"
    assert outcome(rules, LIN, NOVEMBER, tables, [WU, LIN]).graded == Graded("月度", "A", "B", 2, "B")


def test_shares_may_count_within_each_unit():
    rules = regulation(
        OWN_CARD,
        GRADES.replace("分布范围: 部门", "分布范围: 单位"),
        "计分卡:\n  客服组: {核心: {权重: 100%, 指标: [ROI]}}",
    )
    found = outcomes(rules, [LIN, WU, HE], NOVEMBER, Tables(metrics={own("E1"): 4, own("E2"): 5, "ROI": 4}))

    assert [(one.group, one.base, dict(one.places)) for one in found.distributions] == [
        ("推广组", 2, {"A": 1, "B": 1, "C": 0}),
        ("客服组", 0, {}),
    ]


def test_what_is_lacking_names_who_can_mend_it():
    rules = regulation(
        ROI_CARD,
        "输入:\n  系数: {单位: 系数, 对象: 人, 填报: 推广组长, 确认: 总监}",
        "奖金:\n  推广组: {算法: 基础绩效工资 * 系数}",
        """
权限:
  导入: {谁: [推广专员], 可: [导入], 什么: [数据源], 范围: 全部}
  名册: {谁: [总监], 可: [编辑], 什么: [名册], 范围: 全部}
""",
    )
    found = outcome(rules, LIN, NOVEMBER, Tables(pays={}))

    assert found.pending
    assert found.lacks == (
        Lack(Reason(Why.NOT_COVERED, "订单", "天猫店 2026-11-30"), ("推广专员",)),
        Lack(Reason(Why.NO_PAY, "E1", "performance"), ("总监",)),
        Lack(Reason(Why.NO_INPUT, "系数", "林夏 2026-11"), ("推广组长",)),
    )


def test_targets_and_confirmations_are_mended_by_whom_their_rules_name():
    rules = regulation(
        "输入:\n  系数: {单位: 系数, 对象: 人, 填报: 推广组长, 确认: 总监}",
        "目标:\n  ROI: {对象: 推广组, 制定: 总监}",
        "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率 * 系数}",
    )
    unconfirmed = Missing.because(Why.NOT_CONFIRMED, "系数", "林夏 2026-11")
    from guiju.engines.score.source import Stated

    found = outcome(rules, LIN, NOVEMBER, Tables(metrics={"ROI": 4}, inputs={("系数", "E1"): Stated(unconfirmed)}))
    assert found.lacks == (
        Lack(Reason(Why.NO_TARGET, "ROI", "推广组 2026-11"), ("总监",)),
        Lack(Reason(Why.NOT_CONFIRMED, "系数", "林夏 2026-11"), ("总监",)),
    )


def test_what_no_rule_names_anybody_for_has_nobody():
    rules = regulation("计分卡:\n  推广组: {核心: {权重: 100%, 指标: [ROI]}}")

    assert outcome(rules, LIN, NOVEMBER, Tables(metrics={"ROI": 4})).lacks == (
        Lack(Reason(Why.NO_TARGET, "ROI", "推广组 2026-11"), ()),
    )


def test_who_held_no_place_in_the_period_has_no_outcome():
    gone = person(left=date(2026, 10, 31))

    assert outcome(regulation(ROI_CARD), gone, NOVEMBER, Tables()) is None
    assert outcomes(regulation(ROI_CARD), [gone, WU], NOVEMBER, Tables()).outcomes[0].person == WU


def test_who_has_no_scorecard_has_no_points_and_no_grade():
    found = outcome(regulation(ROI_CARD, GRADES), HE, NOVEMBER, Tables())

    assert (found.points, found.grade, found.bonus, found.pending) == (None, None, None, False)


def test_a_pending_person_has_a_pending_grade():
    found = outcome(regulation(ROI_CARD, GRADES), LIN, NOVEMBER, Tables())

    lacking = Missing.because(Why.NOT_COVERED, "订单", "天猫店 2026-11-30")
    assert (found.points, found.grade) == (lacking, lacking)


def test_a_scorecard_that_is_open_leaves_points_and_grade_pending():
    open_card = "计分卡:\n  新卡: {对象: 推广组, 例外于: 推广组, 当: 销售额 > 1元, 核心: {权重: 100%, 指标: [ROI]}}"
    found = outcome(regulation(ROI_CARD, GRADES, open_card), LIN, NOVEMBER, Tables(metrics={"ROI": 4}))

    assert found.points == found.grade == Missing.because(Why.NOT_COVERED, "订单", "天猫店 2026-11-30")


def test_two_grade_rules_for_one_period_are_missing():
    found = outcome(
        regulation(ROI_CARD, GRADES, GRADES.replace("月度", "另一套")), LIN, NOVEMBER, Tables(metrics={"ROI": 4})
    )

    assert found.grade == Missing.because(Why.TWO_RULES, "等级", "另一套 (c3), 月度 (c2)")
    assert (found.points, found.distances) == (100, ())


def test_an_exception_may_lift_the_shares():
    exempt = """
输入:
  年末: {单位: 系数, 对象: 部门, 默认: 0, 填报: 总监}
等级:
  年末不分布: {档: {A: 90, B: 80, C: 0}, 例外于: 月度, 当: 年末 > 0}
"""
    rules = regulation(OWN_CARD, GRADES, exempt)
    metrics = {own("E1"): 4, own("E2"): 5}

    plain, lifted = (
        outcome(rules, LIN, NOVEMBER, Tables(metrics=metrics, inputs={("年末", "department"): flag}), [WU])
        for flag in (0, 1)
    )
    assert (plain.grade, lifted.grade) == ("B", "A")


def test_at_the_top_there_is_no_next_grade():
    assert outcome(regulation(ROI_CARD, GRADES), LIN, NOVEMBER, Tables(metrics={"ROI": 8})).distances == ()


def test_a_quarter_has_rules_of_its_own():
    quarter = """
目标:
  ROI@季: {值: 5, 对象: 推广组, 周期: 季, 制定: 总监}
计分卡:
  季度卡: {对象: 推广组, 周期: 季, 核心: {权重: 100%, 指标: [ROI]}}
等级:
  季度: {档: {优: 90, 良: 0}, 周期: 季}
"""
    found = outcome(regulation(ROI_CARD, GRADES, quarter), LIN, periods.parse("2026Q4"), Tables(metrics={"ROI": 4}))

    assert (found.points, found.grade) == (80, "良")


def test_a_running_period_is_provisional():
    found = outcome(regulation(ROI_CARD), LIN, NOVEMBER, Tables(metrics={"ROI": 4}, provisional=True))

    assert found.provisional is True


def test_the_same_asked_twice_is_answered_alike():
    rules, tables = regulation(ROI_CARD, ROI_BONUS, GRADES), Tables(metrics={"ROI": "3.333"})

    first, second = (outcomes(rules, [LIN, WU], NOVEMBER, tables) for _ in range(2))
    assert first.outcomes == second.outcomes
    assert first.of("E9") is None
