"""Rules of RFC 5545 are read back in words of either language."""

from datetime import date

import pytest

from guiju.lang.kinds.duty.recurrence import Every, Recurrence
from guiju.lang.read.recurrences import recurrence_of
from guiju.lang.readback import times

SAID = {
    "FREQ=DAILY": ("每天", "every day"),
    "FREQ=DAILY;INTERVAL=3": ("每 3 天", "every 3 days"),
    "FREQ=WEEKLY;BYDAY=MO,TH": ("每周的周一、周四", "every week on Monday and Thursday"),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR": ("每 2 周的周五", "every 2 weeks on Friday"),
    "FREQ=MONTHLY;BYMONTHDAY=10,-1": ("每月的10日、最后一天", "every month on the 10th and the last day"),
    "FREQ=MONTHLY;BYDAY=-1FR,2MO": (
        "每月的最后一个周五、第 2 个周一",
        "every month on the last Friday and the 2nd Monday",
    ),
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-2SU": ("每 2 个月的倒数第 2 个周日", "every 2 months on the 2nd last Sunday"),
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR": ("每月的13日（须是周五）", "every month on the 13th, if it is Friday"),
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": (
        "每月的周一、周二、周三、周四、周五当中的最后一天",
        "every month on Monday, Tuesday, Wednesday, Thursday and Friday, the last of these days",
    ),
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=18": (
        "每年的6月、12月的18日",
        "every year in June and December on the 18th",
    ),
    "FREQ=YEARLY;BYYEARDAY=100,-1": (
        "每年的全年第 100 天、最后一天",
        "every year on the 100th day of the year and the last day of the year",
    ),
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO": ("每年的第 1 周的周一", "every year on a day of the 1st week, if it is Monday"),
    "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231": (
        "每周的周三，到2026年12月31日为止",
        "every week on Wednesday, until 31 December 2026",
    ),
}


@pytest.mark.parametrize("rule", SAID)
def test_a_rule_is_said_in_both_languages(rule):
    when = Recurrence(Every.DAY, rule=rule)

    assert (times.spoken(when, "zh"), times.spoken(when, "en")) == SAID[rule]


def test_what_is_not_a_rule_is_said_as_it_is_written():
    when = Recurrence(Every.WEEK, weekdays=(0,))

    assert times.spoken(when, "zh") == times.recurrence(when, "zh") == "每周一"


def test_a_day_from_which_something_comes_round_is_said_so_that_it_can_be_read_again():
    when = Recurrence(Every.WEEK, 2, weekdays=(4,), since=date(2026, 10, 16))
    said = {language: times.recurrence(when, language) for language in ("zh", "en")}

    assert said == {"zh": "每2周周五，从2026年10月16日起", "en": "every 2 weeks on Friday from 2026-10-16"}
    assert {recurrence_of(text) for text in said.values()} == {when}
