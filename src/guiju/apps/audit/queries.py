"""Reading the ledger."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

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


def history(*, kind: str, key: object) -> list[Line]:
    """Everything that happened to one object, oldest first."""
    return [_line(entry) for entry in Entry.objects.filter(kind=kind, key=str(key)).order_by("id")]


def histories(*, kind: str, keys: Collection[str]) -> list[Line]:
    """Everything that happened to several objects of a kind, newest first."""
    return [_line(entry) for entry in Entry.objects.filter(kind=kind, key__in=list(keys)).order_by("-id")]


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
    )
