"""What people have heard."""

from collections.abc import Collection

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import models


def read(*, actor: Actor, notices: Collection[int] | None = None) -> int:
    """Mark the actor's own notices as read, all of them when none are named; gives how many were unread.

    Nothing to put into the ledger: that somebody looked is nobody's business.
    """
    mine = models.Notice.objects.filter(person__number=actor.number, read__isnull=True)
    found = mine if notices is None else mine.filter(pk__in=notices)
    return found.update(read=clock.now())
