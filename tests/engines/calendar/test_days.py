import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.engines.calendar.days import Calendar, public

SATURDAY, SUNDAY = 5, 6
dates = st.dates(date(2020, 1, 1), date(2027, 12, 31))
counts = st.integers(-300, 300).filter(bool)
groups = st.tuples(st.sets(st.integers(0, 6), max_size=6), st.booleans())
calendars = groups.map(lambda group: public().under(group[0], always=group[1]))


def days_between(start: date, end: date) -> list[date]:
    return [start + timedelta(days=at) for at in range((end - start).days + 1)]


def test_every_decreed_day_is_as_the_library_says():
    every = days_between(date(2004, 1, 1), date(2026, 12, 31))

    assert [day for day in every if public().is_workday(day)] == chinese_calendar.get_workdays(every[0], every[-1])


@pytest.mark.parametrize(
    ("day", "worked", "holiday", "made_up"),
    [
        (date(2026, 9, 20), True, "", "国庆节"),  # a Sunday
        (date(2026, 9, 30), True, "", ""),
        (date(2026, 10, 1), False, "国庆节", ""),
        (date(2026, 10, 3), False, "国庆节", ""),  # a Saturday
        (date(2026, 10, 8), True, "", ""),
        (date(2026, 10, 10), True, "", "国庆节"),  # a Saturday
        (date(2026, 10, 11), False, "", ""),
        (date(2026, 2, 17), False, "春节", ""),
    ],
)
def test_holidays_and_the_days_that_make_up_for_them(day, worked, holiday, made_up):
    calendar = public()

    assert (calendar.is_workday(day), calendar.holiday(day), calendar.made_up(day)) == (worked, holiday, made_up)


def test_a_decreed_year_is_settled_and_one_beyond_is_not():
    assert [public().provisional(year) for year in (2003, 2004, 2026, 2035, 2101)] == [True, False, False, True, True]


def test_an_undecreed_year_has_the_weekends_and_the_days_of_the_statute_off():
    off = [day for day in days_between(date(2035, 1, 1), date(2035, 12, 31)) if public().holiday(day)]

    assert {
        name: [f"{day:%m-%d}" for day in off if public().holiday(day) == name] for name in map(public().holiday, off)
    } == {
        "元旦": ["01-01"],
        "春节": ["02-07", "02-08", "02-09", "02-10"],
        "清明": ["04-05"],
        "劳动节": ["05-01", "05-02"],
        "端午": ["06-10"],
        "中秋": ["09-16"],
        "国庆节": ["10-01", "10-02", "10-03"],
    }
    weekdays = [day for day in days_between(date(2035, 1, 1), date(2035, 12, 31)) if day.weekday() < SATURDAY]
    assert [day for day in weekdays if public().is_workday(day)] == [day for day in weekdays if day not in off]
    assert not any(public().is_workday(day) or public().made_up(day) for day in (date(2035, 1, 6), date(2035, 1, 7)))


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_without_moon_or_sun_table_has_the_fixed_holidays(year):
    off = {public().holiday(day) for day in days_between(date(year, 1, 1), date(year, 12, 31))}

    assert off == {"", "元旦", "劳动节", "国庆节"}


@pytest.mark.parametrize(
    ("start", "count", "found"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 4), 1, date(2026, 10, 8)),
        (date(2026, 10, 4), 0, date(2026, 10, 4)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 4), -1, date(2026, 9, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date(2024, 6, 3), 500, date(2026, 6, 9)),
    ],
)
def test_working_days_are_added_over_holidays_and_years(start, count, found):
    assert public().add_workdays(start, count) == found


@given(dates, counts, calendars)
def test_adding_working_days_is_what_counting_them_counts(day, count, calendar):
    found = calendar.add_workdays(day, count)

    assert calendar.is_workday(found)
    assert calendar.workdays_between(day, found) == count


@given(dates, dates, calendars)
def test_counting_working_days_is_looking_at_each(one, two, calendar):
    start, end = sorted((one, two))

    assert calendar.workdays_between(start, end) == sum(map(calendar.is_workday, days_between(start, end)[1:]))
    assert calendar.workdays_between(end, start) == -sum(map(calendar.is_workday, days_between(start, end)[:-1]))


@given(dates, calendars)
def test_the_nearest_working_days_have_no_other_between(day, calendar):
    following, preceding = calendar.following(day), calendar.preceding(day)

    assert preceding <= day <= following
    assert [each for each in days_between(preceding, following) if calendar.is_workday(each)] == sorted(
        {preceding, following}
    )


@given(dates, st.integers(-40, 40), st.integers(0, 31), calendars)
def test_the_nth_working_day_is_found_from_either_end(start, number, length, calendar):
    end = start + timedelta(days=length)
    worked = [day for day in days_between(start, end) if calendar.is_workday(day)]
    place = number - (number > 0)
    wanted = worked[place] if number and -len(worked) <= place < len(worked) else None

    assert calendar.nth(start, end, number) == wanted


def test_a_group_with_rest_days_of_its_own_has_public_holidays_off_and_makes_up_for_none():
    calendar = public().under([0], always=False)

    assert not calendar.is_workday(date(2026, 10, 19))  # a Monday
    assert calendar.is_workday(date(2026, 10, 18))  # a Sunday
    assert calendar.holiday(date(2026, 10, 2)) == "国庆节"
    assert not public().under([SATURDAY, SUNDAY], always=False).is_workday(date(2026, 10, 10))


def test_a_group_that_always_works_has_only_its_rest_days_off():
    every, but_mondays = public().under([], always=True), public().under([0], always=True)
    october = days_between(date(2026, 10, 1), date(2026, 10, 31))

    assert all(map(every.is_workday, october))
    assert [day for day in october if not but_mondays.is_workday(day)] == [day for day in october if day.weekday() == 0]
    assert (every.holiday(october[0]), every.provisional(2035)) == ("", False)


def test_a_calendar_is_made_once_for_a_group():
    assert public().under([], always=False) is public()
    assert public().under([1, 2], always=False) is public().under([2, 1], always=False)
    assert public().under([1], always=False) is not public().under([1], always=True)


def test_a_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="without working days"):
        public().under(range(7), always=True)


@pytest.mark.parametrize(("day", "count"), [(date.max, 1), (date.min, -1)])
def test_there_is_no_calendar_beyond_the_years_of_dates(day, count):
    with pytest.raises(OverflowError, match="no calendar for the year"):
        public().add_workdays(day, count)


def test_a_year_is_read_once():
    asked = []
    years = public()._read

    calendar = Calendar(lambda year: asked.append(year) or years(year))
    calendar.workdays_between(date(2025, 6, 1), date(2026, 6, 1))
    calendar.add_workdays(date(2025, 6, 1), 200)

    assert asked == [2025, 2026]


def test_the_library_is_loaded_when_a_day_is_first_asked_for():
    script = (
        "import sys; from guiju.engines.calendar.days import public; public(); print('chinese_calendar' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
