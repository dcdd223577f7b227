"""The functions of row expressions over values that are worked out already, by their names in formulas."""

from collections.abc import Callable
from functools import reduce

from guiju.engines.measure import quotients
from guiju.engines.measure.found import Found, Plain, ibis, plain
from guiju.engines.measure.quotients import Column, InexactError, Quotient


def _if(found: list[Found]) -> Found:
    held = plain(found[0], "truth")
    (one, other), wrap = _together(found[1:])
    return wrap(ibis().cases((held, one), (~held, other)))


def _default(found: list[Found]) -> Found:
    (one, other), wrap = _together(found)
    return wrap(one.fill_null(other))


def _together(found: list[Found]) -> tuple[list[Column], Callable[[Column], Found]]:
    """Columns that may meet in one choice, and what makes a value of such a column again."""
    numbers = [one for one in found if isinstance(one, Quotient)]
    if len(numbers) == len(found):
        same = quotients.alike(*numbers)
        return [one.above for one in same], lambda column: Quotient(column, same[0].scale, same[0].over)
    kinds = {one.kind for one in found if isinstance(one, Plain)}
    if numbers or len(kinds) > 1:
        raise InexactError("unlike values")
    kind = kinds.pop()
    return [plain(one, kind) for one in found], lambda column: Plain(column, kind)


def _extreme(pick: str) -> Callable[[list[Found]], Found]:
    def extreme(found: list[Found]) -> Found:
        columns, wrap = _together(found)
        known = reduce(lambda one, other: one & other, (column.notnull() for column in columns))
        return wrap(ibis().cases((known, getattr(ibis(), pick)(*columns))))

    return extreme


def _abs(found: list[Found]) -> Found:
    first = found[0]
    if not isinstance(first, Quotient):
        raise InexactError("not a number")
    return Quotient(first.above.abs(), first.scale, first.over, first.below)


def _starts(found: list[Found]) -> Found:
    return Plain(plain(found[0], "text").startswith(plain(found[1], "text")), "truth")


def _contains(found: list[Found]) -> Found:
    return Plain(plain(found[0], "text").contains(plain(found[1], "text")), "truth")


def _among(found: list[Found]) -> Found:
    first, *others = found
    if not all(_constant(other) for other in others):
        raise InexactError("a choice among columns")  # one empty cell would make it missing
    if isinstance(first, Quotient):
        same = [quotients.compared("=", first, other) for other in others if isinstance(other, Quotient)]
    else:
        same = [first.column == plain(other, first.kind) for other in others]
    return Plain(reduce(lambda one, other: one | other, same), "truth")


def _constant(found: Found) -> bool:
    return found.constant is not None if isinstance(found, Quotient) else found.constant


CALLS: dict[str, Callable[[list[Found]], Found]] = {
    "if": _if,
    "default": _default,
    "min": _extreme("least"),
    "max": _extreme("greatest"),
    "abs": _abs,
    "starts": _starts,
    "contains": _contains,
    "among": _among,
}
