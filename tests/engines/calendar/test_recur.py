from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.engines.calendar.days import public
from guiju.engines.calendar.recur import Occurrence, follows_calendar, moved, occurrences
from guiju.engines.calendar.rule import BadRuleError
from guiju.engines.calendar.spans import MONTHS
from guiju.lang.kinds.choices import Shift
from guiju.lang.kinds.duty.recurrence import Every, Recurrence

DAY = timedelta(days=1)
dates = st.dates(date(2020, 1, 1), date(2027, 12, 31))
policies = st.sampled_from(Shift)
calendars = st.tuples(st.sets(st.integers(0, 6), max_size=5), st.booleans()).map(
    lambda group: public().under(group[0], always=group[1])
)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    every = draw(st.sampled_from(Every))
    chosen = draw(
        st.sampled_from([{}, {"days": (1, 31, -1, -40)}, {"workdays": (1, -1, 40)}, {"weekdays": (0, 3)}])
        | st.builds(
            lambda days: {"days": tuple(days)}, st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3)
        )
        | st.builds(lambda nth: {"weekdays": (4,), "nth": nth}, st.integers(-5, 5))
        | st.builds(lambda nth: {"workdays": (nth,)}, st.integers(-23, 23).filter(bool))
    )
    months = tuple(draw(st.sets(st.integers(1, 12), max_size=3)))
    rule = draw(st.sampled_from(["", "", "", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=DAILY;INTERVAL=5"]))
    flags = {"working": draw(st.booleans()), "by": draw(st.booleans())}
    return Recurrence(every, draw(st.integers(1, 5)), months=months, rule=rule, **chosen, **flags)


def on(recurrence: Recurrence, start: date, end: date, policy: Shift = Shift.KEEP) -> list[str]:
    return [f"{each.on:%m-%d}" for each in occurrences(recurrence, start, end, public(), policy)]


def in_2026(first: int, last: int) -> tuple[date, date]:
    """From the first of a month to the end of another."""
    return date(2026, first, 1), date(2026 + last // 12, last % 12 + 1, 1) - DAY


@pytest.mark.parametrize(
    ("recurrence", "months", "found"),
    [
        # 每7天
        (Recurrence(Every.DAY, 7), (10, 10), ["10-05", "10-12", "10-19", "10-26"]),
        # 每周一、周四; 每两周周五
        (Recurrence(Every.WEEK, weekdays=(0, 3)), (2, 2), [f"02-{day:02}" for day in (2, 5, 9, 12, 16, 19, 23, 26)]),
        (Recurrence(Every.WEEK, 2, weekdays=(4,)), (10, 10), ["10-09", "10-23"]),
        # 每周最后一个工作日, with none in the week of the national holidays but Saturday's, and that of Thursday
        (Recurrence(Every.WEEK, workdays=(-1,)), (10, 10), ["10-10", "10-16", "10-23", "10-30"]),
        # 每月25日, 每月1日、15日, 每月31日, 每月最后一天
        (Recurrence(Every.MONTH, days=(25,)), (1, 3), ["01-25", "02-25", "03-25"]),
        (Recurrence(Every.MONTH, days=(1, 15)), (1, 2), ["01-01", "01-15", "02-01", "02-15"]),
        (Recurrence(Every.MONTH, days=(31,)), (1, 4), ["01-31", "02-28", "03-31", "04-30"]),
        (Recurrence(Every.MONTH, days=(-1,)), (1, 4), ["01-31", "02-28", "03-31", "04-30"]),
        (Recurrence(Every.MONTH, days=(-31,)), (2, 3), ["02-01", "03-01"]),
        # 每月最后一个工作日, 每月第3个工作日
        (Recurrence(Every.MONTH, workdays=(-1,)), (1, 3), ["01-30", "02-28", "03-31"]),
        (Recurrence(Every.MONTH, workdays=(3,)), (10, 11), ["10-10", "11-04"]),
        (Recurrence(Every.MONTH, workdays=(23,)), (1, 3), []),
        # 每月第一个周一, 每月最后一个周五, 每月第5个周五
        (Recurrence(Every.MONTH, weekdays=(0,), nth=1), (10, 12), ["10-05", "11-02", "12-07"]),
        (Recurrence(Every.MONTH, weekdays=(4,), nth=-1), (10, 12), ["10-30", "11-27", "12-25"]),
        (Recurrence(Every.MONTH, weekdays=(4,), nth=5), (10, 12), ["10-30"]),
        # 每两个月
        (Recurrence(Every.MONTH, 2, days=(1,)), (1, 6), ["01-01", "03-01", "05-01"]),
        # 每季第一个工作日, 季末最后一个工作日, 每季度末月25日
        (Recurrence(Every.QUARTER, workdays=(1,)), (1, 12), ["01-04", "04-01", "07-01", "10-08"]),
        (Recurrence(Every.QUARTER, workdays=(-1,)), (1, 12), ["03-31", "06-30", "09-30", "12-31"]),
        (Recurrence(Every.QUARTER, months=(3,), days=(25,)), (1, 12), ["03-25", "06-25", "09-25", "12-25"]),
        (Recurrence(Every.QUARTER, days=(5, -1)), (1, 6), ["01-05", "03-31", "04-05", "06-30"]),
        # 每半年最后一个工作日, and of a month that a half does not have
        (Recurrence(Every.HALF, workdays=(-1,)), (1, 12), ["06-30", "12-31"]),
        (Recurrence(Every.HALF, months=(1, 7), days=(1,)), (1, 12), ["01-01", "07-01"]),
        # 每年1月15日, 每年12月最后一个工作日, 每年最后一个工作日
        (Recurrence(Every.YEAR, months=(1, 7), days=(15,)), (1, 12), ["01-15", "07-15"]),
        (Recurrence(Every.YEAR, months=(12,), workdays=(-1,)), (1, 12), ["12-31"]),
        (Recurrence(Every.YEAR, workdays=(-1,)), (1, 12), ["12-31"]),
        # days and weeks of some months of the year; what names no day opens or, with 前, closes its span
        (Recurrence(Every.WEEK, weekdays=(0,), months=(2,)), (1, 12), ["02-02", "02-09", "02-16", "02-23"]),
        (Recurrence(Every.WEEK, weekdays=(6,), months=(2,)), (1, 12), ["02-01", "02-08", "02-15", "02-22"]),
        (Recurrence(Every.DAY, 10, months=(2,)), (1, 12), ["02-09", "02-19"]),
        (Recurrence(Every.QUARTER), (1, 6), ["01-01", "04-01"]),
        (Recurrence(Every.QUARTER, by=True), (1, 6), ["03-31", "06-30"]),
        (Recurrence(Every.YEAR, rule="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"), (1, 12), ["06-01"]),
    ],
)
def test_a_recurrence_names_its_days(recurrence, months, found):
    assert on(recurrence, *in_2026(*months)) == found


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (Shift.KEEP, ["10-05", "10-12", "10-19", "10-26"]),
        (Shift.SKIP, ["10-12", "10-19", "10-26"]),
        (Shift.NEXT, ["10-08", "10-12", "10-19", "10-26"]),
        (Shift.PREVIOUS, ["10-12", "10-19", "10-26"]),  # that of 5 October is due on 30 September
    ],
)
def test_a_policy_says_what_becomes_of_a_day_off(policy, found):
    mondays = Recurrence(Every.WEEK, weekdays=(0,))

    assert on(mondays, *in_2026(10, 10), policy) == found
    assert ("09-30" in on(mondays, *in_2026(9, 9), policy)) == (policy is Shift.PREVIOUS)


def test_of_several_days_that_fall_on_one_the_nearest_is_kept():
    every_day = occurrences(Recurrence(Every.DAY), date(2026, 9, 30), date(2026, 10, 8), public(), Shift.NEXT)
    twice = occurrences(Recurrence(Every.MONTH, days=(2, 5)), *in_2026(10, 10), public(), Shift.NEXT)

    assert [(each.day.day, each.on.day) for each in every_day] == [(30, 30), (8, 8)]
    assert [(each.day.day, each.on.day) for each in twice] == [(5, 8)]


def test_what_is_due_by_a_day_opens_with_its_week_or_month():
    def opens(recurrence: Recurrence, policy: Shift = Shift.KEEP) -> list[tuple[str, str]]:
        found = occurrences(recurrence, *in_2026(9, 10), public(), policy)
        return [(f"{each.opens:%m-%d}", f"{each.on:%m-%d}") for each in found]

    assert opens(Recurrence(Every.MONTH, days=(25,), by=True)) == [("09-01", "09-25"), ("10-01", "10-25")]
    assert opens(Recurrence(Every.MONTH, days=(25,))) == [("09-25", "09-25"), ("10-25", "10-25")]
    assert opens(Recurrence(Every.QUARTER, months=(3,), days=(25,), by=True)) == [("09-01", "09-25")]
    assert opens(Recurrence(Every.QUARTER, workdays=(-1,), by=True)) == [("07-01", "09-30")]
    assert opens(Recurrence(Every.MONTH, days=(1,), by=True), Shift.PREVIOUS)[1] == ("09-30", "09-30")
    assert opens(Recurrence(Every.WEEK, weekdays=(4,), by=True))[0] == ("08-31", "09-04")


def test_only_what_looks_at_working_days_follows_the_calendar():
    assert not follows_calendar(Recurrence(Every.WEEK, weekdays=(0,)), Shift.KEEP)
    assert all(
        (
            follows_calendar(Recurrence(Every.WEEK, weekdays=(0,)), Shift.NEXT),
            follows_calendar(Recurrence(Every.DAY, working=True), Shift.KEEP),
            follows_calendar(Recurrence(Every.MONTH, workdays=(1,)), Shift.KEEP),
        )
    )


def test_a_rule_that_cannot_be_read_raises():
    with pytest.raises(BadRuleError):
        on(Recurrence(Every.DAY, rule="FREQ=SECONDLY"), *in_2026(1, 1))


@given(recurrences(), dates, st.integers(0, 400), calendars, policies)
def test_what_comes_round_lies_in_the_window_in_order_and_once_a_day(recurrence, start, length, calendar, policy):
    end = start + length * DAY
    found = occurrences(recurrence, start, end, calendar, policy)

    assert all(one.on < two.on for one, two in pairwise(found))
    assert all(start <= each.on <= end and each.opens <= each.on for each in found)
    assert all(each.on == moved(each.day, policy, calendar) for each in found)
    assert policy is Shift.KEEP or all(calendar.is_workday(each.on) for each in found)
    assert recurrence.by or all(each.opens == each.on for each in found)


@given(recurrences(), dates, st.integers(0, 90), st.integers(1, 90), calendars, policies)
def test_two_windows_that_touch_find_what_one_does(recurrence, start, first, second, calendar, policy):
    middle, end = start + first * DAY, start + (first + second) * DAY
    parts = [
        each
        for window in ((start, middle), (middle + DAY, end))
        for each in occurrences(recurrence, *window, calendar, policy)
    ]

    assert tuple(parts) == occurrences(recurrence, start, end, calendar, policy)


@given(dates, calendars)
def test_a_day_is_moved_over_days_off_alone_and_never_across_itself(day, calendar):
    following, preceding = moved(day, Shift.NEXT, calendar), moved(day, Shift.PREVIOUS, calendar)

    assert preceding <= day <= following
    assert moved(day, Shift.KEEP, calendar) == day
    assert moved(day, Shift.SKIP, calendar) == (day if calendar.is_workday(day) else None)
    assert (
        not any(calendar.is_workday(preceding + at * DAY) for at in range(1, (following - preceding).days))
        or preceding == following
    )


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 23), dates, calendars)
def test_the_nth_working_day_of_a_span_is_the_nth_that_is_worked(every, nth, day, calendar):
    forward, back = (Recurrence(every, workdays=(number,)) for number in (nth, -nth))
    span = Recurrence(every, by=True)
    (whole,) = occurrences(span, *_span(span, day), calendar, Shift.KEEP)
    worked = [
        whole.opens + at * DAY
        for at in range((whole.day - whole.opens).days + 1)
        if calendar.is_workday(whole.opens + at * DAY)
    ]

    for recurrence, wanted in ((forward, worked[nth - 1 : nth]), (back, worked[len(worked) - nth :][:1])):
        found = occurrences(recurrence, whole.opens, whole.day, calendar, Shift.KEEP)
        assert found == tuple(Occurrence(each, each, each) for each in wanted if len(worked) >= nth)


def _span(recurrence: Recurrence, day: date) -> tuple[date, date]:
    """The window that holds the span of a day and no other."""
    following = occurrences(recurrence, day, day + 366 * DAY, public(), Shift.KEEP)[0]
    return following.day, following.day


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (date(2026, 10, 16), ["10-16", "10-30", "11-13"]),
        (date(2026, 10, 23), ["10-23", "11-06"]),
        (date(2026, 10, 24), ["11-06"]),  # the Friday of its week was before it
        (date(2027, 1, 1), []),
    ],
)
def test_every_other_week_counts_from_the_day_that_is_named(since, days):
    friday = Recurrence(Every.WEEK, 2, weekdays=(4,), since=since)

    found = occurrences(friday, date(2026, 10, 1), date(2026, 11, 18), public(), Shift.KEEP)

    assert [f"{one.on:%m-%d}" for one in found] == days
