"""What two counts of successes say of chance, against SciPy's own tests and tables."""

from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from guiju.lang.formula import types
from guiju.lang.values import Missing, Why
from lang.formula.samples import codes, formula, worth


@st.composite
def groups(draw):
    """Successes and trials of two groups that vary."""
    one, other = draw(st.integers(2, 5000)), draw(st.integers(2, 5000))
    return draw(st.integers(1, one - 1)), one, draw(st.integers(1, other - 1)), other


def said(name, *counts):
    found = worth(f"{name}({', '.join(map(str, counts))})")
    assert isinstance(found, Fraction)
    return float(found)


@given(groups())
def test_the_z_test_is_the_chi_square_test_of_the_same_table(counts):
    a, n, b, m = counts
    chi, p, *_ = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False)

    assert isclose(said("z值", *counts) ** 2, chi, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(said("p_value", *counts), p, rel_tol=1e-9)
    assert (said("z_value", *counts) > 0) == (Fraction(b, m) > Fraction(a, n))


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([80, 95, 99]))
def test_the_limits_of_a_share_are_wilsons(successes, trials, percent):
    successes = min(successes, trials)
    limits = stats.binomtest(successes, trials).proportion_ci(percent / 100, method="wilson")

    found = (said("占比下限", successes, trials, f"{percent}%"), said("占比上限", successes, trials, f"{percent}%"))
    assert found == pytest.approx((limits.low, limits.high), abs=1e-9)


@given(groups())
def test_the_intervals_hold_the_difference_and_shrink_with_confidence(counts):
    a, n, b, m = counts
    difference = b / m - a / n

    for low, high in (("差值下限", "差值上限"), ("差值近似下限", "差值近似上限")):
        assert said(low, *counts, "99%") <= said(low, *counts, "80%") <= difference + 1e-12
        assert difference - 1e-12 <= said(high, *counts, "80%") <= said(high, *counts, "99%")
        assert said(low, *counts) == said(low, *counts, "95%")


def test_a_published_example_of_newcombe():
    # Newcombe 1998, table II: 56/70 less 48/80, method 10
    assert round(said("差值下限", 48, 80, 56, 70), 4) == 0.0524
    assert round(said("差值上限", 48, 80, 56, 70), 4) == 0.3339


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("z值(1, 0, 1, 2)", Why.ZERO_DENOMINATOR),
        ("p值(0, 5, 0, 7)", Why.ZERO_DENOMINATOR),
        ("占比下限(3, 2)", Why.NO_SHARE),
        ("占比上限(-1, 2)", Why.NO_SHARE),
        ("差值下限(1, 2, 1, 2, 100%)", Why.NO_SHARE),
    ],
)
def test_where_nothing_varies_or_counts_are_none_there_is_no_value(text, why):
    found = worth(text)

    assert isinstance(found, Missing)
    assert [reason.why for reason in found.reasons] == [why]


def test_a_statistic_is_an_estimate_until_it_is_rounded():
    assert formula("p值(10, 100, 12, 100)").type.estimate
    assert formula("1 - p值(10, 100, 12, 100) * 甲").type.estimate
    assert formula("四舍五入(p值(10, 100, 12, 100), 4)").type == types.RATIO
    assert not formula("四舍五入(p值(10, 100, 12, 100), 4)").type.estimate


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p值(10, 100, 12, 100) * 500元", ["F312"]),
        ("销售额 / z值(10, 100, 12, 100)", ["F312"]),
        ("四舍五入(p值(10, 100, 12, 100), 4) * 500元", []),
        ("若(p值(10, 100, 12, 100) < 5%, 500元, 0元)", []),
        ("p值(10元, 100, 12, 100)", ["F309"]),
        ("占比下限(10, 100, 3天)", ["F309"]),
        ("z值(10, 100, 12)", ["F108"]),
    ],
)
def test_an_estimate_never_feeds_money_unrounded(text, found):
    assert codes(text) == found
