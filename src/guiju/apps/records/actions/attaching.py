"""Files that people bring: looked at, stored under their SHA-256, and held by a record or by nothing for a day."""

from collections.abc import Iterable

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import changing, errors, files, sniffing
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Attachment


def attach(*, actor: Actor, name: str, stream: Iterable[bytes]) -> int:
    """Take a file; gives the id that an answer names it by.

    ``stream`` are its bytes, some at a time. Nothing that the person says is trusted: the size is counted, the type
    seen from the bytes, the name kept for people to read and never used as a path. Raises ``Refused`` for what is
    empty, too big, of no kind that is taken, or named as another kind.
    """
    person = changing.person(actor)
    shown = sniffing.plain_name(name)
    draft, digest, size = files.take(stream, shown)
    try:
        with draft.open("rb") as content:
            found = sniffing.kind(content)
        if found is None:
            raise errors.refused(Code.FILE_KIND, name=shown)
        if not sniffing.fits(shown, found):
            raise errors.refused(Code.FILE_OTHER_THAN_NAMED, name=shown)
        files.keep(draft, digest)
    finally:
        files.drop(draft)
    with transaction.atomic():
        row = Attachment.objects.create(
            sha256=digest, name=shown, media_type=found.media_type, size=size, by=person, at=clock.now()
        )
        after = {"file": row.pk, "sha256": digest, "size": size}
        ledger.record(actor=actor, action="records.attach", kind="file", key=shown, after=after)
    return row.pk


@transaction.atomic
def hold(*, actor: Actor, ids: Iterable[int], holder: str) -> None:
    """Let another app hold files that the actor has just brought; ``holder`` says what holds them (``work:12``)."""
    wanted = set(ids)
    fresh = Attachment.objects.filter(pk__in=wanted, record__isnull=True, held="", by__number=actor.number)
    if fresh.update(held=holder) != len(wanted):
        raise errors.refused(Code.UNKNOWN_FILE)
