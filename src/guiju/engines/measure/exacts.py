"""Exact numbers by the column: numerators and denominators in arrays, and a code for each value that is missing.

Numbers are 64-bit where all of a step's fit, and Python's own otherwise, so that nothing is ever rounded or wraps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guiju.engines.measure.bounds import Flags, Integers
from guiju.lang.values import Missing, Value, first_missing

Wholes = NDArray[Any]  # int64, or objects where a number needs more room
ROOM = 2**62  # whatever stays below it may be added once more
THERE = 0


class Reasons:
    """The reasons of a run by number; ``THERE`` is none."""

    def __init__(self) -> None:
        self.known: list[Missing] = []
        self._codes: dict[Missing, int] = {}
        self._merged: dict[tuple[int, int], int] = {}

    def code(self, missing: Missing) -> int:
        """The number of a missing value."""
        if missing not in self._codes:
            self.known.append(missing)
            self._codes[missing] = len(self.known)
        return self._codes[missing]

    def of(self, code: int) -> Missing:
        """The missing value behind a number."""
        return self.known[code - 1]

    def merged(self, one: Integers, other: Integers) -> Integers:
        """What is missing where either is: the reasons of both, the first one's before."""
        one, other = np.broadcast_arrays(one, other)
        both = (one != THERE) & (other != THERE)
        found = np.where(one != THERE, one, other)
        for left, right in set(zip(one[both].tolist(), other[both].tolist(), strict=True)):
            found[both & (one == left) & (other == right)] = self._pair(left, right)
        return found

    def _pair(self, left: int, right: int) -> int:
        if (left, right) not in self._merged:
            merged = first_missing((self.of(left), self.of(right)))
            assert merged is not None  # noqa: S101 both are missing
            self._merged[left, right] = self.code(merged)
        return self._merged[left, right]


@dataclass(frozen=True, slots=True)
class Exacts:
    """A column of numbers ``above / below``, in base units; where ``why`` is not ``THERE`` they are missing.

    Denominators are positive, one for all or one for each. An array of one value stands for any number of rows.
    """

    above: Wholes
    below: Wholes | int
    why: Integers

    def at(self, row: int, reasons: Reasons) -> Value:
        """One value."""
        why = int(self.why[row if len(self.why) > 1 else 0])
        if why:
            return reasons.of(why)
        above = self.above[row if len(self.above) > 1 else 0]
        below = self.below if isinstance(self.below, int) else self.below[row if len(self.below) > 1 else 0]
        return Fraction(int(above), int(below))

    def values(self, reasons: Reasons) -> list[Value]:
        """All values, as objects."""
        above, below, why = self.above.tolist(), self.below, self.why.tolist()
        under = [below] * len(above) if isinstance(below, int) else below.tolist()
        return [
            reasons.of(code) if code else Fraction(top, bottom)
            for top, bottom, code in zip(above, under, why, strict=True)
        ]

    def floats(self) -> NDArray[np.float64]:
        """The nearest floats, not a number where missing: for pictures and for sorting."""
        found = np.asarray(np.asarray(self.above, np.float64) / np.asarray(self.below, np.float64))
        return np.where(self.why == THERE, found, np.nan)

    def take(self, rows: Integers | Flags) -> "Exacts":
        """Some of the rows."""
        below = self.below if isinstance(self.below, int) else self.below[rows]
        return Exacts(self.above[rows], below, self.why[rows])

    def spread(self, rows: int) -> "Exacts":
        """The same with an entry for every row."""
        below = self.below if isinstance(self.below, int) else np.broadcast_to(self.below, rows)
        return Exacts(np.broadcast_to(self.above, rows), below, np.broadcast_to(self.why, rows))


@dataclass(frozen=True, slots=True)
class Truths:
    """A column of conditions."""

    held: Flags
    why: Integers


def constant(value: Value, reasons: Reasons) -> Exacts:
    """One number, or one missing value, for all rows."""
    return listed([value], reasons)


