"""Reading imports: how far they are and what came of them."""

from datetime import datetime

from django.utils import timezone

from guiju.apps.figures import models
from guiju.apps.figures.values import Run


def runs(limit: int = 50, *, below: int | None = None) -> list[Run]:
    """The latest imports, newest first; with ``below``, those with a smaller number."""
    found = models.ImportRun.objects.order_by("-id")
    return [_run(row) for row in (found if below is None else found.filter(pk__lt=below))[:limit]]


def run(run_id: int) -> Run | None:
    """One import."""
    row = models.ImportRun.objects.filter(pk=run_id).first()
    return _run(row) if row else None


def latest_of(user_id: int) -> Run | None:
    """The latest import that a user asked for."""
    row = models.ImportRun.objects.filter(user_id=user_id).order_by("-id").first()
    return _run(row) if row else None


def running() -> list[Run]:
    """Imports that wait or go on, oldest first."""
    states = (models.ImportRun.State.QUEUED, models.ImportRun.State.RUNNING)
    return [_run(row) for row in models.ImportRun.objects.filter(state__in=states).order_by("id")]


def _run(row: models.ImportRun) -> Run:
    return Run(
        id=row.pk,
        files=tuple(file["name"] for file in row.files),
        bytes=sum(file["bytes"] for file in row.files),
        options=row.options,
        state=row.state,
        cancelling=row.cancelling,
        progress=row.progress,
        stage=row.stage,
        report=row.report or {},
        error=row.error,
        by=row.by,
        user_id=row.user_id,
        created=timezone.localtime(row.created),
        started=_local(row.started),
        finished=_local(row.finished),
    )


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
