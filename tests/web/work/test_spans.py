"""Time that is left, in words."""

from datetime import date, datetime

import pytest
from django.utils import translation

from guiju.web.work import spans

FRIDAY = date(2026, 10, 9)


@pytest.mark.parametrize(
    ("seconds", "workdays", "chinese", "english"),
    [
        (30, 0, "还剩 不到 1 分钟", "less than a minute left"),
        (25 * 60 + 59, 0, "还剩 25 分钟", "25 min left"),
        (3600, 0, "还剩 1 小时", "1 h left"),
        (2 * 3600 + 15 * 60, 1, "还剩 2 小时 15 分", "2 h 15 min left"),
        (3 * 86400, 2, "还剩 2 个工作日", "2 working days left"),
        (2 * 86400, 0, "还剩 2 天", "2 days left"),
        (-60, 0, "已逾期 1 分钟", "1 min overdue"),
        (-86400, None, "已逾期 1 天", "1 day overdue"),
    ],
)
def test_what_is_left_is_said_in_its_two_largest_units(seconds, workdays, chinese, english):
    assert spans.left(seconds, workdays) == chinese
    with translation.override("en"):
        assert spans.left(seconds, workdays) == english


def test_a_time_of_today_is_said_without_its_day_and_midnight_belongs_to_the_day_that_ends():
    assert spans.clock_time(datetime(2026, 10, 9, 12), FRIDAY) == "12:00"
    assert spans.clock_time(datetime(2026, 10, 10, 9), FRIDAY) == "10月10日 周六 09:00"
    assert spans.clock_time(datetime(2026, 10, 10, 9), FRIDAY, brief=True) == "10月10日 09:00"
    assert spans.clock_time(datetime(2026, 10, 10), FRIDAY) == "24:00"
    assert spans.clock_time(datetime(2026, 10, 9, 23, 59, 59), FRIDAY) == "24:00"
    assert spans.clock_time(datetime(2026, 10, 10), FRIDAY, begins=True) == "10月10日 周六 00:00"
    assert spans.clock_time(datetime(2027, 1, 4, 9), FRIDAY, brief=True) == "2027年1月4日 周一 09:00"
    assert spans.clock_time(datetime(2026, 10, 9, 12), FRIDAY, weekday=True) == "10月9日 周五 12:00"
