"""Writing to the ledger."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.audit.models import Entry, Head

START = "0" * 64


@transaction.atomic(savepoint=False)  # within a change it stands and falls with it
def record(*, actor: Actor, action: str, kind: str, key: object, before: object = None, after: object = None) -> int:
    """Append what ``actor`` did to the object ``kind`` ``key``; gives the entry's number.

    ``action`` is ``app.verb``. ``before`` and ``after`` are plain values or dataclasses: dates and exact numbers are
    kept as text. Call it inside the transaction of the change itself.
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
        previous=head.digest,
    )
    entry.digest = head.digest = digest(entry)
    entry.save(force_insert=True)
    head.save(update_fields=["digest"])
    return entry.pk


def digest(entry: Entry) -> str:
    """The SHA-256 of everything in an entry but its number and its own digest."""
    at = entry.at.timestamp()
    content = [entry.previous, f"{at:.6f}", entry.user_id, entry.who, entry.where, entry.action, entry.kind, entry.key]
    text = json.dumps([*content, entry.before, entry.after], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


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
