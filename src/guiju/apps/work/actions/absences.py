"""Being away, and who stands in."""

from datetime import datetime

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions as records
from guiju.apps.work import changing, errors, models, notify, rules
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import aware


@transaction.atomic
def add(*, actor: Actor, number: str, start: datetime, end: datetime, deputy: str = "", reason: str = "") -> int:
    """Somebody is away; the deputy sees and may do their work meanwhile. Gives the number.

    Said by oneself, by who leads them, or by who may edit the roster.
    """
    if not rules.may_say_absent(actor, number):
        raise errors.refused(Code.NOT_ALLOWED)
    changing.of_this_age(start, end)
    start, end = aware(start), aware(end)
    if end <= start:
        raise errors.refused(Code.DATES_REVERSED)
    people = changing.known(one for one in (number, deputy) if one)
    if deputy == number:
        raise errors.refused(Code.OWN_WORK)
    if models.Absence.objects.filter(person=people[number], start__lt=end, end__gt=start).exists():
        raise errors.refused(Code.ALREADY_AWAY)
    absence = models.Absence.objects.create(
        person_id=people[number], deputy_id=people.get(deputy), start=start, end=end, reason=reason[:200]
    )
    after = {"person": number, "deputy": deputy, "start": start, "end": end}
    ledger.record(actor=actor, action="work.add_absence", kind="absence", key=absence.pk, after=after)
    if deputy:
        _let_read(number, deputy)
        about = {"by": actor.name, "away": number, "start": start.isoformat(), "end": end.isoformat()}
        level = models.Notice.Level.ASKED
        key = f"absence:{absence.pk}"
        notify.tell(numbers=[deputy], level=level, work=None, key=key, moment=clock.now(), about=about)
    return absence.pk


@transaction.atomic
def end(*, actor: Actor, absence_id: int, at: datetime | None = None) -> None:
    """Back earlier (now), or not going at all."""
    found = models.Absence.objects.select_for_update(of=("self",)).select_related("person")
    absence, moment = found.filter(pk=absence_id).first(), aware(at) if at else clock.now()
    if absence is None:
        raise errors.refused(Code.UNKNOWN_ABSENCE)
    if not rules.may_say_absent(actor, absence.person.number):
        raise errors.refused(Code.NOT_ALLOWED)
    before = {"person": absence.person.number, "start": absence.start, "end": absence.end}
    if moment <= absence.start:
        absence.delete()
    elif moment < absence.end:
        absence.end = moment
        absence.save(update_fields=["end"])
    ledger.record(
        actor=actor, action="work.end_absence", kind="absence", key=absence_id, before=before, after={"end": moment}
    )


def _let_read(number: str, deputy: str) -> None:
    """Whoever stands in reads the records that the work is about."""
    current = models.Work.objects.filter(accountable__number=number, closed__isnull=True, record__isnull=False)
    for record in set(current.values_list("record_id", flat=True)):
        records.admit(record_id=record, numbers=[deputy])
