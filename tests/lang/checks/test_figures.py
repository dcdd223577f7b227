"""What counts as a figure in a Chinese text, and what it is worth."""

from fractions import Fraction

import pytest

from guiju.lang.checks.figures import chinese_number, figures
from guiju.lang.checks.prose import normative


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("占 70%", Fraction(7, 10)),
        ("占百分之七十", Fraction(7, 10)),
        ("百分之三点五", Fraction(7, 200)),
        ("加 3 个百分点", Fraction(3, 100)),
        ("不超过30秒", 30),
        ("两小时内", 7200),
        ("二十四小时", 86400),
        ("三个工作日", 3),
        ("3万元", 30000),
        ("三万五千元", 35000),
        ("1,200.50元", Fraction(2401, 2)),
        ("至少4倍", 4),
        ("１５天", 15 * 86400),
        ("扣五分", 5),
    ],
)
def test_a_figure_is_worth_what_it_says(text, value):
    (found,) = figures(text)

    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月1日起",
        "2026-03-01",
        "每天 9:00",
        "上午9点",
        "第3条",
        "第三部分",
        "每月 5 日前",
        "依据 A3.001",
        "1. 第一项",
        "一个小组、两种情况、三条原则",
        "十分重要",
    ],
)
def test_dates_numbers_of_clauses_and_counted_words_are_no_figures(text):
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("二十一", 21),
        ("一百零五", 105),
        ("两千", 2000),
        ("三万五千", 35000),
        ("一亿", 10**8),
        ("三点一四", Fraction(157, 50)),
    ],
)
def test_chinese_numerals_are_numbers(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["必须准时。", "客服应在当天回复。", "不得泄露。", "须经批准。", "应当说明。"])
def test_a_duty_is_recognised(text):
    assert normative("前文。" + text) == (3, 3 + len(text))


@pytest.mark.parametrize("text", ["应用、响应、供应、反应、相应", "应急与应对", "无须多言", "应聘、应届"])
def test_words_that_only_look_like_duties_are_none(text):
    assert normative(text) is None
