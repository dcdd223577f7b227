"""The one way that work comes into being, whatever asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import changing, errors, models, schedule
from guiju.apps.work.errors import Code
from guiju.apps.work.steps import Did
from guiju.lang.kinds.choices import Evidence as Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be made; see ``models.Work``. People are by 工号, nobody accountable is a vacancy."""

    source: str
    key: str
    title: str
    accountable: str
    day: date
    opens: datetime
    due: datetime | None = None
    detail: str = ""
    rule: str = ""
    clause: str = ""
    edition: str = ""
    unit: str = ""
    position: str = ""
    provisional: bool = False
    wants: str = Kind.TICK
    form: str = ""
    parent: int | None = None
    project: int | None = None
    record: int | None = None
    rank: float = 0
    evidence: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # 工号 by part


@transaction.atomic
def make(*, actor: Actor, piece: Piece) -> models.Work:
    """Make one piece of work; when there is one of that key already, gives that one untouched."""
    there = models.Work.objects.filter(key=piece.key).first()
    if there is not None:
        return there
    if piece.due is not None and piece.due < piece.opens:
        raise errors.refused(Code.DUE_BEFORE_OPEN)
    numbers = [piece.accountable, actor.number, *(one for many in piece.beside.values() for one in many)]
    people = changing.known(number for number in numbers if number)
    work = row(piece, people, maker=people.get(actor.number))
    work.save(force_insert=True)
    parts = [
        models.Participant(work=work, person_id=people[number], part=part)
        for part, many in piece.beside.items()
        for number in dict.fromkeys(many)
    ]
    models.Participant.objects.bulk_create(parts)
    after = {"title": piece.title, "accountable": piece.accountable, "due": piece.due, "source": piece.source}
    changing.note(work, actor=actor, did=Did.MADE, after=after)
    changing.untold(work.day)
    return work


def row(piece: Piece, people: Mapping[str, int], maker: int | None = None) -> models.Work:
    """The row of a piece that is not stored yet; ``people`` are the rows of everybody it names."""
    now = clock.now()
    work = models.Work(
        source=piece.source,
        key=piece.key[:200],
        title=piece.title[:200],
        detail=piece.detail,
        rule=piece.rule[:100],
        clause=piece.clause,
        edition=piece.edition,
        accountable_id=people.get(piece.accountable),
        made_by_id=maker,
        position=piece.position,
        unit=piece.unit,
        day=piece.day,
        opens=piece.opens,
        due=piece.due,
        provisional=piece.provisional,
        wants=piece.wants,
        form=piece.form,
        evidence=dict(piece.evidence),
        record_id=piece.record,
        parent_id=piece.parent,
        project_id=piece.project,
        rank=piece.rank,
        created=now,
    )
    work.next_step = schedule.first(work)
    return work
