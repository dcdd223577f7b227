"""Requests for large exports, and the approval that opens one."""

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.exports import models, rules
from guiju.apps.exports.values import Parcel

Request = models.Request  # a row as it is given
MOST = 100
State = models.Request.State


def approval(actor: Actor, parcel: Parcel) -> int | None:
    """The request by which this may leave now: the same address, not run out, of about as many rows."""
    found = models.Request.objects.filter(user_id=actor.user_id or 0, address=parcel.address, state=State.APPROVED)
    row = found.filter(until__gt=clock.now()).order_by("-id").first()
    return row.pk if row is not None and parcel.rows * 10 <= row.rows * 11 else None


def request(actor: Actor, request_id: int) -> models.Request | None:
    """One request, for those who may see it."""
    row = models.Request.objects.filter(pk=request_id).first()
    return row if row is not None and rules.may_see(actor, row) else None


def mine(actor: Actor) -> list[models.Request]:
    """What somebody asked for, newest first."""
    return list(models.Request.objects.filter(user_id=actor.user_id or 0).order_by("-id")[:MOST])


def waiting(actor: Actor) -> list[models.Request]:
    """What waits for somebody's decision, oldest first."""
    rows = models.Request.objects.filter(state=State.ASKED).order_by("id")[:MOST]
    return [row for row in rows if rules.may_decide(actor, row)]


def of_work(key: str) -> int | None:
    """The request that a piece of work is about; ``None`` for any other work."""
    kind, _, number = key.partition(":")
    return int(number) if kind == "export" and number.isdecimal() else None
