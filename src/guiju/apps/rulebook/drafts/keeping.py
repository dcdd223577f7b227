"""Storing a draft: each save is a row of its own, so that every state can be gone back to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import models
from guiju.apps.rulebook.values import Change


@dataclass(frozen=True, slots=True)
class Note:
    """What a save did, to which clause, and what the browser called it."""

    what: str = "rules"
    clause: str = ""
    token: str = ""
    back_to: int | None = None


NOTHING = Note()


def begin(
    *, actor: Actor, base: str, changes: Sequence[Change], title: str, note: Note = NOTHING, fresh: bool = False
) -> int:
    """A new draft with its first save; gives its number."""
    now = clock.now()
    row = models.Draft.objects.create(
        base_id=base,
        author_id=actor.user_id,
        author_name=actor.name,
        title=title,
        fresh=fresh,
        created=now,
        saved=now,
    )
    ledger.record(actor=actor, action="rulebook.open_draft", kind="draft", key=row.pk, after={"base": base})
    keep(actor=actor, draft_id=row.pk, base=base, changes=changes, note=note)
    return row.pk


def keep(*, actor: Actor, draft_id: int, base: str, changes: Sequence[Change], note: Note = NOTHING) -> int:
    """Save a draft as it now stands; gives the number of the save. Who calls has locked the draft."""
    now, saved = clock.now(), [asdict(change) for change in changes]
    row = models.Draft.objects.select_for_update().get(pk=draft_id)
    row.version, row.base_id, row.changes, row.saved = row.version + 1, base, saved, now
    row.save(update_fields=["version", "base_id", "changes", "saved"])
    _write(actor, draft_id, row.version, base, saved, note)
    return row.version


def put_aside(*, actor: Actor, draft_id: int, base: str, changes: Sequence[Change], seen: int, note: Note) -> int:
    """Keep what met another's changes until its author has chosen; gives the row's id."""
    saved = [asdict(change) for change in changes]
    return _write(actor, draft_id, seen, base, saved, note, aside=True)


def _write(
    actor: Actor,
    draft_id: int,
    number: int,
    base: str,
    changes: list[dict[str, object]],
    note: Note,
    *,
    aside: bool = False,
) -> int:
    row = models.DraftSave.objects.create(
        draft_id=draft_id,
        number=number,
        base_id=base,
        changes=changes,
        by_id=actor.user_id,
        by=actor.name,
        at=clock.now(),
        clause=note.clause,
        what=note.what,
        token=note.token,
        back_to=note.back_to,
        aside=aside,
        seen=number if aside else 0,
    )
    return row.pk
