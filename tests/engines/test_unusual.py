"""Odd days: found in a series with weeks, trend and promotions; gaps are neither odd nor nought."""

from datetime import date, timedelta
from random import Random

import pytest

from guiju.engines.unusual import LEAST, enough, odd

START = date(2026, 6, 1)  # a Monday
WEEKLY = (1.0, 0.95, 0.9, 1.0, 1.1, 1.5, 1.4)


def day(number: int) -> date:
    return START + timedelta(days=number)


def series(count: int = 120, *, seed: int = 7, level: float = 1000.0, grows: float = 0.002, **instead):
    """A shop's sales: a level that grows, a week, a little chance; ``d10=0`` sets the tenth day."""
    chance = Random(seed)
    found = [(day(at), level * (1 + grows * at) * WEEKLY[at % 7] * chance.uniform(0.93, 1.07)) for at in range(count)]
    for name, value in instead.items():
        at = int(name[1:])
        found[at] = (day(at), value)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_an_ordinary_series_with_weekends_has_no_odd_day(seed):
    assert odd(series(seed=seed), since=START) == []


@pytest.mark.parametrize("value", [300.0, 4000.0])
def test_a_fall_and_a_leap_are_found_with_what_was_expected(value):
    (found,) = odd(series(d110=value), since=day(90))

    assert (found.start, found.end, found.peak, found.value) == (day(110), day(110), day(110), value)
    assert 0.75 < found.expected / (1000 * 1.22 * WEEKLY[110 % 7]) < 1.25
    assert found.low < found.expected < found.high
    assert (found.score > 0) == (value > found.expected)


def test_days_in_a_row_on_one_side_are_one_finding():
    (found,) = odd(series(d110=250.0, d111=200.0, d112=240.0), since=day(90))

    assert (found.start, found.end) == (day(110), day(112))


def test_only_late_days_are_told():
    assert odd(series(d60=300.0), since=day(90)) == []


def test_a_gap_is_not_odd_and_not_nought():
    gaps = {f"d{at}": None for at in (40, 41, 110, 111)}

    assert odd(series(**gaps), since=START) == []


def test_a_true_nought_is_odd_where_a_gap_is_not():
    (found,) = odd(series(d110=0.0), since=day(90))

    assert (found.start, found.value) == (day(110), 0.0)


def test_promotions_do_not_hide_an_oddity_of_another_day():
    sale = {f"d{at}": 5000.0 for at in (30, 31, 60, 61, 90, 91)}

    found = odd(series(**sale, d112=250.0), since=day(100), told=[day(int(name[1:])) for name in sale])

    assert [one.start for one in found] == [day(112)]


def test_a_very_even_series_is_not_odd_for_a_hair():
    even = [(day(at), 100.0 + (at % 7)) for at in range(120)]
    even[110] = (day(110), even[110][1] * 1.1)

    assert odd(even, since=day(90)) == []


def test_of_too_little_nothing_is_said():
    assert not enough(series(LEAST - 1))
    assert odd(series(LEAST - 1, d30=1.0), since=START) == []
    assert odd([(day(at), None if at % 2 else 100.0) for at in range(100)], since=START) == []
    assert odd([(day(at), 5.0) for at in range(100)], since=START) == []


def test_of_what_is_never_below_nought_nothing_below_nought_is_expected():
    refunds = [(day(at), 0.0 if at % 3 else 40.0) for at in range(120)]
    refunds[110] = (day(110), 900.0)

    (found,) = odd(refunds, since=day(90))

    assert found.low == 0.0
