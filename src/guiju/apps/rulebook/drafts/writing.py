"""Writing on a draft: saving beside others, going back, and bringing together what was changed in two places."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import compiled, errors, models, queries, rules
from guiju.apps.rulebook.drafts import differing, keeping, labels, reading
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.apps.rulebook.errors import Code
from guiju.apps.rulebook.values import Draft
from guiju.lang import Sources
from guiju.lang.writing.merge import Choice, Merged, merge

MOST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after a save. ``aside`` is not 0 when the author has to choose first; ``met`` when another was faster."""

    draft: int
    version: int
    aside: int = 0
    met: bool = False


@transaction.atomic
def begin(*, actor: Actor, base: str, title: str, new: Sources | None = None, note: Note | None = None) -> Saved:
    """A new draft of an edition, with what was written already."""
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    old = compiled.sources(base)
    changes = differing.changes(old, labels.relabelled(old, new)) if new and new != old else ()
    number = keeping.begin(
        actor=actor, base=base, changes=changes, title=title.strip()[:MOST_TITLE], note=note or Note("begun")
    )
    return Saved(number, 1)


@transaction.atomic
def save(*, actor: Actor, draft_id: int, seen: int, new: Sources, note: Note) -> Saved:
    """Save what somebody made of the save ``seen``; what others saved meanwhile is kept as well.

    Where both changed the same lines nothing of theirs is touched: what was written is put aside until its author has
    chosen.
    """
    draft = own(actor, draft_id)
    begun = state(draft, seen)
    if draft.version == seen:
        old = compiled.sources(draft.base)
        changes = differing.changes(old, new if draft.changes or new == old else labels.relabelled(old, new))
        return Saved(
            draft_id, keeping.keep(actor=actor, draft_id=draft_id, base=draft.base, changes=changes, note=note)
        )
    merged = merge(begun, new, reading.text(draft))
    if merged.conflicts:
        save = reading.save(draft_id, seen)
        base = save.base if save else draft.base
        changes = differing.changes(compiled.sources(base), new)
        row = keeping.put_aside(actor=actor, draft_id=draft_id, base=base, changes=changes, seen=seen, note=note)
        return Saved(draft_id, draft.version, row, met=True)
    changes = differing.changes(compiled.sources(draft.base), merged.sources)
    version = keeping.keep(actor=actor, draft_id=draft_id, base=draft.base, changes=changes, note=note)
    return Saved(draft_id, version, met=True)


def apart(draft: Draft, aside: reading.Save) -> Merged:
    """What was put aside against the draft as it stands now."""
    mine = reading.amended(aside.base, aside.changes)
    return merge(state(draft, aside.number), mine, reading.text(draft))


@transaction.atomic
def settle(*, actor: Actor, draft_id: int, save_id: int, choices: Mapping[str, Choice] | None) -> Saved:
    """Bring together what was put aside, as chosen clause by clause; without ``choices`` it is thrown away."""
    draft = own(actor, draft_id)
    aside = reading.aside(draft_id, save_id)
    if aside is None:
        raise errors.refused(Code.UNKNOWN_SAVE)
    models.DraftSave.objects.filter(pk=save_id).delete()
    if choices is None:
        before = {"changes": list(aside.changes)}
        ledger.record(actor=actor, action="rulebook.drop_aside", kind="draft", key=draft_id, before=before)
        return Saved(draft_id, draft.version)
    mine = reading.amended(aside.base, aside.changes)
    merged = _chosen(merge(state(draft, aside.number), mine, reading.text(draft), choices), choices)
    changes = differing.changes(compiled.sources(draft.base), merged)
    note = Note("merged", aside.clause, aside.token)
    return Saved(draft_id, keeping.keep(actor=actor, draft_id=draft_id, base=draft.base, changes=changes, note=note))


def moved_on(draft: Draft) -> str:
    """The edition that took the place of the one a draft was written on; empty when none did."""
    current = queries.edition_at(clock.today())
    return "" if draft.fresh or draft.base == current else current


