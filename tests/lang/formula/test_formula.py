"""Formulas as the compiled model keeps them."""

import pickle
from fractions import Fraction

from guiju.lang.formula import compile_exact, read, trace, types
from guiju.lang.formula.functions import ALL, BY_KEY, function_words
from guiju.lang.formula.types import ANY
from guiju.lang.text import Located, Source
from lang.formula.samples import CATALOGUE, NAMES, Shop, formula


def test_a_formula_survives_pickling() -> None:
    before = formula("若(甲 > 30%, 合计(订单.实付金额 其中 订单.件数 > 1), 500元)")

    after = pickle.loads(pickle.dumps(before))

    assert after == before
    assert compile_exact(after.tree, CATALOGUE)(Shop()) == Fraction(20)
    assert [step.type for step in trace(after, Shop(), CATALOGUE).walk()][:3] == [types.MONEY, types.TRUTH, types.RATIO]


def test_a_formula_knows_its_text_and_place() -> None:
    source = Source("规矩.md", "  算法: 甲 + 1\n")
    located = Located("甲 + 1", source, tuple(range(6, 13)))

    found, problems = read(located, NAMES)

    assert problems == ()
    assert found is not None
    assert (found.text, str(found.span), found.type) == ("甲 + 1", "规矩.md:1:7", types.RATIO)


def test_a_formula_with_an_unknown_name_is_still_given() -> None:
    found, problems = read(Located.whole("销售饿 * 2"), NAMES)

    assert [problem.code for problem in problems] == ["F201"]
    assert found is not None
    assert found.type == ANY


def test_a_formula_that_cannot_be_parsed_is_none() -> None:
    assert read(Located.whole("1 +"), NAMES)[0] is None


def test_every_function_has_two_names_of_its_own() -> None:
    assert len(BY_KEY) == 2 * len(ALL) == len(function_words())
