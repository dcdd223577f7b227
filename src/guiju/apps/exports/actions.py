"""Asking for a large export, deciding it, and writing down everything that leaves."""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.exports import errors, models, rules
from guiju.apps.exports.errors import Code
from guiju.apps.exports.values import Parcel
from guiju.apps.work import changing, ending, notify
from guiju.apps.work import models as work
from guiju.apps.work.actions import making
from guiju.apps.work.receiving import post_of
from guiju.apps.work.standing import standing

KEY = "export:"
VALID = timedelta(hours=24)
State = models.Request.State


@transaction.atomic
def take(*, actor: Actor, parcel: Parcel) -> None:
    """Write down that somebody took a file away; an approval that allowed it has been used once more."""
    after = {"file": parcel.file, "rows": parcel.rows, "sha256": parcel.digest, "query": parcel.address}
    ledger.record(actor=actor, action="exports.take", kind="export", key=parcel.what, after=after)
    if parcel.approval is not None:
        models.Request.objects.filter(pk=parcel.approval).update(taken=F("taken") + 1)


@transaction.atomic
def take_locally(*, actor: Actor, verb: str, file: str, content: bytes) -> None:
    """Write down that the operator took a file away at the command line, where nothing is held back."""
    after = {"file": file, "bytes": len(content), "sha256": sha256(content).hexdigest() if content else ""}
    ledger.record(actor=actor, action="exports.take", kind="export", key=f"cli:{verb}", after=after)


@transaction.atomic
def ask(*, actor: Actor, parcel: Parcel, reason: str) -> int:
    """Ask for a large export; the one asked finds it among what is to be done. Gives the request's number.

    Asking twice for the same gives the request that waits already.
    """
    reason = reason.strip()[:400]
    if not reason:
        raise errors.refused(Code.NO_REASON)
    waiting = models.Request.objects.filter(
        user_id=actor.user_id or 0, address=parcel.address, state=State.ASKED
    ).first()
    if waiting is not None:
        return waiting.pk
    approver = rules.approver(actor.number, parcel.thing)
    if not approver:
        raise errors.refused(Code.NOBODY_APPROVES)
    row = models.Request.objects.create(
        user_id=actor.user_id or 0,
        number=actor.number,
        who=actor.name,
        what=parcel.what,
        thing=parcel.thing.value,
        address=parcel.address,
        posted=parcel.posted,
        file=parcel.file[:200],
        rows=parcel.rows,
        reason=reason,
        asked=clock.now(),
        approver=approver,
    )
    after = {"file": row.file, "rows": row.rows, "reason": reason, "approver": approver, "query": row.address}
    ledger.record(actor=actor, action="exports.ask", kind="export", key=row.pk, after=after)
    _begin(row)
    return row.pk


@transaction.atomic
def decide(*, actor: Actor, request_id: int, version: int, approve: bool, said: str = "") -> None:
    """Approve or refuse; an approval holds for a day. Nobody decides their own."""
    row = models.Request.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if rules.is_own(actor, row):
        raise errors.refused(Code.OWN)
    if not rules.may_decide(actor, row):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.state != State.ASKED or row.version != version:
        raise errors.refused(Code.DECIDED)
    now = clock.now()
    row.state = State.APPROVED if approve else State.REFUSED
    row.decided_by, row.decided, row.said = actor.name, now, said.strip()[:400]
    row.until = now + VALID if approve else None
    row.version += 1
    row.save()
    action = "exports.approve" if approve else "exports.refuse"
    after = {"file": row.file, "rows": row.rows, "said": row.said, "until": row.until}
    ledger.record(actor=actor, action=action, kind="export", key=row.pk, after=after)
    for piece in work.Work.objects.filter(key=f"{KEY}{row.pk}", closed__isnull=True):
        ending.done(changing.locked(piece.pk), actor=actor, moment=now)
    if row.number:
        about = {"title": f"导出申请 {row.pk}：{row.file}", "said": row.said, "by": actor.name, "export": row.pk}
        level = work.Notice.Level.INFORMED if approve else work.Notice.Level.RETURNED
        notify.tell(
            numbers=[row.number], level=level, work=None, key=f"{KEY}{row.pk}:{row.version}", moment=now, about=about
        )


def _begin(row: models.Request) -> None:
    """The work of whoever approves."""
    now, post = clock.now(), post_of(standing(), row.approver)
    piece = making.Piece(
        source=work.Work.Source.APPROVAL,
        key=f"{KEY}{row.pk}",
        title=f"审批导出：{row.file}，{row.rows} 行",
        detail=row.reason,
        accountable=row.approver,
        day=clock.today(),
        opens=now,
        unit=post.unit,
        position=post.position,
    )
    made = making.make(actor=worker(), piece=piece)
    notify.tell(numbers=[row.approver], level=work.Notice.Level.ASKED, work=made, key=f"{made.pk}:made", moment=now)
