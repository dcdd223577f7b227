"""Moves compiled rules to another place in the text, when something above them grew or shrank."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, NamedTuple, get_args

from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import Formula, tree
from guiju.lang.formula.tree import Node
from guiju.lang.kinds import Rule
from guiju.lang.kinds.form.model import Check, Field, Stage
from guiju.lang.kinds.grade.model import Band
from guiju.lang.kinds.prohibition.model import Sanction
from guiju.lang.kinds.raci.model import Line
from guiju.lang.kinds.scorecard.model import Item, Section
from guiju.lang.text import Span


class Shift(NamedTuple):
    """How far everything moves; columns stay."""

    characters: int
    lines: int

    def span(self, span: Span) -> Span:
        """The same range in its new place."""
        move = self.characters
        return Span(span.path, span.start + move, span.end + move, span.line + self.lines, span.column)

    def after(self, before: "Shift") -> "Shift":
        """Both moves as one."""
        return Shift(self.characters + before.characters, self.lines + before.lines)


class _Places(Mapping[str, Span]):
    """Places that move when somebody asks for one: few ever are."""

    def __init__(self, before: Mapping[str, Span], shift: Shift) -> None:
        self.before = before
        self.shift = shift

    def __getitem__(self, key: str) -> Span:
        return self.shift.span(self.before[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.before)

    def __len__(self) -> int:
        return len(self.before)


Moved = dict[int, tuple[Formula, Formula]]


def move_rule(rule: Rule, shift: Shift, formulas: Moved) -> Rule:
    """The rule in its new place; ``formulas`` collects each formula, by the id of the moved one, with the old one."""
    places = rule.places
    moved = _Places(places.before, shift.after(places.shift)) if isinstance(places, _Places) else _Places(places, shift)
    held: dict[str, Any] = {**rule.__dict__, "places": moved}
    for name in _movable(type(rule)):
        mover = _MOVERS.get(type(held[name]))
        if mover is not None:
            held[name] = mover(held[name], shift, formulas)
    return _copied(rule, held)


@cache
def _movable(model: type[Rule]) -> tuple[str, ...]:
    """The fields of a kind that may hold something with a place."""
    return tuple(name for name, info in model.model_fields.items() if name != "places" and _may_move(info.annotation))


def _may_move(annotation: Any) -> bool:  # Any: whatever stands behind a field's colon
    """Whether a value of this type may hold a place: what is not known to hold none."""
    inside = get_args(annotation)
    if inside:
        return any(one is not Ellipsis and _may_move(one) for one in inside)
    return annotation in _MOVERS or not isinstance(annotation, type) or annotation is tuple


def _copied(rule: Rule, held: dict[str, Any]) -> Rule:
    """As ``model_copy`` would, in a third of its time: a rule has no private attributes to look after."""
    new = type(rule).__new__(type(rule))
    put = object.__setattr__  # rules are frozen
    put(new, "__dict__", held)
    put(new, "__pydantic_fields_set__", rule.__pydantic_fields_set__)
    put(new, "__pydantic_extra__", None)
    put(new, "__pydantic_private__", None)
    return new


def _moved(value: Any, shift: Shift, formulas: Moved) -> Any:  # a field of a frozen value
    mover = _MOVERS.get(type(value))
    return value if mover is None else mover(value, shift, formulas)


def move_diagnostic(found: Diagnostic, shift: Shift) -> Diagnostic:
    """The diagnostic in its new place."""
    return replace(found, span=shift.span(found.span))


Mover = Callable[[Any, Shift, Moved], Any]


def _span(value: Span, shift: Shift, _: Moved) -> Span:
    return shift.span(value)


def _tuple(value: tuple[Any, ...], shift: Shift, formulas: Moved) -> tuple[Any, ...]:
    if not value or _MOVERS.keys().isdisjoint(map(type, value)):
        return value
    return tuple(_moved(one, shift, formulas) for one in value)


class _MovedFormula(Formula):
    """A formula whose tree moves when somebody looks at it: few ever do. It is equal to one that was read there."""

    __slots__ = ("before", "moved", "shift")
    before: Formula
    shift: Shift
    moved: Node | None

    def __init__(self, before: Formula, shift: Shift) -> None:
        put = object.__setattr__  # the formula is frozen; one by one, because a large document has thousands
        put(self, "text", before.text)
        put(self, "type", before.type)
        put(self, "span", shift.span(before.span))
        put(self, "node_types", before.node_types)
        put(self, "before", before)
        put(self, "shift", shift)
        put(self, "moved", None)

    @property
    def tree(self) -> Node:  # a field of the formula, worked out when it is asked for
        """The tree in its new place."""
        if self.moved is None:
            object.__setattr__(self, "moved", _moved(self.before.tree, self.shift, {}))
        assert self.moved is not None  # noqa: S101 - it was set just now
        return self.moved

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and self._plain() == (
            other._plain() if isinstance(other, _MovedFormula) else other
        )

    def __hash__(self) -> int:
        return hash(self._plain())

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.text, self.tree, self.type, self.span, self.node_types)

    def _plain(self) -> Formula:
        return Formula(self.text, self.tree, self.type, self.span, self.node_types)


def _formula(value: Formula, shift: Shift, formulas: Moved) -> Formula:
    if isinstance(value, _MovedFormula):
        new = _MovedFormula(value.before, shift.after(value.shift))
    else:
        new = _MovedFormula(value, shift)
    formulas[id(new)] = (new, value)
    return new


def _whole(kind: type[Any]) -> Mover:
    """A mover for a dataclass: each of its fields is moved."""
    names = tuple(field.name for field in fields(kind))

    def mover(value: Any, shift: Shift, formulas: Moved) -> Any:
        return kind(*[_moved(getattr(value, name), shift, formulas) for name in names])

    return mover


_NODES = (
    tree.Number,
    tree.Text,
    tree.Truth,
    tree.Name,
    tree.Path,
    tree.Unary,
    tree.Binary,
    tree.Call,
    tree.Aggregate,
    tree.Per,
)
_PARTS = (Band, Section, Item, Field, Check, Stage, Line, Sanction)
_MOVERS: dict[type[Any], Mover] = {
    Span: _span,
    tuple: _tuple,
    Formula: _formula,
    _MovedFormula: _formula,
    **{kind: _whole(kind) for kind in (*_NODES, *_PARTS)},
}
