from datetime import date, timedelta

import pytest

from engines.calendar.world import FRIDAY, STAFF, changed, duties, planned, regulation
from guiju.engines.calendar.days import public
from guiju.engines.calendar.plan import Holder, plan
from guiju.lang.kinds.duty.model import Who, WhoKind

DAY = timedelta(days=1)
DO = "做事: {谁: 总监, 何时: 每个工作日, 截止: 当日, 证据: 确认}"
DAILY = "日报: {谁: 推广专员, 何时: 每个工作日, 截止: 当日, 证据: 确认}"


def who(text: str, staff=STAFF) -> list[tuple[str, str, str]]:
    found = planned(f"做事: {{谁: {text}, 何时: 每个工作日, 截止: 当日, 证据: 确认}}", staff)
    return [(due.number, due.unit, due.position) for due in found]


# ── whom a duty means ──


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("全员", ["01", "11", "12", "21", "22"]),
        ("电商部", ["01", "11", "12", "21", "22"]),
        ("客服组", ["21", "22"]),
        ("推广组", ["11", "12"]),
        ("推广组负责人", ["11"]),
        ("推广专员", ["12"]),
        ("流量组", ["11", "12"]),
    ],
)
def test_a_duty_binds_those_whom_it_means(text, numbers):
    assert [number for number, _, _ in who(text)] == numbers


def test_leaders_are_those_of_each_unit_under_another_and_one_without_is_vacant():
    assert who("各组负责人") == [("11", "推广组", "推广组长"), ("21", "客服组", "客服组长"), ("", "夜班组", "")]


def test_a_unit_that_is_led_from_above_is_no_group_and_its_leader_may_hold_a_post_of_another():
    text = """
单位:
  综合组: {上级: 电商部, 负责人: 总监}
  直播组: {上级: 电商部, 负责人: 推广组长}
例行:
  周报: {谁: 各组负责人, 何时: 每个工作日, 截止: 当日, 证据: 确认}
  盘点: {谁: 综合组负责人, 何时: 每个工作日, 截止: 当日, 证据: 确认}
"""
    found = plan(regulation(text), STAFF, FRIDAY, FRIDAY, public())

    assert [(due.duty, due.number, due.unit) for due in found] == [
        ("周报", "11", "推广组"),
        ("周报", "21", "客服组"),
        ("周报", "", "夜班组"),
        ("周报", "11", "直播组"),
        ("盘点", "01", "综合组"),
    ]


def test_who_leads_two_units_has_a_piece_for_each():
    staff = (Holder("21", "客服组", "客服组长"), Holder("21", "夜班组", "客服专员", leader=True), STAFF[1])

    found = planned("周报: {谁: 各组负责人, 何时: 每个工作日, 截止: 当日, 证据: 确认}", staff)

    assert [(due.number, due.unit) for due in found] == [("11", "推广组"), ("21", "客服组"), ("21", "夜班组")]
    assert len({due.key for due in found}) == 3


def test_who_holds_several_posts_has_one_piece_for_the_first_of_them():
    staff = (Holder("12", "推广组", "推广专员"), Holder("12", "客服组", "客服专员"))

    assert who("全员", staff) == [("12", "推广组", "推广专员")]


@pytest.mark.parametrize(
    ("text", "vacant"),
    [
        ("全员", []),
        ("客服组", [("", "客服组", "")]),
        ("客服组负责人", [("", "客服组", "客服组长")]),
        ("推广专员", [("", "推广组", "推广专员")]),
    ],
)
def test_a_post_that_nobody_holds_leaves_a_piece_without_a_number(text, vacant):
    assert who(text, ()) == vacant


def test_a_post_of_no_unit_is_vacant_too():
    found = plan(
        changed(
            duties("做事: {谁: 总监, 何时: 每个工作日, 截止: 当日, 证据: 确认}"), who=Who(WhoKind.POSITION, "顾问")
        ),
        (Holder("9", "外部", "别的"),),
        FRIDAY,
        FRIDAY,
        public(),
    )

    assert [(due.number, due.unit, due.position) for due in found] == [("", "", "顾问")]


def test_a_roster_may_name_units_and_positions_that_the_regulation_does_not():
    assert who("全员", (Holder("9", "外部", "顾问"),)) == [("9", "外部", "顾问")]


def test_who_stands_above_an_author_is_nobody_for_a_duty():
    assert plan(changed(duties(DO), who=Who(WhoKind.SUPERIOR)), STAFF, FRIDAY, FRIDAY, public()) == ()


# ── shared work and meetings ──


