"""What people do with corrections: draft, propose, withdraw, approve, refuse, undo."""

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import effects, errands, errors, keeping, models, reading, rules
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.keeping import Did
from guiju.apps.corrections.values import Draft, Kind, Measuring, Stage
from guiju.apps.figures.queries import coverage
from guiju.apps.records import consequences
from guiju.apps.work.models import Notice

OPEN = (Stage.DRAFT, Stage.PROPOSED, Stage.APPROVED)


def draft(*, actor: Actor, draft: Draft) -> int:
    """Write a correction down and let the worker find out what it would change; gives its number.

    With ``replaces`` it is to come in the place of one that holds: a correction of a correction.
    """
    if not rules.may_propose(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if draft.kind not in {Kind.EXCLUDE, Kind.SET, Kind.REASSIGN}:
        raise errors.refused(Code.UNKNOWN)
    return _drafted(actor, reading.checked(draft), _holding(draft.replaces) if draft.replaces else None)


def undo(*, actor: Actor, correction_id: int, reason: str) -> int:
    """Draft that a correction shall no longer hold, which somebody else approves too; gives the draft's number."""
    if not rules.may_propose(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not reason.strip():
        raise errors.refused(Code.NEEDS_REASON)
    former = _holding(correction_id)
    return _drafted(actor, Draft(Kind.UNDO, former.fact, reason.strip()), former)


@transaction.atomic
def measure(*, actor: Actor, correction_id: int, version: int) -> None:
    """Find out once more what a correction would change."""
    row = keeping.locked(correction_id, version)
    if not (rules.may_change(actor, row) or rules.may_approve(actor, row)):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.stage not in rules.OPEN:
        raise errors.refused(Code.OTHER_STAGE)
    request(row)


@transaction.atomic
def propose(*, actor: Actor, correction_id: int, version: int) -> int:
    """Hand a draft in, its effect known; gives the version. Approving becomes work of who may and did not write it."""
    row = keeping.locked(correction_id, version)
    if not rules.may_change(actor, row):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.stage != Stage.DRAFT:
        raise errors.refused(Code.OTHER_STAGE)
    if row.measuring != Measuring.DONE:
        raise errors.refused(Code.NOT_MEASURED)
    if not row.effect.get("rows") and row.kind != Kind.UNDO:
        raise errors.refused(Code.NO_ROWS_MET)
    row.stage = Stage.PROPOSED
    errands.begin(row)
    consequences.stand(what=consequences.What.CORRECTION, key=str(row.pk))
    return keeping.store(row, actor=actor, did=Did.PROPOSED)


@transaction.atomic
def withdraw(*, actor: Actor, correction_id: int, version: int) -> int:
    """Give a draft or proposal up; gives the version."""
    row = keeping.locked(correction_id, version)
    if not rules.may_change(actor, row):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.stage not in rules.OPEN:
        raise errors.refused(Code.OTHER_STAGE)
    row.stage = Stage.WITHDRAWN
    consequences.drop(what=consequences.What.CORRECTION, key=str(row.pk))
    errands.cancel(row, actor)
    return keeping.store(row, actor=actor, did=Did.WITHDRAWN)


def approve(*, actor: Actor, correction_id: int, version: int, said: str = "") -> int:
    """Let a correction hold, whose effect one has seen; gives the version. The worker puts it into the lake.

    When the rows changed since, it is measured anew and nothing is approved.
    """
    with transaction.atomic():
        row = _deciding(actor, correction_id, version)
        if row.measuring != Measuring.DONE:
            raise errors.refused(Code.NOT_MEASURED)
        fresh = row.basis == effects.basis_of(row, coverage.view())
        if fresh:
            row.stage, row.decided_by, row.decided = Stage.APPROVED, actor.name, clock.now()
            errands.end(row, actor)
            new = keeping.store(row, actor=actor, did=Did.APPROVED, said=said.strip())
            _publish(row.pk)
            return new
        request(row)
    raise errors.refused(Code.ROWS_CHANGED)


@transaction.atomic
def refuse(*, actor: Actor, correction_id: int, version: int, said: str) -> int:
    """Say no to a proposal, and why; gives the version."""
    row = _deciding(actor, correction_id, version)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    row.stage, row.decided_by, row.decided = Stage.REFUSED, actor.name, clock.now()
    consequences.drop(what=consequences.What.CORRECTION, key=str(row.pk))
    errands.end(row, actor)
    new = keeping.store(row, actor=actor, did=Did.REFUSED, said=said.strip())
    errands.tell(row, Notice.Level.RETURNED, said.strip(), actor.name)
    return new


def request(row: models.Correction) -> None:
    """Let the worker measure what a correction would change, inside the transaction of its caller."""
    from guiju.apps.corrections import tasks

    row.measuring, row.asked = Measuring.WAITING, clock.now()
    row.version += 1
    row.save(update_fields=["measuring", "asked", "version"])
    tasks.measure.enqueue(row.pk)


def _publish(correction_id: int) -> None:
    from guiju.apps.corrections import tasks

    tasks.publish.enqueue(correction_id)


def _deciding(actor: Actor, correction_id: int, version: int) -> models.Correction:
    row = keeping.locked(correction_id, version)
    if not rules.may_approve(actor, row):
        raise errors.refused(Code.OWN if rules.is_own(actor, row) else Code.NOT_ALLOWED)
    if row.stage != Stage.PROPOSED:
        raise errors.refused(Code.OTHER_STAGE)
    return row


def _holding(correction_id: int) -> models.Correction:
    """A correction that holds and that nothing on its way is about to take the place of."""
    row = models.Correction.objects.filter(pk=correction_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.stage != Stage.IN_FORCE or row.kind == Kind.UNDO:
        raise errors.refused(Code.NOT_IN_FORCE)
    follower = row.followers.filter(stage__in=OPEN).first()
    if follower is not None:
        raise errors.refused(Code.ALREADY_FOLLOWED, number=follower.pk)
    return row


def _drafted(actor: Actor, draft: Draft, former: models.Correction | None) -> int:
    now = clock.now()
    row = models.Correction(
        kind=draft.kind,
        fact=draft.fact,
        keys=[list(key) for key in draft.keys],
        condition=draft.condition,
        start=draft.start,
        end=draft.end,
        values=dict(draft.values),
        person=draft.person,
        along=list(draft.along),
        reason=draft.reason,
        replaces=former,
        user_id=actor.user_id,
        by=actor.name,
        number=actor.number,
        made=now,
        asked=now,
    )
    try:
        with transaction.atomic():
            row.save()
            keeping.note(row, actor=actor, did=Did.DRAFTED)
            if draft.record is not None:
                what = consequences.What.CORRECTION
                consequences.cite(actor=actor, record_id=draft.record, what=what, key=str(row.pk), counts=False)
            request(row)
    except IntegrityError as error:  # two at once wrote one that follows the same
        raise errors.refused(Code.ALREADY_FOLLOWED, number=former.pk if former else "") from error
    return row.pk
