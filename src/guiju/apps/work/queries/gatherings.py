"""Meetings: when they are, and what they start from."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import asked, changing, errors, models, proving, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Agenda, Beside, Item, Part, Reading
from guiju.lang.kinds.choices import Evidence as Kind

Source, State = models.Work.Source, models.Work.State


def meetings(actor: Actor, start: date, end: date) -> list[Item]:
    """Meetings that the actor calls, attends or leads the unit of, by time."""
    attends = models.Participant.objects.filter(
        person__number=actor.number, part=models.Participant.Part.ATTENDS, work__day__range=(start, end)
    )
    led = standing().led_by(actor.number) if actor.number else frozenset()
    held = models.Work.objects.filter(source=Source.MEETING, day__range=(start, end)).exclude(state=State.CANCELLED)
    # each has an index of its own
    called, led_there = held.filter(accountable__number=actor.number), held.filter(unit__in=led)
    ids = attends.values("work").union(called.values("pk"), led_there.values("pk"))
    found = views.rows().filter(pk__in=ids, source=Source.MEETING).exclude(state=State.CANCELLED)
    rows = list(found.order_by("due", "id"))
    calls = {row.pk: Part.ACCOUNTABLE for row in rows if changing.who(row.accountable).number == actor.number}
    comes = dict.fromkeys(attends.values_list("work_id", flat=True), Part.ATTENDS)
    return list(views.items(rows, clock.now(), parts={**comes, **calls}, every=Part.LEADS))


def is_meeting(row: models.Work) -> bool:
    """Whether it starts from an agenda: a meeting, and whatever else wants minutes."""
    return row.source == Source.MEETING or row.wants == Kind.MINUTES


def agenda(actor: Actor, work_id: int) -> Agenda:
    """A meeting's topics, figures and open action items; ``Refused`` (NOT_A_MEETING, UNKNOWN_WORK)."""
    row = views.rows().filter(pk=work_id).first()
    tie = rules.part(actor, row) if row else Part.NONE
    if row is None or not rules.may_see(actor, row, tie):
        raise errors.refused(Code.UNKNOWN_WORK)
    if not is_meeting(row):
        raise errors.refused(Code.NOT_A_MEETING)
    attending = row.participants.filter(part=models.Participant.Part.ATTENDS).select_related("person").order_by("id")
    beside = [Beside(changing.who(one.person), Part.ATTENDS, one.present) for one in attending]
    readings = proving.kept_readings(row) if row.done else proving.readings(row, asked.metrics(row))
    return of(row, views.items([row], clock.now(), parts={row.pk: tie})[0], beside, readings)


def of(row: models.Work, line: Item, beside: Iterable[Beside], readings: tuple[Reading, ...]) -> Agenda:
    """The agenda of a meeting of which the line, who is beside it and the figures are read already."""
    duty = asked.duty(row)
    actions, earlier = _left(row)
    return Agenda(
        item=line,
        topics=duty.agenda if duty else (),
        readings=readings,
        actions=views.brief(actions, clock.now()),
        attendees=tuple(one for one in beside if one.part is Part.ATTENDS),
        minutes=str(row.evidence.get("minutes", "")),
        earlier=next(iter(views.brief(earlier, clock.now())), None),
        earlier_minutes=str(earlier[0].evidence.get("minutes", "")) if earlier else "",
    )


def _left(row: models.Work) -> tuple[list[models.Work], list[models.Work]]:
    """Open action items of earlier meetings of the same kind and all of this one; and the meeting before.

    The meeting before is the one that the same unit held last.
    """
    of_this, every = Q(parent=row, source=Source.ACTION), models.Work.objects.order_by()
    ids, before = every.filter(of_this).values("pk"), every.none()
    if row.rule:
        earlier = every.filter(parent__rule=row.rule, parent__unit=row.unit, source=Source.ACTION, closed__isnull=True)
        ids = ids.union(earlier.values("pk"))
        before = every.filter(rule=row.rule, unit=row.unit, day__lt=row.day, state=State.DONE).order_by("-day", "-id")
    found = views.rows().filter(Q(pk__in=ids) | Q(pk__in=before.values("pk")[:1]))
    rows = list(found.order_by(F("due").asc(nulls_last=True), "id"))
    actions = [one for one in rows if one.source == Source.ACTION]
    return actions, [one for one in rows if one.source != Source.ACTION]