def test_shared_work_is_one_piece_for_the_leader_among_them():
    (found,) = planned("值日: {谁: 推广组, 何时: 每个工作日, 截止: 当日, 共同: 是, 证据: 确认}")

    assert (found.number, found.responsible, found.key) == ("11", ("12",), "duty:值日:2026-10-09:shared")


def test_of_several_leaders_the_highest_answers_for_shared_work():
    (found,) = planned("值日: {谁: 电商部, 何时: 每个工作日, 截止: 当日, 共同: 是, 证据: 确认}")

    assert (found.number, found.responsible) == ("01", ("11", "12", "21", "22"))


def test_without_a_leader_the_longest_standing_answers_for_shared_work():
    staff = (
        Holder("14", "推广组", "推广专员", since=date(2022, 1, 1)),
        Holder("13", "推广组", "推广专员", since=date(2021, 1, 1)),
        Holder("12", "推广组", "推广专员", since=date(2021, 1, 1)),
    )
    (found,) = planned("值日: {谁: 推广专员, 何时: 每个工作日, 截止: 当日, 共同: 是, 证据: 确认}", staff)

    assert (found.number, found.responsible) == ("12", ("13", "14"))


def test_shared_work_of_nobody_is_one_vacant_piece_and_of_some_leaves_vacant_posts_out():
    text = "值日: {谁: 各组负责人, 何时: 每个工作日, 截止: 当日, 共同: 是, 证据: 确认}"

    assert [due.number for due in planned(text, ())] == [""]
    assert [(due.number, due.responsible) for due in planned(text)] == [("21", ("11",))]


def test_those_who_come_to_a_meeting_are_the_others_whom_it_means():
    found = planned("""
        周会: {谁: 推广组负责人, 何时: 每周五, 截止: "10:00", 参加: [推广组, 客服组长, 总监], 议程: [数据], 证据: 纪要}
        晨会: {谁: 各组负责人, 何时: 每个工作日, 截止: 上班后15分钟, 参加: [本组], 议程: [昨日], 证据: 纪要}
    """)

    assert [(due.duty, due.number, due.unit, due.attendees) for due in found] == [
        ("晨会", "11", "推广组", ("12",)),
        ("晨会", "21", "客服组", ("22",)),
        ("晨会", "", "夜班组", ("22",)),
        ("周会", "11", "推广组", ("01", "12", "21")),
    ]


# ── people in time ──


@pytest.mark.parametrize("asked", [False, True])
def test_who_comes_moves_or_goes_has_the_work_of_the_days_when_they_hold_the_post(asked):
    staff = (
        Holder("1", "推广组", "推广专员", since=date(2026, 10, 14)),
        Holder("2", "推广组", "推广专员", until=date(2026, 10, 13)),
        Holder("3", "客服组", "客服专员", until=date(2026, 10, 13)),
        Holder("3", "推广组", "推广专员", since=date(2026, 10, 14), until=date(2026, 10, 14)),
        Holder("4", "推广组", "推广专员", since=date(2026, 11, 1)),
        Holder("5", "推广组", "推广专员", until=date(2026, 10, 1)),
    )

    def of_day(day: date) -> list[Holder]:
        return [one for one in staff if one.since <= day and (one.until is None or day <= one.until)]

    text = "日报: {谁: 推广专员, 何时: 每个工作日, 截止: 当日, 证据: 确认}"
    found = planned(text, of_day if asked else staff, date(2026, 10, 12), date(2026, 10, 16))

    assert [(due.on.day, due.number) for due in found] == [
        (12, "2"),
        (13, "2"),
        (14, "1"),
        (14, "3"),
        (15, "1"),
        (16, "1"),
    ]


def test_a_post_stands_vacant_on_the_days_when_nobody_holds_it():
    staff = (Holder("2", "推广组", "推广专员", until=date(2026, 10, 13)),)

    found = planned(
        "日报: {谁: 推广专员, 何时: 每个工作日, 截止: 当日, 证据: 确认}", staff, date(2026, 10, 12), date(2026, 10, 15)
    )

    assert [due.number for due in found] == ["2", "2", "", ""]


def test_who_moves_to_other_hours_has_nothing_twice():
    staff = (
        Holder("1", "客服组", "客服专员", until=date(2026, 10, 6)),
        Holder("1", "推广组", "推广专员", since=date(2026, 10, 7)),
    )
    found = plan(
        regulation("""
作息:
  客服组: {时间: "08:00-24:00", 全年: 是}
例行:
  周报: {谁: 全员, 何时: 每周一, 截止: 当日, 证据: 确认}
"""),
        staff,
        date(2026, 10, 1),
        date(2026, 10, 9),
        public(),
    )

    assert [(due.on, due.unit) for due in found] == [(date(2026, 10, 5), "客服组")]
