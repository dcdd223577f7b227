"""Boards and projects."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from guiju.apps import clock, remember
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import rules as rulebook
from guiju.apps.work import changing, errors, models, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Board, Member, Part, Project
from guiju.lang.kinds.choices import Action, Thing

State, Source = models.Work.State, models.Work.Source
BY_HAND = (Source.TASK, Source.ACTION)
MOST = 200  # of each column
LATELY = timedelta(days=92)  # for how long what is done stands on the board of a unit


def board(actor: Actor, *, project: int | None = None, unit: str = "", number: str = "") -> Board:
    """The tasks of a project, of a unit with all under it, or of one person, in three columns.

    Without any of them the actor's own. Of a unit, what was done in the last three months. ``Refused`` for what the
    actor may not see.
    """
    found, moment = views.rows().filter(source__in=BY_HAND), clock.now()
    done = Q(state=State.DONE)
    if project is not None:
        _seen(actor, project)
        found = found.filter(project=project)
    elif unit:
        found = found.filter(unit__in=_units(actor, unit), project__isnull=True)
        done &= Q(closed__gte=moment - LATELY)
    else:
        whose = number or actor.number
        if whose != actor.number and not _may_see_person(actor, whose):
            raise errors.refused(Code.NOT_ALLOWED)
        by_hand = models.Work.objects.filter(source__in=BY_HAND, accountable__number=whose).values("pk")
        beside = models.Participant.objects.filter(person__number=whose, work__source__in=BY_HAND).values("work")
        found = found.filter(pk__in=by_hand.union(beside))
    rows = _columns(found, done)
    every = views.items([row for column in rows for row in column], moment, parts=_parts(actor, rows))
    by_id = {item.id: item for item in every}
    return Board(*(tuple(by_id[row.pk] for row in column) for column in rows))


def projects(actor: Actor, *, closed: bool = False) -> list[Project]:
    """The projects that the actor leads or belongs to, all of them for who may see all work; open ones by end."""
    found = models.Project.objects.select_related("lead").filter(closed__isnull=not closed)
    if not rulebook.may(actor, Action.VIEW, Thing.WORK):
        today = clock.today()
        mine = models.Member.objects.filter(person__number=actor.number, start__lte=today).exclude(end__lt=today)
        found = found.filter(Q(lead__number=actor.number) | Q(pk__in=mine.values("project")))
    rows = list(found.order_by("closed", "end", "id"))
    counts = _counts([row.pk for row in rows])
    return [_project(row, counts.get(row.pk, {})) for row in rows]


def project(actor: Actor, project_id: int) -> Project:
    """One project with its members; ``Refused`` (UNKNOWN_PROJECT) when the actor may see none of that number."""
    row = _seen(actor, project_id)
    members = row.members.select_related("person").order_by("start", "id")
    found = tuple(Member(changing.who(one.person), one.part, one.start, one.end) for one in members)
    return _project(row, _counts([row.pk]).get(row.pk, {}), found)


def bare(row: models.Project) -> Project:
    """A project without its counts and members."""
    return _project(row, {})


def _seen(actor: Actor, project_id: int) -> models.Project:
    found = models.Project.objects.filter(pk=project_id).select_related("lead")
    row = remember.once(("work.project", project_id), found.first)
    if row is None or not rules.may_see_project(actor, row):
        raise errors.refused(Code.UNKNOWN_PROJECT)
    return row


def _columns(found: QuerySet[models.Work], done: Q) -> tuple[list[models.Work], ...]:
    """What is still to do, what is being done and what was done, read at once; each by an index of its own."""
    still = found.filter(closed__isnull=True)
    columns = (
        still.filter(state=State.TODO).order_by("rank", "id")[:MOST],
        still.filter(state__in=(State.DOING, State.REVIEW)).order_by("rank", "id")[:MOST],
        found.filter(done).order_by("-closed", "-id")[:MOST],
    )
    rows = list(views.together(columns))
    by_rank = sorted((row for row in rows if row.state != State.DONE), key=lambda row: (row.rank, row.pk))
    todo, doing = ([row for row in by_rank if (row.state == State.TODO) is begun] for begun in (True, False))
    finished = [row for row in rows if row.state == State.DONE]
    return todo, doing, sorted(finished, key=lambda row: (row.closed or row.opens, row.pk), reverse=True)


def _parts(actor: Actor, columns: Iterable[Iterable[models.Work]]) -> dict[int, Part]:
    mine = {
        row.pk for column in columns for row in column if row.accountable and row.accountable.number == actor.number
    }
    return dict.fromkeys(mine, Part.ACCOUNTABLE)


def _units(actor: Actor, unit: str) -> frozenset[str]:
    if not rules.may_see_unit(actor, unit) and not _is_of(actor, unit):
        raise errors.refused(Code.NOT_ALLOWED)
    here = standing()
    return positions.within(here.regulation, unit) if here.regulation else frozenset({unit})


def _is_of(actor: Actor, unit: str) -> bool:
    here = standing()
    return any(here.unit_name(post.unit) == here.unit_name(unit) for post in here.posts.get(actor.number, ()))


def _may_see_person(actor: Actor, number: str) -> bool:
    return rules.stands_above(actor, number) or rulebook.may(actor, Action.VIEW, Thing.WORK, number=number)


def _counts(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    now = clock.now()
    found = models.Work.objects.filter(project__in=list(ids), source__in=BY_HAND).order_by().values("project")
    is_open = Q(closed__isnull=True)
    counted = found.annotate(
        open=Count("id", filter=is_open),
        late=Count("id", filter=is_open & Q(due__lt=now)),
        done=Count("id", filter=Q(state=State.DONE)),
    )
    return {row["project"]: {name: row[name] for name in ("open", "late", "done")} for row in counted}


def _project(row: models.Project, counts: dict[str, int], members: tuple[Member, ...] = ()) -> Project:
    return Project(
        id=row.pk,
        title=row.title,
        goal=row.goal,
        lead=changing.who(row.lead),
        start=row.start,
        end=row.end,
        closed=row.closed,
        open=counts.get("open", 0),
        late=counts.get("late", 0),
        done=counts.get("done", 0),
        members=members,
    )
