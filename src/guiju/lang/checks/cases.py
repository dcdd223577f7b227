"""The check of worked examples: what each promises is what its rule yields."""

from collections.abc import Iterator
from fractions import Fraction

from guiju.lang import reasons
from guiju.lang.catalogue import Catalogue
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.examples import run_examples
from guiju.lang.formula.format import decimal
from guiju.lang.readback.words import Language
from guiju.lang.values import Missing, Value


def examples_hold(scene: Scene, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every example comes to what it says; only asked of a regulation without errors."""
    for result in run_examples(scene.regulation, catalogue) if scene.regulation.examples else ():
        if not result.holds:
            data = {"expected": _said(result.expected, "zh"), "expected_en": _said(result.expected, "en")}
            data |= {"actual": _said(result.actual, "zh"), "actual_en": _said(result.actual, "en")}
            yield scene.wrong("C701", result.span, result.clause, **data)


def _said(value: Value, language: Language) -> str:
    """A value inside a sentence."""
    if isinstance(value, Missing):
        word, between = ("缺失", "；") if language == "zh" else ("missing", "; ")
        return f"{word}（{between.join(reasons.lines(value, language))}）"
    return decimal(value) if isinstance(value, Fraction) else str(value)
