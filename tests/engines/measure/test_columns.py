from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.engines.measure import bounds
from guiju.engines.measure.bounds import Rationals, UnsupportedError
from guiju.engines.measure.columns import CHUNK, bounded, rounded
from guiju.lang.formula import compile_exact, key_of, parse
from guiju.lang.formula.operations import rounded as exactly_rounded
from guiju.lang.text import Located
from guiju.lang.values import Missing, Value, Why

F = Fraction
CENT = F(1, 100)
BONUS = "基础绩效工资 * (总ROI达成率 * 50% + 综合CPA达成率 * 50%) * 团队贡献系数"


def tree(text: str) -> Any:
    found, problems = parse(Located.whole(text))
    assert problems == ()
    return found


def column(values: list[Any]) -> Rationals:
    """A column of fractions, ``None`` where missing."""
    above = [0 if value is None else F(value).numerator for value in values]
    below = [1 if value is None else F(value).denominator for value in values]
    lost = np.array([value is None for value in values], np.bool_)
    return Rationals(np.array(above, np.int64), np.array(below, np.int64), lost if lost.any() else None)


class OneRow:
    """A row as the closures see it."""

    def __init__(self, columns: dict[str, Any], row: int) -> None:
        self.columns, self.row = columns, row

    def name(self, key: str) -> Value:
        found = self.columns[key]
        return found.at(self.row, key) if isinstance(found, Rationals) else found

    def rows(self, fact: str, event: str | None = "") -> Any:
        raise NotImplementedError

    def previous(self, periods: int) -> Any:
        raise NotImplementedError


def agree(text: str, columns: dict[str, Any], rows: int, step: Fraction = CENT) -> int:
    """Every row as the closures have it; gives how many rows floats could not decide."""
    node = tree(text)
    exact = compile_exact(node)
    found = rounded(node, columns, rows, step=step)
    for row in range(rows):
        value = exact(OneRow(columns, row))
        if isinstance(value, Missing):
            assert (text, row, bool(found.missing[row])) == (text, row, True)
        else:
            steps = exactly_rounded(value / step, 0)
            assert (text, row, int(found.units[row]), bool(found.missing[row])) == (text, row, steps, False)
    return found.recomputed


numbers = st.one_of(
    st.none(),
    st.integers(-10, 10),
    st.integers(-(10**6), 10**6).map(lambda n: F(n, 100)),
    st.fractions(-1000, 1000, max_denominator=1000),
    st.integers(-(2**62), 2**62),
)
LEAVES = ["甲", "乙", "丙", "2", "0.005", "12.5%", "0", "参数", "缺"]


@st.composite
def formulas(draw: Any, depth: int = 3) -> str:
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(LEAVES))
    one, other = draw(formulas(depth - 1)), draw(formulas(depth - 1))
    shapes = (
        f"({one} + {other})",
        f"({one} - {other})",
        f"({one} * {other})",
        f"({one} / {other})",
        f"(-{one})",
        f"绝对值({one})",
        f"最小({one}, {other}, 3)",
        f"最大({one}, {other})",
        f"四舍五入({one}, {draw(st.sampled_from(['0', '2', '-1']))})",
        f"四舍五入({one})",
        f"缺省({one}, {other})",
        f"若({draw(conditions(depth - 1))}, {one}, {other})",
    )
    return draw(st.sampled_from(shapes))


@st.composite
def conditions(draw: Any, depth: int = 2) -> str:
    one, other = draw(formulas(depth)), draw(formulas(depth))
    compared = f"{one} {draw(st.sampled_from(['=', '!=', '<', '<=', '>', '>=']))} {other}"
    if depth <= 0:
        return f"({compared})"
    left, right = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    shapes = (
        f"({compared})",
        f"({left} 且 {right})",
        f"({left} 或 {right})",
        f"(非 {left})",
        f"({left} = {right})",
        f"({left} != 真)",
        f"(若({left}, {right}, 旗))",
        f"缺省({left}, 假)",
    )
    return draw(st.sampled_from(shapes))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    formulas(), st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=8), st.sampled_from([CENT, F(1)])
)
def test_floats_and_closures_agree_on_every_row_of_random_formulas(text, rows, step):
    columns = {name: column([row[at] for row in rows]) for at, name in enumerate("甲乙丙")}
    columns |= {"参数": F(7, 3), "缺": Missing.because(Why.NO_INPUT, "缺"), "旗": True}
    try:
        agree(text, columns, len(rows), step)
    except OverflowError:
        assert any(abs(value or 0) > 10**6 for row in rows for value in row) or "*" in text


