"""What formulas are worth, exactly."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.lang.formula import Symbol, compile_exact, key_of, types
from guiju.lang.formula.operations import MismatchError, rounded
from guiju.lang.formula.scope import NULL, value_of
from guiju.lang.values import Missing, Reason, Value, Why
from lang.formula.samples import NO_INPUT, With, formula, worth

UNKNOWN_TYPES = {key_of(name): Symbol(name, types.ANY) for name in "甲乙丙"}


def any_worth(text: str, **values: Value) -> Value:
    """A formula over names of unknown type."""
    return compile_exact(formula(text, UNKNOWN_TYPES).tree)(With(dict(values)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 3 * 3", 1),
        ("2 - 3 - 4", -5),
        ("12 / 3 / 2", 2),
        ("-甲 * -2", 1),
        ("50% + 0.5", 1),
        ("若(甲 > 1, 丙, 2)", 2),
        ("若(甲 < 1, 2, 丙)", 2),
        ("缺省(丙, 7)", 7),
        ("缺省(乙, 丙)", 3),
        ("最大(1, 乙, 2) + 最小(1, 乙, 2)", 4),
        ("绝对值(-乙)", 3),
        ("四舍五入(2.5) + 四舍五入(-2.5)", 0),
        ("四舍五入(1.005, 2)", Fraction(101, 100)),
        ("四舍五入(1250, -2)", 1300),
        ("上期(甲)", Fraction(-1, 2)),
        ("上期(上期(甲)) + 上期(乙)", Fraction(3, 2)),
        ('(日期("2026-03-01") - 日期("2026-02-28")) / 1小时', 24),
    ],
)  # fmt: skip
def test_numbers(text: str, value: Fraction) -> None:
    assert worth(text) == value
    assert isinstance(worth(text), Fraction)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 = 1 且 1 != 2", True),
        ("1 < 2 且 1 <= 1 且 2 > 1 且 2 >= 2", True),
        ("非 真", False),
        ("真 或 丙 > 1", True),
        ("假 且 丙 > 1", False),
        ("真 且 假 或 假", False),
        ("连续(甲 > -1, 2)", True),
        ("连续(甲 > -1, 3)", False),
        ("连续(甲 > 100, 3)", False),
        ("连续(甲 > -1, 乙 / 乙)", True),
        ('开头是("C1", "C") 且 包含("甲乙", "乙") 且 属于("甲", "乙", "甲")', True),
        ('属于(1, 2, 3) 或 "甲" = "乙"', False),
        ('日期("2026-03-01") > 日期("2026-02-28")', True),
        ('星期(日期("2026-11-23")) = 1 且 星期("2026-11-29") = 7', True),
        ('月末(日期("2028-02-05")) = 日期("2028-02-29")', True),
        ('月末(日期("2026-11-27")) - 日期("2026-11-27") < 7天', True),
        ('月末(日期("2026-11-20")) - 日期("2026-11-20") < 7天', False),
        ("真 = 真", True),
    ],
)
def test_truths(text: str, value: bool) -> None:
    text = text.replace("乙 / 乙", "乙")
    if "连续(甲 > -1, 乙)" in text:
        value = False  # three periods

    assert worth(text) is value


@pytest.mark.parametrize(
    "text",
    [
        "丙 + 1", "-丙", "若(丙 > 1, 1, 2)", "最大(1, 丙)", "丙 > 1 或 真", "丙 > 1 且 真", "非 丙 > 1", "上期(丙)",
        "连续(丙 > 1, 2)", "缺省(丙, 丙)", "四舍五入(丙, 2)", "属于(丙, 1)", "真 且 丙 > 1", "连续(甲 < 1, 丙)",
    ],
)  # fmt: skip
def test_a_missing_value_goes_through_everything(text: str) -> None:
    assert worth(text) == NO_INPUT


def test_all_reasons_come_through_each_once() -> None:
    assert worth("丙 + 随便 + 丙") == Missing((Reason(Why.NO_INPUT, "丙"), Reason(Why.NO_INPUT, "随便")))


def test_a_zero_denominator_is_missing_and_says_what_is_zero() -> None:
    assert worth("销售额 / (乙 - 3)") == Missing.because(Why.ZERO_DENOMINATOR, "乙 - 3", "销售额 / (乙 - 3)")


numbers = st.fractions(max_denominator=1000)


@given(numbers, numbers, numbers)
def test_arithmetic_is_that_of_fractions(a: Fraction, b: Fraction, c: Fraction) -> None:
    scope = With({"甲": a or Fraction(1), "乙": b or Fraction(1), "丙": c or Fraction(1)})
    a, b, c = (scope.values[key] for key in "甲乙丙")  # type: ignore[assignment]

    found = compile_exact(formula("甲 / 乙 * 丙 - (甲 - 乙) * 丙").tree)(scope)

    assert found == a / b * c - (a - b) * c


@given(numbers, st.integers(-4, 6))
def test_rounding_is_to_the_nearest_and_away_from_nought_at_the_half(value: Fraction, decimals: int) -> None:
    found, step = rounded(value, decimals), Fraction(10) ** -decimals

    assert (found / step).denominator == 1
    assert abs(found - value) <= step / 2
    assert rounded(-value, decimals) == -found
    if abs(found - value) == step / 2:
        assert abs(found) > abs(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("甲 + 乙", {"甲": True, "乙": Fraction(1)}),
        ("-甲", {"甲": "文"}),
        ("非 甲", {"甲": Fraction(1)}),
        ("甲 > 乙", {"甲": "文", "乙": "字"}),
        ("甲 = 乙", {"甲": date(2026, 1, 1), "乙": datetime(2026, 1, 1)}),
        ("若(甲, 1, 2)", {"甲": Fraction(1)}),
        ("甲 且 乙", {"甲": "文", "乙": True}),
        ("真 且 乙", {"乙": "文"}),
        ("最大(甲, 乙)", {"甲": "文", "乙": "字"}),
        ("包含(甲, 乙)", {"甲": "文", "乙": Fraction(1)}),
        ("属于(甲, 乙)", {"甲": "文", "乙": Fraction(1)}),
        ("日期(甲)", {"甲": Fraction(1)}),
        ("日期(甲)", {"甲": "元旦"}),
        ("连续(甲, 乙)", {"甲": True, "乙": "文"}),
        ("甲 - 乙", {"甲": datetime(2026, 1, 1), "乙": "文"}),
        ("甲 / 乙", {"甲": Fraction(1), "乙": True}),
    ],
)
def test_values_of_unknown_type_that_do_not_go_together_are_refused(text: str, values: dict[str, Value]) -> None:
    with pytest.raises(MismatchError) as caught:
        any_worth(text, **values)

    assert text[caught.value.span.start : caught.value.span.end] in text


def test_values_of_unknown_type_may_be_times() -> None:
    now = datetime(2026, 1, 31, 10)

    assert any_worth("日期(甲)", 甲=now) == date(2026, 1, 31)
    assert any_worth("日期(甲)", 甲="2026-01-31") == date(2026, 1, 31)
    assert any_worth("日期(甲)", 甲=date(2026, 1, 31)) == date(2026, 1, 31)
    assert any_worth("甲 - 乙", 甲=now, 乙=now) == 0


def test_a_tree_that_was_not_checked_is_refused() -> None:
    with pytest.raises(LookupError):
        compile_exact(formula("合计(订单.实付金额)").tree)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, NULL),
        (0.1, Fraction(1, 10)),
        (Decimal("1.50"), Fraction(3, 2)),
        (3, Fraction(3)),
        (True, True),
        ("文", "文"),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_cells_are_exact_values(cell: object, value: Value) -> None:
    assert value_of(cell) == value  # type: ignore[arg-type]
