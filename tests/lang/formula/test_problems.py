"""The catalogue of formula problems: its examples fail and are mended as it says, in both languages."""

import pytest

from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import read, types
from guiju.lang.formula.facts import NO_FACTS
from guiju.lang.formula.problems import ALL, Problem, mend, message
from guiju.lang.text import Located
from lang.formula.samples import CATALOGUE, NAMES


def problems(entry: Problem, text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with an example; two problems depend on where a formula stands."""
    facts = NO_FACTS if entry.code == "F206" else CATALOGUE
    wanted = types.MONEY if entry.code == "F309" else None
    return read(Located.whole(text), NAMES, facts, wanted=wanted)[1]


@pytest.mark.parametrize("entry", ALL, ids=[entry.code for entry in ALL])
def test_a_bad_example_has_its_problem_and_the_mended_one_has_none(entry: Problem) -> None:
    assert [found.code for found in problems(entry, entry.bad)] == [entry.code]
    assert problems(entry, entry.mended) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("entry", ALL, ids=[entry.code for entry in ALL])
def test_every_problem_speaks_in_full(entry: Problem, language: str) -> None:
    (found,) = problems(entry, entry.bad)

    for text in (message(found, language), mend(found, language)):
        assert text
        assert "{" not in text
        assert text.strip("。. ") == text


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    (found,) = read(Located.whole("销售饿 * 2"), NAMES)[1]

    assert message(found) == "没有叫「销售饿」的参数、指标或填报值"
    assert mend(found) == "改成已有的名称（销售额、销售额目标），或在某一条里声明它"
    assert message(found, "en") == "there is no parameter, metric or input named “销售饿”"


def test_without_candidates_the_sentence_still_stands() -> None:
    (found,) = read(Located.whole("完全不同的东西"), NAMES)[1]

    assert mend(found, "en") == "use a declared name or declare it in a clause"
