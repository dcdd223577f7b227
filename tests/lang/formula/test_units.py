"""Units as people write them."""

from fractions import Fraction

import pytest

from guiju.lang.formula import types, unit_of
from guiju.lang.formula.types import Kind, Type
from guiju.lang.formula.units import Unit, unit_words


@pytest.mark.parametrize(
    ("text", "type_", "scale"),
    [
        ("元", types.MONEY, 1),
        ("万元", types.MONEY, 10**4),
        ("亿元", types.MONEY, 10**8),
        ("%", types.RATIO, Fraction(1, 100)),
        ("％", types.RATIO, Fraction(1, 100)),
        ("倍", types.RATIO, 1),
        ("万人", types.COUNT, 10**4),
        ("分钟", types.DURATION, 60),
        ("个月", types.MONTHS, 1),
        ("季", types.MONTHS, 3),
        ("工作日", types.WORKDAYS, 1),
        ("分", types.SCORE, 1),
        ("万", types.RATIO, 10**4),
        ("Yuan", types.MONEY, 1),
    ],
)
def test_a_unit_has_a_type_and_a_scale(text: str, type_: Type, scale: Fraction) -> None:
    found = unit_of(text)

    assert found is not None
    assert (found.type, found.scale) == (type_, scale)


def test_a_stroke_divides_units() -> None:
    assert unit_of("元/千次") == Unit("元/千次", Type(Kind.NUMBER, (1, 0, 0, 0, -1, 0)), Fraction(1, 1000))


@pytest.mark.parametrize("text", ["", "克", "元/", "元/克", "%/人", "元/%", "万万"])
def test_what_is_no_unit_has_none(text: str) -> None:
    assert unit_of(text) is None


def test_every_listed_unit_is_one() -> None:
    assert [word for word in unit_words() if unit_of(word) is None] == []
