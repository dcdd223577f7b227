from datetime import date
from fractions import Fraction

import pytest

from engines.score.world import (
    ALL,
    HE,
    LIN,
    NOVEMBER,
    ROI_BONUS,
    ROI_CARD,
    Tables,
    about,
    group,
    own,
    person,
    regulation,
)
from guiju.engines import periods
from guiju.engines.score.attain import Attained, Bound
from guiju.engines.score.book import Book
from guiju.engines.score.case import Case
from guiju.engines.score.found import Aimed
from guiju.engines.score.scope import Names
from guiju.engines.score.source import Stated
from guiju.lang.formula import key_of
from guiju.lang.kinds import Target
from guiju.lang.values import Missing, Reason, Why

F = Fraction
NOT_COVERED = Missing.because(Why.NOT_COVERED, "订单", "天猫店 2026-11-30")


def case(*blocks, who=LIN, period=NOVEMBER, allowed=(), **tables):
    return Case(Book(regulation(*blocks, allowed=allowed)), Tables(**tables), period, person=who)


def worth(found, name):
    return found.value(key_of(name))


PARAMETERS = """
参数:
  上限: [{自: 2026-01-01, 值: 120%}, {自: 2026-11-30, 值: 110%}]
  未来: [{自: 2027-01-01, 值: 5}]
"""


def test_a_parameter_counts_as_dated_at_the_end_of_the_period():
    found = case(PARAMETERS)

    assert worth(found, "上限") == F("1.1")
    assert worth(found.earlier(1), "上限") == F("1.2")
    assert worth(found, "未来") == Missing.because(Why.NOT_IN_FORCE, "未来", "2026-11-30")


def test_only_metrics_and_inputs_are_held_against_targets():
    with pytest.raises(LookupError):
        Book(regulation(PARAMETERS)).stick("上限")


def test_a_name_that_nobody_declares_is_missing():
    assert worth(case(), "没有") == Missing.because(Why.UNKNOWN, "没有")


def test_names_answer_to_their_aliases():
    found = case(ROI_CARD, metrics={"ROI": 5})

    assert [worth(found, name) for name in ("roi", "投产比", "投产比达成率", "ROI目标")] == [5, 5, F(5, 4), 4]


WHOSE = {("ROI", ALL): 1, ("ROI", group("推广组")): 2, ("ROI", own("E1")): 3}


def test_an_item_of_the_scorecard_counts_the_rows_of_its_scope():
    card = "计分卡:\n  推广组: {核心: {权重: 100%, 指标: {ROI: {权重: 100%, 范围: %s}}}}"

    found = [worth(case(card.replace("%s", word), metrics=WHOSE), "ROI") for word in ("部门", "本组", "本人")]
    assert found == [1, 2, 3]


def test_the_group_of_a_card_for_a_position_is_the_person_s_own_and_the_top_unit_s_rows_are_all():
    card = "计分卡:\n  甲: {对象: %s, 核心: {权重: 100%, 指标: {ROI: {权重: 100%, 范围: 本组}}}}"

    found = [worth(case(card.replace("%s", word), metrics=WHOSE), "ROI") for word in ("推广专员", "电商部")]
    assert found == [2, 1]


def test_without_an_item_the_rows_are_the_department_s():
    assert worth(case("奖金:\n  推广组: {算法: 推广费 * ROI}", metrics=WHOSE), "ROI") == 1


DERIVED = """
输入:
  扣分: {单位: 分, 对象: 人, 默认: 0, 填报: 推广组长}
参数:
  每分金额: 50元/分
指标:
  扣罚: {算法: 扣分 * 每分金额, 单位: 元}
  综合: {算法: ROI达成率 * 50% + 50%, 单位: 系数}
  环比: {算法: 销售额 / 上期(销售额), 单位: 倍}
"""


def test_a_metric_that_mentions_inputs_attainments_or_the_past_is_worked_out():
    found = case(
        ROI_CARD,
        DERIVED,
        metrics={"ROI": 5, ("销售额", "2026-11"): 30, ("销售额", "2026-10"): 20},
        inputs={("扣分", "E1"): 2},
    )

    assert [worth(found, name) for name in ("扣罚", "综合", "环比")] == [100, F("1.125"), F(3, 2)]


