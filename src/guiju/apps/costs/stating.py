"""What may be stated: whole, of something, within bounds, and without two answers for one day."""

from collections.abc import Iterable
from decimal import Decimal

from guiju.apps.costs import errors
from guiju.apps.costs.errors import Code
from guiju.apps.costs.values import Kind, Said
from guiju.apps.people import queries as people

LARGEST = Decimal(10_000_000)  # yuan for one piece or order: more is a slip of the finger
FINEST = {Kind.GOODS: 4, Kind.FREIGHT: 4, Kind.COMMISSION: 6}  # decimals


def check(said: Said) -> None:
    """Raise ``Refused`` for what cannot be meant."""
    kind = said.of.kind
    if kind in {Kind.GOODS, Kind.CATEGORY} and not said.of.subject:
        raise errors.refused(Code.NO_ARTICLE)
    if said.of.shop and people.shop_named(said.of.shop) is None:
        raise errors.refused(Code.UNKNOWN_SHOP, shop=said.of.shop)
    if said.end is not None and said.end < said.start:
        raise errors.refused(Code.DAYS_REVERSED)
    if kind is Kind.CATEGORY:
        if not said.category:
            raise errors.refused(Code.NO_CATEGORY)
        return
    if said.value is None:
        raise errors.refused(Code.NO_VALUE)
    _check_value(kind, said.value)


def _check_value(kind: Kind, value: Decimal) -> None:
    shown = f"{value.normalize():f}"
    if kind is Kind.COMMISSION:
        if not 0 <= value <= 1:
            raise errors.refused(Code.NOT_A_SHARE, value=f"{(value * 100).normalize():f}%")
    elif value < 0:
        raise errors.refused(Code.NEGATIVE, value=shown)
    elif value > LARGEST:
        raise errors.refused(Code.TOO_LARGE, value=shown)
    if value != round(value, FINEST[kind]):
        raise errors.refused(Code.TOO_FINE, value=shown)


def check_apart(rates: Iterable[Said]) -> None:
    """Raise ``Refused`` where of one thing's rates one says that it holds to a day on which the next has begun."""
    before: Said | None = None
    for one in sorted(rates, key=lambda said: said.start):
        if before is not None and before.end is not None and before.end >= one.start:
            raise errors.refused(Code.OVERLAP, end=before.end, start=one.start)
        before = one
