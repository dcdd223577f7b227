"""Figures above the names of a formula, for one period."""

from collections.abc import Mapping
from fractions import Fraction

from django.urls import reverse

from guiju.apps.figures.values import Point
from guiju.engines.periods import Period
from guiju.lang.kinds import Metric, Parameter
from guiju.lang.regulation import Regulation
from guiju.lang.values import Value
from guiju.web.kit import formats
from guiju.web.kit.formula import Live
from guiju.web.numbers.words import known


def metric_url(name: str) -> str:
    """The page of a metric."""
    return reverse("numbers:metric", args=[name])


def live(regulation: Regulation, board: Mapping[str, Point], period: Period) -> dict[str, Live]:
    """What metrics and parameters are worth, by the identity of every name that means them."""
    metrics, parameters = regulation.of(Metric), regulation.of(Parameter)
    found: dict[str, Live] = {}
    for key, symbol in regulation.names.items():
        if symbol.role != "value":
            continue
        if symbol.name in metrics:
            shown = _shown(known(board.get(symbol.name)), metrics[symbol.name].unit, metrics[symbol.name].decimals)
            found[key] = Live(shown or "—", missing=not shown, url=metric_url(symbol.name))
        elif symbol.name in parameters:
            rule = parameters[symbol.name]
            found[key] = Live(_shown(rule.at(period.end), rule.unit, None) or "—")
    return found


def _shown(value: Value | None, unit: str, decimals: int | None) -> str:
    return formats.amount(value, unit, decimals=decimals, compact=True).text if isinstance(value, Fraction) else ""
