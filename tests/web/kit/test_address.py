"""Addresses are typed by hand too: what cannot be meant is nothing, and never an error."""

import pytest

from guiju.engines.periods import parse
from guiju.web.kit import address


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("٣", 3), ("", None), ("-1", None), ("1e3", None), ("9" * 19, None), ("9" * 5000, None)],
)
def test_a_number_is_a_number_or_nothing(text, number):
    assert address.number(text) == number


@pytest.mark.parametrize("text", ["", "x", "0000-01", "0001-01", "9999-12", "9999-12-31", "9999-W52", "2026-13", "\0"])
def test_a_period_that_nobody_can_mean_is_nothing(text):
    assert (address.period(text), address.month(text)) == (None, None)


def test_a_period_is_read_and_its_month_is_where_it_begins():
    assert address.period("2026Q4") == parse("2026Q4")
    assert address.month("2026Q4") == parse("2026-10")
