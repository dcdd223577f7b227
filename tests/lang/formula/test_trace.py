"""Evaluation that shows its work."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from guiju.lang.formula import Trace, compile_exact, trace, types
from guiju.lang.formula.trace import NOTES
from guiju.lang.values import Missing
from lang.formula.samples import CATALOGUE, Shop, formula, sound_texts


def traced(text: str) -> Trace:
    """A formula's trace in the shop."""
    return trace(formula(text), Shop(), CATALOGUE)


def steps(text: str) -> list[tuple[str, object, str]]:
    """What each part of the outermost step says."""
    return [(part.text, part.value, part.note) for part in traced(text).children]


@settings(max_examples=300)
@given(sound_texts)
def test_a_trace_is_worth_what_the_closure_is(text: str) -> None:
    found = formula(text)

    assert trace(found, Shop()).value == compile_exact(found.tree)(Shop())


@settings(max_examples=100)
@given(sound_texts)
def test_every_step_points_to_its_words(text: str) -> None:
    for step in trace(formula(text), Shop()).walk():
        assert text[step.span.start : step.span.end]
        assert step.note == "" or step.note in NOTES
        assert (step.value is None) == (step.note not in ("", "previous", "periods_back"))


def test_steps_have_labels_values_and_types() -> None:
    found = traced("-甲 * 合计(订单.实付金额) / 2")

    assert [(step.label, step.value, step.type) for step in found.walk()] == [
        ("÷", Fraction(-15, 2), types.MONEY),
        ("×", Fraction(-15), types.MONEY),
        ("−", Fraction(-1, 2), types.RATIO),
        ("甲", Fraction(1, 2), types.RATIO),
        ("合计", Fraction(30), types.MONEY),
        ("2", Fraction(2), types.RATIO),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("若(甲 > 1, 1, 2)", [("甲 > 1", False, ""), ("1", None, "condition_false"), ("2", 2, "")]),
        ("若(甲 < 1, 1, 2)", [("甲 < 1", True, ""), ("1", 1, ""), ("2", None, "condition_true")]),
        ("甲 < 1 或 甲 > 5", [("甲 < 1", True, ""), ("甲 > 5", None, "decided")]),
        ("甲 > 1 且 甲 > 5", [("甲 > 1", False, ""), ("甲 > 5", None, "decided")]),
        ("甲 < 1 且 甲 > 5", [("甲 < 1", True, ""), ("甲 > 5", False, "")]),
        ("缺省(甲, 5)", [("甲", Fraction(1, 2), ""), ("5", None, "not_needed")]),
        ("上期(甲)", [("甲", Fraction(-1, 2), "previous")]),
        ("连续(甲 > -1, 2)", [("甲 > -1", True, ""), ("甲 > -1", True, "periods_back"), ("2", 2, "")]),
        ("连续(甲 > 0, 2)", [("甲 > 0", True, ""), ("甲 > 0", False, "periods_back"), ("2", 2, "")]),
        (
            "连续(甲 > 0, 4)",
            [("甲 > 0", True, ""), ("甲 > 0", False, "periods_back"), ("甲 > 0", None, "ended"), ("4", 4, "")],
        ),
    ],
)
def test_what_was_not_computed_says_why(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("若(丙 > 1, 1, 2)", ["", "condition_missing", "condition_missing"]),
        ("丙 > 1 或 真", ["", "left_missing"]),
        ("缺省(丙, 5)", ["", ""]),
        ("连续(甲 > 0, 丙)", ["times_missing", ""]),
        ("连续(丙 > 0, 2)", ["", "ended", ""]),
    ],
)
def test_a_missing_part_says_what_it_keeps_from_being_computed(text: str, notes: list[str]) -> None:
    assert [part.note for part in traced(text).children] == notes
    assert isinstance(traced(text).value, Missing) is (text != "缺省(丙, 5)")
