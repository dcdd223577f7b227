"""What can be wrong with a formula, as values: every code with its words in both languages."""

import re
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
    template = entry.mend if language == "zh" else entry.mend_english
    return (template if found.near else without_near(template)).format(**_data(found, language))


_NEAR = re.compile(r"（{near}）| ?\({near}\)|(?:，例如|, for example)?(?:：|: ){near}")


def without_near(template: str) -> str:
    """A template without the place where the nearest candidates would stand."""
    return _NEAR.sub("", template)


def _data(found: Diagnostic, language: str) -> dict[str, str]:
    candidates = ("、" if language == "zh" else ", ").join(found.near)
    return {**found.data, "quote": found.quote, "near": candidates}
