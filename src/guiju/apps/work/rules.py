"""Who may do what with work: by their part in it, by whom they lead, and by 权限 事务 of the regulation in force."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from guiju.apps import clock, remember
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import rules as rulebook
from guiju.apps.work import deputies, models
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Part
from guiju.lang.kinds.choices import Action, Thing

Source = models.Work.Source
_BESIDE = {
    models.Participant.Part.RESPONSIBLE: Part.RESPONSIBLE,
    models.Participant.Part.CONSULTED: Part.CONSULTED,
    models.Participant.Part.INFORMED: Part.INFORMED,
    models.Participant.Part.ATTENDS: Part.ATTENDS,
    models.Participant.Part.DEPUTY: Part.INFORMED,  # stood in once
    models.Participant.Part.REVIEWER: Part.REVIEWER,
}
BY_HAND = frozenset({Source.TASK, Source.ACTION})
# by actions.reviewing, actions.stages, actions.excusing, apps.conduct, apps.publishing
ENDED_ELSEWHERE = frozenset({Source.REVIEW, Source.STAGE, Source.CASE, Source.APPROVAL, Source.PUBLICATION})
DOERS = frozenset({Part.ACCOUNTABLE, Part.RESPONSIBLE, Part.DEPUTY})


def part(actor: Actor, work: models.Work, beside: Collection[str] | None = None) -> Part:
    """The strongest tie between an actor and a piece of work; ``NONE`` for a stranger.

    ``beside`` are the parts that the actor has beside who is accountable, where they are read already.
    """
    if not actor.number:
        return Part.NONE
    accountable = work.accountable.number if work.accountable else ""
    if accountable == actor.number:
        return Part.ACCOUNTABLE
    if work.source == Source.CASE:
        return Part.NONE
    if accountable and accountable in deputies.principals(actor.number):
        return Part.DEPUTY
    if beside is None:
        beside = set(work.participants.filter(person__number=actor.number).values_list("part", flat=True))
    return next((mine for kind, mine in _BESIDE.items() if kind in beside), Part.NONE)


def may_do(actor: Actor, work: models.Work, tie: Part | None = None) -> bool:
    """Start and finish it: who is accountable or responsible, who stands in, the lead of its project."""
    if (part(actor, work) if tie is None else tie) in DOERS:
        return True
    if work.source == Source.CASE:
        return False
    return actor.trusted or _leads_project(actor, work)


def may_lead(actor: Actor, work: models.Work) -> bool:
    """Excuse, cancel and reassign it: who leads the person or the unit, its project, or may edit such work.

    A task is also led by whoever made it by hand. That a step of one's record or the review of one's work came into
    being by what one did gives no say over it.
    """
    if work.source == Source.CASE:
        return False
    if actor.trusted or _leads_project(actor, work) or (work.source in BY_HAND and _made(actor, work)):
        return True
    number = work.accountable.number if work.accountable else ""
    if rulebook.may(actor, Action.EDIT, Thing.WORK, number=number, unit=_unit(work)):
        return number != actor.number
    return stands_above(actor, number, work.unit)


def may_see(actor: Actor, work: models.Work, tie: Part | None = None) -> bool:
    """See it: whoever has a part in it, made it, leads the person or unit, is of its project, or may view such work."""
    if (part(actor, work) if tie is None else tie) is not Part.NONE:
        return True
    return work.source != Source.CASE and (_above(actor, work) or _of_project(actor, work))


def visible(
    actor: Actor, works: Collection[models.Work], *, beside: Collection[int] | None = None
) -> list[models.Work]:
    """Those of some pieces that an actor may see, as ``may_see`` says of each; a query for all, one for their projects.

    ``beside`` are the pieces in which the actor has a part, where that is read already.
    """
    if beside is None and works and actor.number:
        told = models.Participant.objects.filter(work__in=[work.pk for work in works], person__number=actor.number)
        beside = set(told.values_list("work_id", flat=True))
    parts = beside or ()
    projects = memberships(actor.number, {work.project_id for work in works if work.project_id is not None})
    absent = deputies.principals(actor.number) if works else frozenset()

    def seen(work: models.Work) -> bool:
        number = work.accountable.number if work.accountable else ""
        if number and number == actor.number:
            return True
        if work.source == Source.CASE:
            return False
        return number in absent or work.pk in parts or work.project_id in projects or _above(actor, work)

    return [work for work in works if seen(work)]


def may_receive(actor: Actor, review: models.Work, reviewed: models.Work) -> bool:
    """Accept it or give it back: whose review it is, and who stands in; nobody what they handed in themselves."""
    if reviewed.done_by is not None and reviewed.done_by.number == actor.number:
        return False
    return actor.trusted or part(actor, review) in {Part.ACCOUNTABLE, Part.DEPUTY}


def may_give(actor: Actor, number: str, project: int | None = None) -> bool:
    """Give somebody a task: oneself, those one leads, and within a project its members among each other."""
    if actor.trusted or (actor.number and actor.number == number):
        return True
    if project is not None and is_member(actor.number, project):
        return is_member(number, project) or stands_above(actor, number)
    return stands_above(actor, number) or rulebook.may(actor, Action.EDIT, Thing.WORK, number=number)


def may_see_unit(actor: Actor, unit: str) -> bool:
    """See how the work of a unit stands: who leads it, and who may view its work."""
    here = standing()
    if unit and actor.number and here.unit_name(unit) in here.led_by(actor.number):
        return True
    return rulebook.may(actor, Action.VIEW, Thing.WORK, unit=here.unit_name(unit))


def may_open_project(actor: Actor) -> bool:
    """Form a team: who leads a unit, or may edit work beyond their own."""
    return actor.trusted or bool(standing().led_by(actor.number)) or actor.reach(Action.EDIT, Thing.WORK) is not None


def may_run_project(actor: Actor, project: models.Project) -> bool:
    """Change a team: its lead, and who stands above the lead."""
    return actor.trusted or project.lead.number == actor.number or stands_above(actor, project.lead.number)


def may_see_project(actor: Actor, project: models.Project) -> bool:
    """See a project: its team, and who may change it or view all work."""
    return (
        may_run_project(actor, project)
        or is_member(actor.number, project.pk)
        or rulebook.may(actor, Action.VIEW, Thing.WORK)
    )


def may_say_absent(actor: Actor, number: str) -> bool:
    """Say that somebody is away: oneself, who stands above them, and who may edit the whole roster."""
    if actor.trusted or (actor.number and actor.number == number):
        return True
    return stands_above(actor, number) or rulebook.may(actor, Action.EDIT, Thing.ROSTER)


def stands_above(actor: Actor, number: str, unit: str = "") -> bool:
    """Whether an actor stands above somebody, or leads the unit of what nobody is there to do."""
    if not actor.number:
        return False
    here = standing()
    if number:
        return here.leads(actor.number, number)
    return bool(unit) and here.unit_name(unit) in here.led_by(actor.number)


def is_member(number: str, project: int) -> bool:
    """Whether somebody leads a project or is of its team today."""
    return project in memberships(number, {project})


def memberships(number: str, projects: Collection[int]) -> frozenset[int]:
    """Those of some projects that somebody leads or is of the team of today."""
    if not number or not projects:
        return frozenset()
    today = clock.today()
    members = models.Member.objects.filter(project=OuterRef("pk"), person__number=number, start__lte=today)
    mine = Q(lead__number=number) | Exists(members.exclude(end__lt=today))
    found = models.Project.objects.filter(mine, pk__in=projects).order_by().values_list("pk", flat=True)
    return remember.once(("work.memberships", number, frozenset(projects)), lambda: frozenset(found))


def _above(actor: Actor, work: models.Work) -> bool:
    """Whether an actor may see it for having made it, for leading whose it is, or by 权限 事务; no query a piece."""
    number = work.accountable.number if work.accountable else ""
    if actor.trusted or _made(actor, work) or stands_above(actor, number, work.unit):
        return True
    unit = _unit(work)
    reach = (rulebook.may(actor, action, Thing.WORK, number=number, unit=unit) for action in (Action.EDIT, Action.VIEW))
    return any(reach)


def _leads_project(actor: Actor, work: models.Work) -> bool:
    if work.project_id is None or not actor.number:
        return False
    if models.Work.project.is_cached(work) and work.project is not None:
        return work.project.lead.number == actor.number
    return models.Project.objects.filter(pk=work.project_id, lead__number=actor.number).exists()


def _of_project(actor: Actor, work: models.Work) -> bool:
    return work.project_id is not None and is_member(actor.number, work.project_id)


def _made(actor: Actor, work: models.Work) -> bool:
    return work.made_by is not None and work.made_by.number == actor.number and bool(actor.number)


def _unit(work: models.Work) -> str:
    return standing().unit_name(work.unit) if work.unit else ""
