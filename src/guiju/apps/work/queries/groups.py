"""A leader's view: who is behind, what is stuck."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people.values import Held
from guiju.apps.rulebook import positions
from guiju.apps.work import changing, deputies, errors, models, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.queries.inboxes import at_midnight
from guiju.apps.work.standing import Standing, standing
from guiju.apps.work.values import GroupDay, Item, Line, Who

State, Source = models.Work.State, models.Work.Source
WAITING = 80  # that are read of what waits, to tell apart what is overdue too
MOST = 20  # of what is stuck, of vacancies and of people behind: a page names fewer


@dataclass(frozen=True, slots=True)
class _Count:
    """The open pieces of one person, those overdue among them, and since when the worst is; ``by_hand`` are tasks."""

    person: int | None
    open: int
    late: int
    first: datetime | None
    by_hand: int


_NOTHING = _Count(None, 0, 0, None, 0)


def group(actor: Actor, unit: str, day: date | None = None) -> GroupDay:
    """A unit with all under it on a day (today); ``Refused`` (NOT_ALLOWED) for who may not see its work.

    Counted in the database: a director's department has thousands of open pieces, of which the page names a few.
    """
    if not rules.may_see_unit(actor, unit):
        raise errors.refused(Code.NOT_ALLOWED)
    now, asked = clock.now(), day or clock.today()
    moment = min(now, at_midnight(asked + timedelta(days=1)))
    here = standing(asked)
    units = within(here, unit)
    held = {post.number: post for post in here.members(units)}
    current = views.rows().filter(unit__in=units, closed__isnull=True, opens__lte=moment).exclude(source=Source.CASE)
    overdue = current.filter(due__lt=moment, done__isnull=True)
    counts = _counted(current, moment)
    done, away = _done(held, asked), deputies.standing_in(moment)
    behind = [number for number in held if number in counts and counts[number].late]
    named = [counts[n] for n in sorted(behind, key=lambda n: (-counts[n].late, n))[:MOST]]
    asking = "" in counts or any(one.by_hand for one in counts.values())
    told = _told(current, overdue, named, actor.number, asking=asking)
    worst = _worst(told, named)
    late = [row for row in told if _overdue(row, moment)]
    stuck = [row for row in late if row.accountable is None or row.accountable.number != actor.number][:MOST]
    vacant, waiting = _waiting(told, moment) if asking else ([], [])
    stuck += waiting
    items = {item.id: item for item in views.items(_once([*stuck, *vacant, *worst.values()]), moment)}
    longest = {number: items[row.pk] for number, row in worst.items()}
    lines = (_line(post, here, counts.get(post.number, _NOTHING), done, longest, away) for post in held.values())
    return GroupDay(
        unit=here.unit_name(unit),
        day=asked,
        lines=tuple(sorted(lines, key=lambda line: (-line.late, -line.open, line.who.number))),
        stuck=tuple(items[row.pk] for row in stuck),
        overdue=sum(one.late for number, one in counts.items() if number != actor.number),
        vacant=tuple(items[row.pk] for row in vacant),
        vacancies=counts.get("", _NOTHING).open,
    )


def within(here: Standing, unit: str) -> frozenset[str]:
    """A unit and all under it, by declared names."""
    return positions.within(here.regulation, unit) if here.regulation else frozenset({unit})


def _counted(current: QuerySet[models.Work], moment: datetime) -> dict[str, _Count]:
    """How much each person has open, by 工号, empty for what nobody is there to do."""
    late, by_hand = Q(due__lt=moment, done__isnull=True), Q(source__in=rules.BY_HAND)
    told = current.order_by().select_related(None).values_list("accountable__number", "accountable")
    found = told.annotate(
        open=Count("pk"),
        late=Count("pk", filter=late),
        first=Min("due", filter=late),
        tasks=Count("pk", filter=by_hand),
    )
    return {number or "": _Count(*rest) for number, *rest in found}


def _done(numbers: Collection[str], day: date) -> dict[str, int]:
    """How many pieces each of some people has done on a day, by 工号."""
    begin, end = at_midnight(day), at_midnight(day + timedelta(days=1))
    found = models.Work.objects.filter(accountable__number__in=numbers, done__gte=begin, done__lt=end).order_by()
    return dict(found.values_list("accountable__number").annotate(Count("pk")))


def _overdue(row: models.Work, moment: datetime) -> bool:
    return row.due is not None and row.due < moment and row.done is None


def _told(
    current: QuerySet[models.Work],
    overdue: QuerySet[models.Work],
    named: Sequence[_Count],
    reader: str,
    *,
    asking: bool,
) -> list[models.Work]:
    """What is stuck, the longest overdue of those named, and what waits or has nobody, by due, read at once."""
    by_due = F("due").asc(nulls_last=True)
    waits = Exists(models.Dependency.objects.filter(work=OuterRef("pk"), needs__closed__isnull=True))
    questions = [overdue.exclude(accountable__number=reader).order_by("due", "id")[:MOST]]
    if named:
        firsts = reduce(or_, (Q(accountable=one.person, due=one.first) for one in named))
        questions.append(overdue.filter(firsts))
    if asking:
        either = Q(accountable__isnull=True) | (Q(source__in=rules.BY_HAND) & waits)
        questions.append(current.filter(either).order_by(by_due, "id")[:WAITING])
    return list(views.together(questions).annotate(waits=waits).order_by(by_due, "id"))


def _waiting(told: Sequence[models.Work], moment: datetime) -> tuple[list[models.Work], list[models.Work]]:
    """What nobody is there to do; and what is not overdue and waits for unfinished other work."""
    rows = [row for row in told if row.accountable_id is None or (row.source in rules.BY_HAND and row.waits)][:WAITING]  # type: ignore[attr-defined]
    vacant = [row for row in rows if row.accountable_id is None]
    waiting = [row for row in rows if row.accountable_id is not None and not _overdue(row, moment)]
    return vacant[:MOST], waiting[:MOST]


def _worst(told: Sequence[models.Work], named: Sequence[_Count]) -> dict[str, models.Work]:
    """The longest overdue piece of each of these people, by 工号; the one made first where two are."""
    firsts = {(one.person, one.first) for one in named}
    found: dict[str, models.Work] = {}
    for row in told:
        if row.done is None and (row.accountable_id, row.due) in firsts:
            found.setdefault(changing.who(row.accountable).number, row)
    return found


def _once(rows: Iterable[models.Work]) -> list[models.Work]:
    return list({row.pk: row for row in rows}.values())


def _line(
    post: Held,
    here: Standing,
    count: _Count,
    done: Mapping[str, int],
    worst: Mapping[str, Item],
    away: Mapping[str, str],
) -> Line:
    return Line(
        who=Who(post.number, post.name),
        position=post.position,
        late=count.late,
        open=count.open,
        done=done.get(post.number, 0),
        away=post.number in away,
        deputy=here.who(away.get(post.number, "")),
        worst=worst.get(post.number),
    )
