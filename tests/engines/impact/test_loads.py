from datetime import date, datetime

from engines.score.world import regulation
from guiju.engines.calendar import days
from guiju.engines.calendar.plan import Holder
from guiju.engines.impact.loads import Load, Shifted, loads, shifted

DUTY = """
例行:
  日报: {谁: 推广专员, 做: 交日报, 何时: 每个工作日, 截止: "18:00", 证据: 确认}
"""
BEFORE = regulation(DUTY)
AFTER = regulation(
    DUTY.replace("18:00", "10:00") + '  周报: {谁: 推广专员, 做: 交周报, 何时: 每周一, 截止: "12:00", 证据: 确认}'
)
HOLDERS = [Holder("E1", "推广组", "推广专员")]
WEEK = (date(2026, 11, 16), date(2026, 11, 22))


def of(text, done=None):
    return loads(text, HOLDERS, WEEK, days.public(), done)["E1"]


def test_duties_are_counted_by_person_with_their_time():
    found = of(AFTER)
    assert (found.total, dict(found.counts), found.due) == (
        6,
        {"日报": 5, "周报": 1},
        {"日报": "10:00", "周报": "12:00"},
    )


def test_what_differs_is_what_comes_more_often_or_is_due_at_another_time():
    assert shifted(of(BEFORE), of(AFTER)) == [
        Shifted("周报", 0, 1, "", "12:00"),
        Shifted("日报", 5, 5, "18:00", "10:00"),
    ]
    assert shifted(of(BEFORE), of(BEFORE)) == []
    assert [one.duty for one in shifted(Load(), of(BEFORE))] == ["日报"]


def test_what_was_done_in_time_may_come_too_late_under_another_text():
    done = {("日报", "E1", date(2026, 11, day)): datetime(2026, 11, day, 9 + day % 2 * 3) for day in range(16, 21)}

    assert (of(BEFORE, done).late.total(), of(AFTER, done).late) == (0, {"日报": 2})
