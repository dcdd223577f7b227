"""Costs as frozen values; amounts are yuan, shares are fractions, days are those of the shop."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a rate says."""

    GOODS = "goods"  # yuan for a piece
    FREIGHT = "freight"  # yuan for a piece or an order
    COMMISSION = "commission"  # share of what was paid
    CATEGORY = "category"  # the category that an article belongs to


class Item(StrEnum):
    """What a rate is for."""

    SKU = "sku"
    PRODUCT = "product"
    CATEGORY = "category"
    ALL = ""


class Per(StrEnum):
    """How freight counts."""

    PIECE = "piece"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Of:
    """What a rate is of; an empty ``shop`` means all shops, an empty ``subject`` everything."""

    kind: Kind
    item: Item
    subject: str = ""
    shop: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody states from a day on; ``value`` is yuan or a share, ``category`` the one an article belongs to."""

    of: Of
    start: date
    end: date | None = None
    value: Decimal | None = None
    per: Per | None = None
    category: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A stored rate with who stated it and, once another took its place or it was taken back, who did that."""

    id: int
    said: Said
    by: str
    at: datetime
    gone_by: str
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold of an article, and how much of it on days without a known cost; yuan."""

    item: Item
    subject: str
    product: str
    title: str
    quantity: int
    amount: Decimal
    unknown: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """How much of what was sold from ``first`` to ``last`` has no known cost, and how many articles that is."""

    first: date
    last: date
    articles: int
    unknown: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a workbook: how many rates are new, changed and taken back, and the first day they speak of."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    since: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything changed or would."""
        return bool(self.added or self.changed or self.removed)
