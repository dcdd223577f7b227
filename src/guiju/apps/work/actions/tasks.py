"""Tasks that people make, on boards, with checklists and what they wait for."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import changing, ending, errors, models, notify, proving, rules, schedule
from guiju.apps.work.actions import doing, making
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import aware, standing
from guiju.apps.work.steps import Did
from guiju.apps.work.values import Task
from guiju.lang.kinds import Raci, Unit
from guiju.lang.kinds.choices import Evidence as Kind

State, Source = models.Work.State, models.Work.Source
Part, Level = models.Participant.Part, models.Notice.Level
BY_HAND = (Source.TASK, Source.ACTION)


@transaction.atomic
def create(*, actor: Actor, task: Task, line: str = "") -> int:
    """Make a task; exactly one person answers for it. Gives its number.

    ``line`` is ``matrix:task`` of a 责任矩阵: whoever ``task`` does not name is taken from it. Anybody may give
    themselves a task; others get one from those who lead them, and within a project from its lead and members.
    """
    task, rule = _by_line(task, line) if line else (task, None)
    _check(actor, task)
    return made(actor=actor, task=task, source=Source.TASK, key=f"task:{uuid.uuid4().hex}", rule=rule).pk


@transaction.atomic
def edit(*, actor: Actor, work_id: int, version: int, task: Task) -> int:
    """Let a task say what ``task`` says; ticks of checklist items that stay are kept. Gives the version.

    Whose it is stays: that is ``doing.reassign``. Until when, and who receives it, is for who gave it to say.
    """
    work = _task(actor, work_id, version)
    _check_texts(task)
    if not rules.may_lead(actor, work) and _terms(work) != (_minute(task.due), task.reviewer):
        raise errors.refused(Code.NOT_YOURS_TO_SET)
    before = {"title": work.title, "due": work.due}
    work.title, work.detail = task.title.strip()[:200], task.detail
    work.due = aware(task.due) if task.due else None
    work.opens = aware(task.opens) if task.opens else work.opens
    if work.due is not None and work.due < work.opens:
        raise errors.refused(Code.DUE_BEFORE_OPEN)
    _relist(work, task.checklist)
    proving.attach(work, task.files, actor)
    work.next_step = schedule.following(work, clock.now())
    _set_beside(work, task)
    fields = ("title", "detail", "due", "opens", "evidence", "wants", "next_step")
    after = {"title": work.title, "due": work.due}
    return changing.save(work, actor=actor, did=Did.EDITED, fields=fields, before=before, after=after)


@transaction.atomic
def move(*, actor: Actor, work_id: int, version: int, state: str, before: int | None = None) -> int:
    """Drag a task to a column (todo, doing, done), before another task of it or to its end. Gives the new version.

    To done is completing it. What is done and was made by hand can be dragged back.
    """
    work = changing.seen(work_id, version)
    if work.source not in BY_HAND or not (rules.may_do(actor, work) or rules.may_lead(actor, work)):
        raise errors.refused(Code.NOT_ALLOWED)
    work.rank = _rank(work, state, before)
    if state == State.DONE and work.closed is None:
        work.save(update_fields=["rank"])
        return doing.complete(actor=actor, work_id=work_id, version=version)
    if state in {State.TODO, State.DOING} and work.state != state:
        return _to_column(work, actor, state)
    return changing.save(work, actor=actor, did=Did.MOVED, said=state, fields=("rank",))


@transaction.atomic
def depend(*, actor: Actor, work_id: int, needs: int, on: bool = True) -> None:
    """Let a task wait for another, or wait no more; ``Refused`` (GOES_IN_CIRCLES) when that one waits for it."""
    work, other = changing.locked(work_id), changing.locked(needs)
    if work.source not in BY_HAND or not (rules.may_do(actor, work) or rules.may_lead(actor, work)):
        raise errors.refused(Code.NOT_ALLOWED)
    if not rules.may_see(actor, other):
        raise errors.refused(Code.UNKNOWN_WORK)
    if on and _reaches(needs, work_id):
        raise errors.refused(Code.GOES_IN_CIRCLES)
    if on:
        models.Dependency.objects.get_or_create(work=work, needs=other)
    else:
        models.Dependency.objects.filter(work=work, needs=other).delete()
    changing.save(work, actor=actor, did=Did.EDITED, said=other.title, after={"needs": needs, "on": on})


def made(*, actor: Actor, task: Task, source: str, key: str, rule: Raci | None = None) -> models.Work:
    """Make a task whoever asked for it; whoever has a part in it hears of it."""
    _check_texts(task)
    now = clock.now()
    unit, position = _post(task.accountable)
    edition = rulebook.current()
    piece = making.Piece(
        source=source,
        key=key,
        title=task.title.strip(),
        detail=task.detail,
        accountable=task.accountable,
        day=(aware(task.due) if task.due else now).date(),
        opens=aware(task.opens) if task.opens else min(now, aware(task.due)) if task.due else now,
        due=aware(task.due) if task.due else None,
        rule=f"raci:{rule.name}" if rule else "",
        clause=rule.clause if rule else "",
        edition=edition.hash if rule and edition else "",
        unit=unit,
        position=position,
        wants=Kind.CHECKLIST if task.checklist else Kind.TICK,
        parent=task.parent,
        project=task.project,
        rank=_last_rank(task.project),
        evidence={"checklist": list(task.checklist)} if task.checklist else {},
        beside=_beside(task),
    )
    work = making.make(actor=actor, piece=piece)
    if task.files:
        proving.attach(work, task.files, actor)
        work.save(update_fields=["evidence"])
    _tell_all(work, task, actor)
    return work


def _tell_all(work: models.Work, task: Task, actor: Actor) -> None:
    asked = {task.accountable, *task.responsible, *task.consulted} - {actor.number}
    for numbers, level in ((asked, Level.ASKED), (set(task.informed) - asked - {actor.number}, Level.INFORMED)):
        notify.tell(
            numbers=numbers,
            level=level,
            work=work,
            key=f"{work.pk}:made",
            moment=clock.now(),
            about={"by": actor.name, "did": Did.MADE.value},
        )


def _by_line(task: Task, line: str) -> tuple[Task, Raci]:
    """The task with the people of a line of a matrix where it names none itself."""
    matrix, _, name = line.partition(":")
    regulation = rulebook.current()
    rule = regulation.named(Raci, matrix) if regulation else None
    found = next((one for one in rule.lines if one.task == name), None) if rule else None
    if rule is None or found is None:
        raise errors.refused(Code.UNKNOWN_TASK_LINE, name=line)
    accountable = task.accountable or next(iter(_people([found.accountable])), "")
    filled = replace(
        task,
        title=task.title or found.task,
        accountable=accountable,
        responsible=task.responsible or _people(found.responsible),
        consulted=task.consulted or _people(found.consulted),
        informed=task.informed or _people(found.informed),
    )
    return filled, rule


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """The 工号 of everybody whom positions or units name; of a unit its leaders."""
    here = standing()
    units = here.regulation.of(Unit) if here.regulation else {}
    found = [number for name in names for number in (here.leaders(name) if name in units else here.holders(name))]
    return tuple(dict.fromkeys(found))


def _check(actor: Actor, task: Task) -> None:
    if not task.accountable or not rules.may_give(actor, task.accountable, task.project):
        raise errors.refused(Code.NOT_ALLOWED)
    if task.project is not None:
        project = models.Project.objects.filter(pk=task.project).select_related("lead").first()
        if project is None or not rules.may_see_project(actor, project):
            raise errors.refused(Code.UNKNOWN_PROJECT)
        if project.closed is not None:
            raise errors.refused(Code.PROJECT_IS_CLOSED)
    if task.parent is not None:
        parent = models.Work.objects.filter(pk=task.parent).select_related("accountable").first()
        if parent is None or not rules.may_see(actor, parent):
            raise errors.refused(Code.UNKNOWN_WORK)


def _check_texts(task: Task) -> None:
    if not task.title.strip():
        raise errors.refused(Code.NEEDS_TITLE)
    changing.of_this_age(task.due, task.opens)


def _task(actor: Actor, work_id: int, version: int) -> models.Work:
    work = changing.still_open(changing.seen(work_id, version))
    if work.source not in BY_HAND or not (rules.may_lead(actor, work) or rules.part(actor, work) in rules.DOERS):
        raise errors.refused(Code.NOT_ALLOWED)
    return work


def _terms(work: models.Work) -> tuple[datetime | None, str]:
    """What whoever does a task is held to: until when, to the minute that pages show, and who receives it."""
    reviewer = work.participants.filter(part=Part.REVIEWER).values_list("person__number", flat=True).first()
    return _minute(work.due), reviewer or ""


def _minute(moment: datetime | None) -> datetime | None:
    return aware(moment).replace(second=0, microsecond=0) if moment is not None else None


def _relist(work: models.Work, checklist: Iterable[str]) -> None:
    """Another checklist; what was ticked stays ticked under its words."""
    before, ticks = work.evidence.get("checklist", []), work.evidence.get("ticks", {})
    by_text = {text: ticks[str(at)] for at, text in enumerate(before) if str(at) in ticks}
    listed = [text.strip() for text in checklist if text.strip()]
    work.evidence["checklist"] = listed
    work.evidence["ticks"] = {str(at): by_text[text] for at, text in enumerate(listed) if text in by_text}
    work.wants = Kind.CHECKLIST if listed else Kind.TICK


def _beside(task: Task) -> dict[str, tuple[str, ...]]:
    parts = {
        Part.RESPONSIBLE: task.responsible,
        Part.CONSULTED: task.consulted,
        Part.INFORMED: task.informed,
        Part.REVIEWER: (task.reviewer,) if task.reviewer else (),
    }
    return {part.value: numbers for part, numbers in parts.items() if numbers}


def _set_beside(work: models.Work, task: Task) -> None:
    wanted = [(part, number) for part, numbers in _beside(task).items() for number in dict.fromkeys(numbers)]
    people = changing.known(number for _, number in wanted)
    parts = (Part.RESPONSIBLE, Part.CONSULTED, Part.INFORMED, Part.REVIEWER)
    work.participants.filter(part__in=parts).delete()
    rows = [models.Participant(work=work, person_id=people[number], part=part) for part, number in wanted]
    models.Participant.objects.bulk_create(rows)


def _post(number: str) -> tuple[str, str]:
    """The unit and position by whose hours somebody's deadline is told."""
    posts = standing().posts.get(number, ())
    return (standing().unit_name(posts[0].unit), posts[0].position) if posts else ("", "")


