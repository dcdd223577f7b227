"""Cells of each type, as platforms write them."""

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.facts import ColumnType
from guiju.facts.parsing.cells import cleaned, read


def values(kind: ColumnType, *cells: str) -> list[object]:
    """Each cell's value, or its code when it cannot be read."""
    text = cleaned(pl.DataFrame({"cell": cells}))["cell"]
    found, codes = read(text, kind)
    return [code or value for value, code in zip(found.to_list(), codes.to_list(), strict=True)]


def test_text_is_taken_out_of_its_shell():
    assert values(ColumnType.KEY, '="35"', "'35", "\t35 ", "=35", '="35', "'", "－") == [
        "35",
        "35",
        "35",
        "=35",
        '="35',
        None,
        "－",
    ]


def test_money_may_carry_separators_signs_and_units():
    assert values(ColumnType.MONEY, "1,234.5", "￥ 12元", "-3", "1e3", "１２．５", "元", "12-3") == [
        Decimal("1234.5"), Decimal(12), Decimal(-3), Decimal(1000), Decimal("12.5"), "number", "number",
    ]  # fmt: skip


def test_a_comma_parts_thousands_or_the_cell_is_no_number():
    well = values(ColumnType.MONEY, "¥1,234.50", "-1,234,567.8", "1 234", "1,23,456", "12,3456.78", "¥ 5 元", "- 5")
    assert well == [
        Decimal("1234.5"), Decimal("-1234567.8"), Decimal(1234), Decimal(123456), Decimal("123456.78"), Decimal(5),
        Decimal(-5),
    ]  # fmt: skip
    odd = ("1.234,50", "12,5", "1,2", "1,,000", ",5", "5,", "1 2", "1,000.5,0", "1.2万", "(123)", "12%")
    assert values(ColumnType.MONEY, *odd) == ["number"] * len(odd)
    assert values(ColumnType.RATIO, "12,5%", "1,234.5%", "12%") == ["number", Decimal("12.345"), Decimal("0.12")]
    assert values(ColumnType.COUNT, "1,234 条", "1,2") == [1234, "number"]


def test_money_beyond_eighteen_digits_is_no_number():
    assert values(ColumnType.MONEY, "99999999999999", "999999999999999") == [Decimal(99999999999999), "number"]


def test_a_count_is_whole():
    assert values(ColumnType.COUNT, "1,234", "12.0", "12.5", "许多", "-7") == [1234, 12, "whole", "number", -7]


def test_a_ratio_may_be_a_percentage():
    assert values(ColumnType.RATIO, "12.34%", "0.5", "１００％", "高", "99999999999999%", "969000000001") == [
        Decimal("0.1234"), Decimal("0.5"), Decimal(1), "number", "number", "number",
    ]  # fmt: skip


def test_a_duration_is_seconds_however_it_is_spelt():
    spelt = ["12", "2.5", "11秒", "2分30秒", "7小时41分52秒", "1天2小时", "00:02:30", "1,000", "半天", "1天"]

    assert values(ColumnType.DURATION, *spelt) == [
        Decimal(12), Decimal("2.5"), Decimal(11), Decimal(150), Decimal(27712), Decimal(93600), Decimal(150),
        Decimal(1000), "duration", Decimal(86400),
    ]  # fmt: skip


def test_a_time_has_many_spellings():
    spelt = [
        "2026-06-01T08:00:00.250",
        "20260601080102",
        "46174.75",
        "2026.6.1",
        "2026-06-01 24:00",
        "12345",
        "2026-13-01",
    ]

    assert values(ColumnType.TIME, *spelt) == [
        datetime(2026, 6, 1, 8), datetime(2026, 6, 1, 8, 1, 2), datetime(2026, 6, 1, 18), datetime(2026, 6, 1),
        "date", "date", "date",
    ]  # fmt: skip


def test_a_date_is_one_day():
    spelt = ["2026/6/1", "2026-06-01 ~ 2026-06-01", "2026-06-01至2026-06-30", "明天", "-"]

    assert values(ColumnType.DATE, *spelt) == [date(2026, 6, 1), date(2026, 6, 1), "several_days", "date", None]


@settings(deadline=None)
@given(st.decimals(-(10**13), 10**13, places=4), st.booleans())
def test_money_of_four_decimals_is_exact(amount: Decimal, grouped: bool):
    assert values(ColumnType.MONEY, f"{amount:,}" if grouped else str(amount)) == [amount]


@settings(deadline=None)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))
def test_a_time_survives_every_spelling(moment: datetime):
    spelt = [
        moment.isoformat(" "),
        f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment.minute:02d}:{moment.second:02d}",
        moment.strftime("%Y%m%d%H%M%S"),
        repr((moment - datetime(1899, 12, 30)).total_seconds() / 86400),
    ]

    assert values(ColumnType.TIME, *spelt) == [moment] * 4


def test_yes_and_no_are_read_in_both_languages():
    assert values(ColumnType.FLAG, "是", "no", "TRUE", "0", "也许", None) == [True, False, True, False, "flag", None]


@pytest.mark.parametrize("kind", list(ColumnType))
@settings(deadline=None)
@given(cells=st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_text_breaks_the_reading_of_cells(kind: ColumnType, cells: list[str]):
    assert len(values(kind, *cells)) == len(cells)


@pytest.mark.parametrize("kind", [ColumnType.TIME, ColumnType.DATE])
@pytest.mark.parametrize("cell", ["-2026-06-01", "0001-01-01", "1899-12-31", "10000-01-01"])
def test_a_year_that_nobody_sells_in_is_no_date(kind: ColumnType, cell: str):
    clock = " 10:00:00" if kind is ColumnType.TIME else ""

    assert values(kind, cell + clock) == ["date"]
    assert values(kind, cell + clock, "2026/6/1") == ["date", values(kind, "2026-06-01")[0]]