def test_an_exception_to_a_metric_takes_its_place():
    rules = """
输入:
  大促: {单位: 系数, 对象: 部门, 默认: 0, 填报: 总监}
指标:
  大促推广费: {算法: 合计(推广.花费) * 50%, 单位: 元, 例外于: 推广费, 当: 大促 > 0}
"""
    found = case(rules, metrics={"推广费": 80}, inputs={("大促", "department"): 1})

    assert worth(found, "推广费") == 40


def test_exceptions_that_clash_leave_what_they_except_missing():
    rules = """
输入:
  大促: {单位: 系数, 对象: 部门, 默认: 1, 填报: 总监}
  系数: {单位: 系数, 对象: 人, 默认: 1, 填报: 总监, 方向: 越高越好, 达成: 比值}
  系数甲: {单位: 系数, 对象: 人, 默认: 2, 填报: 总监, 例外于: 系数, 当: 大促 > 0}
  系数乙: {单位: 系数, 对象: 人, 默认: 3, 填报: 总监, 例外于: 系数, 当: 大促 >= 1}
参数:
  率: 1
  率甲: {值: 2, 例外于: 率, 当: 大促 > 0}
  率乙: {值: 3, 例外于: 率, 当: 大促 >= 1}
指标:
  推广费甲: {算法: 合计(推广.花费) * 2, 单位: 元, 例外于: 推广费, 当: 大促 > 0}
  推广费乙: {算法: 合计(推广.花费) * 3, 单位: 元, 例外于: 推广费, 当: 大促 >= 1}
目标:
  ROI: {值: 4, 对象: 部门, 制定: 总监}
  ROI@甲: {值: 5, 对象: 部门, 制定: 总监, 例外于: ROI, 当: 大促 > 0}
  ROI@乙: {值: 6, 对象: 部门, 制定: 总监, 例外于: ROI, 当: 大促 >= 1}
计分卡:
  推广组: {核心: {权重: 100%, 指标: [系数]}}
"""
    found = case(rules, metrics={"ROI": 4})

    two = {name: worth(found, name) for name in ("系数", "率", "推广费", "ROI目标", "系数达成率")}
    assert two == {
        "系数": Missing.because(Why.TWO_RULES, "输入", "系数乙 (c1), 系数甲 (c1)"),
        "率": Missing.because(Why.TWO_RULES, "参数", "率乙 (c1), 率甲 (c1)"),
        "推广费": Missing.because(Why.TWO_RULES, "指标", "推广费乙 (c1), 推广费甲 (c1)"),
        "ROI目标": Missing.because(Why.TWO_RULES, "目标", "ROI@乙 (c1), ROI@甲 (c1)"),
        "系数达成率": Missing.because(Why.TWO_RULES, "输入", "系数乙 (c1), 系数甲 (c1)"),
    }
    assert found.sheet().points == two["系数"]


INPUTS = """
输入:
  个人评分: {单位: 系数, 对象: 人, 填报: 推广组长}
  组评分: {单位: 系数, 对象: 单位, 填报: 总监}
  部门评分: {单位: 系数, 对象: 部门, 填报: 总监, 周期: 季}
  店评分: {单位: 系数, 对象: 店铺, 填报: 总监}
  默认分: {单位: 系数, 对象: 人, 默认: 1, 填报: 总监}
"""


def test_an_input_is_asked_for_whom_it_is_declared_and_in_its_own_period():
    found = case(
        INPUTS,
        inputs={
            ("个人评分", "E1"): 1,
            ("组评分", "电商部"): 2,
            ("部门评分", "department", "2026Q4"): 3,
            ("店评分", "shop"): 4,
        },
    )

    assert [worth(found, name) for name in ("个人评分", "组评分", "部门评分", "店评分", "默认分")] == [1, 2, 3, 4, 1]


def test_an_input_that_nobody_entered_or_confirmed_is_missing():
    unconfirmed = Missing.because(Why.NOT_CONFIRMED, "默认分", "林夏 2026-11")
    found = case(INPUTS, inputs={("默认分", "E1"): Stated(unconfirmed, "周岚")})

    assert worth(found, "个人评分") == Missing.because(Why.NO_INPUT, "个人评分", "林夏 2026-11")
    assert worth(found, "部门评分") == Missing.because(Why.NO_INPUT, "部门评分", "2026Q4")
    assert worth(found, "默认分") == unconfirmed


