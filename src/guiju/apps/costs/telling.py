"""Costs in the lake, and what was sold lately without one. Loads heavy libraries: for the worker."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.costs import models
from guiju.apps.costs.values import Kind

DAYS = timedelta(days=30)  # of which sales are shown beside costs
ROWS = 1000  # rows at once
_MONEY = {Kind.GOODS, Kind.FREIGHT}


def tell_lake() -> int:
    """Write rates that the lake does not know yet into it; gives how many.

    Killed at any point, the next time does it anew: rows are known by their number, and the newest of one counts.
    """
    told = 0
    while rows := list(models.Rate.objects.filter(told=False).order_by("pk")[:ROWS]):
        _publish(rows)
        for gone in (True, False):
            known = [row.pk for row in rows if (row.gone_at is not None) is gone]
            models.Rate.objects.filter(pk__in=known, gone_at__isnull=not gone).update(told=True)
        told += len(rows)
    return told


def count_sales() -> int:
    """Count again what was sold in the last days that the lake covers; gives how many articles."""
    from guiju.engines.measure import sales
    from guiju.facts import lake

    found = sales.sold(lake.open(settings.GUIJU_HOME).view(), clock.today(), DAYS)
    rows = [
        models.Sold(
            item=one.item,
            subject=one.subject[:200],
            product=one.product[:200],
            title=one.title[:300],
            quantity=one.quantity,
            amount=one.amount,
            unknown=one.unknown,
            first=found.first,
            last=found.last,
        )
        for one in found.articles
    ]
    with transaction.atomic():
        models.Sold.objects.all().delete()
        models.Sold.objects.bulk_create(rows, batch_size=ROWS)
    return len(rows)


def follow(*, months: Iterable[date], actor: Actor) -> None:  # noqa: ARG001 - what GUIJU_AFTER_REFRESH calls with
    """Figures were measured anew: so is what was sold."""
    count_sales()


def _publish(rows: Iterable[models.Rate]) -> None:
    from guiju.facts import house

    now = clock.now()
    first = models.Rate.objects.aggregate(first=Min("start"))["first"] or now.date()
    covers = (min(first, now.date()), now.date())
    house.publish(settings.GUIJU_HOME, "cost", [_row(row) for row in rows], covers=covers, now=_naive(now))


def _row(row: models.Rate) -> dict[str, object]:
    kind = Kind(row.kind)
    return {
        "id": str(row.pk),
        "shop": row.shop,
        "kind": row.kind,
        "item": row.item,
        "subject": row.subject,
        "start": row.start,
        "end": row.end,
        "amount": _fixed(row.value, 4) if kind in _MONEY else None,
        "rate": _fixed(row.value, 8) if kind is Kind.COMMISSION else None,
        "per": row.per,
        "category": row.category,
        "withdrawn": row.gone_at is not None,
    }


def _fixed(value: Decimal | None, decimals: int) -> Decimal | None:
    return None if value is None else round(value, decimals)


def _naive(moment: datetime) -> datetime:
    """Wall time as the lake keeps it."""
    return moment.replace(tzinfo=None)
