from dataclasses import replace

from engines.score.world import LIN, NOVEMBER, ROI_CARD, Tables, person, regulation
from guiju.engines.score.applies import unit_path
from guiju.engines.score.book import Book
from guiju.engines.score.case import Case
from guiju.lang.values import Missing, Why


def case(rules, who=LIN, **tables):
    return Case(Book(rules), Tables(**tables), NOVEMBER, person=who)


def test_a_unit_stands_in_those_above_it():
    assert unit_path(regulation(), "推广组") == ("推广组", "电商部")
    assert unit_path(regulation(), "没有的组") == ("没有的组",)


def test_a_position_goes_before_a_unit_and_a_unit_before_those_above_it():
    rules = regulation(
        ROI_CARD,
        """
计分卡:
  组长卡: {对象: 推广组长, 核心: {权重: 100%, 指标: [ROI]}}
  部门卡: {对象: 电商部, 核心: {权重: 100%, 指标: [ROI]}}
""",
    )

    assert case(rules).card().name == "推广组"
    assert case(rules, person(position="推广组长")).card().name == "组长卡"
    assert case(rules, person(unit="客服组", position="客服专员")).card().name == "部门卡"


def test_a_rule_for_the_department_speaks_for_everybody():
    rules = regulation("计分卡:\n  全员: {对象: 部门, 核心: {权重: 100%, 指标: [ROI]}}")

    assert case(rules).card().name == "全员"


def test_nobody_is_judged_by_a_rule_of_another_unit_or_another_length():
    rules = regulation(
        """
计分卡:
  客服组: {周期: 月, 核心: {权重: 100%, 指标: [ROI]}}
  推广组: {周期: 季, 核心: {权重: 100%, 指标: [ROI]}}
"""
    )

    assert case(rules).card() is None


def test_two_rules_equally_near_are_missing_and_named():
    rules = regulation(ROI_CARD, "计分卡:\n  另一张: {对象: 推广组, 核心: {权重: 100%, 指标: [ROI]}}", allowed=["C107"])

    assert case(rules).card() == Missing.because(Why.TWO_RULES, "计分卡", "另一张 (c2), 推广组 (c1)")


EXCEPTIONS = """
输入:
  大促: {单位: 系数, 对象: 部门, 默认: 0, 填报: 总监}
  淡季: {单位: 系数, 对象: 部门, 默认: 0, 填报: 总监}
计分卡:
  大促卡: {对象: 推广组, 例外于: 推广组, 当: 大促 > 0, 核心: {权重: 100%, 指标: [ROI]}}
  淡季卡: {对象: 推广组, 例外于: c1, 当: 淡季 > 0, 核心: {权重: 100%, 指标: [ROI]}}
  双重卡: {对象: 推广组, 例外于: 大促卡, 当: 大促 > 1, 核心: {权重: 100%, 指标: [ROI]}}
"""


def test_an_exception_replaces_the_rule_while_its_condition_holds():
    rules = regulation(ROI_CARD, EXCEPTIONS)

    names = [
        case(rules, inputs=inputs).card().name
        for inputs in (
            {},
            {("大促", "department"): 1},
            {("淡季", "department"): 1},
            {("大促", "department"): 2},
        )
    ]
    assert names == ["推广组", "大促卡", "淡季卡", "双重卡"]


def test_two_exceptions_at_once_are_missing_and_named():
    found = case(regulation(ROI_CARD, EXCEPTIONS), inputs={("大促", "department"): 1, ("淡季", "department"): 1}).card()

    assert found == Missing.because(Why.TWO_RULES, "计分卡", "大促卡 (c2), 淡季卡 (c2)")


def test_a_condition_that_is_missing_leaves_the_rule_open():
    rules = regulation(
        ROI_CARD,
        """
计分卡:
  大促卡: {对象: 推广组, 例外于: 推广组, 当: 销售额 > 10万元, 核心: {权重: 100%, 指标: [ROI]}}
""",
    )

    found = case(rules).card()
    assert found == Missing.because(Why.NOT_COVERED, "订单", "天猫店 2026-11-30")
    assert case(rules).sheet() == found


def test_an_exception_without_a_condition_always_holds():
    written = regulation(ROI_CARD, EXCEPTIONS)
    bare = [rule.model_copy(update={"when": None}) if rule.name == "大促卡" else rule for rule in written.rules]

    assert case(replace(written, rules=tuple(bare))).card().name == "大促卡"
