"""What can be wrong with a formula, as values: every code with its words in both languages."""

from collections.abc import Mapping

from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.formula.problems import aggregating, naming, reading, typing
from guiju.lang.formula.problems.problem import Problem
from guiju.lang.text import Source, Span

ALL = (*reading.ALL, *naming.ALL, *typing.ALL, *aggregating.ALL)
BY_CODE = {entry.code: entry for entry in ALL}

__all__ = ["ALL", "BY_CODE", "Problem", "mend", "message", "problem"]


def problem(
    code: str, source: Source, span: Span, data: Mapping[str, str] | None = None, near: tuple[str, ...] = ()
) -> Diagnostic:
    """An error of this code at this place."""
    return Diagnostic(Level.ERROR, code, span, source.quote(span), near=near, data=data or {})


def message(found: Diagnostic, language: str = "zh") -> str:
    """The sentence of a formula's diagnostic."""
    entry = BY_CODE[found.code]
    return (entry.chinese if language == "zh" else entry.english).format(**_data(found, language))


def mend(found: Diagnostic, language: str = "zh") -> str:
    """How to mend it."""
    entry = BY_CODE[found.code]
    return (entry.mend if language == "zh" else entry.mend_english).format(**_data(found, language))


def _data(found: Diagnostic, language: str) -> dict[str, str]:
    candidates = ("、" if language == "zh" else ", ").join(found.near) or "…"
    return {**found.data, "quote": found.quote, "near": candidates}
