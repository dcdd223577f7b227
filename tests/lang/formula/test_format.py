"""Trees and their canonical text."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.formula import format_tree, parse
from guiju.lang.formula.format import decimal
from guiju.lang.formula.tree import Node
from guiju.lang.text import Located
from lang.formula.samples import bare, trees


@settings(max_examples=300)
@given(trees)
def test_parsing_the_canonical_text_gives_the_same_tree(tree: Node) -> None:
    text = format_tree(tree)

    again, problems = parse(Located.whole(text))

    assert problems == ()
    assert again is not None
    assert bare(again) == bare(tree)
    assert format_tree(again) == text


@given(st.fractions(max_denominator=10**6))
def test_a_decimal_is_exact_or_has_twelve_digits(value: Fraction) -> None:
    text = decimal(value)

    exact = Fraction(text) == value
    digits = text.replace(".", "").strip("-0")
    assert exact or len(digits) <= 12
    assert abs(Fraction(text) - value) <= abs(value) / 10**11


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(3150), "3150"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(-2, 3), "-0.666666666667"),
        (Fraction(10**15, 3), "333333333333000"),
        (Fraction(1, 3 * 10**6), "0.000000333333333333"),
        (Fraction(2999999999999999, 3 * 10**15), "1"),
        (Fraction(1, 1024), "0.0009765625"),
    ],
)
def test_decimals(value: Fraction, text: str) -> None:
    assert decimal(value) == text


def test_words_of_the_language_as_names_are_quoted() -> None:
    tree, _ = parse(Located.whole("「且」 + 「最大」 + 「5万」 + 「其中」 + 「真」 + 订单.且"))

    assert tree is not None
    assert format_tree(tree) == "「且」 + 「最大」 + 「5万」 + 「其中」 + 「真」 + 订单.且"
