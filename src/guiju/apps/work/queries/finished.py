"""When what duties asked for was really done: what another text is held against."""

from datetime import date, datetime

from django.db.models import CharField, Count, Min
from django.db.models.functions import Cast, Substr

from guiju.apps import clock
from guiju.apps.work import models
from guiju.apps.work.queries.proofs import COUNTED, verdicts
from guiju.apps.work.standing import naive
from guiju.apps.work.values import Evidence

DUTY = "duty:"


def finished(start: date, end: date) -> dict[tuple[str, str, date], datetime]:
    """By duty, 工号 and day: when it was done, in local time, of everything that duties asked for between two days."""
    rows = models.Work.objects.filter(rule__startswith=DUTY, day__range=(start, end), done__isnull=False)
    found = rows.values_list("rule", "accountable__number", "day", "done").iterator()
    return {(rule.removeprefix(DUTY), number or "", day): naive(done) for rule, number, day, done in found if done}


def kept_by_month(start: date, end: date) -> list[tuple[str, str, str, Evidence]]:
    """What duties asked for between two days by clause, rule (``duty:name``) and month (``2026-10``)."""
    found = models.Work.objects.filter(COUNTED, rule__startswith=DUTY, day__range=(start, end))
    month = Substr(Cast("day", CharField()), 1, 7)
    counts = {name: Count("id", filter=which) for name, which in verdicts(clock.now()).items()}
    rows = found.annotate(month=month).order_by("month").values_list("clause", "rule", "month").annotate(**counts)
    return [(clause, rule, at, Evidence(at, at, *numbers)) for clause, rule, at, *numbers in rows]


def begun() -> date | None:
    """The first day that any duty's work was made for: before it nobody planned; ``None`` when none was made."""
    first: date | None = models.Work.objects.filter(rule__startswith=DUTY).aggregate(first=Min("day"))["first"]
    return first