@settings(max_examples=30, deadline=None)
@given(formulas(), st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=8))
def test_the_truth_of_every_row_lies_within_its_bound(text, rows):
    node = tree(text)
    columns = {name: column([row[at] for row in rows]) for at, name in enumerate("甲乙丙")}
    columns |= {"参数": F(7, 3), "缺": Missing.because(Why.NO_INPUT, "缺"), "旗": True}

    value, bound, missing, doubt = bounded(node, columns, len(rows))

    for row in np.flatnonzero(~doubt).tolist():
        truth = compile_exact(node)(OneRow(columns, row))
        assert bool(missing[row]) == isinstance(truth, Missing)
        if isinstance(truth, Fraction):
            assert abs(F(float(value[row])) - truth) <= F(float(bound[row]))


def test_a_million_bonuses_are_right_to_the_cent():
    people = 1_000_000
    random = np.random.default_rng(7)
    columns = {
        key_of("基础绩效工资"): Rationals(random.integers(200_000, 1_500_000, people), 100),
        key_of("总ROI达成率"): Rationals(random.integers(1, 10**6, people), random.integers(1, 10**6, people)),
        key_of("综合CPA达成率"): Rationals(random.integers(5000, 15_000, people), 10_000),
        key_of("团队贡献系数"): Rationals(random.integers(80, 130, people), 100),
    }

    found = rounded(tree(BONUS), columns, people)

    exact = compile_exact(tree(BONUS))
    for row in random.integers(0, people, 2000).tolist():
        assert found.units[row] == exactly_rounded(exact(OneRow(columns, row)) * 100, 0)
    assert not found.missing.any()


def test_half_cents_are_recomputed_and_go_up_away_from_nought():
    columns = {"甲": column([F(201, 2), F(-201, 2), F(1, 3)])}

    found = rounded(tree("甲 * 1%"), columns, 3)

    assert (found.units.tolist(), found.recomputed) == ([101, -101, 0], 2)


def test_rows_beyond_one_chunk_are_computed_alike():
    rows = CHUNK + 3
    columns = {"甲": Rationals(np.arange(rows, dtype=np.int64))}

    assert rounded(tree("甲 * 2"), columns, rows, step=F(1)).units.tolist() == [2 * row for row in range(rows)]


def test_what_floats_cannot_follow_is_left_to_the_closures():
    columns = {"甲": column([1, 2]), "名": "茶"}

    found = rounded(tree('若(包含(名, "茶"), 甲, 0)'), columns, 2)

    assert (found.units.tolist(), found.recomputed) == ([100, 200], 2)
    for text in (
        '若(名 = "茶", 甲, 0)',
        "若(甲, 1, 2)",
        "若(真, 假, 甲)",
        "最小(真, 甲)",
        "若(真 < 假, 1, 2)",
        "甲 + (甲 > 1)",
    ):
        with pytest.raises(UnsupportedError):
            bounded(tree(text), columns, 2)
    with pytest.raises(UnsupportedError):
        bounds.decimals(tree("甲"))


def test_neither_facts_nor_earlier_periods_are_there():
    with pytest.raises(UnsupportedError):
        rounded(tree("上期(甲)"), {"甲": column([1])}, 1)
    with pytest.raises(LookupError):
        rounded(tree("计数(订单)"), {}, 1)


def test_a_sum_beyond_what_cents_can_hold_is_refused():
    with pytest.raises(OverflowError):
        rounded(tree("甲 * 甲"), {"甲": column([2**60])}, 1)


def test_conditions_of_every_sort_follow_the_closures():
    columns = {"甲": column([1, None, -2, 0]), "乙": column([None, 3, 4, 0]), "旗": True, "否": False}

    for text in (
        "若(非 (甲 > 0), 1, 2)",
        "若((甲 > 0) = (乙 > 0), 1, 2)",
        "若((甲 > 0) != 旗, 1, 2)",
        "若(甲 > 0 且 乙 > 0, 1, 2)",
        "若(甲 > 0 或 乙 > 0, 1, 2)",
        "若(甲 > 0 且 旗, 1, 2)",
        "若(若(甲 > 0, 乙 > 0, 否), 1, 2)",
        "若(缺省(甲 > 0, 旗), 1, 2)",
        "若(甲 != 0, 甲 / 乙, 四舍五入(乙 / 3, 1))",
    ):
        agree(text, columns, 4)


def test_big_results_are_left_to_the_closures():
    assert agree("甲 * 4", {"甲": column([2**55, 5])}, 2, F(1)) == 1


def test_numbers_with_many_digits_keep_their_bound():
    big = Rationals(np.array([2**62 + 1], np.int64), 2**60 + 1)
    columns = {"甲": big, "乙": Rationals(np.array([1], np.int64), np.array([2**60 + 1], np.int64))}

    assert agree("甲 - 4", columns, 1, F(1, 10**12)) == 0
    assert agree("甲 - 4", columns, 1, F(1, 10**15)) == 1
    assert agree("乙 * 甲", columns, 1) == 0
