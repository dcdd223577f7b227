import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.score.cards import F, card, higher, lower, reading
from guiju.engines.score.attain import Bound
from guiju.engines.score.sheet import Distance, SectionScore, distances, fill
from guiju.lang.kinds.choices import Attainment, OnMissing
from guiju.lang.values import Missing, Why

NO_FILE = Missing.because(Why.NOT_COVERED, "推广", "天猫店 2026-11-30")
NO_INPUT = Missing.because(Why.NO_INPUT, "NPS")
TWO = (("core", "7/10", {"总ROI": "1/2", "综合CPA": "1/2"}), ("process", "3/10", {"引流": "1/3", "点击率": "2/3"}))


def points_of(sheet):
    return [line.points for line in sheet.lines]


def test_points_are_weight_times_attainment_times_a_hundred():
    sheet = fill(card(*TWO), [reading("1.1"), reading("0.9"), reading(1), reading(1)])

    assert (sheet.raw, sheet.total, sheet.points, sheet.bound) == (100, 100, 100, Bound.NONE)
    assert points_of(sheet) == [F("38.5"), F("31.5"), 10, 20]
    assert sheet.sections == (
        SectionScore("core", "core", F(7, 10), 1),
        SectionScore("process", "process", F(3, 10), 1),
    )


def test_a_missing_item_leaves_the_points_pending_with_all_reasons():
    sheet = fill(card(*TWO), [reading("1.1"), reading(NO_FILE), reading(NO_INPUT), reading(1)])

    assert sheet.points == Missing((*NO_FILE.reasons, *NO_INPUT.reasons))
    assert [section.score for section in sheet.sections] == [NO_FILE, NO_INPUT]
    assert sheet.so_far == F("58.5")
    assert points_of(sheet) == [None, None, None, None]


def test_a_missing_item_may_count_as_nothing():
    sheet = fill(card(*TWO, on_missing=OnMissing.ZERO), [reading(1), reading(NO_FILE), reading(1), reading(1)])

    assert sheet.points == 65
    assert sheet.sections[0].score == F(1, 2)
    assert points_of(sheet) == [35, 0, 10, 20]


def test_the_known_items_of_a_section_may_share_its_weight():
    sheet = fill(card(*TWO, on_missing=OnMissing.REWEIGHT), [reading("1.2"), reading(NO_FILE), reading(1), reading(1)])

    assert sheet.points == 114
    assert [line.counted for line in sheet.lines] == [F(7, 10), 0, F(1, 10), F(2, 10)]
    assert sheet.sections[0].score == F("1.2")
    assert points_of(sheet) == [84, None, 10, 20]


def test_a_section_without_any_value_leaves_its_weight_to_the_others():
    readings = [reading("1.2"), reading(1), reading(NO_FILE), reading(NO_INPUT)]
    sheet = fill(card(*TWO, on_missing=OnMissing.REWEIGHT), readings)

    assert sheet.points == 110
    assert sheet.sections[1].score == Missing((*NO_FILE.reasons, *NO_INPUT.reasons))


def test_nothing_known_is_pending_even_with_reweighting():
    sheet = fill(card(*TWO, on_missing=OnMissing.REWEIGHT), [reading(NO_FILE)] * 4)

    assert sheet.points == NO_FILE
    assert [line.counted for line in sheet.lines] == [0, 0, 0, 0]


def test_a_cap_of_the_card_shows_as_an_adjustment():
    sheet = fill(card(*TWO), [reading("1.5")] * 4, cap=F(120))

    assert (sheet.raw, sheet.points, sheet.bound, sheet.adjustment) == (150, 120, Bound.CAP, -30)


def test_a_floor_of_the_card_shows_as_an_adjustment():
    sheet = fill(card(*TWO), [reading("0.1")] * 4, floor=F(40))

    assert (sheet.points, sheet.bound, sheet.adjustment) == (40, Bound.FLOOR, 30)


def test_a_cap_that_is_not_in_force_leaves_the_points_pending():
    lacking = Missing.because(Why.NOT_IN_FORCE, "封顶线", "2025-12-31")
    sheet = fill(card(*TWO), [reading(1)] * 4, cap=lacking)

    assert (sheet.raw, sheet.points) == (100, lacking)


def test_shown_contributions_are_rounded_so_that_they_sum():
    thirds = card(("core", 1, {"甲": "1/3", "乙": "1/3", "丙": "1/3"}))
    sheet = fill(thirds, [reading(1)] * 3)

    assert points_of(sheet) == [F("33.34"), F("33.33"), F("33.33")]


