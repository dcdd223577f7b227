"""Project teams that form and dissolve."""

from datetime import date, timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.work import changing, ending, errors, models, rules
from guiju.apps.work.errors import Code
from guiju.apps.work.steps import Did


@transaction.atomic
def open_project(
    *, actor: Actor, title: str, lead: str, start: date | None = None, end: date | None = None, goal: str = ""
) -> int:
    """Form a team under a lead; leaders of units and whoever may edit work may. Gives its number."""
    if not rules.may_open_project(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not title.strip():
        raise errors.refused(Code.NEEDS_TITLE)
    begins = start or clock.today()
    changing.of_this_age(begins, end)
    if end is not None and end < begins:
        raise errors.refused(Code.DATES_REVERSED)
    person = changing.known([lead])[lead]
    project = models.Project.objects.create(title=title.strip()[:120], goal=goal, lead_id=person, start=begins, end=end)
    models.Member.objects.create(project=project, person_id=person, start=begins)
    after = {"title": project.title, "lead": lead, "start": begins, "end": end}
    ledger.record(actor=actor, action="work.open_project", kind="project", key=project.pk, after=after)
    return project.pk


@transaction.atomic
def close_project(*, actor: Actor, project_id: int, said: str = "") -> None:
    """Dissolve the team: its undone tasks are cancelled."""
    project, moment = _running(actor, project_id), clock.now()
    found = models.Work.objects.filter(project=project, closed__isnull=True).exclude(source=models.Work.Source.REVIEW)
    for pk in found.values_list("pk", flat=True):
        work = changing.locked(pk)
        work.state = models.Work.State.CANCELLED
        ending.closed(work, actor=actor, did=Did.CANCELLED, moment=moment, said=said)
    project.closed = moment.date()
    project.save(update_fields=["closed"])
    ledger.record(actor=actor, action="work.close_project", kind="project", key=project.pk, after={"said": said})


@transaction.atomic
def add_member(*, actor: Actor, project_id: int, number: str, part: str = "", end: date | None = None) -> None:
    """Take somebody into the team from today on, or say anew what their part is."""
    project, today = _running(actor, project_id), clock.today()
    person = changing.known([number])[number]
    changing.of_this_age(end)
    if end is not None and end < today:
        raise errors.refused(Code.DATES_REVERSED)
    there = project.members.filter(person=person).exclude(end__lt=today).first()
    if there is not None:
        there.part, there.end = part[:60], end
        there.save(update_fields=["part", "end"])
    else:
        models.Member.objects.update_or_create(
            project=project, person_id=person, start=today, defaults={"part": part[:60], "end": end}
        )
    after = {"person": number, "part": part, "end": end}
    ledger.record(actor=actor, action="work.add_member", kind="project", key=project.pk, after=after)


@transaction.atomic
def remove_member(*, actor: Actor, project_id: int, number: str) -> None:
    """Let somebody go; yesterday was their last day in the team, and who came today never was in it."""
    project, today = _running(actor, project_id), clock.today()
    there = project.members.filter(person__number=number).exclude(end__lt=today)
    there.filter(start__gte=today).delete()
    there.update(end=today - timedelta(days=1))
    ledger.record(actor=actor, action="work.remove_member", kind="project", key=project.pk, before={"person": number})


def _running(actor: Actor, project_id: int) -> models.Project:
    found = models.Project.objects.select_for_update(of=("self",)).select_related("lead")
    project = found.filter(pk=project_id).first()
    if project is None or not rules.may_see_project(actor, project):
        raise errors.refused(Code.UNKNOWN_PROJECT)
    if not rules.may_run_project(actor, project):
        raise errors.refused(Code.NOT_ALLOWED)
    if project.closed is not None:
        raise errors.refused(Code.PROJECT_IS_CLOSED)
    return project
