from datetime import date

from guiju.engines import periods
from guiju.engines.score.person import Person, Placement, Stay, place

NOVEMBER = periods.parse("2026-11")
START = date(2026, 1, 1)


def lin(*stays, **dates):
    return Person("E07", "林夏", stays or (Stay("流量获取组", "推广专员", START),), **dates)


def test_somebody_who_stayed_is_judged_where_they_stand():
    assert place(lin(), NOVEMBER) == Placement("流量获取组", "推广专员", 30, 30, date(2026, 11, 1), date(2026, 11, 30))


def test_who_moved_within_the_month_is_judged_where_they_stood_at_its_end():
    before = Stay("用户转化组", "运营专员", START, date(2026, 11, 15))
    after = Stay("流量获取组", "推广专员", date(2026, 11, 16))

    found = place(lin(before, after), NOVEMBER)

    assert (found.unit, found.position, found.days, found.before) == ("流量获取组", "推广专员", 30, (before,))


def test_a_new_row_for_the_same_place_is_no_move():
    found = place(
        lin(
            Stay("流量获取组", "推广专员", START, date(2026, 11, 15)),
            Stay("流量获取组", "推广专员", date(2026, 11, 16)),
        ),
        NOVEMBER,
    )

    assert (found.days, found.before) == (30, ())


def test_who_joined_or_left_within_the_month_shows_the_days():
    joined = place(lin(Stay("流量获取组", "推广专员", date(2026, 11, 10)), joined=date(2026, 11, 10)), NOVEMBER)
    left = place(lin(left=date(2026, 11, 20)), NOVEMBER)

    assert (joined.days, joined.first) == (21, date(2026, 11, 10))
    assert (left.days, left.last, left.unit) == (20, date(2026, 11, 20), "流量获取组")


def test_a_gap_between_two_places_does_not_count():
    first = Stay("流量获取组", "推广专员", START, date(2026, 11, 5))
    second = Stay("流量获取组", "推广专员", date(2026, 11, 11), date(2026, 11, 20))

    found = place(lin(first, second), NOVEMBER)

    assert (found.days, found.of_days, found.last) == (15, 30, date(2026, 11, 20))


def test_who_held_no_place_in_the_month_is_not_judged():
    assert place(lin(left=date(2026, 10, 31)), NOVEMBER) is None
    assert place(lin(Stay("流量获取组", "推广专员", START, date(2026, 10, 31))), NOVEMBER) is None
    assert place(lin(joined=date(2026, 12, 1)), NOVEMBER) is None
