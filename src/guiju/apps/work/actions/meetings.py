"""Holding meetings."""

from collections.abc import Collection, Sequence

from django.db import transaction

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.work import changing, models, rules
from guiju.apps.work.actions import doing, tasks
from guiju.apps.work.errors import Code, refused
from guiju.apps.work.values import ActionItem, Task
from guiju.lang.kinds.choices import Evidence as Kind

Part = models.Participant.Part


@transaction.atomic
def hold(
    *,
    actor: Actor,
    work_id: int,
    version: int,
    present: Collection[str],
    minutes: str,
    actions: Sequence[ActionItem] = (),
) -> int:
    """A meeting was held: who came, what was said, and who does what by when, which becomes Work.

    Those who were asked to come get work from it, others from whoever may give them work (NOT_YOURS_TO_GIVE).
    The figures of its agenda are kept as they stand. Gives the new version.
    """
    work = changing.seen(work_id, version)
    if work.source != models.Work.Source.MEETING and work.wants != Kind.MINUTES:
        raise refused(Code.NOT_A_MEETING)
    _check_gives(actor, work, actions)
    new = doing.complete(actor=actor, work_id=work_id, version=version, minutes=minutes)
    _attendance(work, present)
    for place, item in enumerate(actions):
        asked = Task(item.title, item.accountable, item.due, detail=item.detail, parent=work.pk)
        source, key = models.Work.Source.ACTION, f"action:{work.pk}:{new}:{place}"
        tasks.made(actor=actor, task=asked, source=source, key=key)
    return new


def _check_gives(actor: Actor, work: models.Work, actions: Sequence[ActionItem]) -> None:
    asked = set(work.participants.filter(part=Part.ATTENDS).values_list("person__number", flat=True))
    for number in dict.fromkeys(item.accountable for item in actions):
        called = work.accountable is not None and number == work.accountable.number
        if number not in asked and not called and not rules.may_give(actor, number, work.project_id):
            changing.known([number])
            raise refused(Code.NOT_YOURS_TO_GIVE, name=dict(people.names()).get(number, number))


def _attendance(work: models.Work, present: Collection[str]) -> None:
    """Who was asked and came, who was asked and did not, and who came besides."""
    known = changing.known(present)
    attending = work.participants.filter(part=Part.ATTENDS)
    attending.filter(person__in=known.values()).update(present=True)
    attending.exclude(person__in=known.values()).update(present=False)
    there = set(attending.values_list("person_id", flat=True))
    guests = [person for person in known.values() if person not in there]
    rows = [models.Participant(work=work, person_id=person, part=Part.ATTENDS, present=True) for person in guests]
    models.Participant.objects.bulk_create(rows)
