"""Reading the ledger."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from guiju.apps.audit import actions
from guiju.apps.audit.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger; ``before`` and ``after`` are JSON values."""

    id: int
    at: datetime
    who: str
    where: str
    action: str
    kind: str
    key: str
    before: object
    after: object
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries somebody looks for; what is empty narrows nothing.

    ``kinds`` are kinds of objects, ``actions`` whole names or beginnings that end in a dot, ``said`` more whole names:
    of
    the actions whose sentence holds the text. ``text`` is looked for in names and keys, with ``values`` also in what
    was before and after. ``until`` is left out.
    """

    who: str = ""
    kinds: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    text: str = ""
    said: tuple[str, ...] = ()
    values: bool = True
    since: datetime | None = None
    until: datetime | None = None


def lines(
    *,
    kind: str = "",
    key: str = "",
    who: str = "",
    action: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    below: int | None = None,
    limit: int = 50,
) -> list[Line]:
    """The newest entries first, narrowed by what is given.

    ``action`` matches its beginning (``people.``); ``since`` and ``until`` include their moment; ``below`` goes on to
    older entries than that number.
    """
    found = Entry.objects.order_by("-id")
    exact = {"kind": kind, "key": key, "who": who, "action__startswith": action, "at__gte": since, "at__lte": until}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if below is not None:
        found = found.filter(id__lt=below)
    return [_line(entry) for entry in found[:limit]]


def search(wanted: Wanted, *, below: int | None = None, limit: int = 50) -> list[Line]:
    """The newest entries that somebody looks for; ``below`` goes on to older ones."""
    found = _wanted(wanted).order_by("-id")
    if below is not None:
        found = found.filter(id__lt=below)
    return [_line(entry) for entry in found[:limit]]


def counted(wanted: Wanted) -> int:
    """How many entries somebody looks for."""
    return _wanted(wanted).count()


def people() -> list[str]:
    """Everybody who is in the ledger, by name."""
    return sorted(Entry.objects.order_by().values_list("who", flat=True).distinct())


def kinds() -> list[str]:
    """Every kind of object in the ledger."""
    return sorted(Entry.objects.order_by().values_list("kind", flat=True).distinct())


def history(*, kind: str, key: object) -> list[Line]:
    """Everything that happened to one object, oldest first."""
    return [_line(entry) for entry in Entry.objects.filter(kind=kind, key=str(key)).order_by("id")]


def evidence(*, kind: str, keys: Collection[str]) -> list[dict[str, object]]:
    """Entries about some objects with all that their digest is made of, oldest first, to be checked without us."""
    names = ("id", "who", "where", "action", "kind", "key", "before", "after", "previous", "digest")
    return [
        {**{name: getattr(row, name) for name in names}, "at": f"{row.at.timestamp():.6f}", "user": row.user_id}
        for row in Entry.objects.filter(kind=kind, key__in=list(keys)).order_by("id")
    ]


def histories(*, kind: str, keys: Collection[str]) -> list[Line]:
    """Everything that happened to several objects of a kind, newest first."""
    return [_line(entry) for entry in Entry.objects.filter(kind=kind, key__in=list(keys)).order_by("-id")]


def head() -> str:
    """The digest of the newest entry: whoever notes it elsewhere can show later that nothing before was changed."""
    found = Head.objects.first()
    return found.digest if found else actions.START


def broken_links() -> Iterator[int]:
    """The numbers of entries that were changed, or before which an entry is gone; 0 when the newest one is.

    None in a sound ledger.
    """
    previous = actions.START
    for entry in Entry.objects.order_by("id").iterator(chunk_size=500):
        if entry.previous != previous or entry.digest != actions.digest(entry):
            yield entry.pk
        previous = entry.digest
    head = Head.objects.first()
    if head is not None and head.digest != previous:
        yield 0


def _wanted(wanted: Wanted) -> QuerySet[Entry]:
    found = Entry.objects.all()
    exact = {"who": wanted.who, "kind__in": wanted.kinds, "at__gte": wanted.since, "at__lt": wanted.until}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.actions:
        either = Q()
        for name in wanted.actions:
            either |= Q(action__startswith=name) if name.endswith(".") else Q(action=name)
        found = found.filter(either)
    if wanted.text:
        either = Q(action__in=wanted.said)
        for name in ("who", "key", "clause", "where"):
            either |= Q(**{f"{name}__icontains": wanted.text})
        for name in ("before", "after") if wanted.values else ():  # SQLite keeps JSON in ASCII, PostgreSQL as it reads
            for text in {wanted.text, json.dumps(wanted.text)[1:-1]}:
                either |= Q(**{f"{name}_text__icontains": text})
        as_text = {f"{name}_text": Cast(name, TextField()) for name in ("before", "after")}
        found = found.alias(**as_text).filter(either)
    return found


def _line(entry: Entry) -> Line:
    return Line(
        id=entry.pk,
        at=timezone.localtime(entry.at),
        who=entry.who,
        where=entry.where,
        action=entry.action,
        kind=entry.kind,
        key=entry.key,
        before=entry.before,
        after=entry.after,
        clause=entry.clause,
    )