def overtaken(draft: Draft) -> Merged:
    """What the draft comes to on the edition in force, with the clauses that both changed."""
    current = queries.edition_at(clock.today())
    return merge(compiled.sources(draft.base), reading.text(draft), compiled.sources(current))


@transaction.atomic
def rebase(*, actor: Actor, draft_id: int, choices: Mapping[str, Choice]) -> Saved:
    """Put a draft on the edition in force: what changed there is taken over, what both changed is as chosen."""
    draft = own(actor, draft_id)
    current = moved_on(draft)
    if not current:
        return Saved(draft_id, draft.version)
    theirs = compiled.sources(current)
    merged = _chosen(merge(compiled.sources(draft.base), reading.text(draft), theirs, choices), choices)
    changes = differing.changes(theirs, labels.relabelled(theirs, merged))
    version = keeping.keep(actor=actor, draft_id=draft_id, base=current, changes=changes, note=Note("rebased"))
    before, after = {"base": draft.base}, {"base": current}
    ledger.record(actor=actor, action="rulebook.rebase_draft", kind="draft", key=draft_id, before=before, after=after)
    return Saved(draft_id, version)


@transaction.atomic
def go_back(*, actor: Actor, draft_id: int, number: int) -> Saved:
    """Have a draft as an earlier save had it; what was since is kept in its history."""
    draft = own(actor, draft_id)
    save = reading.save(draft_id, number)
    if save is None:
        raise errors.refused(Code.UNKNOWN_SAVE)
    note = Note("undone", save.clause, back_to=number)
    version = keeping.keep(actor=actor, draft_id=draft_id, base=save.base, changes=save.changes, note=note)
    return Saved(draft.id, version)


@transaction.atomic
def undo(*, actor: Actor, draft_id: int) -> Saved:
    """Take the last change back; once more, the one before it."""
    draft = own(actor, draft_id)
    last = reading.save(draft_id, draft.version)
    stands_at = (last.back_to or last.number) if last else 0
    before = reading.save(draft_id, stands_at - 1)
    if before is None:
        raise errors.refused(Code.NOTHING_TO_UNDO)
    return go_back(actor=actor, draft_id=draft_id, number=before.back_to or before.number)


@transaction.atomic
def rename(*, actor: Actor, draft_id: int, title: str) -> None:
    """Give a draft another name."""
    draft = own(actor, draft_id)
    name = " ".join(title.split())[:MOST_TITLE]
    if not name:
        raise errors.refused(Code.EMPTY_TEXT)
    models.Draft.objects.filter(pk=draft_id).update(title=name)
    before, after = {"title": draft.title}, {"title": name}
    ledger.record(actor=actor, action="rulebook.rename_draft", kind="draft", key=draft_id, before=before, after=after)


def own(actor: Actor, draft_id: int) -> Draft:
    """An open draft that the actor may write on, locked until the transaction ends."""
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    models.Draft.objects.select_for_update().filter(pk=draft_id).first()
    draft = queries.draft(draft_id)
    if draft is None:
        raise errors.refused(Code.UNKNOWN_DRAFT)
    if draft.state != models.Draft.State.SAVED:
        raise errors.refused(Code.DRAFT_IS_CLOSED)
    if not rules.may_change_draft(actor, draft):
        raise errors.refused(Code.NOT_YOUR_DRAFT, author=draft.author)
    return draft


def state(draft: Draft, number: int) -> Sources:
    """The files of a draft as a save had them."""
    if number == draft.version:
        return reading.text(draft)
    save = reading.save(draft.id, number)
    if save is None:
        raise errors.refused(Code.UNKNOWN_SAVE)
    return reading.amended(save.base, save.changes)


def _chosen(merged: Merged, choices: Mapping[str, Choice]) -> Sources:
    left = [one for one in merged.conflicts if one.key not in choices]
    if left:
        raise errors.refused(Code.STILL_APART, count=len(left))
    return merged.sources
