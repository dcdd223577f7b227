"""Minutes of a consultation as files: kept as they were brought, by hash, for whoever may read the version."""

from collections.abc import Sequence
from typing import Any

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import errors, models, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import Leg
from guiju.apps.records import actions as records
from guiju.apps.records import queries
from guiju.apps.records.values import File

MOST = 10


def hold(actor: Actor, row: models.Publication, ids: Sequence[int]) -> list[dict[str, Any]]:  # Any: JSON
    """Let a publication hold files that its actor has just brought; gives what is written down of each."""
    if len(ids) > MOST:
        raise errors.refused(Code.TOO_MANY_FILES, most=MOST)
    brought = queries.brought(actor, ids)
    records.hold(actor=actor, ids=ids, holder=holder(row.pk))
    return [_told(brought[one]) for one in dict.fromkeys(ids)]


def file(actor: Actor, publication_id: int, file_id: int) -> File:
    """One of the files of a publication; ``Refused`` for who may not read versions and for any other file."""
    if not rules.may_view(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    return queries.held(file_id, holder(publication_id))


def listed(leg: Leg) -> tuple[tuple[int, str, str, int], ...]:
    """The files of a consultation: number, name, SHA-256 and size in bytes."""
    found = leg.data.get("files", ())
    return tuple((one["id"], one["name"], one["sha256"], one["size"]) for one in found)


def holder(publication_id: int) -> str:
    """What holds the files of a publication, as ``apps.records`` knows it."""
    return f"publication:{publication_id}"


def _told(one: File) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "sha256": one.sha256, "size": one.size}
