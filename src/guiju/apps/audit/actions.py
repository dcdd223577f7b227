"""Writing to the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import chain, warrants
from guiju.apps.audit.actor import Actor
from guiju.apps.audit.models import Entry, Head

START = chain.START


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
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"digest": START})
    entry = Entry(
        at=clock.now(),
        user_id=actor.user_id,
        who=actor.name,
        where=actor.where,
        action=action,
        kind=kind,
        key=str(key),
        before=plain(before),
        after=plain(after),
        clause=(clause or warrants.clause(actor, action))[:100],
        previous=head.digest,
    )
    entry.digest = head.digest = digest(entry)
    entry.save(force_insert=True)
    head.save(update_fields=["digest"])
    return entry.pk


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
