"""The ledger outside of the house: as JSON lines that anybody can check without a database.

The first line says what follows: how many entries, the digest that the first holds on to, and the digest of the last.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions, chain, queries
from guiju.apps.audit.models import Entry

FORMAT = "guiju-ledger-1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking came to.

    ``broken`` is the number of the first entry that does not hold, ``None`` in a sound ledger.
    ``why`` is ``changed`` (its content is another), ``gap`` (one before it is gone or was put in), ``end`` (the newest
    are gone), ``unreadable`` (the ``broken``-th line is no entry). ``head`` is the digest of the last that was read.
    """

    entries: int
    head: str
    broken: int | None = None
    why: str = ""


def lines(made_by: str = "") -> Iterator[str]:
    """The whole ledger as it stands, oldest first; of one moment even while others write."""
    with transaction.atomic():
        head, count = queries.head(), Entry.objects.count()
        last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        first = {"format": FORMAT, "entries": count, "start": chain.START, "head": head}
        made = {"made": clock.now().isoformat(), "by": made_by}
    yield json.dumps(first | made, ensure_ascii=False)
    for entry in Entry.objects.filter(id__lte=last).order_by("id").iterator(chunk_size=500):
        yield json.dumps(_plain(entry), ensure_ascii=False)


def check() -> Verdict:
    """The ledger in the database: entry by entry, then whether the newest is the one that is known to be."""
    previous, count = chain.START, 0
    for entry in Entry.objects.order_by("id").iterator(chunk_size=500):
        count += 1
        if entry.previous != previous:
            return Verdict(count, previous, entry.pk, "gap")
        if entry.digest != actions.digest(entry):
            return Verdict(count, previous, entry.pk, "changed")
        previous = entry.digest
    return Verdict(count, previous) if queries.head() == previous else Verdict(count, previous, 0, "end")


def check_lines(text: Iterable[str], *, head: str = "") -> Verdict:
    """A ledger that was taken away; with ``head``, whether it ends in that digest or still holds it on the way."""
    found = iter(text)
    promised = _promised(next(found, ""))
    if promised is None:
        return Verdict(0, "", 1, "unreadable")
    (wanted, count), previous = promised, chain.START
    seen, met = 0, not head or head == previous
    for line in found:
        seen += 1
        try:
            entry = json.loads(line)
            number, digest, holds = int(entry["id"]), str(entry["digest"]), entry["previous"]
            worked_out = _digest(entry)
        except (ValueError, KeyError, TypeError, OverflowError):
            return Verdict(seen, previous, seen + 1, "unreadable")
        if holds != previous or digest != worked_out:
            return Verdict(seen, previous, number, "gap" if holds != previous else "changed")
        previous = digest
        met = met or head == digest
    if previous != wanted or seen != count or not met:
        return Verdict(seen, previous, 0, "end")
    return Verdict(seen, previous)


def _promised(line: str) -> tuple[str, int] | None:
    """The last digest and the number of entries, as the first line says; ``None`` when it is no such line."""
    try:
        first = json.loads(line)
        known = first["format"] == FORMAT and first["start"] == chain.START
        return (str(first["head"]), int(first["entries"])) if known else None
    except (ValueError, KeyError, TypeError):
        return None


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "user": entry.user_id,
        "who": entry.who,
        "where": entry.where,
        "action": entry.action,
        "kind": entry.kind,
        "key": entry.key,
        "clause": entry.clause,
        "before": entry.before,
        "after": entry.after,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def _digest(entry: dict[str, object]) -> str:
    user = entry["user"]
    return chain.digest(
        previous=str(entry["previous"]),
        at=datetime.fromisoformat(str(entry["at"])),
        user=user if isinstance(user, int) else None,
        words=tuple(str(entry[name]) for name in ("who", "where", "action", "kind", "key")),
        values=(entry["before"], entry["after"]),
        clause=str(entry["clause"]),
    )
