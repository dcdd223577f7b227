from dataclasses import replace
from datetime import timedelta

from engines.calendar.world import FRIDAY, STAFF, changed, regulation
from guiju.engines.calendar.days import public
from guiju.engines.calendar.plan import left_out, plan
from guiju.lang.kinds import Dated
from guiju.lang.kinds.duty.recurrence import Every, Recurrence
from guiju.lang.regulation import Regulation

DAY = timedelta(days=1)
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
