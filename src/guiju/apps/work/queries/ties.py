"""What is tied to one piece of work: what it waits for, what waits for it, where it came from, what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from guiju.apps.audit.actor import Actor
from guiju.apps.work import models, rules, views
from guiju.apps.work.values import Item

Source = models.Work.Source
RECEIVED = frozenset({Source.REVIEW, Source.APPROVAL})


@dataclass(frozen=True, slots=True)
class Ties:
    """Lines of what the asker may see; ``unseen`` counts what else it waits for, ``waits`` what of all is unfinished.

    ``review`` is the open one of what was handed in, whoever looks.
    """

    needs: tuple[Item, ...]
    needed_by: tuple[Item, ...]
    children: tuple[Item, ...]
    parent: Item | None
    review: models.Work | None
    unseen: int
    waits: int


def ties(actor: Actor, row: models.Work, moment: datetime) -> Ties:
    """Everything tied to a piece that the actor sees, read at once."""
    rows = list(_tied(actor, row))
    needs = [one for one in rows if one.is_needed]  # type: ignore[attr-defined]  # as annotated
    needing = [one for one in rows if one.is_waiting]  # type: ignore[attr-defined]  # as annotated
    children = [one for one in rows if one.parent_id == row.pk]
    told = {one.pk for one in _told(actor, row, rows)}

    def lines(found: Sequence[models.Work]) -> tuple[Item, ...]:
        return views.brief([one for one in found if one.pk in told], moment)

    return Ties(
        needs=lines(needs),
        needed_by=lines(needing),
        children=lines([one for one in children if one.source not in RECEIVED]),
        parent=next(iter(lines([one for one in rows if one.pk == row.parent_id])), None),
        review=next((one for one in children if one.source == Source.REVIEW and one.closed is None), None),
        unseen=sum(one.pk not in told for one in needs),
        waits=sum(one.closed is None for one in needs),
    )


def _tied(actor: Actor, row: models.Work) -> QuerySet[models.Work]:
    """Each way of being tied has an index of its own."""
    needed = models.Dependency.objects.filter(work=row, needs=OuterRef("pk"))
    waiting = models.Dependency.objects.filter(needs=row, work=OuterRef("pk"))
    beside = models.Participant.objects.filter(work=OuterRef("pk"), person__number=actor.number)
    ids = models.Dependency.objects.filter(work=row).values("needs")
    others = models.Dependency.objects.filter(needs=row).values("work")
    born = models.Work.objects.filter(parent=row).order_by().values("pk")
    ends = models.Work.objects.filter(pk=row.parent_id or 0).order_by().values("pk")
    found = models.Work.objects.filter(pk__in=ids.union(others, born, ends))
    told = found.annotate(is_needed=Exists(needed), is_waiting=Exists(waiting), is_beside=Exists(beside))
    return told.select_related("accountable", "done_by", "made_by").order_by("id")


def _told(actor: Actor, row: models.Work, rows: Sequence[models.Work]) -> Iterator[models.Work]:
    """What the actor may see as well.

    What a meeting decided is part of its minutes, and what is to be received is what its receiver sees anyway.
    """
    beside = {one.pk for one in rows if one.is_beside}  # type: ignore[attr-defined]  # as annotated
    seen = {one.pk for one in rules.visible(actor, rows, beside=beside)}
    for one in rows:
        decided = one.parent_id == row.pk and one.source == Source.ACTION
        if one.pk in seen or decided or (row.parent_id == one.pk and row.source in RECEIVED):
            yield one
