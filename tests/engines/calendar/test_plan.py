import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.calendar.world import STAFF, duties, regulation
from guiju.engines.calendar.days import public
from guiju.engines.calendar.plan import Due, Holder, left_out, plan
from guiju.lang.kinds import Dated, Duty
from guiju.lang.kinds.duty.model import Who, WhoKind
from guiju.lang.kinds.duty.recurrence import Every, Recurrence
from guiju.lang.regulation import Regulation

FRIDAY = date(2026, 10, 9)
DAY = timedelta(days=1)
DO = "做事: {谁: 总监, 何时: 每个工作日, 截止: 当日, 证据: 确认}"
DAILY = "日报: {谁: 推广专员, 何时: 每个工作日, 截止: 当日, 证据: 确认}"
EVERYONE = tuple(one.number for one in STAFF)


def planned(text: str, staff=STAFF, start: date = FRIDAY, end: date | None = None) -> tuple[Due, ...]:
    return plan(duties(text), staff, start, end or start, public())


def who(text: str, staff=STAFF) -> list[tuple[str, str, str]]:
    found = planned(f"做事: {{谁: {text}, 何时: 每个工作日, 截止: 当日, 证据: 确认}}", staff)
    return [(due.number, due.unit, due.position) for due in found]


def changed(found: Regulation, **fields: object) -> Regulation:
    """The regulation with other fields of its duties, which no text of a document may have."""
    rules = (rule.model_copy(update=fields) if isinstance(rule, Duty) else rule for rule in found.rules)
    return replace(found, rules=tuple(rules))


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


# ── one piece of work ──


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


# ── exceptions ──

GENERAL = '日报: {谁: 推广专员, 何时: 每个工作日, 截止: "18:00", 证据: 确认}'
EXCEPTION = '大促日报: {谁: 推广专员, 何时: 每日, 截止: "22:00", 证据: 确认, 例外于: 日报, 当: 大促 = 1}'
DATED = "[{自: 2026-10-10, 值: 1}, {自: 2026-10-12, 值: 0}]"
BUT_ON_THE_TENTH = ["9 日报", "10 大促日报", "12 日报", "13 日报"]
ALWAYS = ["9 日报", "10 日报", "12 日报", "13 日报"]


def with_exceptions(*lines: str, value: str = DATED) -> Regulation:
    """The duties, and a parameter that is 1 on two days; it is missing before."""
    return regulation("\n  ".join((f"参数:\n  大促: {value}\n例行:", GENERAL, *lines)))


def other(line: str, name: str, of: str = "日报") -> str:
    """The exception by another name, to another rule."""
    return line.replace("大促日报", name).replace("例外于: 日报", f"例外于: {of}")


def told(found: Regulation) -> list[str]:
    due = plan(found, STAFF, FRIDAY, FRIDAY + 4 * DAY, public())
    return [f"{each.on.day} {each.duty}" for each in due]


def test_an_exception_stands_in_place_of_the_general_duty_while_a_parameter_says_so():
    found = with_exceptions(EXCEPTION)

    assert told(found) == BUT_ON_THE_TENTH
    assert left_out(found, FRIDAY) == (("大促日报", "work", "condition"),)  # the parameter has no value yet
    assert left_out(found, FRIDAY + DAY) == left_out(found, FRIDAY + 3 * DAY) == ()


def test_the_period_before_a_day_is_the_day_before():
    assert told(with_exceptions(EXCEPTION.replace("大促 = 1", "上期(大促) = 1"))) == [
        "9 日报",
        "10 日报",
        "12 大促日报",
        "13 日报",
    ]


def test_an_exception_without_a_condition_always_holds():
    found = changed(with_exceptions(EXCEPTION), when=None)

    assert [each.duty for each in plan(found, STAFF, FRIDAY, FRIDAY, public())] == ["大促日报"]


def test_two_exceptions_at_once_let_the_general_duty_stand():
    found = with_exceptions(EXCEPTION, other(EXCEPTION, "另报").replace("大促 = 1", "大促 >= 1"))

    assert told(found) == ALWAYS
    assert left_out(found, FRIDAY + DAY) == (("大促日报", "work", "two"), ("另报", "work", "two"))


def test_an_exception_may_have_an_exception():
    found = with_exceptions(EXCEPTION, other(EXCEPTION, "深夜报", of="大促日报"))

    assert told(found) == ["9 日报", "10 深夜报", "12 日报", "13 日报"]


def test_an_exception_to_a_clause_stands_in_place_of_each_duty_of_it():
    found = with_exceptions(GENERAL.replace("日报", "周报"), other(EXCEPTION, "大促日报", of="work"))

    assert told(found) == ["9 日报", "9 周报", "10 大促日报", "12 日报", "12 周报", "13 日报", "13 周报"]


def test_exceptions_that_except_each_other_are_never_planned():
    assert (
        told(with_exceptions(other(EXCEPTION, "大促日报", of="另报"), other(EXCEPTION, "另报", of="大促日报")))
        == ALWAYS
    )


def test_a_condition_that_needs_more_than_parameters_lets_the_general_duty_stand():
    found = with_exceptions(
        EXCEPTION, "预警:\n  没单: {当: 计数(订单) < 1单, 周期: 日, 通知: [总监]}".replace("预警", "\n预警")
    )
    (alert,) = found.of("alert").values()
    (parameter,) = found.of("parameter").values()
    strange = parameter.model_copy(update={"name": "大促二", "overrides": "大促"})
    text = parameter.model_copy(update={"values": (Dated(None, "很大"),)})
    cases = (
        changed(found, when=alert.when),  # rows
        replace(found, rules=tuple(rule for rule in found.rules if rule is not parameter)),  # a name that is none
        replace(found, rules=(*found.rules, strange)),  # a parameter with exceptions of its own
        replace(found, rules=tuple(text if rule is parameter else rule for rule in found.rules)),  # a text is no number
    )

    for case in cases:
        assert told(case) == ALWAYS
        assert [left.why for left in left_out(case, FRIDAY + DAY)] == ["condition"]


def test_a_duty_whose_rule_cannot_be_read_is_left_out():
    found = changed(with_exceptions(), recurs=Recurrence(Every.DAY, rule="FREQ=SECONDLY"))

    assert told(found) == []
    assert left_out(found, FRIDAY) == (("日报", "work", "rule"),)


# ── the whole ──

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
