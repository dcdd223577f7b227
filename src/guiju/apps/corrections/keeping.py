"""Rows of corrections: locked as somebody saw them, stored with a step of their life and a line of the ledger."""

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import errors, models
from guiju.apps.corrections.errors import Code

Did = models.Step.Did


def locked(correction_id: int, version: int | None = None) -> models.Correction:
    """A correction that nobody else changes until we are through; with a ``version``, as somebody saw it."""
    found = models.Correction.objects.select_for_update(of=("self",)).select_related("replaces")
    row = found.filter(pk=correction_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if version is not None and row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row


def store(row: models.Correction, *, actor: Actor, did: models.Step.Did, said: str = "") -> int:
    """Save a correction with what was done to it; gives the new version."""
    row.version += 1
    row.save()
    note(row, actor=actor, did=did, said=said)
    return row.version


def note(row: models.Correction, *, actor: Actor, did: models.Step.Did, said: str = "") -> None:
    """A step of its life, and a line of the ledger."""
    models.Step.objects.create(correction=row, at=clock.now(), who=actor.name, did=did, said=said)
    after: dict[str, object] = {"stage": row.stage, "version": row.version}
    if did == Did.DRAFTED:
        names = (
            "kind",
            "fact",
            "keys",
            "condition",
            "start",
            "end",
            "values",
            "person",
            "along",
            "reason",
            "replaces_id",
        )
        after |= {name: getattr(row, name) for name in names}
    after |= {"said": said} if said else {}
    after |= {"manifest": row.manifest} if row.manifest else {}
    ledger.record(actor=actor, action=f"corrections.{did}", kind="correction", key=row.pk, after=after)
