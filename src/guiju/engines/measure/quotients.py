"""Exact numbers in SQL: integers and DECIMALs whose scale is known, over a whole number, over a column.

DuckDB's traps are kept out here: nothing is divided in SQL, since DECIMAL / DECIMAL is a DOUBLE; two DECIMALs meet only
at one scale, since GREATEST, CASE and comparisons round silently to the scale of one side; overflow raises.
"""

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Any

DIGITS = 38  # of DuckDB's widest DECIMAL
MOST_SCALE = 20  # leaves room before the point
_BIG = 2**63

Column = Any  # an Ibis column; Ibis is untyped here
NUMERIC = "int64"
"""What Ibis is told of every numeric column: it mistakes the scale of products, and DuckDB knows better."""


class InexactError(Exception):
    """SQL cannot say this exactly; the rows themselves are brought and the closures compute them."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """``above / over / below``: ``above`` has ``scale`` decimals (0: an integer), ``over`` is a positive whole number.

    ``below`` is a positive DECIMAL or null, which makes the whole missing; ``constant`` is the value when it is known.
    """

    above: Column
    scale: int
    over: int = 1
    below: "Quotient | None" = None
    constant: Fraction | None = None


def constant(value: Fraction, scale: int | None = None) -> Quotient:
    """A figure; what no decimal ends stands over a whole number. ``scale`` asks for more decimals than it needs."""
    rest, places = decimals(value.denominator)
    if scale is not None:
        places = max(places, scale)
    return Quotient(_literal(value * rest, places), places, rest, constant=value)


def decimals(denominator: int) -> tuple[int, int]:
    """What is left of a denominator without its twos and fives, and how many decimals those need."""
    most, rest = 0, denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        most = max(most, power)
    return rest, most


def _literal(value: Fraction, scale: int) -> Column:
    import ibis  # heavy, and only needed at adoption

    whole = value * 10**scale
    if whole.denominator != 1 or len(str(abs(whole.numerator))) > DIGITS or scale > MOST_SCALE:
        raise InexactError(f"{value} has too many digits")
    if value.denominator == 1 and abs(value) < _BIG:  # an integer meets a DECIMAL without loss
        return ibis.literal(int(value), type="int64")
    written = Decimal(int(whole)).scaleb(-scale, Context(prec=DIGITS))
    return ibis.literal(written, type=f"decimal({DIGITS}, {scale})")


def plus(left: Quotient, right: Quotient) -> Quotient:
    """The sum."""
    if left.below is not None or right.below is not None:
        one, other, below = _crossed(left, right)
        return replace(plus(one, other), below=below)
    one, other = alike(left, right)
    return Quotient(one.above + other.above, one.scale, one.over)


def minus(number: Quotient) -> Quotient:
    """The number with its sign turned."""
    if number.constant is not None:
        return constant(-number.constant)
    return replace(number, above=-number.above)


def times(left: Quotient, right: Quotient) -> Quotient:
    """The product."""
    if left.constant is not None and right.constant is not None:
        return constant(left.constant * right.constant)
    scale = left.scale + right.scale
    if scale > MOST_SCALE:
        raise InexactError("a product with too many decimals")
    below = left.below if right.below is None else right.below
    if left.below is not None and right.below is not None:
        below = times(left.below, right.below)
    return Quotient(left.above * right.above, scale, left.over * right.over, below)


def divided(left: Quotient, right: Quotient) -> Quotient:
    """The quotient; null where the right side is 0."""
    import ibis

    if right.constant is not None:
        if right.constant == 0:
            return replace(left, below=Quotient(ibis.null("int64"), 0), constant=None)
        return times(left, constant(1 / right.constant))
    sign = ibis.ifelse(right.above < 0, -1, 1)
    size = Quotient(right.above.abs().nullif(_literal(Fraction(0), right.scale)), right.scale)
    turned = times(Quotient(left.above * sign, left.scale, left.over, left.below), constant(Fraction(right.over)))
    if right.below is not None:
        turned = times(turned, right.below)
    below = size if turned.below is None else times(turned.below, size)
    return replace(turned, below=below)


def _crossed(left: Quotient, right: Quotient) -> tuple[Quotient, Quotient, Quotient]:
    """Both sides over what is below both: two numbers and their common positive divisor."""
    one, other = replace(left, below=None), replace(right, below=None)
    if left.below is None or right.below is None:
        below = left.below or right.below
        assert below is not None  # noqa: S101 one of them has it
        return (one if left.below else times(one, below)), (other if right.below else times(other, below)), below
    return times(one, right.below), times(other, left.below), times(left.below, right.below)


def alike(*numbers: Quotient) -> tuple[Quotient, ...]:
    """The same numbers over one whole number and at one scale, so that their ``above`` may meet.

    Raises ``InexactError`` when one stands over a column.
    """
    if any(number.below is not None for number in numbers):
        raise InexactError("a quotient of columns")
    over = lcm(*(number.over for number in numbers))
    raised = [_over(number, over) for number in numbers]
    scale = max(number.scale for number in raised)
    return tuple(_at(number, scale) for number in raised)


def _over(number: Quotient, over: int) -> Quotient:
    if number.over == over:
        return number
    return replace(times(number, constant(Fraction(over // number.over))), over=over, constant=number.constant)


def _at(number: Quotient, scale: int) -> Quotient:
    if number.constant is not None:
        return replace(number, above=_literal(number.constant * number.over, scale), scale=scale)
    if number.scale == scale:
        return number
    return replace(number, above=number.above.cast(f"decimal({DIGITS}, {scale})"), scale=scale)


def compared(operator: str, left: Quotient, right: Quotient) -> Column:
    """A comparison as a condition, null where a side is."""
    known = None
    if left.below is not None or right.below is not None:
        left, right, below = _crossed(left, right)
        known = below.above.notnull()
    one, other = (number.above for number in alike(left, right))
    held = {
        "=": lambda: one == other,
        "!=": lambda: one != other,
        "<": lambda: one < other,
        "<=": lambda: one <= other,
        ">": lambda: one > other,
        ">=": lambda: one >= other,
    }[operator]()
    if known is None:
        return held
    import ibis

    return ibis.ifelse(known, held, ibis.null("boolean"))


def rounded(number: Quotient, places: int) -> Quotient:
    """Half up and away from zero, as DuckDB casts a DECIMAL to one with fewer decimals."""
    if number.below is not None or number.over != 1:
        raise InexactError("a rounded quotient")
    return number if places >= number.scale else _nearest(number, places)


def _nearest(number: Quotient, places: int) -> Quotient:
    if places < 0:
        raised = _nearest(times(number, constant(Fraction(10) ** places)), 0)
        return times(raised, constant(Fraction(10) ** -places))
    return Quotient(number.above.cast(f"decimal({DIGITS}, {places})"), places)
