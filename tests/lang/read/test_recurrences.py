"""When something comes round: the words there are for it, in two languages, and that what is said can be read again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.kinds.duty.recurrence import Every, Recurrence
from guiju.lang.read.recurrences import recurrence_of
from guiju.lang.read.rrules import Refused
from guiju.lang.readback import times

DAY, WEEK, MONTH, QUARTER, HALF, YEAR = Every
WORDS = {
    "每日 每天 天天 每个自然日 daily every|day": Recurrence(DAY),
    "每三天 每3日 every|3|days": Recurrence(DAY, 3),
    "每个工作日 工作日 每个上班日 every|workday every|working|day": Recurrence(DAY, working=True),
    "每周一 每星期一 每礼拜一 every|Monday weekly|on|Monday": Recurrence(WEEK, weekdays=(0,)),
    "每周天 every|Sunday": Recurrence(WEEK, weekdays=(6,)),
    "每周一、周四 每周一和周四 每周一、四 每周四，一 every|Monday|and|Thursday every|Thursday,|Monday": Recurrence(
        WEEK, weekdays=(0, 3)
    ),
    "每周二至周四 每周二到四 每周二-周四": Recurrence(WEEK, weekdays=(1, 2, 3)),
    "每两周周五 每2周周五 隔周周五 双周周五 every|other|Friday every|two|weeks|on|Friday": Recurrence(
        WEEK, 2, weekdays=(4,)
    ),
    "每周五前 每周五之前 weekly|by|Friday": Recurrence(WEEK, weekdays=(4,), by=True),
    "每周最后一个工作日 last|workday|of|the|week": Recurrence(WEEK, workdays=(-1,)),
    "每月25日 每月25号 每月二十五日 monthly|on|the|25th 25th|of|the|month": Recurrence(MONTH, days=(25,)),
    "每月25日前 每月25号之前 每月２５日以前 monthly|by|the|25th by|the|25th|of|each|month": Recurrence(
        MONTH, days=(25,), by=True
    ),
    "每月1日、15日 每月1、15日 每月1号和15号 monthly|on|the|1st|and|15th": Recurrence(MONTH, days=(1, 15)),
    "每月最后一天 每月末 月末 月底 每月末日 last|day|of|the|month monthly|on|the|last|day": Recurrence(
        MONTH, days=(-1,)
    ),
    "每月15日、最后一天 monthly|on|the|15th|and|the|last|day": Recurrence(MONTH, days=(15, -1)),
    "每月第一天 每月首日": Recurrence(MONTH, days=(1,)),
    "每两个月5日 隔月5日 every|two|months|on|the|5th": Recurrence(MONTH, 2, days=(5,)),
    "每月最后一个工作日 月末最后一个工作日 last|workday|of|the|month": Recurrence(MONTH, workdays=(-1,)),
    "每月第3个工作日 每月第三个工作日 3rd|workday|of|the|month third|workday|of|the|month": Recurrence(
        MONTH, workdays=(3,)
    ),
    "每月倒数第2个工作日 second|last|workday|of|the|month": Recurrence(MONTH, workdays=(-2,)),
    "每月前5个工作日内 每月第5个工作日前 by|5th|workday|of|the|month": Recurrence(MONTH, workdays=(5,), by=True),
    "每月第一个周一 每月首个周一 first|Monday|of|the|month monthly|on|the|first|Monday": Recurrence(
        MONTH, weekdays=(0,), nth=1
    ),
    "每月最后一个周五 last|Friday|of|the|month": Recurrence(MONTH, weekdays=(4,), nth=-1),
    "每季第一个工作日 每季度首个工作日 first|workday|of|the|quarter": Recurrence(QUARTER, workdays=(1,)),
    "每季最后一个工作日 季末最后一个工作日 last|workday|of|the|quarter": Recurrence(QUARTER, workdays=(-1,)),
    "每季度末月25日前 每季最后一个月25日前 quarterly|by|the|25th|of|the|last|month": Recurrence(
        QUARTER, days=(25,), months=(3,), by=True
    ),
    "每季首月10日 每季第1个月10日 quarterly|on|the|10th|of|the|first|month": Recurrence(
        QUARTER, days=(10,), months=(1,)
    ),
    "每季最后一天 季末 last|day|of|the|quarter": Recurrence(QUARTER, days=(-1,), months=(3,)),
    "每季第一天": Recurrence(QUARTER, days=(1,), months=(1,)),
    "每季最后一个周五": Recurrence(QUARTER, weekdays=(4,), nth=-1, months=(3,)),
    "每半年最后一个工作日 last|workday|of|the|half-year half-yearly|on|the|last|workday": Recurrence(
        HALF, workdays=(-1,)
    ),
    "每半年末月20日 half-yearly|on|the|20th|of|the|last|month": Recurrence(HALF, days=(20,), months=(6,)),
    "每年1月15日 yearly|on|January|15 every|January|15th yearly|on|15|January annually|on|the|15th|of|January": (
        Recurrence(YEAR, days=(15,), months=(1,))
    ),
    "每年1月、7月15日 yearly|on|the|15th|of|January|and|July": Recurrence(YEAR, days=(15,), months=(1, 7)),
    "每年12月最后一个工作日 last|workday|of|December": Recurrence(YEAR, workdays=(-1,), months=(12,)),
    "每年最后一个工作日 年末最后一个工作日 年底最后一个工作日 last|workday|of|the|year": Recurrence(
        YEAR, workdays=(-1,)
    ),
    "每年2月29日": Recurrence(YEAR, days=(29,), months=(2,)),
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE rrule:freq=weekly;byday=mo,we RRULE：FREQ=WEEKLY；BYDAY=MO，WE": Recurrence(
        WEEK, rule="FREQ=WEEKLY;BYDAY=MO,WE"
    ),
    "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;": Recurrence(MONTH, 2, rule="FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR"),
}
SPELLED = [(text.replace("|", " "), found) for texts, found in WORDS.items() for text in texts.split()]


@pytest.mark.parametrize(("text", "found"), SPELLED, ids=[text for text, _ in SPELLED])
def test_many_spellings_say_the_same(text, found):
    assert recurrence_of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "每周", "每月", "每季15日", "每年15日", "月初", "经常", "每周五至周一", "每月25日、最后一个周五", "每日前",
        "每周八", "quarterly on some day of the last month", "工作日前", "every week", "monthly",
        "monthly on a day", "sometimes", "last of the month", "first of the year", "of the month",
        "yearly on the 15th", "monthly on the of the last month", "",
    ],
)  # fmt: skip
def test_what_does_not_say_when_is_refused(text):
    assert recurrence_of(text) == Refused("R131")


@pytest.mark.parametrize(
    "text",
    ["每月32日", "每月0日", "每年2月30日", "每年4月、6月31日", "每月第24个工作日", "每周第8个工作日", "每月第6个周一",
     "每月第0个周一", "每季第4个月5日", "每年13月5日", "每100周周五", "monthly on the 32nd"],
)  # fmt: skip
def test_a_day_that_never_comes_is_told_as_such(text):
    assert recurrence_of(text) == Refused("R132")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("RRULE:FREQ=HOURLY", "FREQ=HOURLY"),
        ("RRULE:BYDAY=MO", "BYDAY=MO"),
        ("RRULE:FREQ=DAILY;COUNT=3", "COUNT=3"),
        ("RRULE:FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY"),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        ("RRULE:FREQ=DAILY;BYHOUR=9", "BYHOUR=9"),
        ("RRULE:FREQ=WEEKLY;BYDAY=1MO", "BYDAY=1MO"),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO=54"),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=1;WKST=SU", "WKST=SU"),
        ("RRULE:FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY=367"),
        ("RRULE:FREQ=DAILY;UNTIL=20260230", "UNTIL=20260230"),
        ("RRULE:", ""),
    ],
)
def test_a_part_of_a_rule_that_speaks_of_no_days_is_quoted(text, part):
    assert recurrence_of(text) == Refused("R133", part)


NUMBERS = st.integers(1, 9)
NTH = st.integers(1, 5) | st.integers(-5, -1)
BY = st.booleans()


def several(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.lists(st.integers(least, most), min_size=1, max_size=3, unique=True)
    return numbers.map(lambda found: tuple(sorted(found)))


def day() -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(
        st.builds(lambda days: {"days": days}, several(1, 28)),
        st.builds(lambda days: {"days": (*days, -1)}, st.just(()) | several(1, 28)),
        st.builds(lambda nth: {"workdays": (nth,)}, st.integers(1, 20) | st.integers(-20, -1)),
        st.builds(lambda nth, weekday: {"nth": nth, "weekdays": (weekday,)}, NTH, st.integers(0, 6)),
    )


def within(every: Every, months: st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[Recurrence]:
    return st.builds(lambda named, by, what: Recurrence(every, months=named, by=by, **what), months, BY, day())


RECURRENCES = st.one_of(
    st.builds(Recurrence, st.just(DAY), NUMBERS),
    st.just(Recurrence(DAY, working=True)),
    st.builds(lambda n, days, by: Recurrence(WEEK, n, weekdays=days, by=by), NUMBERS, several(0, 6), BY),
    st.builds(lambda n, nth, by: Recurrence(WEEK, n, workdays=(nth,), by=by), NUMBERS, NTH, BY),
    st.builds(lambda n, by, what: Recurrence(MONTH, n, by=by, **what), NUMBERS, BY, day()),
    within(QUARTER, st.tuples(st.integers(1, 3))),
    within(HALF, st.tuples(st.integers(1, 6))),
    within(YEAR, several(1, 12)),
    st.builds(
        lambda every, nth, by: Recurrence(every, workdays=(nth,), by=by),
        st.sampled_from([QUARTER, HALF, YEAR]),
        st.integers(1, 60) | st.integers(-60, -1),
        BY,
    ),
    st.just(Recurrence(WEEK, rule="FREQ=WEEKLY;BYDAY=SA")),
)


@given(RECURRENCES, st.sampled_from(["zh", "en"]))
@settings(max_examples=400, deadline=None)
def test_what_is_said_is_read_again(recurrence, language):
    assert recurrence_of(times.recurrence(recurrence, language)) == recurrence


@given(
    st.text(
        st.sampled_from("每周月季年半第一二三十末首前工作日个、 1259to everymondayrule:;=" + "最后倒数"), max_size=30
    )
)
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text):
    assert isinstance(recurrence_of(text), Recurrence | Refused)


@pytest.mark.parametrize(
    "text",
    [
        "每两周周五从2026-10-16",
        "每两周周五，从2026年10月16日起",
        "隔周周五（自2026/10/16开始）",
        "every other Friday from 2026-10-16",
    ],
)
def test_what_comes_round_from_a_day_on_says_the_day(text):
    assert recurrence_of(text) == Recurrence(Every.WEEK, 2, weekdays=(4,), since=date(2026, 10, 16))


@pytest.mark.parametrize("text", ["每两周周五从2026-13-16", "从2026-10-16", "每周五从明天"])
def test_a_day_that_is_none_is_not_understood(text):
    assert isinstance(recurrence_of(text), Refused)
