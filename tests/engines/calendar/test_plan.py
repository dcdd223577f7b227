import subprocess
import sys
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.calendar.world import FRIDAY, STAFF, duties, planned, regulation
from guiju.engines.calendar.days import public
from guiju.engines.calendar.plan import Due, Holder, plan

DAY = timedelta(days=1)
DO = "做事: {谁: 总监, 何时: 每个工作日, 截止: 当日, 证据: 确认}"
EVERYONE = tuple(one.number for one in STAFF)


def test_a_piece_says_what_by_which_clause_when_and_for_whom():
    found = planned(
        "月报: {谁: 总监, 何时: 每月11日前, 截止: 下班前30分钟, 提前: 2工作日, 证据: 确认}", end=FRIDAY + 3 * DAY
    )

    assert found == (
        Due(
            duty="月报",
            clause="work",
            key="duty:月报:2026-10-11:01",
            number="01",
            unit="电商部",
            position="总监",
            day=date(2026, 10, 11),
            opens=datetime(2026, 9, 29),
            due=datetime(2026, 10, 12, 17, 30),
            provisional=False,
            attendees=(),
            responsible=(),
            on=date(2026, 10, 12),
        ),
    )


def test_each_follows_the_hours_of_their_group():
    found = plan(
        regulation("""
作息:
  部门: {时间: "09:00-18:00"}
  客服组: {时间: "08:00-24:00", 全年: 是}
例行:
  开工: {谁: 全员, 何时: 每个工作日, 截止: 上班后15分钟, 证据: 确认}
"""),
        STAFF,
        date(2026, 10, 7),
        date(2026, 10, 8),
        public(),
    )

    assert [(due.number, f"{due.due:%m-%d %H:%M}") for due in found] == [
        ("21", "10-07 08:15"),
        ("22", "10-07 08:15"),
        ("21", "10-08 08:15"),
        ("22", "10-08 08:15"),
        ("01", "10-08 09:15"),
        ("11", "10-08 09:15"),
        ("12", "10-08 09:15"),
    ]


def test_work_opens_no_later_than_it_is_due():
    (found,) = planned(
        "交班: {谁: 总监, 何时: 每个工作日, 截止: 上班后-0分钟, 证据: 确认}".replace("上班后-0分钟", '"00:00"')
    )

    assert found.opens == found.due == datetime(2026, 10, 9)


def test_deadlines_of_a_year_without_a_decree_are_provisional_where_they_look_at_working_days():
    text = """
        照常: {谁: 总监, 何时: 每月25日, 截止: 当日, 遇假: 照常, 证据: 确认}
        顺延: {谁: 总监, 何时: 每月25日, 截止: 当日, 证据: 确认}
        月末: {谁: 总监, 何时: 每月最后一个工作日, 截止: 当日, 遇假: 照常, 证据: 确认}
    """
    found = planned(text, start=date(2035, 5, 20), end=date(2035, 5, 31))

    assert [(due.duty, due.provisional) for due in found] == [("照常", False), ("顺延", True), ("月末", True)]


WEEK = """
    日报: {谁: 全员, 何时: 每个工作日, 截止: 下班前30分钟, 证据: 确认}
    周报: {谁: 各组负责人, 何时: 每周一, 截止: "12:00", 证据: 确认}
    月报: {谁: 总监, 何时: 每月25日前, 截止: 当日, 证据: 确认}
"""


def test_what_is_due_first_comes_first_and_then_as_the_document_has_it():
    found = planned(WEEK, start=date(2026, 10, 12), end=date(2026, 10, 12))

    assert [(due.duty, due.number) for due in found] == [
        *[("周报", number) for number in ("11", "21", "")],
        *[("日报", number) for number in EVERYONE],
    ]


@settings(max_examples=40)
@given(
    st.dates(date(2020, 1, 1), date(2027, 11, 1)),
    st.integers(0, 40),
    st.integers(1, 40),
    st.lists(st.integers(0, 80), min_size=5, max_size=5),
)
def test_a_plan_in_two_parts_is_the_plan_of_the_whole(start, first, second, since):
    staff = tuple(one._replace(since=start + at * DAY) for one, at in zip(STAFF, since, strict=True))
    found, middle = REGULATION, start + first * DAY
    parts = [
        *plan(found, staff, start, middle, public()),
        *plan(found, staff, middle + DAY, middle + second * DAY, public()),
    ]
    whole = plan(found, staff, start, middle + second * DAY, public())

    assert sorted(parts) == sorted(whole)
    assert len({due.key for due in whole}) == len(whole)
    assert all(due.opens <= due.due and start <= due.on for due in whole)


REGULATION = duties(WEEK)


def test_a_year_for_a_large_department_is_planned_in_seconds():
    staff = [Holder(str(at), "推广组", "推广专员") for at in range(500)]

    found = plan(REGULATION, staff, date(2026, 1, 1), date(2026, 12, 31), public())

    assert sum(due.duty == "日报" for due in found) == 500 * 248


def test_planning_needs_neither_django_nor_a_data_frame_library():
    heavy = "{'django', 'polars', 'ibis', 'lark', 'icalendar', 'chinese_calendar'}"
    script = f"import sys; import guiju.engines.calendar.plan; print({heavy} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
