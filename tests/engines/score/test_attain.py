import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.score.cards import F, higher, lower
from guiju.engines.score.attain import Attained, Bound, Yardstick, actual_for, attain, number
from guiju.lang.kinds.choices import Attainment, Direction
from guiju.lang.values import Missing, Reason, Why

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
positive = st.fractions(min_value=F(1, 100), max_value=1000, max_denominator=100)


def test_a_ratio_where_higher_is_better_is_actual_over_target():
    assert attain(higher(), F("4.4"), F(4)) == Attained(F(11, 10), F(11, 10))


def test_a_ratio_where_lower_is_better_is_target_over_actual():
    assert attain(lower(), F(50), F(40)) == Attained(F(4, 5), F(4, 5))


def test_a_zero_target_of_a_ratio_is_missing():
    assert attain(higher(), F(1), F(0)).value == Missing.because(Why.ZERO_DENOMINATOR, "总ROI", "target")


def test_nothing_spent_reaches_the_cap_where_lower_is_better():
    assert attain(lower(cap=F("1.2")), F(0), F(40)) == Attained(F("1.2"), None, Bound.CAP)


def test_nothing_spent_is_missing_without_a_cap():
    assert attain(lower(), F(0), F(40)).value == Missing.because(Why.ZERO_DENOMINATOR, "综合CPA", "actual")


def test_a_zero_target_where_lower_is_better_attains_nothing():
    assert attain(lower(), F(5), F(0)).value == F(0)


def test_a_difference_counts_the_gap_against_the_target():
    form = Attainment.DIFFERENCE

    assert attain(higher(form=form), F(90), F(100)).value == F(9, 10)
    assert attain(lower(form=form), F(90), F(100)).value == F(11, 10)
    assert attain(higher(form=form), F(-5), F(-10)).value == F(3, 2)
    assert attain(higher(form=form), F(1), F(0)).value == Missing.because(Why.ZERO_DENOMINATOR, "总ROI", "target")


def test_a_baseline_counts_the_way_from_it_to_the_target():
    stick = higher(form=Attainment.BASELINE, baseline=F(15, 100))

    assert attain(stick, F(20, 100), F(25, 100)).value == F(1, 2)
    assert attain(stick, F(20, 100), F(15, 100)).value == Missing.because(Why.ZERO_DENOMINATOR, "总ROI", "target")


def test_a_baseline_that_nobody_states_is_missing():
    stick = higher(form=Attainment.BASELINE)

    assert attain(stick, F(1), F(2)).value == Missing.because(Why.NO_RULE, "总ROI", "baseline")


def test_met_is_all_or_nothing_and_the_boundary_reaches():
    form = Attainment.MET

    assert [attain(higher(form=form), F(a), F(80)).value for a in (79, 80, 81)] == [0, 1, 1]
    assert [attain(lower(form=form), F(a), F(30)).value for a in (29, 30, 31)] == [1, 1, 0]


def test_a_cap_and_a_floor_show_when_they_bind():
    stick = higher(cap=F("1.2"), floor=F("0.6"))

    assert attain(stick, F(8), F(4)) == Attained(F("1.2"), F(2), Bound.CAP)
    assert attain(stick, F(1), F(4)) == Attained(F("0.6"), F("0.25"), Bound.FLOOR)
    assert attain(stick, F(4), F(4)) == Attained(F(1), F(1))


def test_every_reason_of_a_missing_attainment_is_kept():
    no_file = Missing.because(Why.NOT_COVERED, "订单", "天猫店 2026-11-30")
    no_target = Missing.because(Why.NO_TARGET, "总ROI")
    no_cap = Missing.because(Why.NOT_IN_FORCE, "上限")

    assert attain(higher(cap=no_cap), no_file, no_target).value == Missing(
        (
            Reason(Why.NOT_COVERED, "订单", "天猫店 2026-11-30"),
            Reason(Why.NO_TARGET, "总ROI"),
            Reason(Why.NOT_IN_FORCE, "上限"),
        )
    )


@pytest.mark.parametrize(
    "stick",
    [
        Yardstick("访客数", Direction.NONE, Attainment.RATIO),
        Yardstick("访客数", None, Attainment.RATIO),
        higher(form=None),
    ],
)
def test_a_metric_that_is_only_watched_has_no_attainment(stick):
    assert attain(stick, F(1), F(1)).value == Missing.because(Why.NO_RULE, stick.name, "attainment")


def test_a_truth_where_a_number_was_promised_is_a_defect():
    with pytest.raises(TypeError, match="a number was promised"):
        number(True)


def test_no_actual_reaches_beyond_a_cap_or_beyond_met():
    assert actual_for(higher(cap=F("1.2")), F(4), F("1.3")) is None
    assert actual_for(higher(form=Attainment.MET), F(4), F("1.3")) is None
    assert actual_for(higher(form=Attainment.MET), F(4), F("0.3")) == 4
    assert actual_for(higher(form=Attainment.BASELINE), F(4), F("0.3")) is None
    assert actual_for(higher(), F(-4), F("0.3")) is None


forms = st.sampled_from(Attainment)
sticks = st.builds(
    Yardstick,
    st.just("总ROI"),
    st.sampled_from([Direction.HIGHER, Direction.LOWER]),
    forms,
    baseline=numbers,
    cap=st.none() | st.fractions(min_value=1, max_value=2, max_denominator=10),
    floor=st.none() | st.fractions(min_value=0, max_value=1, max_denominator=10),
)


@given(sticks, numbers, numbers, positive)
def test_raising_an_actual_never_lowers_an_attainment_where_higher_is_better(stick, one, other, target):
    baseline = target - 1 if stick.direction is Direction.HIGHER else target + 1
    fair = Yardstick(stick.name, stick.direction, stick.form, baseline, stick.cap, stick.floor)
    worse, better = sorted((abs(one) + 1, abs(other) + 1), reverse=stick.direction is Direction.LOWER)

    assert attain(fair, worse, target).value <= attain(fair, better, target).value


@given(sticks, numbers, positive)
def test_the_actual_for_an_attainment_attains_it(stick, target, wanted):
    needed = actual_for(stick, target, wanted)

    if needed is not None:
        reached = attain(stick, needed, target)
        zero = Missing.because(Why.ZERO_DENOMINATOR, "总ROI", "target")
        met = stick.form is Attainment.MET or reached.value == zero
        assert met or (reached.raw if reached.bound is Bound.FLOOR else reached.value) == wanted
