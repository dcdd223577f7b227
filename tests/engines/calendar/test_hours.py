from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.calendar.world import regulation
from guiju.engines.calendar import hours, service
from guiju.engines.calendar.days import public
from guiju.engines.calendar.hours import STANDARD, Left, Shift, after, before, day_end, due_moment, in_order, left
from guiju.lang.kinds.duty.recurrence import Allowance, AnchorKind, DueTime, SpanUnit
from guiju.lang.kinds.schedule.model import Hours

OFFICE = Shift((Hours(540, 720), Hours(810, 1080)))  # 09:00-12:00, 13:30-18:00
LATE = Shift((Hours(480, 1440),), always=True)  # 08:00-24:00 on every day
NIGHT = Shift((Hours(1320, 1800),), rest=(6,))  # 22:00-06:00, Sundays off
SHIFTS = (STANDARD, OFFICE, LATE, NIGHT, Shift((Hours(0, 1440),), always=True), Shift((Hours(600, 2040),), rest=(1, 2)))

moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(microsecond=0))
shifts = st.sampled_from(SHIFTS)
spans = st.builds(
    Allowance,
    amount=st.integers(1, 400),
    unit=st.sampled_from([SpanUnit.MINUTE, SpanUnit.HOUR]),
    service=st.booleans(),
)
long_spans = st.builds(Allowance, amount=st.integers(1, 60), unit=st.sampled_from([SpanUnit.DAY, SpanUnit.WORKDAY]))


def minutes(amount: int, *, of_service: bool = False) -> Allowance:
    return Allowance(amount, SpanUnit.MINUTE, of_service)


def workdays(amount: int) -> Allowance:
    return Allowance(amount, SpanUnit.WORKDAY)


def working_hours(amount: int) -> Allowance:
    return Allowance(amount, SpanUnit.HOUR, service=True)


# ── whose hours ──


@pytest.mark.parametrize(
    ("units", "position", "wanted"),
    [
        (("客服组", "电商部"), "夜班客服", Shift((Hours(1320, 1800),), (6,))),
        (("客服组", "电商部"), "客服专员", Shift((Hours(480, 1440),), always=True)),
        (("推广组", "电商部"), "推广专员", Shift((Hours(540, 720), Hours(810, 1080)))),
        ((), "", Shift((Hours(540, 720), Hours(810, 1080)))),
    ],
)
def test_the_nearest_schedule_gives_the_hours(units, position, wanted):
    schedules = """
作息:
  部门: {时间: "09:00-12:00, 13:30-18:00"}
  客服组: {时间: "08:00-24:00", 全年: 是}
  夜班客服: {时间: "22:00-06:00", 休息: [周日]}
  大促: {对象: 客服组, 时间: "00:00-24:00", 例外于: 客服组, 当: 大促期 = 1}
参数:
  大促期: 1
"""

    assert hours.shift_of(regulation(schedules, position="夜班客服"), units, position) == wanted


def test_without_a_schedule_hours_are_assumed():
    shift = hours.shift_of(regulation(""), ("推广组", "电商部"), "推广专员")

    assert (shift, shift.assumed, shift.starts, shift.ends) == (STANDARD, True, 540, 1080)


@pytest.mark.parametrize("bad", [(), (Hours(600, 600),), (Hours(600, 700), Hours(650, 800)), (Hours(0, 1500),)])
def test_hours_that_hold_no_time_or_overlap_are_refused(bad):
    with pytest.raises(ValueError, match="hours of work"):
        Shift(bad)


def test_hours_are_put_in_order_and_cut_where_they_overlap():
    found = in_order([Hours(1200, 2100), Hours(480, 720), Hours(600, 900), Hours(650, 700), Hours(500, 400)])

    assert found == (Hours(480, 720), Hours(720, 900), Hours(1200, 1920))
    assert Shift(found).ends == 1920


# ── when something is due ──


