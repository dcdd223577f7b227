"""Rows of publications: locked as somebody saw them, stored with a line of the ledger."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import errors, models, reading
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import LegState, Stage, State


def locked(publication_id: int, version: int | None = None) -> models.Publication:
    """A publication that nobody else changes until we are through; with a ``version``, as somebody saw it."""
    found = models.Publication.objects.select_for_update(of=("self",)).select_related("edition")
    row = found.filter(pk=publication_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.state == State.WITHDRAWN:
        raise errors.refused(Code.WITHDRAWN)
    if version is not None and row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row


def at(row: models.Publication, stage: Stage) -> models.Leg | None:
    """The open leg of the stage that a publication is in; ``Refused`` when it is in another one."""
    if reading.life(row).current is not stage:
        raise errors.refused(Code.OTHER_STAGE)
    return row.legs.filter(passage=stage, state=LegState.OPEN).first()


def begin(row: models.Publication, stage: Stage, actor: Actor, *, due: date | None = None) -> models.Leg:
    """A stage begins over the text as it now stands."""
    return models.Leg.objects.create(
        publication=row,
        passage=stage,
        state=LegState.OPEN,
        edition=row.edition_id,
        began=clock.now(),
        by=actor.name,
        due=due,
    )


def end(
    row: models.Publication,
    stage: Stage,
    actor: Actor,
    *,
    said: str = "",
    data: Mapping[str, Any] | None = None,
    state: str = LegState.DONE,
) -> models.Leg:
    """A stage is over, passed or let off; one that never was open begins and ends at once."""
    leg = row.legs.filter(passage=stage, state=LegState.OPEN).first() or begin(row, stage, actor)
    leg.state, leg.ended, leg.by, leg.said, leg.edition = state, clock.now(), actor.name, said, row.edition_id
    leg.data = {**leg.data, **(data or {})}
    leg.save()
    return leg


def store(row: models.Publication, actor: Actor, did: str, **after: object) -> int:
    """Save a publication, with what was done in the ledger; gives the new version."""
    row.version += 1
    row.save()
    told = {"edition": row.edition_id, "state": row.state, "version": row.version, **after}
    ledger.record(actor=actor, action=f"publishing.{did}", kind="publication", key=row.pk, after=told)
    return row.version
