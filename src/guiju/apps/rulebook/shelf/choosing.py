"""Choosing a document of the library: it is kept as it is, filled in as a draft, and adopted when somebody says so."""

from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import actions, compiled, errors, models, queries, rules
from guiju.apps.rulebook.errors import Code
from guiju.apps.rulebook.shelf import profiles
from guiju.apps.rulebook.values import Draft


@transaction.atomic
def choose(*, actor: Actor, file: str) -> int:
    """Keep a document of the library and open a draft in which it is filled in; gives the draft's number.

    Who chose the same one before goes on with that draft. Raises ``Refused`` for who may not, for a document that the
    library does not have, and for one that does not compile.
    """
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if file not in profiles.files():
        raise errors.refused(Code.UNKNOWN_EDITION)
    sources = actions.read(profiles.FOLDER / file)
    regulation = actions.compiled_or_refused(sources)
    edition = actions.keep_edition(sources, regulation)
    mine = queries.drafts(author_id=actor.user_id) if actor.user_id is not None else []
    before = next((draft.id for draft in mine if draft.base == edition), None)
    if before is not None:
        return before
    now = clock.now()
    row = models.Draft.objects.create(
        base_id=edition,
        author_id=actor.user_id,
        author_name=actor.name,
        title=regulation.title,
        changes=[],
        created=now,
        saved=now,
    )
    after = {"edition": edition, "title": regulation.title, "file": file}
    ledger.record(actor=actor, action="rulebook.choose", kind="draft", key=row.pk, after=after)
    compiled.keep(regulation)
    return row.pk


def chosen(actor: Actor) -> Draft | None:
    """The actor's own draft of a document that was never in force, last saved first."""
    if actor.user_id is None:
        return None
    lived = set(models.Adoption.objects.values_list("edition_id", flat=True))
    return next((draft for draft in queries.drafts(author_id=actor.user_id) if draft.base not in lived), None)


@transaction.atomic
def adopt_chosen(*, actor: Actor, draft_id: int, in_force_from: date) -> str:
    """Put a chosen document into force as it was filled in, or just as it is; gives the edition's hash."""
    draft = queries.draft(draft_id)
    if draft is None:
        raise errors.refused(Code.UNKNOWN_DRAFT)
    if queries.amended(draft.base, draft.changes) != compiled.sources(draft.base):
        return actions.adopt_draft(actor=actor, draft_id=draft_id, in_force_from=in_force_from)
    if draft.state != models.Draft.State.SAVED:
        raise errors.refused(Code.DRAFT_IS_CLOSED)
    edition = actions.adopt(actor=actor, document=compiled.sources(draft.base), in_force_from=in_force_from)
    models.Draft.objects.filter(pk=draft.id).update(state=models.Draft.State.ADOPTED, saved=clock.now())
    return edition
