"""Putting regulations into force, and drafting their amendments."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any

from django.db import transaction

from guiju.apps import clock, hooks
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import compiled, errors, law, models, queries, rules
from guiju.apps.rulebook.drafts import keeping, labels
from guiju.apps.rulebook.errors import Code
from guiju.apps.rulebook.values import Change, Draft
from guiju.lang import Level, Regulation, Sources
from guiju.lang.compiler.sources import gather
from guiju.lang.report import Report


@transaction.atomic
def adopt(*, actor: Actor, document: Path | Sources, in_force_from: date | None = None) -> str:
    """Compile a document with its chapters, store it, and put it into force; gives the edition's hash.

    In force from the day given, else from the document's own 施行日期, else from today. Adopting what is in force
    anyway changes nothing. Raises ``Refused`` for who may not, with ``diagnostics`` when the document has errors or
    an example that its rule contradicts, with ``findings`` when it lies below a floor of law on that day, and when a
    new text bears a label that comes before that of the one in force.
    """
    if not rules.may_adopt(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    sources = document if isinstance(document, Sources) else read(document)
    regulation = compiled_or_refused(sources)
    start = in_force_from or regulation.effective or clock.today()
    hold_to_the_law(regulation, start)
    hold_to_the_order(regulation, start)
    edition = keep_edition(sources, regulation)
    before = queries.edition_at(start)
    if before == edition:
        return edition
    models.Adoption.objects.create(edition_id=edition, in_force_from=start, by=actor.name, at=clock.now())
    what = {"edition": edition, "title": regulation.title, "version": regulation.version, "in_force_from": start}
    ledger.record(actor=actor, action="rulebook.adopt", kind="edition", key=edition, before=before or None, after=what)
    transaction.on_commit(lambda: compiled.keep(regulation))
    hooks.changed(since=start)
    return edition


@transaction.atomic
def withdraw(*, actor: Actor, adoption_id: int) -> None:
    """Take back an adoption that is not in force yet."""
    if not rules.may_adopt(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    adoption = models.Adoption.objects.select_for_update().filter(pk=adoption_id).first()
    if adoption is None:
        raise errors.refused(Code.UNKNOWN_EDITION)
    if adoption.in_force_from <= clock.today():
        raise errors.refused(Code.ALREADY_IN_FORCE, day=adoption.in_force_from)
    what = {"in_force_from": adoption.in_force_from}
    key = adoption.edition_id or queries.edition_at(adoption.in_force_from - timedelta(days=1))
    ledger.record(actor=actor, action="rulebook.withdraw", kind="edition", key=key, before=what)
    adoption.delete()
    hooks.changed(since=adoption.in_force_from)


@transaction.atomic
def keep_metric_sql(*, edition: str) -> dict[str, Any]:
    """The metrics of an edition as SQL, made and stored when they are not there yet. Loads Ibis: not for a request."""
    from guiju.engines.measure import compile_metrics

    made = queries.metric_sql(edition)
    if not made:
        made = compile_metrics(compiled.regulation(edition), compiled.schemas())
        stored = {"version": compiled.compiler_version(), "sql": made}
        models.Edition.objects.filter(hash=edition).update(metric_sql=stored)
    return made


@transaction.atomic
def save_draft(
    *, actor: Actor, base: str, changes: Sequence[Change], title: str = "", draft_id: int | None = None
) -> int:
    """Save a draft as it stands, again and again while somebody types; gives its number.

    What is saved need not compile. Only opening a draft goes into the ledger, not each stroke.
    """
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    _check_changes(base, changes)
    if draft_id is not None:
        draft = _own_draft(actor, draft_id)
        models.Draft.objects.filter(pk=draft.id).update(title=title)
        if (base, tuple(changes)) == (draft.base, draft.changes):
            return draft.id  # nothing to come back to
        keeping.keep(actor=actor, draft_id=draft.id, base=base, changes=changes)
        return draft.id
    return keeping.begin(actor=actor, base=base, changes=changes, title=title)


@transaction.atomic
def discard_draft(*, actor: Actor, draft_id: int) -> None:
    """Give a draft up; what it said stays in the ledger."""
    draft = _own_draft(actor, draft_id)
    models.Draft.objects.filter(pk=draft.id).update(state=models.Draft.State.DISCARDED, saved=clock.now())
    before = {"base": draft.base, "changes": list(draft.changes)}
    ledger.record(actor=actor, action="rulebook.discard_draft", kind="draft", key=draft.id, before=before)


@transaction.atomic
def adopt_draft(*, actor: Actor, draft_id: int, in_force_from: date) -> str:
    """Put what a draft says into force from a day on; gives the new edition's hash."""
    if not rules.may_adopt(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not rules.may_adopt_at_once(actor):
        raise errors.refused(Code.PUBLISH_IT)
    draft = _open_draft(draft_id)
    sources = queries.amended(draft.base, draft.changes)
    if sources == compiled.sources(draft.base):
        raise errors.refused(Code.NOTHING_CHANGED)
    edition = adopt(actor=actor, document=sources, in_force_from=in_force_from)
    models.Draft.objects.filter(pk=draft.id).update(state=models.Draft.State.ADOPTED, saved=clock.now())
    ledger.record(actor=actor, action="rulebook.adopt_draft", kind="draft", key=draft.id, after={"edition": edition})
    return edition


def read(path: Path) -> Sources:
    """A document and every chapter it includes, byte for byte, by paths relative to it."""
    chapters = gather(path, Report()).chapters
    names = [PurePath(chapter.source.path).relative_to(path.parent).as_posix() for chapter in chapters]
    return Sources(path.name, {name: (path.parent / name).read_bytes() for name in names})


def compiled_or_refused(sources: Sources) -> Regulation:
    """A document compiled; ``Refused`` with its diagnostics for errors and for examples that a rule contradicts."""
    result = compiled.check(sources)
    wrong = tuple(found for found in result.diagnostics if found.level is Level.ERROR)
    if wrong:
        raise errors.refused(Code.DOES_NOT_COMPILE, count=len(wrong), diagnostics=tuple(result.diagnostics))
    # people sign an example as readily as a rule: where they say two things, nobody knows which one was meant
    unkept = tuple(found for found in result.diagnostics if found.code in compiled.CONTRADICTED)
    if unkept:
        raise errors.refused(Code.EXAMPLES_CONTRADICT, count=len(unkept), diagnostics=unkept)
    return result.regulation


def hold_to_the_law(regulation: Regulation, start: date) -> None:
    """Whether or not it includes the chapter of law: else leaving it out would be the way around."""
    below = law.below(regulation, start)
    if below:
        raise errors.refused(Code.BELOW_THE_LAW, count=len(below), first=law.said(below[0]), findings=below)


def hold_to_the_order(regulation: Regulation, start: date) -> None:
    """A new text is not called what comes before the one in force: later nobody could tell which of them came first.

    What was in force once may come into force again under its old label.
    """
    before = queries.edition(queries.edition_at(start))
    if before is None or before.regulation != regulation.id or not labels.behind(regulation.version, before.version):
        return
    if not models.Adoption.objects.filter(edition_id=regulation.hash).exists():
        following = labels.following(before.version, clock.today().year)
        raise errors.refused(Code.LABEL_BEHIND, label=regulation.version, before=before.version, next=following)


def keep_edition(sources: Sources, regulation: Regulation) -> str:
    """Keep the bytes and the edition; storing again what is stored changes nothing."""
    now = clock.now()
    digests = {path: sha256(body).hexdigest() for path, body in sources.files.items()}
    for path, digest in digests.items():
        models.Document.objects.get_or_create(sha256=digest, defaults={"body": sources.files[path], "added": now})
    described = {
        "regulation": regulation.id,
        "title": regulation.title,
        "version": regulation.version,
        "effective": regulation.effective,
        "root": sources.main,
        "files": digests,
        "added": now,
    }
    models.Edition.objects.get_or_create(hash=regulation.hash, defaults=described)
    return regulation.hash


def _check_changes(base: str, changes: Sequence[Change]) -> None:
    """Every change lies within its text, and no two touch the same characters."""
    files = compiled.sources(base).files
    for change in changes:
        length = len(files[change.path].decode("utf-8-sig")) if change.path in files else -1
        if not 0 <= change.start <= change.end <= length:
            raise errors.refused(Code.BAD_CHANGE)
    ordered = sorted(changes, key=lambda change: (change.path, change.start))
    if any(one.path == two.path and two.start < one.end for one, two in pairwise(ordered)):
        raise errors.refused(Code.BAD_CHANGE)


def _open_draft(draft_id: int) -> Draft:
    draft = queries.draft(draft_id)
    if draft is None:
        raise errors.refused(Code.UNKNOWN_DRAFT)
    if draft.state != models.Draft.State.SAVED:
        raise errors.refused(Code.DRAFT_IS_CLOSED)
    return draft


def _own_draft(actor: Actor, draft_id: int) -> Draft:
    draft = _open_draft(draft_id)
    if not rules.may_change_draft(actor, draft):
        raise errors.refused(Code.NOT_YOUR_DRAFT, author=draft.author)
    return draft
