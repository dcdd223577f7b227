"""What is before one person."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.work import changing, deputies, models, views
from guiju.apps.work.queries.told import unread
from guiju.apps.work.values import Inbox, Item, Part, Who

Source, State = models.Work.Source, models.Work.State
Beside = models.Participant.Part
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST = 200  # lines of an inbox; whoever has more open work than that sees the first of it
_WAITING = {Source.REVIEW, Source.APPROVAL}
_BESIDE = {Beside.RESPONSIBLE: Part.RESPONSIBLE, Beside.ATTENDS: Part.ATTENDS}


class Counts(NamedTuple):
    """For a badge: pieces before somebody that are late or due today, those late among them, notices unread."""

    due: int
    late: int
    unread: int


class _Found(NamedTuple):
    rows: Sequence[models.Work]
    parts: dict[int, Part]
    deputy_for: dict[int, Who]
    more: int
    done: Sequence[models.Work]


def inbox(number: str, *, moment: datetime | None = None) -> Inbox:
    """Everything before a person now: their own work, what they take part in, and that of those they stand in for."""
    now = moment or clock.now()
    found = _open(number, now)
    done = found.done
    did = (row.pk for row in done if changing.who(row.done_by).number == number)
    parts = dict.fromkeys(did, Part.ACCOUNTABLE) | found.parts
    every = views.items([*found.rows, *done], now, parts=parts, deputy_for=found.deputy_for)
    items, finished = every[: len(found.rows)], every[len(found.rows) :]
    night = midnight(now) + DAY
    parted: dict[str, list[Item]] = {section: [] for section in ("now", "today", "waiting", "soon")}
    for item in items:
        parted[_section(item, now, night)].append(item)
    return Inbox(
        moment=now,
        now=tuple(parted["now"]),
        today=tuple(parted["today"]),
        soon=tuple(parted["soon"]),
        waiting=tuple(parted["waiting"]),
        done_today=finished,
        more=found.more,
        next=None if parted["now"] or parted["today"] else _next(number, now),
    )


def _section(item: Item, now: datetime, night: datetime) -> str:
    """Where in an inbox a piece of work stands: by when it is due, or among what others wait for a word on.

    So does a step of a record that takes a yes or a way back and nothing to fill in, unless it presses.
    """
    if item.source in _WAITING:
        return "waiting"
    if item.due is not None and item.due <= now + HOUR:
        return "now"
    if item.source == Source.STAGE and item.returns and not item.fills:
        return "waiting"
    return "today" if item.due is None or item.due < night else "soon"


def counts(number: str, *, moment: datetime | None = None) -> Counts:
    """How much of it there is."""
    now = moment or clock.now()
    found = _open(number, now)
    night = midnight(now) + DAY
    due = [row for row in found.rows if row.due is None or row.due < night]
    late = sum(row.due is not None and row.due < now for row in due)
    return Counts(len(due), late, unread(number))


def calendar(number: str, start: date, end: date) -> list[Item]:
    """A person's work and meetings due on the days from ``start`` to ``end``, whatever became of them, by due."""
    mine = people.ids([number]).get(number)
    if mine is None:
        return []
    begin, stop = at_midnight(start), at_midnight(end + DAY)
    beside = models.Participant.objects.filter(person=mine, part__in=_BESIDE).values("work")
    found = views.rows().filter(Q(accountable=mine) | Q(pk__in=beside), due__gte=begin, due__lt=stop)
    rows = list(found.exclude(source=Source.REVIEW).exclude(state=State.CANCELLED).order_by("due", "id"))
    parts = {row.pk: Part.ACCOUNTABLE if row.accountable_id == mine else Part.ATTENDS for row in rows}
    return list(views.items(rows, clock.now(), parts=parts))


def midnight(moment: datetime) -> datetime:
    """The start of the day of a moment."""
    return at_midnight(timezone.localtime(moment).date())


def at_midnight(day: date) -> datetime:
    """The start of a day."""
    return timezone.make_aware(datetime.combine(day, time()))


def _open(number: str, now: datetime) -> _Found:
    """What is open and before somebody, the first due first, and what was done today, read at once.

    What was handed in is before its reviewer.
    """
    absent = set(people.ids(deputies.principals(number, now)).values())
    current = models.Work.objects.filter(closed__isnull=True, opens__lte=now).exclude(state=State.REVIEW)
    beside = models.Participant.objects.filter(person__number=number, part__in=_BESIDE)
    questions = [
        _first(current.filter(accountable__number=number)),
        _first(current.filter(pk__in=beside.values("work"))),
        *_done_today(number, now),
    ]
    if absent:
        theirs_to_do = current.filter(accountable__in=absent).exclude(source=Source.CASE)
        questions.append(_first(theirs_to_do.exclude(_judges(number))))
    of_work = beside.filter(work=OuterRef("pk")).order_by("part").values("part")
    every = sorted(views.together(questions).annotate(beside=Subquery(of_work[:1])), key=_order)
    still = [row for row in every if row.closed is None and row.opens <= now and row.state != State.REVIEW]
    others = {row.pk: _BESIDE[Beside(part)] for row in still if (part := getattr(row, "beside"))}  # noqa: B009 annotated
    theirs = [row for row in still if row.accountable_id in absent and row.source != Source.CASE]
    own = [row for row in still if changing.who(row.accountable).number == number]
    parts = others | {row.pk: Part.DEPUTY for row in theirs} | {row.pk: Part.ACCOUNTABLE for row in own}
    rows = [row for row in still if row.pk in parts]
    deputy_for = {row.pk: changing.who(row.accountable) for row in theirs}
    return _Found(rows[:MOST], parts, deputy_for, max(0, len(rows) - MOST), _done(every, number, now))


def _judges(number: str) -> Q:
    """Work that judges what somebody filed or handed in: it waits for whom they stand in for, or for who leads them."""
    filed = Q(source=Source.STAGE, record__author__number=number)
    return filed | Q(source=Source.REVIEW, parent__done_by__number=number)


def _first(found: QuerySet[models.Work]) -> QuerySet[models.Work]:
    return found.order_by(F("due").asc(nulls_last=True), "id")[: MOST + 1]


def _order(row: models.Work) -> tuple[bool, datetime, int]:
    return (row.due is None, row.due or row.opens, row.pk)


def _done_today(number: str, now: datetime) -> tuple[QuerySet[models.Work], ...]:
    """What somebody or their deputy did today, the newest first; each half has an index of its own."""
    today = models.Work.objects.filter(done__gte=midnight(now), done__lte=now).order_by("-done", "-id")
    theirs, by_them = today.filter(accountable__number=number), today.filter(done_by__number=number)
    return theirs[: MOST + 1], by_them[: MOST + 1]


def _done(every: Sequence[models.Work], number: str, now: datetime) -> list[models.Work]:
    """Those of many rows that somebody or their deputy did today, the newest first."""
    begin = midnight(now)
    done = [
        (row.done, row.pk, row)
        for row in every
        if row.done is not None
        and begin <= row.done <= now
        and number in {changing.who(row.accountable).number, changing.who(row.done_by).number}
    ]
    return [row for _at, _pk, row in sorted(done, key=lambda one: one[:2], reverse=True)[: MOST + 1]]


def _next(number: str, now: datetime) -> Item | None:
    """The next piece that opens."""
    found = (
        views.rows()
        .filter(accountable__number=number, closed__isnull=True, opens__gt=now)
        .order_by("opens", "due", "id")
        .first()
    )
    return views.item(found, now, part=Part.ACCOUNTABLE) if found else None
