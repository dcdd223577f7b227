"""Work as facts: rows of the lake that metrics count, written again for the days on which something changed."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db.models import Min, Q

from guiju.apps import clock
from guiju.apps.work import asked, models
from guiju.apps.work.standing import naive

Source, State = models.Work.Source, models.Work.State
DAYS = 31  # days told at once
_STATES = {
    State.TODO: "待办",
    State.DOING: "进行中",
    State.REVIEW: "待审",
    State.DONE: "已完成",
    State.MISSED: "已作废",
    State.EXCUSED: "已免除",
    State.CANCELLED: "已取消",
}
_SOURCES = {
    Source.DUTY: "例行",
    Source.MEETING: "会议",
    Source.STAGE: "步骤",
    Source.TASK: "任务",
    Source.ACTION: "行动项",
    Source.APPROVAL: "审批",
}


def tell_lake() -> int:
    """Write the work of days that changed into the lake; gives how many rows. Loads heavy libraries: for the worker.

    A day that changes while it is written is written again. Killed at any point, the next time does it anew: rows are
    known by their number, and the newest of one number counts.
    """
    told = 0
    while days := dict(models.Untold.objects.order_by("day").values_list("day", "mark")[:DAYS]):
        told += _tell(list(days))
        for day, mark in days.items():
            models.Untold.objects.filter(day=day, mark=mark).delete()
    return told


def _tell(days: list[date]) -> int:
    from guiju.facts import house

    now = clock.now()
    first = models.Work.objects.aggregate(first=Min("day"))["first"] or now.date()
    rows = list(_rows(days, now))
    covers = (min(first, now.date()), now.date())
    house.publish(settings.GUIJU_HOME, "work", rows, covers=covers, now=naive(now))
    return len(rows)


def _rows(days: list[date], now: datetime) -> Iterator[dict[str, object]]:
    """The work of some days; steps of cases are nobody's figures, nor are reviews and opinions on a draft."""
    unsaid = (Source.CASE, Source.REVIEW, Source.PUBLICATION)
    found = models.Work.objects.filter(day__in=days).filter(~Q(source__in=unsaid))
    for row in found.select_related("accountable").order_by("pk").iterator(chunk_size=2000):
        yield {
            "id": str(row.pk),
            "rule": asked.rule_name(row),
            "clause": row.clause,
            "title": row.title,
            "unit": row.unit,
            "person": row.accountable.number if row.accountable else None,
            "made_at": naive(row.created),
            "due": naive(row.due) if row.due else None,
            "done_at": naive(row.done) if row.done else None,
            "seconds_late": row.seconds_late,
            "on_time": _on_time(row, now),
            "state": _STATES[State(row.state)],
            "source": _SOURCES[Source(row.source)],
        }


def _on_time(row: models.Work, now: datetime) -> bool | None:
    """Whether it was done in time; ``None`` while that is open, and where nobody asks any more."""
    if row.due is None or row.state in {State.EXCUSED, State.CANCELLED} or row.excuse:
        return None
    if row.state == State.MISSED:
        return False
    if row.done is not None:
        return not row.seconds_late
    return False if asked.lateness(row, now) else None
