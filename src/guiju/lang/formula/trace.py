"""Evaluation that shows its work: every node with its value and its place, and why others were not computed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import types
from guiju.lang.formula.exact import compile_step
from guiju.lang.formula.facts import NO_FACTS
from guiju.lang.formula.format import format_tree
from guiju.lang.formula.formula import Formula
from guiju.lang.formula.functions import BY_ENGLISH
from guiju.lang.formula.here import Here
from guiju.lang.formula.lazy import periods
from guiju.lang.formula.operations import strict, truth
from guiju.lang.formula.scope import Scope
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Unary
from guiju.lang.formula.types import Type
from guiju.lang.formula.walk import children, walk
from guiju.lang.text import Span
from guiju.lang.values import Missing, Value

_SIGNS = {"and": "且", "or": "或", "not": "非", "-": "−", "*": "×", "/": "÷", "!=": "≠", "<=": "≤", ">=": "≥"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of an evaluation.

    ``label`` names it (a name, a function, an operator), ``text`` is its canonical formula, ``span`` where that
    stands. ``note`` says why a part was not computed, as a key of ``NOTES``; its value is then ``None``.
    """

    label: str
    text: str
    span: Span
    value: Value | None
    type: Type
    children: tuple["Trace", ...] = ()
    note: str = ""

    def walk(self) -> Iterator["Trace"]:
        """This step and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


NOTES = {
    "condition_false": ("条件不成立，未取", "not taken: the condition does not hold"),
    "condition_true": ("条件成立，未取", "not taken: the condition holds"),
    "condition_missing": ("条件缺失，未取", "not taken: the condition is missing"),
    "decided": ("前一个条件已经决定结果，未计算", "not computed: the condition before it decides"),
    "left_missing": ("前一个条件缺失，未计算", "not computed: the condition before it is missing"),
    "not_needed": ("有值，不用缺省值", "not needed: there is a value"),
    "previous": ("上一期", "the previous period"),
    "periods_back": ("往前的各期", "earlier periods"),
    "ended": ("前面一期不成立，未计算", "not computed: an earlier look found it false"),
    "times_missing": ("期数缺失，未计算", "not computed: the number of periods is missing"),
}


def trace(formula: Formula, scope: Scope, catalogue: Catalogue = NO_FACTS) -> Trace:
    """Evaluate a checked formula in a scope, keeping every step; the value is that of ``compile_exact``.

    An aggregate is one step: its rows are not kept. Raises what ``compile_exact`` raises.
    """
    kinds = {id(node): kind for node, kind in zip(walk(formula.tree), formula.node_types, strict=False)}
    return _Tracer(catalogue, kinds).trace(formula.tree, scope)


@dataclass(frozen=True, slots=True)
class _Tracer:
    catalogue: Catalogue
    node_types: Mapping[int, Type] = field(repr=False)

    def trace(self, node: Node, scope: Scope, note: str = "") -> Trace:
        value, parts = _WAYS.get(type(node), _leaf)(self, node, scope)
        return self.step(node, value, parts, note)

    def step(self, node: Node, value: Value | None, parts: tuple[Trace, ...] = (), note: str = "") -> Trace:
        found = self.node_types.get(id(node), types.ANY)
        return Trace(label(node), format_tree(node), node.span, value, found, parts, note)

    def skipped(self, node: Node, note: str) -> Trace:
        return self.step(node, None, (), note)


def label(node: Node) -> str:
    """What a step is called: a name as written, a function in Chinese, an operator's sign."""
    match node:
        case Name():
            return node.text
        case Call() | Aggregate():
            return BY_ENGLISH[node.function].chinese
        case Unary() | Binary():
            return _SIGNS.get(node.operator, node.operator)
        case _:
            return format_tree(node)


_Found = tuple[Value, tuple[Trace, ...]]


def _leaf(tracer: _Tracer, node: Node, scope: Scope) -> _Found:
    return compile_step(node, tracer.catalogue)(Here(scope)), ()


def _strict(tracer: _Tracer, node: Unary | Binary | Call, scope: Scope) -> _Found:
    parts = tuple(tracer.trace(part, scope) for part in children(node))
    return strict(node)([_value(part) for part in parts]), parts


def _value(part: Trace) -> Value:
    assert part.value is not None  # noqa: S101 it was computed
    return part.value


def _binary(tracer: _Tracer, node: Binary, scope: Scope) -> _Found:
    if node.operator not in ("and", "or"):
        return _strict(tracer, node, scope)
    left = tracer.trace(node.left, scope)
    first = truth(_value(left), node.left)
    if isinstance(first, Missing):
        return first, (left, tracer.skipped(node.right, "left_missing"))
    if first is (node.operator == "or"):
        return first, (left, tracer.skipped(node.right, "decided"))
    right = tracer.trace(node.right, scope)
    return truth(_value(right), node.right), (left, right)


def _call(tracer: _Tracer, node: Call, scope: Scope) -> _Found:
    return _CALLS.get(node.function, _strict)(tracer, node, scope)


def _choice(tracer: _Tracer, node: Call, scope: Scope) -> _Found:
    condition, then, otherwise = node.arguments
    decided = tracer.trace(condition, scope)
    held = truth(_value(decided), condition)
    if isinstance(held, Missing):
        note = "condition_missing"
        return held, (decided, tracer.skipped(then, note), tracer.skipped(otherwise, note))
    if held:
        taken = tracer.trace(then, scope)
        return _value(taken), (decided, taken, tracer.skipped(otherwise, "condition_true"))
    taken = tracer.trace(otherwise, scope)
    return _value(taken), (decided, tracer.skipped(then, "condition_false"), taken)


def _default(tracer: _Tracer, node: Call, scope: Scope) -> _Found:
    wanted = tracer.trace(node.arguments[0], scope)
    value = _value(wanted)
    if not isinstance(value, Missing):
        return value, (wanted, tracer.skipped(node.arguments[1], "not_needed"))
    instead = tracer.trace(node.arguments[1], scope)
    return _value(instead), (wanted, instead)


def _previous(tracer: _Tracer, node: Call, scope: Scope) -> _Found:
    part = tracer.trace(node.arguments[0], scope.previous(1), "previous")
    return _value(part), (part,)


def _consecutive(tracer: _Tracer, node: Call, scope: Scope) -> _Found:
    """The condition once for each period that had to be looked at, the present one first."""
    condition, times = node.arguments
    counted = tracer.trace(times, scope)
    count = periods(_value(counted), times)
    if isinstance(count, Missing):
        return count, (tracer.skipped(condition, "times_missing"), counted)
    parts: list[Trace] = []
    for back in range(count):
        part = tracer.trace(condition, scope.previous(back) if back else scope, "periods_back" if back else "")
        parts.append(part)
        held = truth(_value(part), condition)
        if held is not True:
            ended = (tracer.skipped(condition, "ended"),) if back + 1 < count else ()
            return held, (*parts, *ended, counted)
    return True, (*parts, counted)


_CALLS: dict[str, Callable[[_Tracer, Call, Scope], _Found]] = {
    "if": _choice,
    "default": _default,
    "previous": _previous,
    "consecutive": _consecutive,
}
_WAYS: dict[type, Callable[[_Tracer, Any, Scope], _Found]] = {  # each takes the node it is listed for
    Unary: _strict,
    Binary: _binary,
    Call: _call,
}
