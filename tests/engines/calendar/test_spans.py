"""So many months after a day, which a short month ends early."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from guiju.engines.calendar.spans import months_after


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 1), 12, date(2027, 1, 1)),
    ],
)
def test_months_after_a_day(day: date, months: int, after: date):
    assert months_after(day, months) == after


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 120))
def test_months_are_counted_as_dateutil_counts_them(day: date, months: int):
    assert months_after(day, months) == day + relativedelta(months=months)