@pytest.mark.parametrize(
    ("due", "shift", "wanted"),
    [
        (DueTime(AnchorKind.CLOCK, 720), OFFICE, datetime(2026, 10, 9, 12)),
        (DueTime(AnchorKind.START, 15), OFFICE, datetime(2026, 10, 9, 9, 15)),
        (DueTime(AnchorKind.START, -15), OFFICE, datetime(2026, 10, 9, 8, 45)),
        (DueTime(AnchorKind.END, -30), OFFICE, datetime(2026, 10, 9, 17, 30)),
        (DueTime(AnchorKind.END, -30), NIGHT, datetime(2026, 10, 10, 5, 30)),
        (DueTime(AnchorKind.DAY), OFFICE, datetime(2026, 10, 9, 23, 59, 59)),
        (DueTime(AnchorKind.END), LATE, datetime(2026, 10, 9, 23, 59, 59)),
        (DueTime(AnchorKind.CLOCK, 1440), LATE, datetime(2026, 10, 9, 23, 59, 59)),
        (DueTime(AnchorKind.CLOCK, 0), LATE, datetime(2026, 10, 9)),
    ],
)
def test_work_is_due_at_its_time_of_the_day(due, shift, wanted):
    assert due_moment(due, date(2026, 10, 9), shift) == wanted


# ── spans ──


@pytest.mark.parametrize(
    ("start", "span", "shift", "wanted"),
    [
        # the day of the start does not count, the last one counts to its end
        (datetime(2026, 10, 12, 9), workdays(3), OFFICE, datetime(2026, 10, 15, 23, 59, 59)),
        (datetime(2026, 10, 12, 23), workdays(3), OFFICE, datetime(2026, 10, 15, 23, 59, 59)),
        # over the national holidays, with Saturday 10 October made up for
        (datetime(2026, 9, 30, 15), workdays(3), OFFICE, datetime(2026, 10, 10, 23, 59, 59)),
        (datetime(2026, 10, 3, 15), workdays(1), OFFICE, datetime(2026, 10, 8, 23, 59, 59)),
        # who always works has no holidays
        (datetime(2026, 9, 30, 15), workdays(3), LATE, datetime(2026, 10, 3, 23, 59, 59)),
        (datetime(2026, 9, 30, 15), Allowance(3, SpanUnit.DAY), OFFICE, datetime(2026, 10, 3, 23, 59, 59)),
        (datetime(2026, 9, 30, 23, 30), minutes(45), OFFICE, datetime(2026, 10, 1, 0, 15)),
        (datetime(2026, 9, 30, 23), Allowance(2, SpanUnit.HOUR), OFFICE, datetime(2026, 10, 1, 1)),
        # service time stands still at noon, at night and on days off
        (datetime(2026, 9, 30, 11), working_hours(2), OFFICE, datetime(2026, 9, 30, 14, 30)),
        (datetime(2026, 9, 30, 17), working_hours(2), OFFICE, datetime(2026, 10, 8, 10)),
        (datetime(2026, 9, 30, 17), working_hours(1), OFFICE, datetime(2026, 9, 30, 18)),
        (datetime(2026, 10, 3, 7), working_hours(1), OFFICE, datetime(2026, 10, 8, 10)),
        (datetime(2026, 10, 3, 23, 30), working_hours(1), LATE, datetime(2026, 10, 4, 8, 30)),
        # a night that began on Saturday goes on into Sunday, which is off
        (datetime(2026, 10, 18, 5), minutes(90, of_service=True), NIGHT, datetime(2026, 10, 19, 22, 30)),
    ],
)
def test_a_span_ends_where_the_calendar_and_the_hours_say(start, span, shift, wanted):
    assert after(start, span, shift, public()) == wanted


