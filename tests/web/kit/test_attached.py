"""Files that pages hand out, and how figures stand in them."""

from fractions import Fraction

import pytest

from guiju.web.kit.attached import figure


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1234567, 100), "12345.67"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(0), "0"),
        (Fraction(5018350, 771759), "6.50248328817675"),
        (Fraction(1, 30_000_000_000), "0.0000000000333333333333333"),
        (Fraction(-1, 3), "-0.333333333333333"),
    ],
)
def test_a_figure_in_a_file_is_a_number_to_any_program(value, said):
    assert figure(value) == said
    assert abs(Fraction(said) - value) <= abs(value) / 10**14
