"""Marked events."""

from datetime import date

from django.db.models import Q

from guiju.apps.insight import models
from guiju.apps.insight.values import Mark


def mark(mark_id: int) -> Mark | None:
    """One marked event."""
    row = models.Mark.objects.filter(pk=mark_id).first()
    return value(row) if row else None


def marks(start: date, end: date, *, shop: str = "", product: str = "") -> list[Mark]:
    """What happened on days from ``start`` to ``end``, oldest first; with a shop, there or everywhere."""
    found = models.Mark.objects.filter(start__lte=end, end__gte=start)
    if shop:
        found = found.filter(Q(shop="") | Q(shop=shop))
    found = found.filter(Q(product="") | Q(product=product))
    return [value(row) for row in found.order_by("start", "id")]


def count() -> int:
    """How many there are."""
    return models.Mark.objects.count()


def listed(skip: int, most: int) -> list[Mark]:
    """All marked events, the latest first, a page of them."""
    return [value(row) for row in models.Mark.objects.all()[skip : skip + most]]


def value(row: models.Mark) -> Mark:
    """A row as a value."""
    names = ("id", "kind", "text", "start", "end", "shop", "product", "user_id", "by", "at", "version")
    return Mark(**{name: getattr(row, name) for name in names})
