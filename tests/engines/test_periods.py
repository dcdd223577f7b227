from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.engines import periods
from guiju.engines.periods import Grain, Period

days = st.dates(min_value=date(2, 1, 1), max_value=date(9990, 12, 31))
recent = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2026-10-09", date(2026, 10, 9), date(2026, 10, 9), Grain.DAY),
        ("2026-W41", date(2026, 10, 5), date(2026, 10, 11), Grain.WEEK),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4), Grain.WEEK),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), Grain.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Grain.MONTH),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), Grain.QUARTER),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Grain.YEAR),
        ("2026年10月9日", date(2026, 10, 9), date(2026, 10, 9), Grain.DAY),
        ("2026年10月", date(2026, 10, 1), date(2026, 10, 31), Grain.MONTH),
        ("2026年第41周", date(2026, 10, 5), date(2026, 10, 11), Grain.WEEK),
        ("2026年第3季度", date(2026, 7, 1), date(2026, 9, 30), Grain.QUARTER),
        ("2026年四季度", date(2026, 10, 1), date(2026, 12, 31), Grain.QUARTER),
        ("２０２６-ｑ1", date(2026, 1, 1), date(2026, 3, 31), Grain.QUARTER),
        ("2026/1/2", date(2026, 1, 2), date(2026, 1, 2), Grain.DAY),
        ("202610", date(2026, 10, 1), date(2026, 10, 31), Grain.MONTH),
        ("20261009", date(2026, 10, 9), date(2026, 10, 9), Grain.DAY),
        ("2026年", date(2026, 1, 1), date(2026, 12, 31), Grain.YEAR),
    ],
)
def test_a_written_period_is_read_with_its_first_and_last_day(text, start, end, grain):
    period = periods.parse(text)

    assert (period.start, period.end, period.grain) == (start, end, grain)


@pytest.mark.parametrize("text", ["", "October", "26-10", "2026-13", "2026-02-30", "2026-W54", "2026Q5", "2026-1-2-3"])
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        periods.parse(text)


@given(recent, st.sampled_from(Grain))
def test_the_code_and_the_label_of_a_period_read_back_as_itself(day, grain):
    period = periods.containing(day, grain)

    assert periods.parse(str(period)) == period
    assert periods.parse(period.label()) == period


@given(days, st.sampled_from(Grain))
def test_a_period_holds_its_day_and_no_other_period_does(day, grain):
    period = periods.containing(day, grain)

    assert day in period
    assert day not in period.previous()
    assert day not in period.next()


@given(recent, st.sampled_from(Grain), st.integers(-40, 40))
def test_going_forth_and_back_ends_where_it_began(day, grain, count):
    period = periods.containing(day, grain)

    assert period.next(count).previous(count) == period


@given(recent, recent, st.sampled_from(Grain))
def test_the_periods_between_two_days_join_without_gap_and_cover_both(one, other, grain):
    start, end = sorted((one, other))

    found = periods.between(start, end, grain) if (end - start).days < 4000 else (periods.containing(start, grain),)

    assert start in found[0]
    assert all(later.start == earlier.end + timedelta(days=1) for earlier, later in pairwise(found))
    assert (end - start).days >= 4000 or end in found[-1]


def test_no_period_lies_between_days_turned_round():
    assert periods.between(date(2026, 1, 20), date(2026, 1, 19), Grain.MONTH) == ()


def test_a_month_splits_into_its_days_and_the_weeks_that_touch_it():
    month = periods.parse("2026-02")

    assert [period.start for period in month.split(Grain.DAY)] == list(month.days)
    assert [str(period) for period in month.split(Grain.WEEK)] == [
        "2026-W05",
        "2026-W06",
        "2026-W07",
        "2026-W08",
        "2026-W09",
    ]


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2026-10-09", "2026年10月9日", "9 Oct 2026"),
        ("2026-W41", "2026年第41周", "Week 41, 2026"),
        ("2026-10", "2026年10月", "Oct 2026"),
        ("2026Q3", "2026年三季度", "Q3 2026"),
        ("2026", "2026年", "2026"),
    ],
)
def test_a_period_has_a_chinese_and_an_english_name(code, chinese, english):
    period = periods.parse(code)

    assert (period.label(), period.label("en")) == (chinese, english)


def test_periods_sort_by_their_first_day():
    assert sorted([periods.parse("2026-03"), periods.parse("2026-01")]) == [
        Period(date(2026, 1, 1), Grain.MONTH),
        Period(date(2026, 3, 1), Grain.MONTH),
    ]
