"""When two spellings are one name, and what an unknown name may have meant."""

from hypothesis import given
from hypothesis import strategies as st

from guiju.lang.formula import derived_names, key_of, types
from guiju.lang.formula.names import Symbol, glued_word, half_width, near, run_end


def test_full_width_letters_and_case_do_not_make_another_name() -> None:
    assert key_of("总ＲＯＩ") == key_of("总roi") == "总roi"


def test_blanks_around_a_name_do_not_matter_and_those_inside_are_one() -> None:
    assert key_of("  新\u3000 客 ") == "新 客"


@given(st.text(max_size=12))
def test_the_identity_of_an_identity_is_itself(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)


@given(st.text(max_size=30))
def test_half_width_keeps_every_offset(text: str) -> None:
    assert len(half_width(text)) == len(text)


def test_a_metric_gives_its_attainment_and_target_under_every_alias() -> None:
    found = derived_names("总ROI", types.RATIO, ["ROI"])

    endings = ["达成率", "目标", "_attainment", "_target"]
    assert sorted(found) == sorted(name + ending for name in ("总roi", "roi") for ending in endings)
    assert found["roi目标"] == Symbol("总ROI目标", types.RATIO, "target", "总ROI")
    assert found["roi达成率"] == Symbol("总ROI达成率", types.RATIO, "attainment", "总ROI")


def test_an_alias_that_would_derive_from_its_own_metric_is_not_derived() -> None:
    assert sorted(derived_names("甲", types.RATIO, ["甲目标"])) == sorted(
        ["甲达成率", "甲_attainment", "甲_target"]
        + ["甲目标" + ending for ending in ("达成率", "目标", "_attainment", "_target")]
    )


def test_an_unknown_name_is_held_against_those_that_look_like_it() -> None:
    assert near("销售饿", ["销售额", "退款额", "访客数"]) == ("销售额",)


def test_a_name_inside_another_is_near() -> None:
    assert near("ROI", ["全店推广综合ROI", "访客数"]) == ("全店推广综合ROI",)


def test_a_single_character_is_not_near_to_all_that_holds_it() -> None:
    assert near("额", ["全店累计销售额"]) == ()


def test_a_word_operator_inside_a_name_is_found() -> None:
    assert (glued_word("甲且乙"), glued_word("且"), glued_word("甲乙")) == ("且", "", "")


def test_a_run_takes_letters_digits_underscores_and_marks() -> None:
    assert run_end("e\u0301_1甲+", 0) == 5
