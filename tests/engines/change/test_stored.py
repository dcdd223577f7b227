"""Formulas over stored aggregates: which add up, what both sides of a quotient are, what terms are worth."""

from datetime import date
from fractions import Fraction as F

import pytest

from engines.measure.lake import regulation
from guiju.engines.change.stored import Over, Shape, shape, sides, term_name, terms
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Metric
from guiju.lang.values import Missing, Why

MAY = Period(date(2026, 5, 1), Grain.MONTH)
RULES = """
参数:
  倍: {值: 2}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  花费: {算法: 合计(推广.花费), 单位: 元}
  翻倍: {算法: 销售额 * 倍, 单位: 元}
  净额: {算法: 销售额 - 花费 / 2, 单位: 元}
  投产比: {算法: 销售额 / 花费, 单位: 倍}
  中位: {算法: 中位数(订单.实付金额), 单位: 元}
  评分: {算法: 投产比 * 投产比}
"""
BOOK = regulation(RULES)
RULE = BOOK.of(Metric)
CELLS = {"合计(订单.实付金额)": F(90), "合计(推广.花费)": F(20)}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("销售额", Shape.SUM),
        ("翻倍", Shape.SUM),
        ("净额", Shape.SUM),
        ("投产比", Shape.RATIO),
        ("中位", Shape.OTHER),
        ("评分", Shape.OTHER),
    ],
)
def test_a_metric_s_shape_is_read_from_its_formula(name, made):
    assert shape(RULE[name], BOOK) is made


def test_both_sides_of_a_quotient_come_from_the_stored_aggregates():
    assert sides(RULE["投产比"], Over(BOOK, MAY, CELLS, {})) == (90, 20)


def test_a_side_that_is_missing_leaves_the_quotient_without_sides():
    lacking = {**CELLS, "合计(推广.花费)": Missing.because(Why.NO_DIMENSION, "推广", "shop")}

    assert sides(RULE["投产比"], Over(BOOK, MAY, lacking, {})) is None
    assert sides(RULE["销售额"], Over(BOOK, MAY, CELLS, {})) is None


def test_a_formula_is_worth_what_its_terms_say():
    found = terms(RULE["投产比"], BOOK, MAY)

    assert [term_name(key, BOOK) for key in found.names] == ["销售额", "花费"]
    assert found.worth(dict(zip(found.names, (F(90), F(20)), strict=True))) == F(9, 2)


def test_a_formula_without_names_has_its_aggregates_for_terms():
    found = terms(RULE["中位"], BOOK, MAY)

    assert [term_name(key, BOOK) for key in found.names] == ["中位数(订单.实付金额)"]