def _to_column(work: models.Work, actor: Actor, state: str) -> int:
    if work.state in {State.REVIEW, State.MISSED, State.EXCUSED}:
        raise errors.refused(Code.IS_CLOSED, **changing.last(work))
    if work.closed is not None:
        ending.reopened(work, actor=actor, did=Did.REOPENED)
    work.state = state
    if state == State.DOING and work.started is None:
        work.started = clock.now()
    return changing.save(work, actor=actor, did=Did.MOVED, said=state, fields=("rank", "state", "started"))


def _rank(work: models.Work, state: str, before: int | None) -> float:
    """A place before another task of the column, or at its end."""
    column = models.Work.objects.filter(project=work.project_id, state=state, source__in=BY_HAND).exclude(pk=work.pk)
    other = column.filter(pk=before).first() if before is not None else None
    if other is None:
        return _last_rank(work.project_id)
    above = column.filter(rank__lt=other.rank).aggregate(last=Max("rank"))["last"]
    return (above + other.rank) / 2 if above is not None else other.rank - 1


def _last_rank(project: int | None) -> float:
    found = models.Work.objects.filter(project=project, source__in=BY_HAND) if project is not None else None
    last = found.aggregate(last=Max("rank"))["last"] if found is not None else None
    return (last or 0) + 1 if project is not None else clock.now().timestamp()


def _reaches(start: int, goal: int) -> bool:
    """Whether a task waits for another, over however many between."""
    seen, reached = set(), {start}
    while reached:
        if goal in reached:
            return True
        seen |= reached
        found = models.Dependency.objects.filter(work__in=reached).values_list("needs_id", flat=True)
        reached = set(found) - seen
    return False
