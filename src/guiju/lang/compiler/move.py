"""Moves compiled rules to another place in the text, when something above them grew or shrank."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import Formula, tree
from guiju.lang.kinds import Rule
from guiju.lang.kinds.grade.model import Band
from guiju.lang.kinds.scorecard.model import Item, Section
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Shift:
    """How far everything moves; columns stay."""

    characters: int
    lines: int

    def span(self, span: Span) -> Span:
        """The same range in its new place."""
        move = self.characters
        return Span(span.path, span.start + move, span.end + move, span.line + self.lines, span.column)


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

    def moved(value: Any) -> Any:  # a field of a frozen value
        mover = _MOVERS.get(type(value))
        return value if mover is None else mover(value, shift, moved, formulas)

    places = _Places(dict(rule.places), shift)
    changed = {name: new for name, old in rule.__dict__.items() if name != "places" and (new := moved(old)) is not old}
    return rule.model_copy(update={**changed, "places": places})


def move_diagnostic(found: Diagnostic, shift: Shift) -> Diagnostic:
    """The diagnostic in its new place."""
    return replace(found, span=shift.span(found.span))


Mover = Callable[[Any, Shift, Callable[[Any], Any], Moved], Any]


def _span(value: Span, shift: Shift, _: Callable[[Any], Any], __: Moved) -> Span:
    return shift.span(value)


def _tuple(value: tuple[Any, ...], _: Shift, moved: Callable[[Any], Any], __: Moved) -> tuple[Any, ...]:
    new = tuple(map(moved, value))
    return value if all(a is b for a, b in zip(new, value, strict=True)) else new


def _formula(value: Formula, shift: Shift, moved: Callable[[Any], Any], formulas: Moved) -> Formula:
    new = replace(value, tree=moved(value.tree), span=shift.span(value.span))
    formulas[id(new)] = (new, value)
    return new


def _whole(kind: type[Any]) -> Mover:
    """A mover for a dataclass: each of its fields is moved."""
    names = tuple(field.name for field in fields(kind))

    def mover(value: Any, _: Shift, moved: Callable[[Any], Any], __: Moved) -> Any:
        return kind(*[moved(getattr(value, name)) for name in names])

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
_MOVERS: dict[type[Any], Mover] = {
    Span: _span,
    tuple: _tuple,
    Formula: _formula,
    **{kind: _whole(kind) for kind in (*_NODES, Band, Section, Item)},
}
