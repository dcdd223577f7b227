"""Formulas over columns of exact values: what the closures say of each place, said of all places at once."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne

import numpy as np

from guiju.engines.measure import exacts
from guiju.engines.measure.exacts import THERE, Exacts, Reasons, Truths
from guiju.lang.formula import format_tree
from guiju.lang.formula.tree import Binary, Call, Name, Node, Number, Truth, Unary
from guiju.lang.values import Missing, Why

Column = Exacts | Truths
Named = Callable[[str], Exacts]
"""The column behind a name; raises ``UnfollowedError`` for one that only the closures know."""

_COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class UnfollowedError(Exception):
    """The formula holds something that is not said by columns; the closures say it place by place."""


@dataclass(frozen=True, slots=True)
class _Walk:
    named: Named
    reasons: Reasons


def evaluated(node: Node, named: Named, reasons: Reasons) -> Exacts:
    """A formula, its aggregates by name, over all places; raises ``UnfollowedError``."""
    return _number(_Walk(named, reasons), node)


def _number(walk: _Walk, node: Node) -> Exacts:
    found = _column(walk, node)
    if isinstance(found, Exacts):
        return found
    raise UnfollowedError(format_tree(node))


def _truths(walk: _Walk, node: Node) -> Truths:
    found = _column(walk, node)
    if isinstance(found, Truths):
        return found
    raise UnfollowedError(format_tree(node))


def _column(walk: _Walk, node: Node) -> Column:
    match node:
        case Number():
            return exacts.constant(node.value, walk.reasons)
        case Truth():
            return Truths(np.array([node.value]), np.zeros(1, np.int64))
        case Name():
            return walk.named(node.key)
        case Unary():
            return _unary(walk, node)
        case Binary():
            return _lazy(walk, node) if node.operator in {"and", "or"} else _binary(walk, node)
    if isinstance(node, Call) and node.function in _CALLS:
        return _CALLS[node.function](walk, node)
    raise UnfollowedError(format_tree(node))


def _unary(walk: _Walk, node: Unary) -> Column:
    if node.operator == "-":
        return exacts.negative(_number(walk, node.operand))
    held = _truths(walk, node.operand)
    return Truths(~held.held, held.why)


def _binary(walk: _Walk, node: Binary) -> Column:
    one, other = _number(walk, node.left), _number(walk, node.right)
    if node.operator in _COMPARE:
        return exacts.compared(one, other, _COMPARE[node.operator], walk.reasons)
    if node.operator == "*":
        return exacts.multiplied(one, other, walk.reasons)
    if node.operator == "/":
        zero = Missing.because(Why.ZERO_DENOMINATOR, format_tree(node.right), format_tree(node))
        return exacts.divided(one, other, zero, walk.reasons)
    return exacts.added(one, exacts.negative(other) if node.operator == "-" else other, walk.reasons)


def _lazy(walk: _Walk, node: Binary) -> Truths:
    one, other = _truths(walk, node.left), _truths(walk, node.right)
    decided = (one.why != THERE) | (one.held == (node.operator == "or"))
    return Truths(np.where(decided, one.held, other.held), np.where(decided, one.why, other.why))


def _choice(walk: _Walk, node: Call) -> Exacts:
    condition, then, otherwise = node.arguments
    held = _truths(walk, condition)
    found = exacts.chosen(held.held, _number(walk, then), _number(walk, otherwise))
    return Exacts(found.above, found.below, np.where(held.why == THERE, found.why, held.why))


def _default(walk: _Walk, node: Call) -> Exacts:
    wanted, instead = (_number(walk, argument) for argument in node.arguments)
    return exacts.chosen(wanted.why == THERE, wanted, instead)


def _extreme(compare: Callable[..., object]) -> Callable[[_Walk, Call], Exacts]:
    def extreme(walk: _Walk, node: Call) -> Exacts:
        found, *others = (_number(walk, argument) for argument in node.arguments)
        for other in others:
            kept = exacts.compared(found, other, compare, walk.reasons)
            best = exacts.chosen(kept.held, found, other)
            found = Exacts(best.above, best.below, kept.why)
        return found

    return extreme


def _size(walk: _Walk, node: Call) -> Exacts:
    found = _number(walk, node.arguments[0])
    return Exacts(abs(found.above), found.below, found.why)


_CALLS: dict[str, Callable[[_Walk, Call], Exacts]] = {
    "if": _choice,
    "default": _default,
    "min": _extreme(le),
    "max": _extreme(ge),
    "abs": _size,
}
