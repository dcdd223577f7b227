from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from guiju.engines.calendar.rule import FREQUENCIES, WEEKDAYS, BadRuleError, days, read
from guiju.engines.calendar.spans import ANCHOR
from guiju.lang.kinds.duty.recurrence import Recurrence
from guiju.lang.read.recurrences import recurrence_of

START, END = date(2020, 1, 1), date(2027, 12, 31)


def joined(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return st.lists(numbers.filter(bool), min_size=1, max_size=3).map(lambda found: ",".join(map(str, found)))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """RRULE texts of which both know the meaning: dateutil errs on the last week of a year and mixed BYDAY."""
    frequency = draw(st.sampled_from(sorted(FREQUENCIES)))
    parts = {"FREQ": frequency}
    optional = {
        "INTERVAL": st.integers(1, 12).map(str),
        "UNTIL": st.dates(START, END).map(lambda day: f"{day:%Y%m%d}"),
        "WKST": st.sampled_from(WEEKDAYS),
        "BYMONTH": joined(st.integers(1, 12)),
        "BYMONTHDAY": joined(st.integers(-31, 31)),
        "BYYEARDAY": joined(st.integers(-366, 366)),
        "BYWEEKNO": joined(st.integers(2, 51)),
        "BYSETPOS": joined(st.integers(-5, 5)),
        "BYDAY": st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3).map(",".join),
    }
    if frequency in {"MONTHLY", "YEARLY"}:
        nth = st.tuples(st.sampled_from([-2, -1, 1, 2, 5]), st.sampled_from(WEEKDAYS))
        each = nth.map(lambda one: f"{one[0]}{one[1]}")
        optional["BYDAY"] |= st.lists(each, min_size=1, max_size=3).map(",".join)
    for name in draw(st.sets(st.sampled_from(sorted(optional)), max_size=4)):
        parts[name] = draw(optional[name])
    assume(not ("BYWEEKNO" in parts and ("WKST" in parts or any(map(str.isdigit, parts.get("BYDAY", ""))))))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@settings(max_examples=120)
@given(rules())
def test_the_days_are_those_that_dateutil_finds(text):
    found = list(days(read(text), START, END))
    assume(found)  # where there are none, dateutil searches to the year 9999

    peer = rrulestr(
        text if "UNTIL" in text else f"{text};UNTIL=20271231", dtstart=datetime.combine(ANCHOR, datetime.min.time())
    )
    opened = datetime.combine(START, datetime.min.time())
    assert found == [at.date() for at in peer if at >= opened]


@settings(max_examples=80)
@given(rules(), st.dates(START, END), st.dates(START, END))
def test_days_lie_in_the_window_once_and_in_order(text, one, two):
    start, end = sorted((one, two))
    found = list(days(read(text), start, end))

    assert found == [day for day in days(read(text), START, END) if start <= day <= end] == sorted(set(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", ["01-30", "02-27", "03-27"]),
        (" freq=monthly;bymonthday=31 ", ["01-31", "03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,2TU", ["01-05", "01-12", "01-13", "01-19", "01-26"]),
        ("FREQ=YEARLY", ["01-01"]),
        ("FREQ=YEARLY;BYMONTH=3", ["03-01"]),
        ("FREQ=MONTHLY", ["01-01", "02-01", "03-01"]),
        ("FREQ=WEEKLY;INTERVAL=4", ["01-26", "02-23", "03-23"]),
        ("FREQ=YEARLY;BYWEEKNO=1", ["01-01", "01-02", "01-03", "01-04"]),
        ("FREQ=YEARLY;BYWEEKNO=-1;UNTIL=20260331T000000Z", []),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=2", ["01-15", "02-15", "03-15"]),
    ],
)
def test_a_rule_says_its_days(text, found):
    end = date(2026, 1, 31) if "2TU" in text else date(2026, 3, 31)

    assert [f"{day:%m-%d}" for day in days(read(text), date(2026, 1, 1), end)] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every Monday",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;INTERVAL=1",
        "INTERVAL=2",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=10",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;BYSECOND=1,2,3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=DAILY;INTERVAL=²",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTH=-1",
        "FREQ=DAILY;BYMONTH=",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYMONTHDAY=32",
        "FREQ=DAILY;BYYEARDAY=-367",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=YEARLY;BYWEEKNO=1;WKST=SU",
        "FREQ=WEEKLY;WKST=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=MO,XX",
        "FREQ=MONTHLY;BYSETPOS=1.5",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20260230",
        f"FREQ=DAILY;BYMONTHDAY={','.join(['1'] * 600)}",
    ],
)
def test_a_rule_that_does_not_speak_of_days_is_refused(text):
    with pytest.raises(BadRuleError):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=300",
        "FREQ=YEARLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1;BYYEARDAY=2",
    ],
)
def test_a_day_that_never_comes_is_not_searched_for(text):
    assert list(days(read(text), START, END)) == []  # dateutil goes on to the year 9999


PIECES = st.one_of(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "WKST=SU", "WKST=MO", "INTERVAL=99"]),
    st.builds(
        lambda name, numbers: f"{name}={','.join(map(str, numbers))}",
        st.sampled_from(["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "INTERVAL"]),
        st.lists(st.integers(-400, 400), min_size=1, max_size=3),
    ),
    st.builds(
        lambda nth, weekday: f"BYDAY={nth}{weekday}", st.sampled_from(["", "1", "-2", "60"]), st.sampled_from(WEEKDAYS)
    ),
    st.builds(lambda number: f"UNTIL={number}", st.integers(18000101, 21001301)),
)


@given(st.lists(PIECES, max_size=5).map(";".join))
def test_every_rule_that_the_language_takes_can_be_planned(text):
    found = recurrence_of(f"RRULE:FREQ=MONTHLY;{text}" if "FREQ" not in text else f"RRULE:{text}")

    if isinstance(found, Recurrence):  # most are refused, and a filter that drops most is given up by Hypothesis
        assert list(days(read(found.rule), date(2026, 1, 1), date(2026, 1, 2))) is not None
