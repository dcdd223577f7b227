"""What the names of a metric's formula stand for besides metrics and parameters: aggregates, and what people stated."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from guiju.engines.periods import Period
from guiju.lang.formula import Symbol, format_tree
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Unary
from guiju.lang.values import Missing, Value, Why

Given = Callable[[Symbol, Period, Mapping[str, str | None]], Value]
"""What a name is worth that is neither a metric nor a parameter: an input, a target, pay."""

CELL = "\0"  # begins the key of a name that stands for an aggregate
LACKING = {"target": Why.NO_TARGET, "attainment": Why.NO_TARGET}


def nothing_given(symbol: Symbol, period: Period, _: Mapping[str, str | None]) -> Value:
    """The answer of a run that knows facts alone."""
    return Missing.because(LACKING.get(symbol.role, Why.NO_INPUT), symbol.name, str(period))


def over_cells(node: Node) -> Node:
    """The tree with a name in place of each aggregate."""
    match node:
        case Aggregate():
            text = format_tree(node)
            return Name(CELL + text, text, node.span)
        case Unary():
            return replace(node, operand=over_cells(node.operand))
        case Binary():
            return replace(node, left=over_cells(node.left), right=over_cells(node.right))
        case Call():
            return replace(node, arguments=tuple(over_cells(argument) for argument in node.arguments))
    return node
