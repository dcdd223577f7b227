"""Meetings: when they are, and what they start from."""

from datetime import date

from django.db.models import F, Q

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import asked, changing, errors, models, proving, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Agenda, Beside, Item, Part
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


def agenda(actor: Actor, work_id: int) -> Agenda:
    """A meeting's topics, figures and open action items; ``Refused`` (NOT_A_MEETING, UNKNOWN_WORK)."""
    row = views.rows().filter(pk=work_id).first()
    tie = rules.part(actor, row) if row else Part.NONE
    if row is None or not rules.may_see(actor, row, tie):
        raise errors.refused(Code.UNKNOWN_WORK)
    if row.source != Source.MEETING and row.wants != Kind.MINUTES:
        raise errors.refused(Code.NOT_A_MEETING)
    moment, duty = clock.now(), asked.duty(row)
    earlier = _earlier(row)
    items = views.items([row, *earlier], moment, parts={row.pk: tie})
    attending = row.participants.filter(part=models.Participant.Part.ATTENDS).select_related("person")
    return Agenda(
        item=items[0],
        topics=duty.agenda if duty else (),
        readings=proving.kept_readings(row) if row.done else proving.readings(row, asked.metrics(row)),
        actions=_actions(row),
        attendees=tuple(
            Beside(changing.who(one.person), Part.ATTENDS, one.present) for one in attending.order_by("id")
        ),
        minutes=str(row.evidence.get("minutes", "")),
        earlier=items[1] if earlier else None,
        earlier_minutes=str(earlier[0].evidence.get("minutes", "")) if earlier else "",
    )


def _earlier(row: models.Work) -> list[models.Work]:
    """The meeting of the same kind that was held last before this one, by the same unit."""
    found = views.rows().filter(rule=row.rule, unit=row.unit, day__lt=row.day, state=State.DONE)
    return list(found.order_by("-day", "-id")[:1]) if row.rule else []


def _actions(row: models.Work) -> tuple[Item, ...]:
    """Open action items of earlier meetings of the same kind, and all of this one."""
    earlier = Q(parent__rule=row.rule, parent__unit=row.unit, closed__isnull=True) if row.rule else Q(pk__in=())
    found = views.rows().filter(earlier | Q(parent=row), source=Source.ACTION)
    return views.items(list(found.order_by(F("due").asc(nulls_last=True), "id")), clock.now())
