"""What time brings to corrections: what a stopped worker left goes on, and effects follow the rows they came from."""

from datetime import datetime, timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.corrections import actions, effects, models, tasks
from guiju.apps.corrections.values import Measuring, Stage
from guiju.apps.figures.queries import coverage

LOST = timedelta(minutes=5)  # what the worker has not answered by then may have been stopped in the midst of it


def tick(*, moment: datetime | None = None) -> int:
    """Do everything that time has brought; gives how many corrections it looked after. Safe twice."""
    with clock.at(moment or clock.now()):
        return _resume() + _follow()


def _resume() -> int:
    """Approved ones that are not in the lake yet, and effects that nobody measured."""
    limit = clock.now() - LOST
    approved = models.Correction.objects.filter(stage=Stage.APPROVED, decided__lt=limit)
    left = list(approved.values_list("pk", flat=True))
    for correction_id in left:
        tasks.publish.enqueue(correction_id)
    lost = models.Correction.objects.filter(stage__in=(Stage.DRAFT, Stage.PROPOSED), measuring=Measuring.WAITING)
    return len(left) + sum(_anew(pk) for pk in list(lost.filter(asked__lt=limit).values_list("pk", flat=True)))


def _follow() -> int:
    """Proposals whose rows changed since they were measured."""
    proposed = list(models.Correction.objects.filter(stage=Stage.PROPOSED, measuring=Measuring.DONE))
    view = coverage.view() if proposed else None
    return sum(_anew(row.pk) for row in proposed if view and row.basis != effects.basis_of(row, view))


@transaction.atomic
def _anew(correction_id: int) -> int:
    row = models.Correction.objects.select_for_update().filter(pk=correction_id).first()
    if row is None or row.stage not in {Stage.DRAFT, Stage.PROPOSED}:
        return 0
    actions.request(row)
    return 1
