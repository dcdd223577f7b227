"""What was found to be unusual, and what people said of it."""

from datetime import date, datetime

from django.db.models import QuerySet

from guiju.apps.insight import models
from guiju.apps.insight.queries import marks
from guiju.apps.insight.values import Finding, Mark

OPEN = models.Finding.State.OPEN


def open_count() -> int:
    """How many stretches of days wait for an answer: what touches in one shop is one thing to look at."""
    stretches, last = 0, ("", date.min)
    rows = models.Finding.objects.filter(state=OPEN).order_by("shop", "start").values_list("shop", "start", "end")
    for shop, start, end in rows:
        if shop != last[0] or start > last[1]:
            stretches, last = stretches + 1, (shop, end)
        else:
            last = (shop, max(end, last[1]))
    return stretches


def findings(*, answered: bool, skip: int = 0, most: int = 50) -> list[Finding]:
    """Findings that wait for an answer, or those that have one; the latest first."""
    return [_value(row) for row in _narrowed(answered=answered).select_related("mark")[skip : skip + most]]


def count(*, answered: bool) -> int:
    """How many findings wait, or have an answer."""
    return _narrowed(answered=answered).count()


def finding(finding_id: int) -> Finding | None:
    """One finding."""
    row = models.Finding.objects.select_related("mark").filter(pk=finding_id).first()
    return _value(row) if row else None


def likely(found: list[Finding]) -> dict[int, list[Mark]]:
    """The marked events of each finding's days and shop, by its number; one query for all."""
    if not found:
        return {}
    known = marks.marks(min(one.start for one in found), max(one.end for one in found))
    return {
        one.id: [
            mark for mark in known if mark.start <= one.end and mark.end >= one.start and mark.shop in {"", one.shop}
        ]
        for one in found
    }


def looked_at() -> date | None:
    """The last day on which the figures were looked over; ``None`` before the first."""
    return models.Look.objects.order_by("-day").values_list("day", flat=True).first()


def last_look() -> datetime | None:
    """When the figures were last looked over."""
    return models.Look.objects.order_by("-day").values_list("at", flat=True).first()


def _narrowed(*, answered: bool) -> QuerySet[models.Finding]:
    rows = models.Finding.objects.all()
    return rows.exclude(state=OPEN) if answered else rows.filter(state=OPEN)


def _value(row: models.Finding) -> Finding:
    names = ("id", "metric", "shop", "start", "end", "peak", "value", "expected", "low", "high", "score", "state")
    rest = ("said", "by", "at", "version")
    known = {name: getattr(row, name) for name in (*names, *rest)}
    return Finding(mark=marks.value(row.mark) if row.mark else None, **known)
