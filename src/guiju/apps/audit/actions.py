"""Writing to the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import chain, warrants
from guiju.apps.audit.actor import Actor
from guiju.apps.audit.models import Entry, Head

START = chain.START
BATCH = 500  # entries in one statement


@transaction.atomic(savepoint=False)  # within a change it stands and falls with it
def record(
    *,
    actor: Actor,
    action: str,
    kind: str,
    key: object,
    before: object = None,
    after: object = None,
    clause: str = "",
) -> int:
    """Append what ``actor`` did to the object ``kind`` ``key``; gives the entry's number.

    ``action`` is ``app.verb``. ``before`` and ``after`` are plain values or dataclasses: dates and exact numbers are
    kept as text. ``clause`` is the id of the clause by which it was done; where none is given, the clause of the access
    rule that allowed it. Call it inside the transaction of the change itself.
    """
    what = Did(kind, str(key), before, after)
    return record_all(actor=actor, action=action, things=(what,), clause=clause)


@dataclass(frozen=True, slots=True)
class Did:
    """To what something was done, with what was before and after."""

    kind: str
    key: str
    before: object = None
    after: object = None


@transaction.atomic(savepoint=False)
def record_all(*, actor: Actor, action: str, things: Sequence[Did], clause: str = "") -> int:
    """Append what ``actor`` did to many things at once, an entry each; gives the number of the last."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"digest": START})
    by, at = (clause or warrants.clause(actor, action))[:100], clock.now()
    entries: list[Entry] = []
    for thing in things:
        entry = Entry(
            at=at,
            user_id=actor.user_id,
            who=actor.name,
            where=actor.where,
            action=action,
            kind=thing.kind,
            key=thing.key,
            before=plain(thing.before),
            after=plain(thing.after),
            clause=by,
            previous=head.digest,
        )
        entry.digest = head.digest = digest(entry)
        entries.append(entry)
    written = Entry.objects.bulk_create(entries, batch_size=BATCH)
    head.save(update_fields=["digest"])
    return written[-1].pk if written else 0


def digest(entry: Entry) -> str:
    """The SHA-256 of everything in an entry but its number and its own digest."""
    return chain.digest(
        previous=entry.previous,
        at=entry.at,
        user=entry.user_id,
        words=(entry.who, entry.where, entry.action, entry.kind, entry.key),
        values=(entry.before, entry.after),
        clause=entry.clause,
    )


def plain(value: object) -> object:
    """``value`` in words of JSON that read back the same from any database: no floats, no dates."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else str(value)
