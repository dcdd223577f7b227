"""Reading costs: what is in force, the history of one thing, what was sold without a known cost."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from guiju.apps.costs import models
from guiju.apps.costs.values import Gap, Item, Kind, Of, Per, Rate, Said, Sold


def in_force(kind: Kind, day: date, *, subjects: Collection[str] | None = None) -> dict[Of, Rate]:
    """The rate of each thing on a day; things whose rate has ended by then are left out."""
    rows = standing(kind).filter(start__lte=day).order_by("start")
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    newest = {rate.said.of: rate for rate in map(rate_of, rows)}
    return {of: rate for of, rate in newest.items() if rate.said.end is None or rate.said.end >= day}


def rates(kind: Kind | None = None) -> list[Rate]:
    """Every rate that stands, past and to come, by kind, thing and day."""
    order = ("kind", "item", "subject", "shop", "start")
    return [rate_of(row) for row in (standing(kind) if kind else _standing()).order_by(*order)]


def history(of: Of, *, shops: bool = False) -> list[Rate]:
    """Every rate that was ever stated of one thing, the newest day first; with ``shops`` those of single shops too."""
    rows = models.Rate.objects.filter(kind=of.kind, item=of.item, subject=of.subject)
    found = rows if shops else rows.filter(shop=of.shop)
    return [rate_of(row) for row in found.order_by("-start", "-id")]


def gap() -> Gap | None:
    """What was sold without a known cost; ``None`` while nothing is known to be sold."""
    found = models.Sold.objects.aggregate(
        first=Min("first"), last=Max("last"), amount=Sum("amount"), unknown=Sum("unknown")
    )
    if found["first"] is None:
        return None
    articles = models.Sold.objects.filter(unknown__gt=0).count()
    return Gap(found["first"], found["last"], articles, found["unknown"], found["amount"])


def sold(*, words: str = "") -> QuerySet[models.Sold]:
    """Everything sold, what has no known cost first and of that what sold most; to be sliced and read by ``goods``."""
    rows = models.Sold.objects.order_by("-unknown", "-amount", "subject")
    for word in words.split():
        rows = rows.filter(Q(subject__icontains=word) | Q(title__icontains=word) | Q(product__icontains=word))
    return rows


def goods(rows: Iterable[models.Sold]) -> list[Sold]:
    """Rows of ``sold`` as values."""
    return [
        Sold(Item(row.item), row.subject, row.product, row.title, row.quantity, row.amount, row.unknown) for row in rows
    ]


def unsold(*, words: str = "") -> list[Of]:
    """Articles with a cost of which nothing was sold lately."""
    rows = standing(Kind.GOODS).exclude(subject__in=models.Sold.objects.values("subject"))
    for word in words.split():
        rows = rows.filter(subject__icontains=word)
    found = rows.order_by("subject").values_list("item", "subject").distinct()
    return [Of(Kind.GOODS, Item(item), subject) for item, subject in found]


def standing(kind: Kind) -> QuerySet[models.Rate]:
    """The rows of a kind that nothing has taken the place of."""
    return _standing().filter(kind=kind)


def _standing() -> QuerySet[models.Rate]:
    return models.Rate.objects.filter(gone_at=None)


def rate_of(row: models.Rate) -> Rate:
    """A row as a value."""
    of = Of(Kind(row.kind), Item(row.item), row.subject, row.shop)
    per = Per(row.per) if row.per else None
    said = Said(of, row.start, row.end, row.value, per, row.category, row.note)
    gone = timezone.localtime(row.gone_at) if row.gone_at else None
    return Rate(row.pk, said, row.by, timezone.localtime(row.at), row.gone_by, gone)
