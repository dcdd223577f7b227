"""Reasons of missing values in words."""

import pytest

from guiju.lang.reasons import lines, reason, words
from guiju.lang.values import Missing, Reason, Why


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("why", list(Why))
def test_every_reason_says_what_is_lacking_how_to_mend_it_and_who_can(why: Why, language: str) -> None:
    found = words(Reason(why, "总ROI", "一店 2026-10"), language)

    assert "总ROI" in found.what
    assert "一店 2026-10" in found.what
    assert found.mend
    assert found.who


def test_a_reason_is_one_line() -> None:
    lacking = Reason(Why.NO_INPUT, "团队贡献系数", "王小明")

    assert reason(lacking) == "「团队贡献系数」没有填报（王小明）；填报这个值（负责填报的人）"
    assert reason(lacking, "en") == "“团队贡献系数” was not entered (王小明); enter it (whoever is to enter it)"


def test_words_of_the_model_are_said_in_the_language() -> None:
    assert words(Reason(Why.ZERO_DENOMINATOR, "总ROI", "target")).what == "「总ROI」是 0，不能作除数（目标）"
    assert words(Reason(Why.NO_RULE, "总ROI", "baseline"), "en").what == (
        "no rule applies to “总ROI” (its baseline is not stated)"
    )


def test_a_missing_value_has_a_line_for_each_reason_and_an_empty_cell_none() -> None:
    missing = Missing((Reason(Why.NO_TARGET, "总ROI"), Reason(Why.NO_PAY, "王小明", "performance")))

    assert lines(missing) == (
        "「总ROI」没有目标；录入目标（制定目标的人）",
        "名册里没有「王小明」的工资（基础绩效工资）；在名册里补上（维护名册的人）",
    )
    assert lines(Missing(())) == ()