def listed(values: Sequence[Value], reasons: Reasons) -> Exacts:
    """Numbers that are there as objects; raises ``TypeError`` for values that are none."""
    why = np.zeros(len(values), np.int64)
    above, below = [0] * len(values), [1] * len(values)
    for at, value in enumerate(values):
        if isinstance(value, Missing):
            why[at] = reasons.code(value)
        elif isinstance(value, Fraction):
            above[at], below[at] = value.numerator, value.denominator
        else:
            raise TypeError(value)
    under = below[0] if below and len(set(below)) == 1 else wholes(below)
    return Exacts(wholes(above), under, why)


def wholes(numbers: Sequence[int]) -> Wholes:
    """Whole numbers as an array."""
    if all(-ROOM < number < ROOM for number in numbers):
        return np.array(numbers, np.int64)
    found = np.empty(len(numbers), object)
    found[:] = numbers
    return found


def _most(numbers: Wholes | int) -> int:
    """The greatest size of any."""
    if isinstance(numbers, int):
        return abs(numbers)
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0


def _roomy(numbers: Wholes | int) -> Wholes | int:
    return numbers if isinstance(numbers, int) else numbers.astype(object)


def times(one: Wholes | int, other: Wholes | int) -> Any:  # wholes or a number, as they came
    """The product, exactly."""
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    if isinstance(one, int) and one == 1:
        return other
    if isinstance(other, int) and other == 1:
        return one
    if _most(one) * _most(other) >= ROOM:
        one, other = _roomy(one), _roomy(other)
    return one * other


def _plus(one: Wholes, other: Wholes) -> Wholes:
    if _most(one) + _most(other) >= ROOM:
        return np.asarray(_roomy(one) + _roomy(other))
    return np.asarray(one + other)


def added(one: Exacts, other: Exacts, reasons: Reasons) -> Exacts:
    """The sum."""
    why = reasons.merged(one.why, other.why)
    if isinstance(one.below, int) and isinstance(other.below, int) and one.below == other.below:
        return Exacts(_plus(one.above, other.above), one.below, why)
    above = _plus(times(one.above, other.below), times(other.above, one.below))
    return Exacts(above, times(one.below, other.below), why)


def negative(one: Exacts) -> Exacts:
    """The number with the other sign."""
    return Exacts(-one.above, one.below, one.why)


def multiplied(one: Exacts, other: Exacts, reasons: Reasons) -> Exacts:
    """The product."""
    why = reasons.merged(one.why, other.why)
    return Exacts(times(one.above, other.above), times(one.below, other.below), why)


def divided(one: Exacts, other: Exacts, zero: Missing, reasons: Reasons) -> Exacts:
    """The quotient; where the denominator is 0, missing for the reason ``zero``."""
    nought = other.above == 0
    why = reasons.merged(one.why, other.why)
    if nought.any():
        lacking = nought & (why == THERE)
        why = np.where(lacking, reasons.code(zero), why) if lacking.any() else why
    turned = np.where(other.above < 0, -other.above, np.where(nought, 1, other.above))
    above = times(one.above, other.below)
    signed = np.where(other.above < 0, -above, above)
    return Exacts(signed, times(turned, one.below), why)


def compared(one: Exacts, other: Exacts, compare: Callable[..., Any], reasons: Reasons) -> Truths:
    """One against the other, by a comparison of :mod:`operator`."""
    left, right = times(one.above, other.below), times(other.above, one.below)
    return Truths(np.asarray(compare(left, right), np.bool_), reasons.merged(one.why, other.why))


def chosen(held: Flags, one: Exacts, other: Exacts) -> Exacts:
    """The first where it holds, else the second."""
    below: Wholes | int
    if isinstance(one.below, int) and isinstance(other.below, int) and one.below == other.below:
        below = one.below
    else:
        below = _either(held, one.below, other.below)
    why = np.where(held, one.why, other.why)
    return Exacts(_either(held, one.above, other.above), below, why)


def _either(held: Flags, one: Wholes | int, other: Wholes | int) -> Wholes:
    if max(_most(one), _most(other)) >= ROOM:
        one, other = _roomy(one), _roomy(other)
        return np.where(held, np.asarray(one, object), np.asarray(other, object))
    return np.where(held, one, other)