def test_a_finer_input_in_a_longer_period_is_asked_for_the_whole_of_it():
    quarter = case(INPUTS, period=periods.parse("2026Q4"), inputs={("个人评分", "E1", "2026Q4"): 2})

    assert worth(quarter, "个人评分") == 2


TARGETS = """
目标:
  ROI: {值: [{自: 2026-01-01, 值: 4}, {自: 2026-12-01, 值: 5}], 对象: 部门, 制定: 总监}
  ROI@推广组: {对象: 推广组, 制定: 总监}
  ROI@季: {值: 9, 对象: 推广组, 周期: 季, 制定: 总监}
"""


def test_the_nearest_target_counts_entered_before_written():
    assert case(TARGETS).target("ROI") == Aimed(F(4), about("department"), regulation(TARGETS).of(Target)["ROI"])
    assert worth(case(TARGETS, targets={("ROI", "推广组"): 6, ("ROI", "department"): 7}), "ROI目标") == 6
    assert worth(case(TARGETS, targets={("ROI", "E1"): 3, ("ROI", "推广组"): 6}), "ROI目标") == 3
    assert worth(case(TARGETS, targets={("ROI", "department"): 7}), "ROI目标") == 7


def test_a_target_that_nobody_sets_is_missing():
    assert worth(case(), "ROI目标") == Missing.because(Why.NO_TARGET, "ROI", "推广组 2026-11")


def test_attainment_keeps_to_the_metric_s_own_limits():
    rules = "目标:\n  响应时长: {值: 30秒, 对象: 部门, 制定: 总监}"

    fast, slow = (case(rules, metrics={"响应时长": seconds}).attainment("响应时长") for seconds in (20, 90))
    assert fast == Attained(F("1.2"), F("1.5"), Bound.CAP)
    assert slow == Attained(F("0.5"), F(1, 3), Bound.FLOOR)


def test_an_item_s_limits_stand_before_the_metric_s():
    rules = """
目标:
  响应时长: {值: 30秒, 对象: 部门, 制定: 总监}
计分卡:
  推广组: {封顶: 150分, 保底: 10分, 核心: {权重: 100%, 指标: {响应时长: {权重: 100%, 封顶: 200%, 保底: 10%}}}}
"""
    assert [case(rules, metrics={"响应时长": seconds}).sheet().raw for seconds in (20, 10, 90)] == [150, 200, F(100, 3)]
    assert case(rules, metrics={"响应时长": 10}).sheet().points == 150


def test_pay_is_that_of_the_last_day_in_the_period():
    days = []

    class Clock(Tables):
        def pay(self, person, item, day):
            days.append((person, item, day))
            return F(3000)

    found = Case(Book(regulation()), Clock(), NOVEMBER, person=person(left=date(2026, 11, 20)))

    assert worth(found, "基础绩效工资") == 3000
    assert days == [("E1", "performance", date(2026, 11, 20))]


def test_a_unit_as_a_whole_has_no_pay():
    unit = Case(Book(regulation(ROI_CARD)), Tables(metrics={"ROI": 4}), NOVEMBER, unit="推广组")

    assert worth(unit, "基础绩效工资") == Missing.because(Why.NO_PAY, "推广组", "performance")
    assert worth(unit, "综合得分") == 1


SCORED = """
目标:
  ROI: {值: 4, 对象: 推广组, 制定: 总监}
  销售额: {值: 100元, 对象: 推广组, 制定: 总监}
计分卡:
  推广组:
    核心: {权重: 70%, 指标: [ROI]}
    分组:
      增长: {权重: 30%, 指标: [销售额]}
"""


def test_scores_have_names():
    found = case(SCORED, metrics={"ROI": 5, "销售额": 50})

    assert [worth(found, name) for name in ("核心得分", "增长得分", "综合得分", "绩效分")] == [
        F(5, 4),
        F(1, 2),
        F("1.025"),
        F("102.5"),
    ]


def test_a_score_of_nobody_s_card_is_missing():
    found = case(SCORED, who=HE)

    assert worth(found, "综合得分") == Missing.because(Why.NO_RULE, "计分卡", "何静")


def test_a_section_that_another_card_has_is_missing():
    other = "计分卡:\n  客服组: {过程: {权重: 100%, 指标: [ROI]}}"

    assert worth(case(SCORED, other), "过程得分") == Missing.because(Why.UNKNOWN, "过程", "推广组")


