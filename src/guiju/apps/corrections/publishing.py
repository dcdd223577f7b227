"""What the worker does for corrections: measure an effect, put an approved one into the lake. Both may run twice."""

import logging

from django.conf import settings
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import worker
from guiju.apps.corrections import effects, errands, keeping, layering, models
from guiju.apps.corrections.keeping import Did
from guiju.apps.corrections.values import Kind, Measuring, Stage
from guiju.apps.figures.queries import coverage
from guiju.apps.work.models import Notice
from guiju.engines.measure.quotients import InexactError
from guiju.facts import lake

log = logging.getLogger(__name__)


def perform_measuring(*, correction_id: int) -> None:
    """Find out what a correction that waits for it would change. Loads heavy libraries."""
    found = models.Correction.objects.filter(pk=correction_id, measuring=Measuring.WAITING)
    row = found.select_related("replaces").first()
    if row is None:
        return
    asked = row.asked
    result: dict[str, object] = {"measuring": Measuring.FAILED}
    try:
        row.sql = layering.compile_condition(row)
        basis = effects.basis_of(row, coverage.view())
        effect = effects.measured(row)
        result = {"measuring": Measuring.DONE, "sql": row.sql, "basis": basis, "effect": effect}
    except InexactError as error:
        log.info("correction %s: %s", correction_id, error)
    finally:
        models.Correction.objects.filter(pk=correction_id, asked=asked).update(measured=clock.now(), **result)


def perform_publication(*, correction_id: int) -> None:
    """Put an approved correction into the lake, then say that it holds; figures are measured anew after that.

    Stopped between the two, the next run finds the lake as it should be and goes on from there.
    """
    row = models.Correction.objects.select_related("replaces").filter(pk=correction_id, stage=Stage.APPROVED).first()
    if row is None:
        return
    here, now = lake.open(settings.GUIJU_HOME), clock.now().replace(tzinfo=None)
    manifest = lake.correct(here, now=now, add=layering.added(row), remove=layering.removed(row))
    settle(row.pk, manifest)


@transaction.atomic
def settle(correction_id: int, manifest: str) -> None:
    """The lake holds it: say so, of the one before it too, and let the worker measure."""
    from guiju.apps.figures import tasks

    row = keeping.locked(correction_id)
    if row.stage != Stage.APPROVED:
        return
    row.stage, row.manifest = Stage.IN_FORCE, manifest
    keeping.store(row, actor=worker(), did=Did.IN_FORCE)
    if row.replaces_id is not None:
        former = keeping.locked(row.replaces_id)
        undone = row.kind == Kind.UNDO
        former.stage = Stage.UNDONE if undone else Stage.REPLACED
        keeping.store(former, actor=worker(), did=Did.UNDONE if undone else Did.REPLACED, said=str(row.pk))
    errands.tell(row, Notice.Level.INFORMED, "", row.decided_by)
    tasks.refresh_figures.enqueue()
