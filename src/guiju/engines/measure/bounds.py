"""Formulas over arrays: every node becomes float64 values and a proven bound on how far each is from the truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from guiju.lang.formula import tree
from guiju.lang.values import Missing, Value, Why

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

UNIT = 2.0**-52  # twice the relative error of one rounding, so that bounds computed in floats stay bounds
LEAST = 2.0**-1022  # products below this lose digits
SLACK = 1 + 2.0**-20  # covers the rounding of the bounds themselves
WHOLE = 2**53  # integers up to here are floats without an error


@dataclass(frozen=True, slots=True)
class Rationals:
    """A column of exact numbers, ``numerators[i] / denominators[i]``, in base units; denominators are positive.

    ``missing`` marks rows without a value; a row with denominator 0 must be marked.
    """

    numerators: Integers
    denominators: Integers | int = 1
    missing: Flags | None = None

    def at(self, row: int, name: str) -> Value:
        """The exact value of one row; missing rows name the column as unknown."""
        if self.missing is not None and self.missing[row]:
            return Missing.because(Why.UNKNOWN, name)
        below = self.denominators if isinstance(self.denominators, int) else int(self.denominators[row])
        return Fraction(int(self.numerators[row]), below)


Columns = Mapping[str, Rationals | Value]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of a run of rows: the truth of row ``i`` lies within ``bound[i]`` of ``value[i]``."""

    value: Floats
    bound: Floats
    missing: Flags | None


@dataclass(frozen=True, slots=True)
class Truths:
    """Conditions of a run of rows."""

    value: Flags
    missing: Flags | None


Found = Numbers | Truths


class UnsupportedError(Exception):
    """The tree holds something other than arithmetic, comparison and choice; only the exact closures know it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of rows being computed; ``doubt`` collects those to be computed again."""

    columns: Columns
    rows: slice
    doubt: Flags


def numbers(found: Found) -> Numbers:
    """What must be numbers; raises ``UnsupportedError`` for conditions."""
    if isinstance(found, Numbers):
        return found
    raise UnsupportedError("a number is needed")


def truths(found: Found) -> Truths:
    """What must be conditions; raises ``UnsupportedError`` for numbers."""
    if isinstance(found, Truths):
        return found
    raise UnsupportedError("a condition is needed")


def walk(node: tree.Node, chunk: Chunk) -> Found:
    """A node over a run of rows; raises ``UnsupportedError`` for what floats cannot follow."""
    match node:
        case tree.Number():
            return _constant(node.value, chunk)
        case tree.Truth():
            return Truths(np.full(len(chunk.doubt), node.value), None)
        case tree.Name():
            return _column(node.key, chunk)
        case tree.Unary():
            return _unary(node, chunk)
        case tree.Binary():
            return _binary(node, chunk)
        case tree.Call():
            return _call(node, chunk)
    raise UnsupportedError(type(node).__name__)


def whole_steps(found: Numbers, step: Fraction, doubt: Flags) -> Floats:
    """How many steps each row is, half up and away from zero; doubtful where the bound reaches over a half."""
    value, bound = found.value, found.bound
    if step != 1:
        factor = float(1 / step)
        value = value * factor
        bound = bound * factor + UNIT * 2 * np.abs(value)
    whole = np.floor(raised := np.abs(value) + 0.5)
    near = np.minimum(raised - whole, whole + 1 - raised) <= (bound + UNIT * raised) * SLACK
    exact = (bound == 0) & (raised < WHOLE / 4)
    np.logical_or(doubt, near & ~exact, out=doubt)
    return np.copysign(whole, value)


def _constant(value: Fraction, chunk: Chunk) -> Numbers:
    near = float(value)
    rows = len(chunk.doubt)
    return Numbers(np.full(rows, near), np.full(rows, 0.0 if near == value else UNIT * abs(near) + LEAST), None)


def _column(key: str, chunk: Chunk) -> Found:
    found = chunk.columns[key]
    if isinstance(found, Rationals):
        return _rationals(found, chunk)
    if isinstance(found, Missing):
        rows = len(chunk.doubt)
        return Numbers(np.zeros(rows), np.zeros(rows), np.ones(rows, np.bool_))
    if isinstance(found, bool):
        return Truths(np.full(len(chunk.doubt), found), None)
    if isinstance(found, Fraction):
        return _constant(found, chunk)
    raise UnsupportedError(type(found).__name__)


def _rationals(column: Rationals, chunk: Chunk) -> Numbers:
    above = column.numerators[chunk.rows]
    value = above.astype(np.float64)
    rounds = 0 if bool(np.all(np.abs(value) < WHOLE)) else 1
    below = column.denominators
    if not isinstance(below, int):
        part = below[chunk.rows]
        value = value / part
        rounds += 1 if bool(np.all(part <= WHOLE)) else 2
    elif below != 1:
        value = value / float(below)
        rounds += 1 if below <= WHOLE else 2
    missing = None if column.missing is None else column.missing[chunk.rows]
    return Numbers(value, UNIT * rounds * np.abs(value), missing)


def _either(one: Flags | None, other: Flags | None) -> Flags | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other


def _unary(node: tree.Unary, chunk: Chunk) -> Found:
    if node.operator == "-":
        found = numbers(walk(node.operand, chunk))
        return Numbers(-found.value, found.bound, found.missing)
    held = truths(walk(node.operand, chunk))
    return Truths(~held.value, held.missing)


