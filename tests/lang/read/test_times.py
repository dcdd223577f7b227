"""Times of day, spans, hours and weekdays as people write them; what is said of them can be read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.kinds.duty.recurrence import Allowance, AnchorKind, DueTime, SpanUnit, longest_open, minutes
from guiju.lang.kinds.schedule.model import Hours
from guiju.lang.read.recurrences import recurrence_of
from guiju.lang.read.times import allowance_of, due_of, hours_of, weekdays_of
from guiju.lang.readback import times

MINUTE, HOUR, DAY, WORKDAY = SpanUnit
SPANS = {
    "30分钟": Allowance(30, MINUTE),
    "３０ 分钟": Allowance(30, MINUTE),
    "半小时": Allowance(30, MINUTE),
    "1.5小时": Allowance(90, MINUTE),
    "两小时": Allowance(2, HOUR),
    "2个小时": Allowance(2, HOUR),
    "12 hours": Allowance(12, HOUR),
    "半天": Allowance(12, HOUR),
    "十二天": Allowance(12, DAY),
    "1周": Allowance(7, DAY),
    "3工作日": Allowance(3, WORKDAY),
    "三个工作日": Allowance(3, WORKDAY),
    "2 working days": Allowance(2, WORKDAY),
    "2小时工时": Allowance(2, HOUR, service=True),
    "4个工时": Allowance(4, HOUR, service=True),
    "30分钟工时": Allowance(30, MINUTE, service=True),
    "2 service hours": Allowance(2, HOUR, service=True),
}


@pytest.mark.parametrize("text", SPANS)
def test_a_span_is_read(text):
    assert allowance_of(text) == SPANS[text]


@pytest.mark.parametrize(
    "text", ["0小时", "2", "小时", "一会儿", "1.5工作日", "2工作日工时", "99999小时", "1.01小时", "-2小时", ""]
)
def test_what_is_no_span_is_none(text):
    assert allowance_of(text) is None


DUES = {
    "12:00": DueTime(AnchorKind.CLOCK, 720),
    "9：05": DueTime(AnchorKind.CLOCK, 545),
    "9点": DueTime(AnchorKind.CLOCK, 540),
    "9点半": DueTime(AnchorKind.CLOCK, 570),
    "9点05分": DueTime(AnchorKind.CLOCK, 545),
    "12:00前": DueTime(AnchorKind.CLOCK, 720),
    "by 12:00": DueTime(AnchorKind.CLOCK, 720),
    "24:00": DueTime(AnchorKind.CLOCK, 1440),
    "次日2:00": DueTime(AnchorKind.CLOCK, 1560),
    "上班后15分钟内": DueTime(AnchorKind.START, 15),
    "1 hour after start": DueTime(AnchorKind.START, 60),
    "下班前半小时": DueTime(AnchorKind.END, -30),
    "下班前": DueTime(AnchorKind.END),
    "上班时": DueTime(AnchorKind.START),
    "当天": DueTime(AnchorKind.DAY),
    "end of the day": DueTime(AnchorKind.DAY),
}


@pytest.mark.parametrize("text", DUES)
def test_a_time_by_which_something_is_due_is_read(text):
    assert due_of(text) == DUES[text]


@pytest.mark.parametrize("text", ["中午", "25:00", "9:60", "上班后3工作日", "上班后2小时工时", "下班前一会儿", "9", ""])
def test_what_is_no_time_of_day_is_none(text):
    assert due_of(text) is None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09:00-12:00, 13:30-18:00", (Hours(540, 720), Hours(810, 1080))),
        ("9:00至12:00、13:00到18:00", (Hours(540, 720), Hours(780, 1080))),
        ("９：００－１８：００", (Hours(540, 1080),)),
        ("9:00 to 18:00", (Hours(540, 1080),)),
        ("08:00-24:00", (Hours(480, 1440),)),
        ("22:00-06:00", (Hours(1320, 1800),)),
        ("22:00-02:00, 03:00-06:00", (Hours(1320, 1560), Hours(1620, 1800))),
        ("全天", (Hours(0, 1440),)),
        ("朝九晚六", None),
        ("9:00", None),
        ("9:00-13:00, 12:00-18:00", None),
        ("22:00-06:00, 08:00-23:00", None),
    ],
)
def test_hours_follow_each_other_within_a_day(text, spans):
    assert hours_of(text) == spans


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["周六", "星期日"], (5, 6)),
        (["周六、周天"], (5, 6)),
        (["Sat", "monday"], (0, 5)),
        (["双休"], None),
        (["周八"], None),
    ],
)
def test_weekdays_are_read(texts, days):
    assert weekdays_of(texts) == days


LANGUAGES = st.sampled_from(["zh", "en"])


@given(st.builds(Allowance, st.integers(1, 9999), st.sampled_from(SpanUnit)), LANGUAGES)
def test_a_span_that_is_said_is_read_again(span, language):
    assert allowance_of(times.allowance(span, language)) == span


@given(st.builds(Allowance, st.integers(1, 9999), st.sampled_from([MINUTE, HOUR]), st.just(value=True)), LANGUAGES)
def test_service_time_that_is_said_is_read_again(span, language):
    assert allowance_of(times.allowance(span, language)) == span


@given(
    st.one_of(
        st.builds(DueTime, st.just(AnchorKind.CLOCK), st.integers(0, 2880)),
        st.builds(DueTime, st.just(AnchorKind.START), st.integers(0, 600)),
        st.builds(DueTime, st.just(AnchorKind.END), st.integers(-600, 0)),
        st.just(DueTime(AnchorKind.DAY)),
    ),
    LANGUAGES,
)
@settings(max_examples=300)
def test_a_due_time_that_is_said_is_read_again(due, language):
    assert due_of(times.due(due, language)) == due


@given(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True), LANGUAGES)
def test_hours_that_are_said_are_read_again(moments, language):
    ordered = sorted(moments)
    spans = tuple(Hours(start, end) for start, end in zip(ordered[::2], ordered[1::2], strict=False))

    assert hours_of(times.hours(spans, language)) == spans


def test_work_lies_open_from_the_start_of_its_span_or_so_long_ahead():
    due = DueTime(AnchorKind.CLOCK, 720)

    assert longest_open(recurrence_of("每日"), due, None) == 720
    assert longest_open(recurrence_of("每日"), due, Allowance(1, WORKDAY)) == 720 + 1440
    assert longest_open(recurrence_of("每月25日前"), due, None) == 30 * 1440 + 720
    assert longest_open(recurrence_of("每两周周五前"), DueTime(AnchorKind.END, -60), None) == 13 * 1440 + 1080 - 60
    assert minutes(None) == 0
