"""Texts on their way into force, for ``apps.publishing``: kept without binding, then announced for a day."""

from datetime import date
from pathlib import Path

from django.db import transaction

from guiju.apps import clock, hooks
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import actions, compiled, errors, models, queries, rules
from guiju.apps.rulebook.errors import Code
from guiju.lang import Sources


@transaction.atomic
def keep(*, actor: Actor, document: Path | Sources) -> str:
    """Compile a document and store it under its hash without putting it into force; gives the edition's hash.

    Raises ``Refused`` as ``adopt`` does: what is asked opinions about can come into force as it stands.
    """
    if not (rules.may_draft(actor) or rules.may_adopt(actor)):
        raise errors.refused(Code.NOT_ALLOWED)
    sources = document if isinstance(document, Sources) else actions.read(document)
    regulation = actions.compiled_or_refused(sources)
    actions.hold_to_the_law(regulation, clock.today())
    actions.hold_to_the_order(regulation, clock.today())
    edition = actions.keep_edition(sources, regulation)
    transaction.on_commit(lambda: compiled.keep(regulation))
    return edition


@transaction.atomic
def announce(*, actor: Actor, edition: str, in_force_from: date) -> int:
    """Let a stored edition be in force from a day on, once ``apps.publishing`` has seen it through; gives its number.

    Compiled anew: what has become wrong since it was stored does not come into force.
    """
    if not (rules.may_draft(actor) or rules.may_adopt(actor)):
        raise errors.refused(Code.NOT_ALLOWED)
    regulation = actions.compiled_or_refused(compiled.sources(edition))
    actions.hold_to_the_law(regulation, in_force_from)
    actions.hold_to_the_order(regulation, in_force_from)
    before = queries.edition_at(in_force_from)
    row = models.Adoption.objects.create(edition_id=edition, in_force_from=in_force_from, by=actor.name, at=clock.now())
    what = {
        "edition": edition,
        "title": regulation.title,
        "version": regulation.version,
        "in_force_from": in_force_from,
    }
    ledger.record(actor=actor, action="rulebook.adopt", kind="edition", key=edition, before=before or None, after=what)
    transaction.on_commit(lambda: compiled.keep(regulation))
    hooks.changed(since=in_force_from)
    return row.pk


@transaction.atomic
def repeal(*, actor: Actor, edition: str, day: date) -> int:
    """Let an edition be in force no more from a day on, with nothing in its place; gives the number of that day."""
    if not (rules.may_draft(actor) or rules.may_adopt(actor)):
        raise errors.refused(Code.NOT_ALLOWED)
    if queries.edition_at(day) != edition:
        raise errors.refused(Code.UNKNOWN_EDITION)
    row = models.Adoption.objects.create(edition=None, in_force_from=day, by=actor.name, at=clock.now())
    after = {"edition": None, "until": day}
    ledger.record(actor=actor, action="rulebook.repeal", kind="edition", key=edition, before=edition, after=after)
    hooks.changed(since=day)
    return row.pk


@transaction.atomic
def close_draft(*, actor: Actor, draft_id: int) -> None:
    """A draft's text is in force or announced: nobody goes on with it."""
    if not (rules.may_draft(actor) or rules.may_adopt(actor)):
        raise errors.refused(Code.NOT_ALLOWED)
    models.Draft.objects.filter(pk=draft_id).update(state=models.Draft.State.ADOPTED, saved=clock.now())
    ledger.record(actor=actor, action="rulebook.close_draft", kind="draft", key=draft_id)