def test_the_distance_to_the_next_grade_names_the_actual_that_each_item_needs():
    one = card(("core", 1, {"总ROI": "3/5", "综合CPA": "2/5"}))
    sheet = fill(one, [reading("3.2", 4), reading(50, 40, lower())])

    found = distances(sheet, "B", F(86))
    assert sheet.points == 80
    assert found == (
        Distance("总ROI", "B", F(86), F("3.2"), F("3.6")),
        Distance("综合CPA", "B", F(86), F(50), F(40) / F("0.95")),
    )
    assert found[0].change == F("0.4")


def test_items_that_cannot_reach_it_alone_are_left_out():
    capped = card(("core", 1, {"总ROI": "1/2", "达标项": "1/2"}))
    sheet = fill(capped, [reading(4, 4, higher(cap=F(1))), reading(1, 2, higher("达标项", Attainment.MET))])

    assert distances(sheet, "A", F(90)) == (Distance("达标项", "A", F(90), F(1), F(2)),)
    assert distances(sheet, "S", F(110)) == ()


def test_pending_or_capped_points_have_no_distance():
    assert distances(fill(card(*TWO), [reading(NO_FILE)] * 4), "B", F(80)) == ()
    assert distances(fill(card(*TWO), [reading("1.5")] * 4, cap=F(120)), "A", F(130)) == ()


def test_no_distance_leads_beyond_the_cap_of_the_card_or_what_may_be_entered():
    sheet = fill(card(*TWO), [reading("0.8")] * 4, cap=F(85))
    bounded = fill(card(("core", 1, {"DSR": 1})), [reading("4.1", 5, higher("DSR", least=F(0), most=F(5)))])
    short = fill(card(("core", 1, {"等待": 1})), [reading(50, 40, lower("等待", least=F(45)))])

    assert distances(sheet, "B", F(84)) != ()
    assert distances(sheet, "A", F(90)) == ()
    assert distances(bounded, "A", F(100)) == (Distance("DSR", "A", F(100), F("4.1"), F(5)),)
    assert distances(bounded, "S", F(101)) == ()
    assert distances(short, "B", F(90)) == ()


def test_an_item_without_weight_or_without_a_target_it_can_miss_is_left_out():
    watched = card(("core", 1, {"总ROI": 1, "观察项": 0}))
    sheet = fill(watched, [reading("0.5"), reading(1)])

    assert [one.item for one in distances(sheet, "A", F(90))] == ["总ROI"]


def test_a_missing_item_that_counts_as_nothing_has_no_distance():
    sheet = fill(card(*TWO, on_missing=OnMissing.ZERO), [reading(NO_FILE), *[reading(1)] * 3])

    assert [one.item for one in distances(sheet, "A", F(90))] == ["综合CPA", "引流", "点击率"]


actuals = st.fractions(min_value=0, max_value=3, max_denominator=1000)
cases = st.tuples(
    st.lists(actuals | st.just(NO_FILE), min_size=4, max_size=4),
    st.sampled_from(OnMissing),
    st.none() | st.fractions(min_value=60, max_value=150, max_denominator=10),
    st.integers(min_value=0, max_value=4),
)


@given(cases)
def test_contributions_sum_to_the_points(case):
    values, on_missing, cap, decimals = case
    sheet = fill(card(*TWO, on_missing=on_missing, decimals=decimals), [reading(v) for v in values], cap)

    if not isinstance(sheet.points, Missing):
        assert sum(line.points or 0 for line in sheet.lines) + sheet.adjustment == sheet.points
        assert sum(line.contribution for line in sheet.lines if isinstance(line.contribution, F)) == sheet.raw
        sections = [s for s in sheet.sections if isinstance(s.score, F)]
        assert sum(s.weight * s.score for s in sections) / sum(s.weight for s in sections) * 100 == sheet.raw


@given(st.lists(actuals, min_size=4, max_size=4), st.integers(min_value=0, max_value=3), actuals)
def test_raising_an_actual_never_lowers_the_points(values, at, more):
    better = [value + more if place == at else value for place, value in enumerate(values)]

    before, after = (fill(card(*TWO), [reading(v) for v in vs], F(120)).points for vs in (values, better))
    assert before <= after


@given(st.lists(actuals, min_size=4, max_size=4), st.sampled_from([60, 80, 90]))
def test_with_the_needed_actual_the_points_are_reached(values, wanted):
    sheet = fill(card(*TWO), [reading(v) for v in values])
    names = [line.item.name for line in sheet.lines]

    for one in distances(sheet, "X", F(wanted)):
        better = [one.needed if name == one.item else value for name, value in zip(names, values, strict=True)]
        assert fill(card(*TWO), [reading(v) for v in better]).raw == wanted


def test_a_card_with_one_reading_too_few_is_refused():
    with pytest.raises(ValueError, match="zip"):
        fill(card(*TWO), [reading(1)])