@pytest.mark.parametrize(
    ("moment", "span", "shift", "wanted"),
    [
        (datetime(2026, 10, 8, 12), workdays(1), OFFICE, datetime(2026, 9, 30, 12)),
        (datetime(2026, 10, 8, 12), Allowance(1, SpanUnit.DAY), OFFICE, datetime(2026, 10, 7, 12)),
        (datetime(2026, 10, 8, 12), Allowance(1, SpanUnit.HOUR), OFFICE, datetime(2026, 10, 8, 11)),
        (datetime(2026, 10, 8, 10), working_hours(2), OFFICE, datetime(2026, 9, 30, 17)),
        (datetime(2026, 10, 8, 10), working_hours(1), OFFICE, datetime(2026, 10, 8, 9)),
        (datetime(2026, 10, 4, 8), minutes(30, of_service=True), LATE, datetime(2026, 10, 3, 23, 30)),
        (datetime(2026, 10, 18, 2), working_hours(5), NIGHT, datetime(2026, 10, 17, 5)),
    ],
)
def test_a_span_before_a_moment_starts_where_the_calendar_and_the_hours_say(moment, span, shift, wanted):
    assert before(moment, span, shift, public()) == wanted


@given(moments, spans, shifts)
def test_as_much_time_passes_as_the_span_holds(start, span, shift):
    length = timedelta(minutes=span.amount * (60 if span.unit is SpanUnit.HOUR else 1))
    end, begin = after(start, span, shift, public()), before(start, span, shift, public())

    if span.service:
        calendar = shift.calendar(public())
        assert service.between(start, end, shift.hours, calendar) == length
        assert service.between(begin, start, shift.hours, calendar) == length
    else:
        assert (end - start, start - begin) == (length, length)


@given(moments, spans, shifts)
def test_going_back_and_forth_leads_to_the_same_moment(moment, span, shift):
    worked = after(moment, minutes(1, of_service=True), shift, public())  # a moment within hours

    assert after(before(worked, span, shift, public()), span, shift, public()) == worked


@given(moments, long_spans, shifts)
def test_days_go_back_and_forth_to_the_same_day(moment, span, shift):
    own = shift.calendar(public())
    moment = datetime.combine(own.following(moment.date()), moment.time())

    assert after(before(moment, span, shift, public()), span, shift, public()) == day_end(moment.date())
    assert before(after(moment, span, shift, public()), span, shift, public()).date() == moment.date()


@given(moments, moments, shifts)
def test_service_time_is_counted_alike_both_ways_and_minute_by_minute(one, two, shift):
    one = one.replace(second=0)
    two = max(min(two.replace(second=0), one + timedelta(days=4)), one - timedelta(days=4))
    calendar, start = shift.calendar(public()), min(one, two)
    steps = (start + timedelta(minutes=at) for at in range(int(abs(two - one) / timedelta(minutes=1))))
    served = sum(any(_serves(at, at.date() - timedelta(days=back), shift) for back in (0, 1)) for at in steps)

    assert service.between(start, max(one, two), shift.hours, calendar) == timedelta(minutes=served)
    assert service.between(max(one, two), start, shift.hours, calendar) == -timedelta(minutes=served)


def _serves(moment: datetime, day: date, shift: Shift) -> bool:
    at = (moment - datetime.combine(day, time())) // timedelta(minutes=1)
    return shift.calendar(public()).is_workday(day) and any(span.start <= at < span.end for span in shift.hours)


@given(moments, st.one_of(spans, long_spans), st.integers(1, 50), shifts)
def test_a_longer_span_never_ends_earlier(start, span, more, shift):
    longer = Allowance(span.amount + more, span.unit, span.service)

    assert start < after(start, span, shift, public()) < after(start, longer, shift, public())
    assert before(start, longer, shift, public()) < before(start, span, shift, public()) < start


# ── time left ──


def test_time_left_counts_seconds_and_the_working_days_after_today():
    now = datetime(2026, 9, 30, 12)

    assert left(now, datetime(2026, 9, 30, 18), OFFICE, public()) == Left(21600, 0)
    assert left(now, datetime(2026, 10, 9, 12), OFFICE, public()) == Left(9 * 86400, 2)
    assert left(now, datetime(2026, 9, 29, 12), OFFICE, public()) == Left(-86400, -1)
    assert left(now, now - timedelta(milliseconds=1), OFFICE, public()) == Left(-1, 0)
