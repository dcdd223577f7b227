"""What aggregates make of values that are all present."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, cast

from guiju.lang.values import Value


def combine(function: str, values: Sequence[Value], at: Fraction | None) -> Value | None:
    """The aggregate of the values, ``None`` when nothing can be said of none; sums and counts of nothing are 0.

    ``at`` is the share of a quantile, between whose neighbours it is interpolated. Raises ``TypeError`` for values of
    a wrong kind.
    """
    if function in _COUNTS:
        return _COUNTS[function](values)
    if not values:
        return None
    if at is not None:
        return quantile(_numbers(values), at)
    return _OTHERS[function](values)


def quantile(values: Sequence[Fraction], at: Fraction) -> Fraction:
    """The value below which a share ``at`` lies, interpolated linearly between neighbours; there must be values."""
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _numbers(values: Sequence[Value]) -> list[Fraction]:
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) != len(values):
        raise TypeError(values)
    return numbers


def _truths(values: Sequence[Value]) -> list[bool]:
    truths = [value for value in values if isinstance(value, bool)]
    if len(truths) != len(values):
        raise TypeError(values)
    return truths


def _sum(values: Sequence[Value]) -> Fraction:
    return sum(_numbers(values), Fraction(0))


def _share(values: Sequence[Value]) -> Fraction:
    return Fraction(sum(_truths(values)), len(values))


def _mean(values: Sequence[Value]) -> Fraction:
    return _sum(values) / len(values)


def _least(values: Sequence[Value]) -> Value:
    return cast(Value, min(_ordered(values)))


def _greatest(values: Sequence[Value]) -> Value:
    return cast(Value, max(_ordered(values)))


def _ordered(values: Sequence[Value]) -> Sequence[Any]:
    """The values, all of one kind that has an order."""
    kind = type(values[0])
    if kind in (bool, str) or any(type(value) is not kind for value in values):
        raise TypeError(values)
    return values


_COUNTS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "count": lambda values: Fraction(len(values)),
    "distinct": lambda values: Fraction(len(set(values))),
    "sum": _sum,
}
_OTHERS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "share": _share,
    "mean": _mean,
    "min": _least,
    "max": _greatest,
}
