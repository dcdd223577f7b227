import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.score.cards import F
from guiju.engines.score.split import apportion, round_half_up, split

FEN = F(1, 100)


def test_a_half_goes_away_from_zero():
    values = [F("0.125"), F("0.124"), F("-0.125"), F(2)]

    assert [round_half_up(value, FEN) for value in values] == [F("0.13"), F("0.12"), F("-0.13"), F(2)]


def test_money_may_be_rounded_to_the_yuan():
    assert round_half_up(F("3149.50"), F(1)) == 3150


def test_the_largest_remainder_gets_the_next_place_and_the_earlier_one_among_equals():
    assert apportion(10, [F("4.5"), F(3), F(2), F("0.5")]) == (5, 3, 2, 0)


def test_quotas_that_do_not_sum_to_the_total_are_refused():
    with pytest.raises(ValueError, match="do not sum to 10"):
        apportion(10, [F(1), F(2)])


def test_a_pool_is_split_to_the_fen():
    assert split(F(100), [F(1), F(1), F(1)], FEN) == (F("33.34"), F("33.33"), F("33.33"))


def test_weights_of_nothing_cannot_split():
    with pytest.raises(ZeroDivisionError):
        split(F(100), [F(0), F(0)], FEN)


money = st.decimals(min_value=0, max_value=10**7, places=4).map(F)
weights = st.lists(st.fractions(min_value=0, max_value=50, max_denominator=30), min_size=1, max_size=20)


@given(money, weights.filter(any), st.sampled_from([FEN, F(1, 10), F(1)]))
def test_the_parts_of_a_pool_sum_to_it_and_none_is_off_by_a_step(pool, shares, step):
    parts = split(pool, shares, step)

    whole = round_half_up(pool, step)
    assert sum(parts) == whole
    assert all((part / step).denominator == 1 for part in parts)
    assert all(abs(part - whole * share / sum(shares)) < step for part, share in zip(parts, shares, strict=True))
