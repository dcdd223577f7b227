"""The formula of a metric over stored aggregates: its shape, its terms, and its worth when some of them change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from guiju.engines.measure.named import CELL, over_cells
from guiju.engines.periods import Period
from guiju.lang.formula import Symbol, compile_exact, format_tree, key_of
from guiju.lang.formula.scope import Row
from guiju.lang.formula.tree import Aggregate, Binary, Name, Node, Number, Unary
from guiju.lang.kinds import Metric, Parameter
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why

ADDED = frozenset({"sum", "count", "distinct"})  # distinct things may be in two parts: that is left to the rest


class Shape(StrEnum):
    """How a metric is made up."""

    SUM = "sum"  # adds up over its parts
    RATIO = "ratio"
    OTHER = "other"  # a median, a score: parts say nothing about the whole


@dataclass(frozen=True, slots=True)
class Terms:
    """What a formula is made of at its first level: names of metrics, or aggregates by their text."""

    names: tuple[str, ...]
    worth: Callable[[Mapping[str, Fraction]], Fraction]


@dataclass(frozen=True, slots=True)
class Over:
    """A scope over the aggregates of one stored figure; ``instead`` gives some names other values."""

    regulation: Regulation
    period: Period
    cells: Mapping[str, Value]
    instead: Mapping[str, Fraction]

    def name(self, key: str) -> Value:
        """The value of an aggregate, metric or parameter; missing for what is not stored with the figure."""
        if key in self.instead:
            return self.instead[key]
        if key.startswith(CELL):
            return self.cells.get(key[len(CELL) :], Missing.because(Why.UNKNOWN, key[len(CELL) :]))
        symbol = self.regulation.names.get(key)
        metric = _metric(self.regulation, symbol)
        if metric is not None:
            return value(metric.formula.tree, self)
        parameter = self.regulation.of(Parameter).get(symbol.name) if symbol else None
        return parameter.at(self.period.end) if parameter else Missing.because(Why.UNKNOWN, key)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - the protocol asks
        """Never any rows."""
        return Missing.because(Why.UNKNOWN, fact)

    def previous(self, periods: int) -> "Over":  # noqa: ARG002 - the protocol asks
        """No other period is stored with a figure: whatever is asked of it is missing."""
        return Over(self.regulation, self.period, {}, {})


def value(node: Node, scope: Over) -> Value:
    """What a part of a formula is worth."""
    return compile_exact(over_cells(node))(scope)


def shape(rule: Metric, regulation: Regulation) -> Shape:
    """How a metric is made up."""
    tree = rule.formula.tree
    if _added(tree, regulation, frozenset({rule.name})):
        return Shape.SUM
    return Shape.RATIO if isinstance(tree, Binary) and tree.operator == "/" else Shape.OTHER


def sides(rule: Metric, scope: Over) -> tuple[Fraction, Fraction] | None:
    """Both sides of a quotient; ``None`` when one is missing."""
    tree = rule.formula.tree
    if not isinstance(tree, Binary) or tree.operator != "/":
        return None
    above, below = value(tree.left, scope), value(tree.right, scope)
    return (above, below) if isinstance(above, Fraction) and isinstance(below, Fraction) else None


def terms(rule: Metric, regulation: Regulation, period: Period) -> Terms:
    """The metrics and aggregates of a formula, and what it is worth for given values of them."""
    tree = rule.formula.tree
    keys = dict.fromkeys(_leaves(tree, regulation))

    def worth(given: Mapping[str, Fraction]) -> Fraction:
        found = value(tree, Over(regulation, period, {}, given))
        if not isinstance(found, Fraction):
            raise ZeroDivisionError(rule.name)
        return found

    return Terms(tuple(keys), worth)


def term_name(key: str, regulation: Regulation) -> str:
    """What people call a term: the metric, or the aggregate as it is written."""
    if key.startswith(CELL):
        return key[len(CELL) :]
    symbol = regulation.names.get(key)
    return symbol.name if symbol else key


def _leaves(node: Node, regulation: Regulation) -> list[str]:
    match node:
        case Aggregate():
            return [CELL + format_tree(node)]
        case Name():
            return [node.key] if _metric(regulation, regulation.names.get(node.key)) else []
        case Unary():
            return _leaves(node.operand, regulation)
        case Binary():
            return _leaves(node.left, regulation) + _leaves(node.right, regulation)
    return []


def _added(node: Node, regulation: Regulation, seen: frozenset[str]) -> bool:
    """Whether a formula adds up over the parts of its rows."""
    found = False
    match node:
        case Aggregate():
            found = node.function in ADDED
        case Unary():
            found = _added(node.operand, regulation, seen)
        case Binary(operator="+" | "-"):
            found = all(_added(side, regulation, seen) for side in (node.left, node.right))
        case Binary(operator="*" | "/"):
            pairs = [(node.left, node.right)] + ([(node.right, node.left)] if node.operator == "*" else [])
            found = any(_fixed(times, regulation) and _added(of, regulation, seen) for of, times in pairs)
        case Name():
            metric = _metric(regulation, regulation.names.get(node.key))
            if metric is not None and metric.name not in seen:
                found = _added(metric.formula.tree, regulation, seen | {metric.name})
    return found


def _fixed(node: Node, regulation: Regulation) -> bool:
    if isinstance(node, Name):
        symbol = regulation.names.get(node.key)
        return symbol is not None and symbol.name in regulation.of(Parameter)
    return isinstance(node, Number)


def _metric(regulation: Regulation, symbol: Symbol | None) -> Metric | None:
    if symbol is None or symbol.role != "value":
        return None
    return next((one for name, one in regulation.of(Metric).items() if key_of(name) == key_of(symbol.name)), None)
