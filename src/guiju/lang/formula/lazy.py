"""Functions that do not read all their arguments, or read them elsewhere: choices, defaults, other periods."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula.here import Here, Step, resolved
from guiju.lang.formula.operations import MismatchError, truth
from guiju.lang.formula.tree import Binary, Call, Node, Path
from guiju.lang.values import Missing, Value


def connective(node: Binary, left: Step, right: Step) -> Step:
    """``and`` and ``or``: the right side is read only where the left one does not decide."""
    decides = node.operator == "or"

    def lazy(here: Here) -> Value:
        first = truth(left(here), node.left)
        if isinstance(first, Missing) or first is decides:
            return first
        return truth(right(here), node.right)

    return lazy


def _choice(node: Call, steps: Sequence[Step], _: Catalogue) -> Step:
    condition, then, otherwise = steps

    def choice(here: Here) -> Value:
        held = truth(condition(here), node.arguments[0])
        if isinstance(held, Missing):
            return held
        return then(here) if held else otherwise(here)

    return choice


def _default(_node: Call, steps: Sequence[Step], _: Catalogue) -> Step:
    wanted, instead = steps

    def default(here: Here) -> Value:
        value = wanted(here)
        return instead(here) if isinstance(value, Missing) else value

    return default


def _previous(_node: Call, steps: Sequence[Step], _: Catalogue) -> Step:
    step = steps[0]
    return lambda here: step(Here(here.scope.previous(1)))


def periods(value: Value, node: Node) -> int | Missing:
    """How many periods 连续 looks at: a number rounded up, at least one."""
    if isinstance(value, Missing):
        return value
    if not isinstance(value, Fraction):
        raise MismatchError(node.span, [value])
    return max(1, -(-value.numerator // value.denominator))


def _consecutive(node: Call, steps: Sequence[Step], _: Catalogue) -> Step:
    condition, times = steps

    def consecutive(here: Here) -> Value:
        count = periods(times(here), node.arguments[1])
        if isinstance(count, Missing):
            return count
        for back in range(count):
            scope = here.scope.previous(back) if back else here.scope
            held = truth(condition(Here(scope)), node.arguments[0])
            if held is not True:
                return held
        return True

    return consecutive


def _found(node: Call, steps: Sequence[Step], catalogue: Catalogue) -> Step:
    """Whether a value is among those that a column of another fact holds, in all rows there are."""
    step, (_, column) = steps[0], node.arguments
    assert isinstance(column, Path)  # noqa: S101 it was checked
    held = resolved(column, catalogue)
    assert held.column is not None  # noqa: S101 it was checked
    fact, name = held.fact.english, held.column.english

    def found(here: Here) -> Value:
        value = step(here)
        if isinstance(value, Missing):
            return value
        rows = here.scope.rows(fact, None)
        if isinstance(rows, Missing):
            return rows
        known = here.known.setdefault((fact, name), {row.get(name) for row in rows})
        return value in known

    return found


STEPS: dict[str, Callable[[Call, Sequence[Step], Catalogue], Step]] = {
    "found": _found,
    "if": _choice,
    "default": _default,
    "previous": _previous,
    "consecutive": _consecutive,
}
