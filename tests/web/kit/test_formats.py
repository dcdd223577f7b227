from datetime import date, datetime
from fractions import Fraction as F

import pytest
from django.utils import translation

from guiju.web.kit import formats
from guiju.web.kit.tags import unit_beside


def plain(text: str) -> str:
    """The text with blanks that may break, which are easier to read here."""
    return text.replace(formats.HELD, " ")


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "in_english"),
    [
        (F(1234560, 100), "元", "¥12,345.60", "¥12,345.60"),
        (F(1234000), "万元", "¥123.4 万", "¥1.23M"),
        (F(120_000_000), "亿元", "¥1.2 亿", "¥120.0M"),
        (F(150_000), "万元", "¥15.0 万", "¥150.0K"),
        (F(-1234560, 100), "元", "−¥12,345.60", "−¥12,345.60"),
        (F(3, 8), "%", "37.5 %", "37.5 %"),
        (F(42, 10), "倍", "4.2", "4.2"),
        (F(4), "倍", "4.0", "4.0"),
        (F(17, 20), "系数", "0.85", "0.85"),
        (F(274, 10), "秒", "27.4 秒", "27.4 s"),
        (F(8100), "秒", "2 小时 15 分", "2 h 15 min"),
        (F(3601), "小时", "1 小时", "1 h"),
        (F(90000), "天", "1 天 1 小时", "1 d 1 h"),
        (F(0), "秒", "0.0 秒", "0.0 s"),
        (F(25, 2), "元/人", "¥12.50/人", "¥12.50 per person"),
        (F(41, 25), "元/次", "¥1.64/次", "¥1.64 each"),
        (F(12345), "单", "12,345 单", "12,345 orders"),
        (F(8735, 100), "分", "87.35 分", "87.35 pts"),
        (F(3), "工作日", "3 工作日", "3 working days"),
        (F(12), "个", "12 个", "12"),
    ],
)
def test_figures_read_as_people_write_them(value: F, unit: str, chinese: str, in_english: str):
    with translation.override("zh-hans"):
        assert plain(formats.amount(value, unit).text) == chinese
    with translation.override("en"):
        assert plain(formats.amount(value, unit).text) == in_english


def test_a_shortened_sum_keeps_all_of_it_for_copying():
    assert formats.amount(F(123456789, 100), "元", compact=True) == formats.Amount("¥123.5\u00a0万", "¥1,234,567.89")


def test_a_small_sum_is_never_shortened():
    assert formats.amount(F(99999), "元", compact=True).text == "¥99,999.00"


def test_a_value_that_no_decimal_ends_says_so():
    assert formats.exact_decimal(F(1, 3)) == "0.333333333333…"
    assert formats.exact_decimal(F(1, 8)) == "0.125"


def test_halves_are_rounded_away_from_zero():
    assert [formats.fixed(F(n, 8), 2) for n in (1, 3, -1)] == ["0.13", "0.38", "−0.13"]


def test_a_loss_that_rounds_to_nothing_has_no_minus():
    assert formats.amount(F(-1, 10000), "倍", decimals=1).text == "0.0"


def test_gains_carry_a_plus_when_asked():
    assert plain(formats.amount(F(5), "单", sign=True).text) == "+5 单"


def test_percentages_differ_by_points():
    assert plain(formats.points_apart(F(-12, 1000))) == "−1.2 个百分点"
    assert plain(formats.points_apart(F(0))) == "0.0 个百分点"
    with translation.override("en"):
        assert plain(formats.points_apart(F(12, 1000))) == "+1.2 pp"


def test_dates_say_the_weekday_and_another_year_its_number():
    assert formats.day(date(2026, 10, 9)) == "10月9日 周五"
    assert formats.day(date(2025, 10, 9), today=date(2026, 1, 1)) == "2025年10月9日 周四"
    assert formats.moment(datetime(2026, 10, 9, 12, 0)) == "10月9日 周五 12:00"
    with translation.override("en"):
        assert formats.day(date(2025, 10, 9), today=date(2026, 1, 1)) == "Thu 9 Oct 2025"


def test_periods_and_short_days_have_names():
    assert formats.period(date(2026, 10, 1), "month") == "2026年10月"
    assert formats.period(date(2026, 10, 9), "day") == "10月9日 周五"
    assert formats.short_day(date(2026, 10, 9)) == "10月9日"
    with translation.override("en"):
        assert formats.short_day(date(2026, 10, 9)) == "9 Oct"


def test_working_days_are_counted_in_words():
    assert formats.working_days(2) == "2 个工作日"
    with translation.override("en"):
        assert [formats.working_days(n) for n in (1, 2)] == ["1 working day", "2 working days"]


@pytest.mark.parametrize(
    ("unit", "in_english"),
    [
        ("元", "yuan"),
        ("万元", "10,000 yuan"),
        ("元/人", "yuan/person"),
        ("个", "pieces"),
        ("%", "%"),
        ("箱", "箱"),
        ("", ""),
    ],
)
def test_a_unit_beside_a_field_speaks_the_language_of_the_page(unit, in_english):
    assert formats.unit_word(unit) == unit
    with translation.override("en"):
        assert formats.unit_word(unit) == in_english


def test_a_figure_that_bears_its_percent_has_no_second_one_beside_it():
    assert [unit_beside("%", "6%"), unit_beside("%", ""), unit_beside("元", "6")] == ["", "%", "元"]
