"""The closures over plain rows: what SQL over the same rows must come to."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from engines.measure.lake import lake, metric_sql, regulation
from guiju.engines import periods
from guiju.engines.measure import cells, measure, series
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.wanted import aggregates, formulas
from guiju.engines.periods import Grain, Period
from guiju.facts import load_schemas
from guiju.lang.formula import compile_exact, format_tree
from guiju.lang.kinds import Parameter
from guiju.lang.values import Missing, Value

JANUARY, FEBRUARY = periods.parse("2026-01"), periods.parse("2026-02")
TODAY = periods.parse("2026-04-30").start
PARAMETERS = """
参数:
  门槛: {值: [{自: 2026-02-01, 值: 100元}], 单位: 元}
  折扣: {值: 12.5%}
"""


@dataclass(frozen=True)
class Reference:
    """The scope of one month over plain rows."""

    rules: str
    facts: dict[str, list[dict[str, Any]]]
    period: Period

    def name(self, key: str) -> Value:
        return regulation(self.rules, strict=False).of(Parameter)[key].at(self.period.end)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Any]:
        rows = self.facts[fact]
        if event is None:
            return rows
        column = event or load_schemas()[fact].event
        return [row for row in rows if row[column] is not None and row[column].date() in self.period]

    def previous(self, periods_: int) -> "Reference":
        raise NotImplementedError


def rules_for(formulas_: Sequence[str]) -> str:
    metrics = "".join(f"  指标{at}: {{算法: '{text}'}}\n" for at, text in enumerate(formulas_))
    return f"{PARAMETERS}指标:\n{metrics}"


def agree(rules: str, facts: dict[str, list[dict[str, Any]]]) -> None:
    model = regulation(rules, strict=False)
    with tempfile.TemporaryDirectory() as folder:
        compiled = metric_sql(rules, strict=False), lake(Path(folder), facts), model
        asked = {"start": JANUARY.start, "end": FEBRUARY.end, "grain": Grain.MONTH, "today": TODAY, "by": ["channel"]}
        by_channel = [replace(figure, parts=(), terms=()) for figure in measure(*compiled, **asked)]
        others = {
            one.metric for one in by_channel if not isinstance(one.value, Fraction | Missing)
        }  # no metrics at all
        numbers = [one for one in by_channel if one.metric not in others]
        names = dict.fromkeys(one.metric for one in numbers)
        assert [one for some in series(*compiled, **asked, metrics=names) for one in some.figures()] == numbers
        found = cells(*compiled, **asked | {"by": ()})
    assert len(found) == 2 * len(metric_sql(rules, strict=False)["cells"]) > 0
    nodes = {format_tree(node): node for one in formulas(model) for node in aggregates(one.tree)}
    for figure in found:
        exact = compile_exact(nodes[figure.metric], catalogue(load_schemas()))
        expected = exact(Reference(rules, facts, figure.period))
        assert figure.value == expected, f"{figure.metric} {figure.period}: {figure.value} is not {expected}"
