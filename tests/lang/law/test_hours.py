"""Hours of work against floors of law, with the arithmetic."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.lang.kinds import Schedule
from guiju.lang.law import hours
from lang.law import make

WEEK = "一周: {约束: 每周工时, 不超过: 44小时, 自: 1995-01-01, 来源: 《劳动法》第三十六条}"
STANDARD = "标准: {约束: 每周工时, 不超过: 40小时, 力度: 标准, 来源: 《国务院规定》第三条}"
A_DAY = "一天: {约束: 每日工时, 不超过: 8小时, 来源: 《劳动法》第三十六条}"
REST = "休息: {约束: 每周休息, 不低于: 1天, 来源: 《劳动法》第三十八条}"
ALL = make.law(f"{WEEK}\n{STANDARD}\n{A_DAY}\n{REST}")
SIX_DAYS = "作息:\n  一组: {时间: '08:30-12:00, 14:00-18:00', 休息: [周日]}\n"


def test_the_45_hour_week_is_told_with_its_arithmetic_and_what_would_be_allowed():
    (found,) = make.judged(SIX_DAYS, ALL)

    assert (found.severity, found.rule, found.floor.name) == ("below", ("schedule", "一组"), "一周")
    assert found.sums.zh == "08:30–12:00, 14:00–18:00，一天 7.5 小时 × 一周 6 天 = 45 小时 > 44 小时"
    assert found.sums.en == "08:30–12:00, 14:00–18:00: 7.5 hours a day × 6 days a week = 45 hours > 44 hours"
    assert found.allowed.zh == "一周上 5 天（7.5 × 5 = 37.5 小时）；或仍上 6 天，每天不超过 7 小时 20 分钟"
    assert found.allowed.en == "5 days a week (7.5 × 5 = 37.5 hours), or the same 6 days of 7 hours 20 minutes"


def test_what_is_allowed_on_fewer_days_is_no_longer_day_than_the_law_has():
    found = make.judged("作息:\n  一组: {时间: '09:00-18:30', 休息: [周日]}\n", ALL)

    assert [(one.floor.name, one.sums.zh) for one in found] == [
        ("一周", "09:00–18:30，一天 9.5 小时 × 一周 6 天 = 57 小时 > 44 小时"),
        ("一天", "09:00–18:30，一天 9.5 小时 > 8 小时"),
    ]
    assert found[0].allowed.zh == "仍上 6 天，每天不超过 7 小时 20 分钟"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("{时间: '09:00-12:00, 13:00-18:00'}", []),
        ("{时间: '09:00-12:00, 13:00-18:00', 休息: [周日]}", ["below"]),
        ("{时间: '09:00-12:00, 14:00-18:00', 休息: [周日]}", ["standard"]),
        ("{时间: '08:00-24:00', 全年: 是}", ["note"]),
        ("{时间: '09:00-21:00', 轮班: 是}", ["note"]),
        ("{时间: '09:00-21:00'}", ["below", "below"]),
    ],
)
def test_a_schedule_is_held_to_the_day_and_the_week(written, found):
    assert [one.severity.value for one in make.judged(f"作息:\n  一组: {written}\n", ALL)] == found


@pytest.mark.parametrize(("days_off", "found"), [(4, ["一周", "休息"]), (5, ["标准"]), (9, [])])
def test_those_who_work_by_roster_are_held_to_the_average_of_their_days_off(days_off, found):
    block = "作息:\n  一组: {时间: '08:30-12:00, 14:00-18:00', 全年: 是}\n"
    block += f"参数:\n  轮休: {{值: {days_off}天, 作为: 每月休息}}\n"

    assert [one.floor.name for one in make.judged(block, ALL)] == found


def test_a_floor_holds_from_its_first_day():
    assert make.judged(SIX_DAYS, make.law(WEEK), day=date(1994, 12, 31)) == []
    assert len(make.judged(SIX_DAYS, make.law(WEEK), day=date(1995, 1, 1))) == 1


minutes = st.integers(0, 1439)


@given(st.lists(minutes, min_size=2, max_size=8, unique=True), st.sets(st.integers(0, 6), max_size=6), st.booleans())
def test_a_finding_is_there_exactly_when_the_week_is_longer_and_what_it_offers_fits(times, rest, always):
    spans = sorted(times)[: len(times) // 2 * 2]
    written = ", ".join(
        f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in zip(spans[::2], spans[1::2], strict=True)
    )
    off = "[" + ", ".join("一二三四五六日"[day].join(["周", ""]) for day in sorted(rest)) + "]"
    extra = ", 全年: 是" if always and not rest else f", 休息: {off}" if rest else ""
    block = f"作息:\n  一组: {{时间: '{written}'{extra}}}\n"
    schedule = make.regulation(block).of(Schedule)["一组"]
    worked = sum(b - a for a, b in zip(spans[::2], spans[1::2], strict=True))
    days = None if always and not rest else 7 - len(rest) if rest else 5

    found = [one for one in make.judged(block, make.law(WEEK)) if one.floor.name == "一周"]

    assert hours.a_day(schedule) == worked
    assert hours.days_a_week(schedule) == days
    assert len(found) == (days is not None and worked * days > 44 * 60)


@given(st.integers(1, 1440).map(Fraction), st.integers(1, 7).map(Fraction), st.integers(60, 4000).map(Fraction))
def test_offers_never_exceed_the_bound(worked, days, most):
    offer = hours.fitting(worked, days, most, Fraction(480)).en
    fewer = int(offer.split(" days")[0]) if "(" in offer else 0

    assert worked * fewer <= most
    assert not fewer or worked <= 480


@given(st.integers(0, 31).map(Fraction))
def test_days_off_a_month_and_days_worked_make_a_year(off):
    weeks = Fraction(365, 7)

    assert hours.average_days(off) * weeks + off * 12 == 365
