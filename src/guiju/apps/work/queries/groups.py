"""A leader's view: who is behind, what is stuck, who has not reported."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people.values import Held
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.work import changing, deputies, errors, models, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.queries.inboxes import at_midnight
from guiju.apps.work.standing import Standing, standing
from guiju.apps.work.values import GroupDay, Item, Line, Reported, Who
from guiju.lang.kinds import Duty
from guiju.lang.kinds.choices import Action, Thing

State, Source = models.Work.State, models.Work.Source
MOST = 100  # lines of what is stuck


def group(actor: Actor, unit: str, day: date | None = None) -> GroupDay:
    """A unit with all under it on a day (today); ``Refused`` (NOT_ALLOWED) for who may not see its work."""
    if not rules.may_see_unit(actor, unit):
        raise errors.refused(Code.NOT_ALLOWED)
    now, asked = clock.now(), day or clock.today()
    moment = min(now, at_midnight(asked + timedelta(days=1)))
    here = standing(asked)
    units = within(here, unit)
    held = {post.number: post for post in here.members(units)}
    found = views.rows().filter(unit__in=units).exclude(source=Source.CASE)
    current = list(found.filter(closed__isnull=True, opens__lte=moment).order_by("due", "id"))
    done = _done(here, units, asked)
    stuck = [row for row in current if _overdue(row, moment)]
    waiting = _waiting(current)
    hindered = [row for row in current if row.pk in waiting and not _overdue(row, moment)]
    shown = [*stuck, *hindered][:MOST]
    vacant = [row for row in current if row.accountable_id is None][:MOST]
    mine = [row for row in current if _is_theirs(row, actor)]
    mine += _elsewhere(actor, {row.pk for row in mine}, moment)
    worst = _worst(stuck)
    items = {item.id: item for item in views.items(_once([*shown, *vacant, *mine, *worst.values()]), moment)}
    away = deputies.standing_in(moment)
    lines = (_line(post, here, current, done, worst, items, moment, away) for post in held.values())
    return GroupDay(
        unit=here.unit_name(unit),
        day=asked,
        lines=tuple(sorted(lines, key=lambda line: (-line.late, -line.open, line.who.number))),
        stuck=tuple(items[row.pk] for row in shown),
        mine=tuple(items[row.pk] for row in mine),
        vacant=tuple(items[row.pk] for row in vacant),
    )


def reported(actor: Actor, name: str, day: date | None = None, *, unit: str = "") -> Reported:
    """Who has done the duty of that name, or the duty that asks for the form of that name, for a day (today).

    Everybody who is bound by a duty may see it, and who may view work of all; others see those they lead.
    """
    asked = day or clock.today()
    regulation = rulebook.regulation_at(asked)
    duties = regulation.of(Duty) if regulation else {}
    names = [duty.name for duty in duties.values() if name in (duty.name, duty.form, *duty.aliases)] or [name]
    found = views.rows().filter(rule__in=[f"duty:{one}" for one in names], day=asked).exclude(state=State.CANCELLED)
    found = found.exclude(source__in=(Source.REVIEW, Source.APPROVAL))
    here = standing()
    if unit:
        found = found.filter(unit__in=within(here, unit))
    rows = list(found.order_by("unit", "accountable__number", "id"))
    if not _may_see_all(actor, rows):
        led = here.led_by(actor.number)
        below = {number for number in here.posts if here.leads(actor.number, number)}
        rows = [row for row in rows if row.unit in led or changing.who(row.accountable).number in below]
    items = views.items(rows, clock.now())
    has = sorted((item for item in items if item.done is not None), key=lambda item: (item.done, item.id))
    excused = [item for item in items if item.state == State.EXCUSED]
    rest = [item for item in items if item.done is None and item.state != State.EXCUSED]
    return Reported(f"duty:{names[0]}", asked, tuple(has), tuple(rest), tuple(excused))


def within(here: Standing, unit: str) -> frozenset[str]:
    """A unit and all under it, by declared names."""
    return positions.within(here.regulation, unit) if here.regulation else frozenset({unit})


def _done(here: Standing, units: frozenset[str], day: date) -> Counter[str]:
    """How many pieces each person of some units has done on a day, by 工号."""
    numbers = {post.number for post in here.members(units)}
    begin, end = at_midnight(day), at_midnight(day + timedelta(days=1))
    found = models.Work.objects.filter(accountable__number__in=numbers, done__gte=begin, done__lt=end)
    return Counter(found.values_list("accountable__number", flat=True))


def _overdue(row: models.Work, moment: datetime) -> bool:
    return row.due is not None and row.due < moment and row.done is None


def _waiting(rows: Sequence[models.Work]) -> frozenset[int]:
    """Which of these wait for unfinished other work."""
    ids = [row.pk for row in rows if row.source in {Source.TASK, Source.ACTION}]
    found = models.Dependency.objects.filter(work__in=ids, needs__closed__isnull=True)
    return frozenset(found.values_list("work_id", flat=True))


def _is_theirs(row: models.Work, actor: Actor) -> bool:
    return row.source in {Source.REVIEW, Source.APPROVAL} and changing.who(row.accountable).number == actor.number


def _elsewhere(actor: Actor, known: set[int], moment: datetime) -> list[models.Work]:
    """Reviews and approvals of the actor's that stand under another unit."""
    found = views.rows().filter(accountable__number=actor.number, closed__isnull=True, opens__lte=moment)
    rows = found.filter(source__in=(Source.REVIEW, Source.APPROVAL)).order_by("opens", "id")[:MOST]
    return [row for row in rows if row.pk not in known]


def _worst(stuck: Iterable[models.Work]) -> dict[int, models.Work]:
    """The longest overdue piece of each person."""
    found: dict[int, models.Work] = {}
    for row in stuck:
        if row.accountable_id is not None:
            found.setdefault(row.accountable_id, row)
    return found


def _once(rows: Iterable[models.Work]) -> list[models.Work]:
    return list({row.pk: row for row in rows}.values())


def _line(
    post: Held,
    here: Standing,
    current: Sequence[models.Work],
    done: Counter[str],
    worst: dict[int, models.Work],
    items: dict[int, Item],
    moment: datetime,
    away: Mapping[str, str],
) -> Line:
    mine = [row for row in current if changing.who(row.accountable).number == post.number]
    pk = next((row.accountable_id for row in mine), None)
    longest = worst.get(pk) if pk is not None else None
    return Line(
        who=Who(post.number, post.name),
        position=post.position,
        late=sum(_overdue(row, moment) for row in mine),
        open=len(mine),
        done=done[post.number],
        away=post.number in away,
        deputy=here.who(away.get(post.number, "")),
        worst=items[longest.pk] if longest is not None else None,
    )


def _may_see_all(actor: Actor, rows: Sequence[models.Work]) -> bool:
    bound = any(changing.who(row.accountable).number == actor.number for row in rows)
    return bound or rulebook_rules.may(actor, Action.VIEW, Thing.WORK)
