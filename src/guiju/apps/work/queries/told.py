"""What people hear, and who is away."""

from datetime import datetime

from django.utils import timezone

from guiju.apps import clock
from guiju.apps.work import changing, models
from guiju.apps.work.values import Absence, Notice, Who


def notices(number: str, *, unread: bool = False, below: int | None = None, limit: int = 50) -> list[Notice]:
    """A person's notices, the newest first; ``below`` goes on to older ones than that number."""
    found = models.Notice.objects.filter(person__number=number)
    if unread:
        found = found.filter(read__isnull=True)
    if below is not None:
        found = found.filter(pk__lt=below)
    return [_notice(row) for row in found.select_related("work__accountable").order_by("-at", "-id")[:limit]]


def unread(number: str) -> int:
    """How many notices a person has not seen yet."""
    return models.Notice.objects.filter(person__number=number, read__isnull=True).count()


def absences(number: str = "", *, moment: datetime | None = None) -> list[Absence]:
    """Who is away, or will be, by start: of one person or of everybody."""
    found = models.Absence.objects.filter(end__gt=moment or clock.now())
    if number:
        found = found.filter(person__number=number)
    return [_absence(row) for row in found.select_related("person", "deputy").order_by("start", "id")]


def away(moment: datetime | None = None) -> dict[str, Absence]:
    """Who is away at a moment (now), by 工号."""
    now = moment or clock.now()
    found = models.Absence.objects.filter(start__lte=now, end__gt=now)
    rows = found.select_related("person", "deputy").order_by("start", "id")
    return {row.person.number: _absence(row) for row in rows}


def _notice(row: models.Notice) -> Notice:
    return Notice(
        who=changing.who(row.work.accountable) if row.work else Who(),
        id=row.pk,
        level=row.level,
        at=timezone.localtime(row.at),
        read=timezone.localtime(row.read) if row.read else None,
        about=row.about,
        work=row.work_id,
    )


def _absence(row: models.Absence) -> Absence:
    return Absence(
        id=row.pk,
        who=changing.who(row.person),
        deputy=changing.who(row.deputy),
        start=timezone.localtime(row.start),
        end=timezone.localtime(row.end),
        reason=row.reason,
    )
