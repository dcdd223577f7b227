"""What operators and functions do to values; a missing value goes through all of them."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from guiju.lang.formula import statistics
from guiju.lang.formula.format import format_tree
from guiju.lang.formula.functions import STATISTICS
from guiju.lang.formula.tree import Binary, Call, Node, Unary
from guiju.lang.text import Span
from guiju.lang.values import Missing, Value, Why, first_missing

Strict = Callable[[Sequence[Value]], Value]
"""A function of the values of a node's parts, all of them present."""

_COMPARE: dict[str, Callable[..., bool]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_DAY = 86400


class MismatchError(TypeError):
    """Values that do not go together met at ``span``; only names of unknown type can bring that about."""

    def __init__(self, span: Span, values: Sequence[Value]) -> None:
        super().__init__(f"{span}: {', '.join(type(value).__name__ for value in values)}")
        self.span = span


def strict(node: Unary | Binary | Call) -> Strict:
    """What the node does to the values of its parts; the first missing ones win."""
    if isinstance(node, Unary):
        return _guarded(node, _negative if node.operator == "-" else _not)
    if isinstance(node, Binary):
        return _guarded(node, _binary(node))
    if node.function in STATISTICS:
        return _guarded(node, statistics.function(node))
    return _guarded(node, _CALLS[node.function])


def _guarded(node: Node, apply: Strict) -> Strict:
    def guarded(values: Sequence[Value]) -> Value:
        missing = first_missing(values)
        if missing is not None:
            return missing
        try:
            return apply(values)
        except TypeError as error:
            raise MismatchError(node.span, values) from error

    return guarded


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value


def truth(value: Value, node: Node) -> bool | Missing:
    """A condition's value; raises ``MismatchError`` for anything else."""
    if isinstance(value, bool | Missing):
        return value
    raise MismatchError(node.span, [value])


def _negative(values: Sequence[Value]) -> Value:
    return -_number(values[0])


def _not(values: Sequence[Value]) -> Value:
    if not isinstance(values[0], bool):
        raise TypeError(values[0])
    return not values[0]


def _binary(node: Binary) -> Strict:
    if node.operator in _COMPARE:
        return _comparison(node.operator)
    if node.operator == "/":
        return _quotient(node)
    return {"+": _sum, "-": _difference, "*": _product}[node.operator]


def _sum(values: Sequence[Value]) -> Value:
    left, right = values
    if isinstance(left, datetime):
        return left + _seconds(_number(right))
    return _number(left) + _number(right)


def _difference(values: Sequence[Value]) -> Value:
    left, right = values
    if isinstance(left, datetime) and isinstance(right, datetime):
        return _duration(left - right)
    if isinstance(left, datetime):
        return left - _seconds(_number(right))
    if isinstance(left, date) and isinstance(right, date):
        return _duration(left - right)
    return _number(left) - _number(right)


def _seconds(value: Fraction) -> timedelta:
    return timedelta(microseconds=round(value * 10**6))


def _duration(span: timedelta) -> Fraction:
    return span.days * _DAY + span.seconds + Fraction(span.microseconds, 10**6)


def _product(values: Sequence[Value]) -> Value:
    return _number(values[0]) * _number(values[1])


def _quotient(node: Binary) -> Strict:
    def quotient(values: Sequence[Value]) -> Value:
        above, below = _number(values[0]), _number(values[1])
        if below == 0:
            return Missing.because(Why.ZERO_DENOMINATOR, format_tree(node.right), format_tree(node))
        return above / below

    return quotient


def same_kind(left: Value, right: Value) -> bool:
    """Whether two values may be compared."""
    return type(left) is type(right)


def _comparison(operator: str) -> Strict:
    compare, ordered = _COMPARE[operator], operator not in ("=", "!=")

    def comparison(values: Sequence[Value]) -> Value:
        left, right = values
        if not same_kind(left, right) or (ordered and isinstance(left, bool | str)):
            raise TypeError(values)
        return compare(left, right)

    return comparison


def _extreme(pick: Callable[..., Value]) -> Strict:
    def extreme(values: Sequence[Value]) -> Value:
        if not all(same_kind(value, values[0]) and not isinstance(value, bool | str) for value in values):
            raise TypeError(values)
        return pick(values)

    return extreme


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, away from zero: 0.125 to two decimals is 0.13, −0.125 is −0.13."""
    scale = Fraction(10) ** decimals
    steps = abs(value) * scale + Fraction(1, 2)
    whole = steps.numerator // steps.denominator
    return (whole if value >= 0 else -whole) / scale


def _round(values: Sequence[Value]) -> Value:
    decimals = int(_number(values[1])) if len(values) > 1 else 0
    return rounded(_number(values[0]), decimals)


def _abs(values: Sequence[Value]) -> Value:
    return abs(_number(values[0]))


def _day(values: Sequence[Value]) -> Value:
    value = values[0]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise TypeError(value) from error
    if isinstance(value, date):
        return value
    raise TypeError(value)


def _weekday(values: Sequence[Value]) -> Value:
    """1 for Monday to 7 for Sunday."""
    day = _day(values)
    if not isinstance(day, date):
        raise TypeError(values[0])
    return Fraction(day.isoweekday())


def _month_end(values: Sequence[Value]) -> Value:
    """The last day of the month that a day lies in."""
    day = _day(values)
    if not isinstance(day, date):
        raise TypeError(values[0])
    return day.replace(day=monthrange(day.year, day.month)[1])


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _starts(values: Sequence[Value]) -> Value:
    return _text(values[0]).startswith(_text(values[1]))


def _contains(values: Sequence[Value]) -> Value:
    return _text(values[1]) in _text(values[0])


def _among(values: Sequence[Value]) -> Value:
    first, *others = values
    if not all(same_kind(first, other) for other in others):
        raise TypeError(values)
    return first in others


_CALLS: dict[str, Strict] = {
    "min": _extreme(min),
    "max": _extreme(max),
    "round": _round,
    "abs": _abs,
    "day": _day,
    "weekday": _weekday,
    "month_end": _month_end,
    "starts": _starts,
    "contains": _contains,
    "among": _among,
}
LAZY = frozenset({"if", "default", "consecutive", "previous", "found"})
"""Functions that do not want the values of all their parts."""
