"""The last sixty days as cells."""

from datetime import date

from guiju.web.sources.strip import DAYS, first_day, missing, strip

TODAY = date(2026, 10, 9)


def day(number, month=10):
    return date(2026, month, number)


def test_a_strip_ends_today_and_begins_sixty_days_before():
    assert (first_day(TODAY), (TODAY - first_day(TODAY)).days + 1) == (date(2026, 8, 11), DAYS)


def test_days_that_no_range_covers_are_missing():
    ranges = [(day(1), day(3)), (day(6), day(7))]

    assert missing(ranges, day(1), day(8)) == ((day(4), day(5)), (day(8), day(8)))
    assert missing(ranges, day(2), day(7)) == ((day(4), day(5)),)
    assert missing([], day(1), day(8)) == ((day(1), day(8)),)
    assert missing([(day(1), day(9))], day(3), day(8)) == ()
    assert missing([(day(9), day(9))], day(7), day(8)) == ((day(7), day(8)),)


def test_each_run_of_days_is_one_stroke():
    drawn = strip([(date(2026, 1, 1), day(5)), (day(8), TODAY)], [(day(6), day(7))], TODAY)

    assert (drawn.have, drawn.missing, drawn.today) == ("M0 8H558M580 8H598", "M560 8H578", "")
    assert drawn.said == "最近 60 天：有 58 天，缺 2 天：10月6日–7日"
    assert drawn.months == "M209 0V16M509 0V16"


def test_today_is_not_due_yet():
    drawn = strip([(day(1), day(8))], [], TODAY)

    assert (drawn.have, drawn.missing, drawn.today) == ("M510 8H588", "", "M590 8H598")
    assert drawn.said == "最近 60 天：有 8 天"


def test_what_lies_before_is_not_drawn():
    drawn = strip([(date(2025, 1, 1), date(2025, 12, 31))], [(date(2026, 1, 1), day(8))], TODAY)

    assert (drawn.have, drawn.missing) == ("", "M0 8H588")
