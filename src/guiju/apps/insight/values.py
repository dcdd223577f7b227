"""Marks, findings and views as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened from ``start`` to ``end``; an empty shop or product means all of them."""

    id: int
    kind: str
    text: str
    start: date
    end: date
    shop: str
    product: str
    user_id: int | None
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Unusual days of a metric; the figures are estimates in base units, ``score`` in robust standard deviations."""

    id: int
    metric: str
    shop: str
    start: date
    end: date
    peak: date
    value: float
    expected: float
    low: float
    high: float
    score: float
    state: str
    mark: Mark | None
    said: str
    by: str
    at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class SavedView:
    """A question kept under a name."""

    id: int
    name: str
    query: str
    user_id: int
    by: str
    at: datetime
    version: int
