"""Effects add up to the difference to the last digit, whatever order things stand in and whichever period is first."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.engines.change.effects import Effect, Kind, Ratio, Whole, by_factors, by_parts, by_ratio, by_volume

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=97)
COUNTS = st.fractions(min_value=0, max_value=500, max_denominator=7)
KEYS = st.sampled_from(["甲", "乙", "丙", ""])
WHOLES = st.builds(Whole, NUMBERS, st.dictionaries(KEYS, st.none() | NUMBERS))
RATIOS = st.builds(
    Ratio,
    NUMBERS,
    COUNTS.filter(bool),
    st.dictionaries(KEYS, st.none() | st.tuples(NUMBERS, COUNTS)),
)


def total(change):
    return sum((one.amount for one in change.effects), F(0))


@given(WHOLES, WHOLES)
def test_parts_of_a_sum_add_up_to_the_difference(before, after):
    assert total(by_parts(before, after)) == after.value - before.value


@given(RATIOS, RATIOS)
def test_rate_and_mix_add_up_to_the_difference_of_a_quotient(before, after):
    assert total(by_ratio(before, after)) == after.value - before.value


@given(RATIOS, RATIOS)
def test_volume_mix_and_rate_add_up_to_the_difference_of_a_sum(before, after):
    assert total(by_volume(before, after)) == after.above - before.above


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_factors_of_a_product_add_up_to_its_difference(pairs):
    def product(values):
        result = F(1)
        for value in values.values():
            result *= value
        return result

    before = {str(at): one for at, (one, _) in enumerate(pairs)}
    after = {str(at): other for at, (_, other) in enumerate(pairs)}

    assert total(by_factors(product, before, after)) == product(after) - product(before)


@given(RATIOS, RATIOS)
def test_the_way_back_is_the_way_there_with_its_signs_turned(before, after):
    there, back = by_ratio(before, after), by_ratio(after, before)

    assert [one.amount for one in there.effects] == [-one.amount for one in back.effects]


@given(RATIOS, RATIOS, st.randoms())
def test_the_order_of_parts_is_of_no_account(before, after, chance):
    keys = list(before.parts)
    chance.shuffle(keys)
    shuffled = Ratio(before.above, before.below, {key: before.parts[key] for key in keys})

    assert by_ratio(shuffled, after) == by_ratio(before, after)


@given(RATIOS)
def test_no_change_is_nothing_everywhere(same):
    assert {one.amount for one in (*by_ratio(same, same).effects, *by_volume(same, same).effects)} <= {F(0)}


def test_a_part_without_value_is_named_and_its_effect_left_to_the_rest():
    change = by_parts(Whole(F(100), {"甲": F(60), "乙": None}), Whole(F(90), {"甲": F(70), "乙": F(20)}))

    assert change.missing == ("乙",)
    assert change.effects == (Effect(Kind.PART, "甲", F(10)), Effect(Kind.REST, "", F(-20)))


def test_what_is_new_or_gone_has_no_rate_to_compare_and_counts_as_mix():
    before = Ratio(F(10), F(100), {"甲": (F(10), F(100))})
    after = Ratio(F(25), F(125), {"甲": (F(10), F(100)), "乙": (F(15), F(25))})

    effects = {(one.kind, one.key): one.amount for one in by_ratio(before, after).effects}

    assert effects[Kind.RATE, "乙"] == 0
    assert effects[Kind.MIX, "乙"] == F(9, 100)
    assert sum(effects.values()) == F(1, 10)


def test_price_and_volume_of_a_single_product_are_the_textbook_s():
    before, after = Ratio(F(1000), F(100), {"甲": (F(1000), F(100))}), Ratio(F(1320), F(110), {"甲": (F(1320), F(110))})

    effects = {one.kind: one.amount for one in by_volume(before, after).effects}

    assert effects == {Kind.VOLUME: F(110), Kind.RATE: F(210), Kind.MIX: F(0)}


def test_a_factor_is_worth_the_mean_over_all_orders():
    change = by_factors(
        lambda of: of["流量"] * of["转化"], {"流量": F(100), "转化": F(2)}, {"流量": F(120), "转化": F(3)}
    )

    assert {one.key: one.amount for one in change.effects} == {"流量": F(50), "转化": F(110)}


def test_too_many_factors_are_refused():
    many = {str(at): F(1) for at in range(9)}

    with pytest.raises(ValueError, match="not too many"):
        by_factors(lambda of: F(len(of)), many, many)