def _binary(node: tree.Binary, chunk: Chunk) -> Found:
    left, right = walk(node.left, chunk), walk(node.right, chunk)
    if node.operator in {"and", "or"}:
        return _lazy(truths(left), truths(right), both=node.operator == "and")
    if isinstance(left, Truths):
        return _same(node.operator, left, truths(right))
    return _arithmetic(node.operator, left, numbers(right), chunk)


def _arithmetic(operator: str, left: Numbers, right: Numbers, chunk: Chunk) -> Found:
    if operator in {"+", "-"}:
        value = left.value + right.value if operator == "+" else left.value - right.value
        return Numbers(value, left.bound + right.bound + UNIT * np.abs(value), _either(left.missing, right.missing))
    if operator == "*":
        return _times(left, right)
    if operator == "/":
        return _over(left, right, chunk)
    return _compared(operator, left, right, chunk)


def _same(operator: str, left: Truths, right: Truths) -> Truths:
    if operator not in {"=", "!="}:
        raise UnsupportedError(operator)
    value = (left.value == right.value) if operator == "=" else (left.value != right.value)
    return Truths(value, _either(left.missing, right.missing))


def _times(left: Numbers, right: Numbers) -> Numbers:
    value = left.value * right.value
    bound = np.abs(left.value) * right.bound
    bound += (np.abs(right.value) + right.bound) * left.bound
    bound += UNIT * np.abs(value) + LEAST
    return Numbers(value, bound, _either(left.missing, right.missing))


def _over(left: Numbers, right: Numbers, chunk: Chunk) -> Numbers:
    size = np.abs(right.value)
    zero = (size == 0) & (right.bound == 0)
    np.logical_or(chunk.doubt, (size <= right.bound * 2) & ~zero, out=chunk.doubt)
    value = left.value / np.where(zero, 1.0, right.value)
    bound = (left.bound + np.abs(value) * right.bound * SLACK) / np.where(zero, 1.0, size - right.bound)
    bound += UNIT * np.abs(value) + LEAST
    missing = _either(left.missing, right.missing)
    return Numbers(value, bound, _either(missing, zero) if zero.any() else missing)


def _compared(operator: str, left: Numbers, right: Numbers, chunk: Chunk) -> Truths:
    apart = left.value - right.value
    reach = left.bound + right.bound
    np.logical_or(chunk.doubt, (np.abs(apart) <= reach * SLACK) & (reach > 0), out=chunk.doubt)
    value = {
        "=": apart == 0,
        "!=": apart != 0,
        "<": apart < 0,
        "<=": apart <= 0,
        ">": apart > 0,
        ">=": apart >= 0,
    }[operator]
    return Truths(value, _either(left.missing, right.missing))


def _lazy(left: Truths, right: Truths, *, both: bool) -> Truths:
    """且 and 或: the right side matters only where the left does not decide."""
    value = (left.value & right.value) if both else (left.value | right.value)
    if right.missing is None:
        return Truths(value, left.missing)
    undecided = left.value if both else ~left.value
    return Truths(value, _either(left.missing, right.missing & undecided))


def _call(node: tree.Call, chunk: Chunk) -> Found:
    found = [walk(argument, chunk) for argument in node.arguments]
    if node.function == "if":
        return _chosen(truths(found[0]), found[1], found[2])
    if node.function == "default":
        given = found[0].missing
        return found[0] if given is None else _chosen(Truths(~given, None), found[0], found[1])
    if node.function in {"min", "max"}:
        return _extreme(np.minimum if node.function == "min" else np.maximum, found)
    if node.function == "abs":
        number = numbers(found[0])
        return Numbers(np.abs(number.value), number.bound, number.missing)
    if node.function == "round":
        return _round(node, numbers(found[0]), chunk)
    raise UnsupportedError(node.function)


def _extreme(pick: "np.ufunc", found: list[Found]) -> Numbers:
    first = numbers(found[0])
    for other in map(numbers, found[1:]):
        bound = np.maximum(first.bound, other.bound)
        first = Numbers(pick(first.value, other.value), bound, _either(first.missing, other.missing))
    return first


def _round(node: tree.Call, found: Numbers, chunk: Chunk) -> Numbers:
    step = Fraction(10) ** -decimals(node.arguments[1]) if len(node.arguments) > 1 else Fraction(1)
    value = whole_steps(found, step, chunk.doubt) * float(step)
    return Numbers(value, UNIT * 2 * np.abs(value) if step.denominator > 1 else np.zeros(len(value)), found.missing)


def decimals(node: tree.Node) -> int:
    """The decimals that 四舍五入 names: a whole literal, perhaps negative."""
    if isinstance(node, tree.Unary):
        return -decimals(node.operand)
    if isinstance(node, tree.Number):
        return int(node.value)
    raise UnsupportedError("decimals")


def _chosen(held: Truths, then: Found, otherwise: Found) -> Found:
    missing = _where(held.value, then.missing, otherwise.missing)
    missing = _either(missing, held.missing)
    if isinstance(then, Truths):
        return Truths(np.where(held.value, then.value, truths(otherwise).value), missing)
    otherwise = numbers(otherwise)
    value = np.where(held.value, then.value, otherwise.value)
    return Numbers(value, np.where(held.value, then.bound, otherwise.bound), missing)


def _where(held: Flags, then: Flags | None, otherwise: Flags | None) -> Flags | None:
    if then is None and otherwise is None:
        return None
    one = np.zeros(len(held), np.bool_) if then is None else then
    other = np.zeros(len(held), np.bool_) if otherwise is None else otherwise
    return np.where(held, one, other)
