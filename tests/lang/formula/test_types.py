"""Which types go together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.lang.formula import types
from guiju.lang.formula.types import Kind, Type, fits, join, product
from lang.formula.samples import PRICE

exponents = st.tuples(*[st.integers(-2, 2)] * 6)
numbers = st.builds(Type, st.just(Kind.NUMBER), exponents, st.booleans()) | st.sampled_from([types.BARE, types.ZERO])
any_type = numbers | st.builds(Type, st.sampled_from(Kind))


@given(any_type, any_type)
def test_joining_does_not_depend_on_the_order(left: Type, right: Type) -> None:
    assert join(left, right) == join(right, left)


@given(any_type)
def test_a_type_joins_itself(type_: Type) -> None:
    assert fits(type_, type_)
    assert join(type_, type_) is not None


@given(numbers)
def test_nought_goes_with_every_number(type_: Type) -> None:
    found = join(types.ZERO, type_)

    assert found is not None
    assert found.dimensions == type_.dimensions


@given(numbers, numbers)
def test_dividing_undoes_multiplying(left: Type, right: Type) -> None:
    assert product(product(left, right), right, divide=True).dimensions == left.dimensions


@given(numbers, numbers)
def test_an_estimate_stays_an_estimate(left: Type, right: Type) -> None:
    assert product(left, right).estimate == (left.estimate or right.estimate)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        (types.BARE, types.COUNT, types.COUNT),
        (types.BARE, types.SCORE, types.SCORE),
        (types.BARE, types.RATIO, types.RATIO),
        (types.BARE, types.MONEY, None),
        (types.BARE, types.DURATION, None),
        (types.MONEY, types.RATIO, None),
        (types.MONTHS, types.DURATION, None),
        (types.COUNT, types.RATIO, None),
        (types.MONEY, PRICE, types.MONEY),
        (PRICE, PRICE, PRICE),
        (types.ZERO, PRICE, PRICE),
        (types.MONEY, Type(Kind.NUMBER, (1, 0, 0, 0, 1, 0)), types.MONEY),
        (types.TEXT, types.TEXT, types.TEXT),
        (types.TEXT, types.MONEY, None),
        (types.ANY, types.MONEY, types.ANY),
    ],
)
def test_joining(left: Type, right: Type, joined: Type | None) -> None:
    assert join(left, right) == joined


def test_a_figure_beside_a_figure_is_still_one() -> None:
    joined = join(types.BARE, types.ZERO)

    assert joined is not None
    assert joined.literal == "bare"
    assert product(types.BARE, types.BARE).literal == "bare"
    assert product(types.BARE, types.RATIO).literal == ""


@pytest.mark.parametrize(
    ("actual", "wanted", "good"),
    [
        (PRICE, types.MONEY, True),
        (types.BARE, types.COUNT, True),
        (types.BARE, types.MONEY, False),
        (types.ZERO, types.MONEY, True),
        (types.MONEY, types.RATIO, False),
        (types.TRUTH, types.RATIO, False),
        (types.ANY, types.TRUTH, True),
        (types.COUNT, types.RATIO, True),
        (types.SCORE, types.RATIO, False),
    ],
)
def test_pieces_are_not_counted_where_a_type_is_declared(actual: Type, wanted: Type, good: bool) -> None:
    assert fits(actual, wanted) is good


@pytest.mark.parametrize(
    ("type_", "chinese", "english"),
    [
        (types.MONEY, "金额（元）", "money (yuan)"),
        (PRICE, "元/个", "yuan/count"),
        (types.RATIO, "比率或纯数", "a ratio or plain number"),
        (types.TRUTH, "条件（真或假）", "a condition (true or false)"),
        (Type(Kind.NUMBER, (0, -1, 0, 0, 0, 2)), "分²/秒", "points²/seconds"),
        (Type(Kind.NUMBER, (4, 0, 0, 0, 0, 0)), "元^4", "yuan^4"),
        (Type(Kind.NUMBER, (0, 0, -1, 0, 0, 0)), "1/月", "1/months"),
    ],
)
def test_types_in_words(type_: Type, chinese: str, english: str) -> None:
    assert (type_.words("zh"), type_.words("en")) == (chinese, english)


def test_money_is_known_with_and_without_pieces() -> None:
    assert [t.is_money for t in (types.MONEY, PRICE, types.COUNT, types.TEXT)] == [True, True, False, False]
