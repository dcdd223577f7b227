"""Real shop data, imported and measured by formulas of a regulation, beside figures computed twice elsewhere.

A ``Sample`` names files and, for each published figure, the formulas that say it. Money stays in the currency that the
files print: every rate is one, and stated.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engines.measure.lake import metric_sql, regulation
from guiju.engines.measure import Owners, Shop, sql
from guiju.engines.measure.run import open_book, subject_of
from guiju.facts import importing
from guiju.facts import lake as lakes
from guiju.facts.lake import View
from guiju.facts.report import FileReport
from guiju.lang.kinds import Metric

SHARED = Path(os.environ.get("GUIJU_SHARED") or Path(__file__).resolve().parents[3] / "../shared")
DATA = SHARED / "data"
TODAY = date(2026, 11, 22)
AS_PRINTED = dict.fromkeys(["BRL", "GBP", "INR", "USD"], Decimal(1))
NEEDS_DATA = [
    pytest.mark.shared,
    pytest.mark.skipif(not (DATA / "truth.yaml").exists(), reason="the shared real data is not here"),
]


@dataclass(frozen=True)
class Span:
    """A period as long as a whole file, which no grain of the calendar is."""

    start: date
    end: date

    def previous(self, _: int) -> "Span":
        return self


@dataclass(frozen=True)
class By:
    """Formulas said once for each published category: ``{where}`` or ``{more}`` in them becomes its filter.

    ``test`` is the condition of a category, which stands for ``{}`` in it.
    """

    test: str
    formulas: tuple[str, ...]

    def said(self, category: str) -> list[str]:
        """The formulas of one category."""
        test = self.test.format(category)
        return [one.format(where=f" 其中 {test}", more=f" 且 {test}") for one in self.formulas]


@dataclass(frozen=True)
class Months:
    """Formulas said of each published month, or day."""

    formulas: tuple[str, ...]


Says = str | Sequence[str] | By | Months


@dataclass(frozen=True)
class Sample:
    """Files of one set with what is said at their import, and the formulas of each published figure by its id.

    The formulas speak of one shop and of the days from ``start`` to ``end``; without a shop of all there are.
    """

    files: Mapping[str, Mapping[str, Any]]
    start: date
    end: date
    says: Mapping[str, Says]
    shop: str = ""


@cache
def published() -> dict[str, Any]:
    """Every figure by its id; none where the data is not here."""
    if not (DATA / "truth.yaml").exists():
        return {}
    figures = yaml.load((DATA / "truth.yaml").read_text("utf-8"), yaml.CSafeLoader)["figures"]
    return {figure["id"]: figure["value"] for figure in figures}


def brought(home: Path, sample: Sample) -> list[FileReport]:
    """The files of a sample, in a home."""
    return [
        report
        for name, said in sample.files.items()
        for report in importing.run([DATA / name], home, rates=AS_PRINTED, **said).files
    ]


def figures(sample: Sample, home: Path) -> dict[str, Any]:
    """Every figure of a sample, whose files are in the home, in the shape in which it is published."""
    view = lakes.open(home).view()
    asked: dict[Span, dict[str, str]] = {}
    for key, place, formula in _questions(sample):
        asked.setdefault(place, {})[key] = formula
    answers: dict[tuple[str, Span], Any] = {}
    for place, formulas in asked.items():
        answers |= {(key, place): value for key, value in measured(view, sample.shop, place, formulas).items()}
    return {name: _shaped(sample, name, published()[name], answers) for name in sample.says}


def _questions(sample: Sample) -> Iterator[tuple[str, Span, str]]:
    """Each formula with the name and the days it is asked under."""
    always = Span(sample.start, sample.end)
    for name, says in sample.says.items():
        if isinstance(says, By):
            for category in published()[name]:
                yield from ((_key(name, at, category), always, one) for at, one in enumerate(says.said(category)))
        elif isinstance(says, Months):
            for month in published()[name]:
                yield from ((_key(name, at), _span(month), one) for at, one in enumerate(says.formulas))
        else:
            formulas = [says] if isinstance(says, str) else says
            yield from ((_key(name, at), always, one) for at, one in enumerate(formulas))


def _key(name: str, at: int, category: str = "") -> str:
    plain = "".join(letter if letter.isalnum() else f"u{ord(letter)}" for letter in f"{name} {category}")
    return f"m{at}{plain}"


def _span(text: str) -> Span:
    """A month, or a day."""
    if len(text) == len("2026-01-01"):
        return Span(date.fromisoformat(text), date.fromisoformat(text))
    first = date.fromisoformat(f"{text}-01")
    after = (first + timedelta(days=31)).replace(day=1)
    return Span(first, after - timedelta(days=1))


def measured(view: View, shop: str, span: Span, formulas: Mapping[str, str]) -> dict[str, Any]:
    """What formulas are worth over some days, by their name."""
    rules = "指标:\n" + "".join(f"  {name}: {{算法: '{formula}'}}\n" for name, formula in formulas.items())
    model, plan = regulation(rules), sql.load(metric_sql(rules))
    shops = [Shop(shop)] if shop else None
    subject = subject_of(plan, view, model, ["shop"] if shop else [], Owners(), shops, TODAY)
    period: Any = span
    with open_book(plan, model, subject, period) as book:
        return {name: book.metric(rule, period, (shop,) if shop else ()) for name, rule in model.of(Metric).items()}


def _shaped(sample: Sample, name: str, like: Any, answers: Mapping[tuple[str, Span], Any]) -> Any:
    """The answers to one figure as it is published: alone, in a list, or by category."""
    says, always = sample.says[name], Span(sample.start, sample.end)
    if isinstance(says, By):
        return {
            category: _several(one, [answers[_key(name, at, category), always] for at in range(len(says.formulas))])
            for category, one in like.items()
        }
    if isinstance(says, Months):
        return {
            month: _several(one, [answers[_key(name, at), _span(month)] for at in range(len(says.formulas))])
            for month, one in like.items()
        }
    count = 1 if isinstance(says, str) else len(says)
    return _several(like, [answers[_key(name, at), always] for at in range(count)])


def _several(like: Any, values: list[Any]) -> Any:
    if isinstance(like, list):
        return [printed(value, one) for value, one in zip(values, like, strict=True)]
    (value,) = values
    return printed(value, like)


def printed(value: Any, like: float) -> float:
    """The value at the digits of the printed figure, at most six."""
    return float(round(Fraction(value), 6)) if isinstance(like, float) else int(value)
