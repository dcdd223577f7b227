"""Views that people keep: a question under a name, never its answer."""

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.insight import errors, models, rules
from guiju.apps.insight.errors import Code

LONGEST = 4000  # characters of a question


@transaction.atomic
def save(*, actor: Actor, name: str, query: str) -> int:
    """Keep a question under a name of one's own; gives its number."""
    if not rules.may_explore(actor) or actor.user_id is None:
        raise errors.refused(Code.NOT_ALLOWED)
    said = name.strip()[:80]
    if not said:
        raise errors.refused(Code.NO_TEXT)
    try:
        with transaction.atomic():
            row = models.SavedView.objects.create(
                name=said, query=query[:LONGEST], user_id=actor.user_id, by=actor.name, at=clock.now()
            )
    except IntegrityError as taken:
        raise errors.refused(Code.NAME_TAKEN, name=said) from taken
    ledger.record(
        actor=actor, action="insight.save_view", kind="view", key=row.pk, after={"name": said, "query": query}
    )
    return row.pk


@transaction.atomic
def remove(*, actor: Actor, view_id: int) -> None:
    """Remove a view of one's own."""
    row = models.SavedView.objects.select_for_update().filter(pk=view_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_VIEW)
    if row.user_id != actor.user_id:
        raise errors.refused(Code.NOT_ALLOWED)
    before = {"name": row.name, "query": row.query}
    row.delete()
    ledger.record(actor=actor, action="insight.remove_view", kind="view", key=view_id, before=before)


@transaction.atomic
def exported(*, actor: Actor, query: str, form: str) -> None:
    """Write down that somebody took a cut away; refused for who may not."""
    if not rules.may_export(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    ledger.record(actor=actor, action="insight.export", kind="cut", key=form, after={"query": query[:LONGEST]})
