from datetime import date, datetime
from fractions import Fraction

import pytest

from guiju.apps.spreadsheet import cells


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0.1, Fraction(1, 10)),
        (3000.0, Fraction(3000)),
        (12, Fraction(12)),
        ("1,200.50", Fraction(2401, 2)),
        ("¥3000", Fraction(3000)),
        ("３０００元", Fraction(3000)),
        ("95%", Fraction(19, 20)),
        ("95％", Fraction(19, 20)),
        ("1.2万", Fraction(12000)),
        ("2亿元", Fraction(2 * 10**8)),
        ("1/3", Fraction(1, 3)),
        ("-5", Fraction(-5)),
        ("1/0", None),
        ("很多", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_a_number_is_read_exactly_as_a_cell_shows_it(cell, number):
    assert cells.number(cell) == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 1, 31), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 8, 0), date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026/1/31", date(2026, 1, 31)),
        ("2026年1月31日", date(2026, 1, 31)),
        ("2026-01-31 00:00:00", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        (20260131.0, date(2026, 1, 31)),
        (46053.0, date(2026, 1, 31)),
        ("2026-02-30", None),
        ("下周", None),
        (12.0, None),
    ],
)
def test_a_day_is_read_from_whatever_the_program_stored(cell, day):
    assert cells.day(cell) == day


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2026-10", date(2026, 10, 1)),
        ("2026年10月", date(2026, 10, 1)),
        ("2026Q4", date(2026, 10, 1)),
        ("2026-W41", date(2026, 10, 5)),
        (2026.0, date(2026, 1, 1)),
        (date(2026, 10, 9), date(2026, 10, 9)),
        ("不久", None),
        (None, None),
    ],
)
def test_a_period_is_its_first_day(cell, start):
    assert cells.period(cell) == start


def test_flags_answer_to_chinese_and_english():
    assert [cells.flag(cell) for cell in ("是", "Yes", True, 1.0, "否", "no", False, 0.0, "也许")] == [
        *[True] * 4,
        *[False] * 4,
        None,
    ]


def test_a_list_is_parted_by_any_comma_and_says_each_word_once():
    assert cells.words("甲、乙，丙; 甲\n丁") == ("甲", "乙", "丙", "丁")


def test_a_third_does_not_fit_into_a_cell_but_a_half_does():
    assert [cells.is_exact_in_a_cell(Fraction(1, 2)), cells.is_exact_in_a_cell(Fraction(1, 3))] == [True, False]
