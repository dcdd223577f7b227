"""Lists of work of one person, of units or of the whole department, narrowed and a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import errors, models, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.queries import proofs
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Item, Part
from guiju.lang.kinds import Unit
from guiju.lang.kinds.choices import Action, Range, Thing

Source, State = models.Work.Source, models.Work.State
Beside = models.Participant.Part
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list.

    ``mine`` is the actor's own work and what they take part in; else ``units`` (by declared names, without those under
    them) bounds it, ``None`` being the whole department, and ``number`` narrows it to one person. ``state`` is a value
    of ``models.Work.State``, ``open`` (to do or begun), ``late`` (open and overdue), or empty for every state but
    cancelled. ``since`` and ``until`` bound the day under which it stands: that of its due time, and of its closing
    for what is closed. ``query`` is part of the title. ``verdict`` takes the place of the state: what ``proofs`` counts
    under that name, of the days under which it was to be done.
    """

    state: str = "open"
    source: str = ""
    query: str = ""
    number: str = ""
    mine: bool = False
    units: frozenset[str] | None = None
    rule: str = ""
    since: date | None = None
    until: date | None = None
    verdict: str = ""


def listed(actor: Actor, filters: Filters, *, offset: int = 0, limit: int = 50) -> tuple[Item, ...]:
    """The work that passes, open work by due and closed work the newest first; ``Refused`` (NOT_ALLOWED)."""
    found = _found(actor, filters)
    closed = filters.state in {State.DONE, State.MISSED, State.EXCUSED, State.CANCELLED}
    order = (F("closed").desc(nulls_last=True), "-id") if closed else (F("due").asc(nulls_last=True), "id")
    rows = list(found.order_by(*order)[offset : offset + limit])
    own = {row.pk: Part.ACCOUNTABLE for row in rows if row.accountable and row.accountable.number == actor.number}
    return views.items(rows, clock.now(), parts=own)


def titles(ids: Collection[int]) -> dict[int, str]:
    """What pieces of work are called, for who reads of them in the ledger; steps of a case tell nobody's name."""
    found = models.Work.objects.filter(pk__in=ids).exclude(source=Source.CASE)
    return dict(found.values_list("pk", "title"))


def count(actor: Actor, filters: Filters) -> int:
    """How many pieces pass."""
    return _found(actor, filters).count()


def _found(actor: Actor, filters: Filters) -> QuerySet[models.Work]:
    if not filters.mine:
        return _narrowed(views.rows().filter(_whose(actor, filters)), filters)
    own = _narrowed(models.Work.objects.filter(accountable__number=actor.number), filters).values("pk")
    if filters.verdict:  # evidence is of who answers for it
        return views.rows().filter(pk__in=own)
    parts = (Beside.RESPONSIBLE, Beside.ATTENDS)
    beside = models.Work.objects.filter(participants__person__number=actor.number, participants__part__in=parts)
    others = _narrowed(beside.exclude(source=Source.CASE), filters).values("pk")
    return views.rows().filter(pk__in=own.union(others))  # each half has an index of its own


def _narrowed(found: QuerySet[models.Work], filters: Filters) -> QuerySet[models.Work]:
    found = found.filter(_which(filters))
    exact = {"source": filters.source, "rule": filters.rule}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    for word in filters.query.split():
        found = found.filter(title__icontains=word)
    if filters.verdict:
        days = {"day__gte": filters.since, "day__lte": filters.until}
        return found.filter(**{name: day for name, day in days.items() if day is not None})
    moment = "closed" if filters.state in {State.DONE, State.MISSED, State.EXCUSED} else "due"
    if filters.since is not None:
        found = found.filter(**{f"{moment}__gte": _midnight(filters.since)})
    if filters.until is not None:
        found = found.filter(**{f"{moment}__lt": _midnight(filters.until + DAY)})
    return found


def _whose(actor: Actor, filters: Filters) -> Q:
    """Whose work is asked for, as far as it is open to who asks; a report of misconduct is nobody's but theirs."""
    if filters.units is None and not _may_see_all(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if filters.units is not None and not all(rules.may_see_unit(actor, unit) for unit in filters.units):
        raise errors.refused(Code.NOT_ALLOWED)
    whose = ~Q(source=Source.CASE)
    if filters.units is not None:
        whose &= Q(unit__in=filters.units)
    return whose & Q(accountable__number=filters.number) if filters.number else whose


def _may_see_all(actor: Actor) -> bool:
    if actor.reach(Action.VIEW, Thing.WORK) is Range.ALL:
        return True
    here = standing()
    led = here.led_by(actor.number) if actor.number else frozenset()
    return bool(led) and here.regulation is not None and led >= here.regulation.of(Unit).keys()


def _which(filters: Filters) -> Q:
    if filters.verdict:
        return proofs.COUNTED & proofs.verdicts(clock.now())[filters.verdict]
    return _state(filters.state)


def _state(state: str) -> Q:
    still = Q(state__in=(State.TODO, State.DOING), closed__isnull=True)  # said twice for the indexes of open work
    if state == "open":
        return still
    if state == "late":
        return still & Q(due__lt=clock.now())
    return Q(state=state) if state else ~Q(state=State.CANCELLED)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
