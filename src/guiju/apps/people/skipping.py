"""Steps of the first hour that somebody leaves for later."""

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import errors, models, rules
from guiju.apps.people.errors import Code


def skipped() -> frozenset[str]:
    """The steps that are left for later, by key."""
    return frozenset(models.Skipped.objects.values_list("step", flat=True))


@transaction.atomic
def skip(*, actor: Actor, step: str, back: bool = False) -> None:
    """Leave a step for later, or take it up again."""
    if not rules.may_edit_roster(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if back:
        models.Skipped.objects.filter(step=step).delete()
        return
    row, new = models.Skipped.objects.get_or_create(step=step[:20], defaults={"by": actor.name, "at": clock.now()})
    if new:
        ledger.record(actor=actor, action="people.skip_step", kind="step", key=row.step)