def test_a_pending_score_is_missing_in_formulas():
    found = case(SCORED, metrics={"ROI": 5})

    assert [worth(found, name) for name in ("综合得分", "绩效分", "增长得分")] == [NOT_COVERED] * 3


def test_an_earlier_score_is_the_one_that_was_published():
    found = case(SCORED, metrics={"ROI": 5, "销售额": 50}, points={("E1", "2026-10"): F(80)})

    before = found.earlier(1)
    assert [worth(before, name) for name in ("综合得分", "绩效分", "核心得分")] == [F("0.8"), 80, F(5, 4)]
    assert found.earlier(1) is before


def test_who_was_not_there_has_no_earlier_figures_of_their_own():
    card = "计分卡:\n  推广组: {核心: {权重: 100%, 指标: {ROI: {权重: 100%, 范围: 本人}}}}"
    new = person(start=date(2026, 11, 1))
    before = case(card, who=new, metrics={"ROI": 4, "销售额": 50}).earlier(1)

    assert worth(before, "ROI").reasons[0] == Reason(Why.NO_PREVIOUS, "合计(推广.成交金额)", "2026-10")
    assert worth(before, "综合得分") == Missing.because(Why.NO_PREVIOUS, "推广组", "2026-10")
    assert worth(before, "基础绩效工资") == Missing.because(Why.NO_PAY, "林夏", "performance")
    assert worth(before, "销售额") == 50


EXCEPTED = """
输入:
  大促: {单位: 系数, 对象: 部门, 默认: 1, 填报: 总监}
指标:
  大促推广费: {算法: 推广费 * 大促 / 2, 单位: 元, 例外于: 推广费, 当: 大促 > 0}
"""


def test_an_exception_means_what_it_excepts_as_it_is_in_general():
    assert worth(case(EXCEPTED, metrics={"推广费": 100}), "推广费") == 50


def test_a_figure_that_builds_on_its_own_past_has_an_end():
    rules = """
输入:
  新增: {单位: 系数, 对象: 部门, 默认: 1, 填报: 总监}
指标:
  累计: {算法: 上期(累计) + 新增, 单位: 系数}
"""

    found = worth(case(rules), "累计")
    assert found.reasons[0].why is Why.NO_PREVIOUS


def test_rules_in_a_circle_are_missing_rather_than_endless():
    rules = """
指标:
  甲: {算法: 综合得分 * 乙, 单位: 系数, 方向: 越高越好, 达成: 比值}
  乙: {算法: 甲 + 1, 单位: 系数}
计分卡:
  推广组: {核心: {权重: 100%, 指标: [甲]}}
"""
    found = case(rules, allowed=["C201"])

    assert worth(found, "乙").reasons[0].why is Why.UNKNOWN
    assert found.sheet().points.reasons[0].why is Why.UNKNOWN


def test_a_formula_may_read_rows_itself():
    rules = """
指标:
  净额: {算法: -绝对值(合计(订单.实付金额)), 单位: 元, 方向: 越高越好, 达成: 比值}
计分卡:
  推广组: {核心: {权重: 100%, 指标: {净额: {权重: 100%, 范围: 本人}}}}
奖金:
  推广组: {算法: 合计(订单.实付金额) * 1%}
"""
    found = case(rules, metrics={("销售额", ALL): 200, ("销售额", own("E1")): 50})

    assert (found.evaluate(found.bonus().formula), worth(found, "净额")) == (2, -50)
    assert Names(found).rows("订单") == Missing.because(Why.UNKNOWN, "订单")


def test_values_that_do_not_go_together_are_missing():
    rules = regulation("输入:\n  备注: {对象: 人, 填报: 总监}\n奖金:\n  推广组:\n    算法: 若(备注 > 1, 1元, 2元)")
    found = Case(Book(rules), Tables(inputs={("备注", "E1"): Stated("好")}), NOVEMBER, person=LIN)

    assert found.evaluate(found.bonus().formula) == Missing.because(Why.UNKNOWN, "若(备注 > 1, 1元, 2元)")


def test_a_figure_of_a_running_period_makes_the_case_provisional():
    found = case(ROI_CARD, ROI_BONUS, metrics={"ROI": 4}, provisional=True)

    assert found.provisional is False
    assert found.sheet().points == 100
    assert found.provisional is True
