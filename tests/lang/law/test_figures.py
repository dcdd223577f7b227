"""Figures that stand for something, against floors of law."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.lang.law.wages import deductible
from lang.law import make

OVERTIME = make.law(
    """一般: {约束: 每日加班, 不超过: 1小时, 力度: 标准, 来源: 《劳动法》第四十一条}
    特殊: {约束: 每日加班, 不超过: 3小时, 来源: 《劳动法》第四十一条}
    平日: {约束: 工作日加班工资, 不低于: 150%, 来源: 《劳动法》第四十四条}"""
)
CITIES = make.law(
    "工资: {约束: 月工资, 按参数: [甲市, 乙市], 来源: 《劳动法》第四十八条}",
    "甲市: {值: [{自: 2026-01-01, 值: 2400元}]}\n  乙市: {值: [{自: 2026-01-01, 值: 2600元}]}",
)


@pytest.mark.parametrize(
    ("parameter", "found"),
    [
        ("{值: 1小时, 作为: 每日加班}", []),
        ("{值: 2小时, 作为: 每日加班}", [("standard", "上限 2小时 > 1小时", "不超过 1小时")]),
        ("{值: 4小时, 作为: 每日加班}", [("below", "上限 4小时 > 3小时", "不超过 3小时")]),
        ("{值: 120%, 作为: 工作日加班工资}", [("below", "上限 120% < 150%", "不低于 150%")]),
        ("{值: 4小时}", []),
    ],
)
def test_a_figure_that_says_what_it_stands_for_is_held_to_its_floors(parameter, found):
    judged = make.judged(f"参数:\n  上限: {parameter}\n", OVERTIME)

    assert [(one.severity.value, one.sums.zh, one.allowed.zh) for one in judged] == found


def test_a_value_of_a_later_day_is_held_to_the_law_of_that_day():
    block = "参数:\n  上限: {值: [{自: 2026-01-01, 值: 1小时}, {自: 2027-01-01, 值: 5小时}], 作为: 每日加班}\n"

    assert [one.sums.zh for one in make.judged(block, OVERTIME)] == ["上限 5小时 > 3小时"]
    assert make.judged(block.replace("2027", "2025").replace("2026-01-01", "2024-01-01"), OVERTIME)


@pytest.mark.parametrize(
    ("wage", "found"),
    [
        (2600, []),
        (2500, [("standard", "起薪 2500元，低于乙市 2600元")]),
        (2300, [("below", "起薪 2300元，低于甲市 2400元、乙市 2600元")]),
    ],
)
def test_a_wage_below_every_city_is_below_the_floor_and_below_some_is_told(wage, found):
    judged = make.judged(f"参数:\n  起薪: {{值: {wage}元, 作为: 月工资}}\n", CITIES)

    assert [(one.severity.value, one.sums.zh) for one in judged] == found


def test_a_city_without_a_figure_on_a_day_is_not_held_against():
    judged = make.judged("参数:\n  起薪: {值: 2500元, 作为: 月工资}\n", CITIES, day=date(2025, 12, 31))

    assert judged == []


def test_at_most_a_fifth_is_kept_back_and_never_of_the_minimum_wage():
    assert deductible(Fraction(5000), Fraction(1, 5), Fraction(2740)) == 1000
    assert deductible(Fraction(3000), Fraction(1, 5), Fraction(2740)) == 260
    assert deductible(Fraction(2500), Fraction(1, 5), Fraction(2740)) == 0


@given(*[st.integers(0, 10**7).map(lambda fen: Fraction(fen, 100))] * 2)
def test_what_is_left_is_the_minimum_wage_or_more_unless_the_wage_itself_is_less(wage, minimum):
    kept = deductible(wage, Fraction(1, 5), minimum)

    assert 0 <= kept <= wage / 5
    assert wage - kept >= min(wage, minimum)
