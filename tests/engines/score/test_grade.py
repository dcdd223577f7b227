from hypothesis import given
from hypothesis import strategies as st

from engines.score.cards import F, grade
from guiju.engines.score.grade import Graded, band, distribute, next_band, places
from guiju.lang.values import Missing, Why

SHARES = {"A": "45/100", "B": "30/100", "C": "20/100", "D": "5/100"}
PENDING = Missing.because(Why.NO_INPUT, "NPS")


def grades(points, **rule):
    found = distribute(grade(shares=SHARES, **rule), {str(at): value for at, value in enumerate(points)})
    return "".join(str(found.graded[str(at)].grade) for at in range(len(points)))


def test_a_band_begins_at_its_lower_bound():
    assert [band(grade(), F(points)) for points in ("90", "89.99", "60", "0", "-3")] == ["A", "B", "C", "E", "E"]


def test_points_below_the_last_band_have_no_grade():
    assert band(grade({"A": 90, "B": 60}), F("59.5")) == Missing.because(Why.NO_RULE, "月度等级", "119/2")


def test_the_next_band_is_the_nearest_better_one():
    assert next_band(grade(), F(78)) == ("B", F(80))
    assert next_band(grade(), F(80)) == ("A", F(90))
    assert next_band(grade(), F(95)) is None


def test_places_follow_the_largest_remainder():
    assert places(grade(shares=SHARES), 10) == {"A": 5, "B": 3, "C": 2, "D": 0, "E": 0}
    assert places(grade(shares=SHARES), 20) == {"A": 9, "B": 6, "C": 4, "D": 1, "E": 0}


def test_what_the_shares_leave_goes_to_the_best_grade_without_one():
    assert places(grade(shares={"A": "1/5", "D": "1/10"}), 10) == {"A": 2, "B": 7, "C": 0, "D": 1, "E": 0}
    assert places(grade({"A": 80, "B": 0}, shares={"A": "1/5", "B": "1/5"}), 10) == {"A": 2, "B": 8}


def test_shares_bound_how_many_get_the_better_grades():
    assert grades([F(99 - at) for at in range(10)]) == "AAAAABBBCC"


def test_shares_lift_nobody_above_the_band():
    assert grades([F(85), F(84), F(70), F(45), F(30)]) == "BBCDE"


def test_under_the_least_number_of_people_only_bands_count():
    assert grades([F(99), F(98), F(97), F(96)]) == "AAAA"
    assert grades([F(99), F(98), F(97), F(96)], from_people=4) == "AABC"


def test_equal_points_at_an_edge_go_up_together_and_the_next_grade_shrinks():
    points = [F(p) for p in (99, 98, 97, 96, 95, 95, 94, 93, 92, 91)]

    assert grades(points) == "AAAAAABBCC"


def test_equal_points_may_swallow_a_whole_grade():
    assert grades([F(95)] * 9 + [F(91)]) == "AAAAAAAAAC"


def test_pending_people_are_outside_the_base():
    points = {"甲": F(99), "乙": F(98), "丙": F(97), "丁": F(96), "戊": PENDING}
    found = distribute(grade(shares=SHARES), points, "推广组")

    assert (found.group, found.base, found.pending, found.places) == ("推广组", 4, 1, {})
    assert found.graded["戊"] == Graded("月度等级", PENDING, grade=PENDING)


def test_band_and_rank_are_both_shown():
    found = distribute(grade(shares=SHARES), {str(at): F(99 - at) for at in range(5)})

    assert found.graded["4"] == Graded("月度等级", "A", "C", 5, "C")
    assert found.graded["0"] == Graded("月度等级", "A", "A", 1, "A")
    assert found.count("A") == 2


def test_points_without_a_band_stay_without_a_grade_under_a_distribution():
    found = distribute(grade({"A": 90, "B": 60}, {"A": "1/2", "B": "1/2"}, from_people=1), {"甲": F(50)})

    lacking = Missing.because(Why.NO_RULE, "月度等级", "50")
    assert found.graded["甲"] == Graded("月度等级", lacking, rank=1, grade=lacking)


points = st.lists(st.integers(min_value=0, max_value=110).map(F), min_size=1, max_size=40)


@given(points)
def test_no_more_people_than_the_shares_allow_reach_a_grade_unless_they_tie(values):
    rule = grade(shares=SHARES, from_people=1)
    found = distribute(rule, {str(at): value for at, value in enumerate(values)})

    assert sum(found.places.values()) == len(values)
    room, reached = 0, []
    for name in "ABCD":
        room += found.places[name]
        reached += [values[int(who)] for who, one in found.graded.items() if one.grade == name]
        tied = reached.count(min(reached)) if reached else 0
        assert len(reached) <= room or len(reached) - tied < room


@given(points)
def test_better_points_never_get_a_lower_grade_and_equal_points_get_the_same(values):
    found = distribute(grade(shares=SHARES), {str(at): value for at, value in enumerate(values)})

    ordered = sorted(found.graded, key=lambda who: -values[int(who)])
    letters = [str(found.graded[who].grade) for who in ordered]
    assert letters == sorted(letters)
    assert len({(values[int(who)], found.graded[who].grade) for who in ordered}) == len(set(values))
