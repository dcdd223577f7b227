"""The work on a record: who did or does each of its stages."""

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import models, rules, views
from guiju.apps.work.values import Item


def of_record(actor: Actor, record_id: int) -> tuple[Item, ...]:
    """The work of a record's stages, oldest first; an open one has the ``verb`` of whoever may do it now.

    Whoever may read the record may see who works on it: that is for the caller to have asked.
    """
    found = views.rows().filter(record=record_id, source=models.Work.Source.STAGE).order_by("id")
    rows = list(found)
    parts = {row.pk: rules.part(actor, row) for row in rows if row.closed is None}
    return views.items(rows, clock.now(), parts=parts)
