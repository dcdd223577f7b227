"""What is before one person."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.work import changing, deputies, models, views
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
    rows: list[models.Work]
    parts: dict[int, Part]
    deputy_for: dict[int, Who]
    more: int


def inbox(number: str, *, moment: datetime | None = None) -> Inbox:
    """Everything before a person now: their own work, what they take part in, and that of those they stand in for."""
    now = moment or clock.now()
    mine = people.ids([number]).get(number)
    if mine is None:
        return Inbox(now, (), (), (), (), ())
    found = _open(number, mine, now)
    done = _done_today(mine, now)
    parts = dict.fromkeys((row.pk for row in done if row.done_by_id == mine), Part.ACCOUNTABLE) | found.parts
    every = views.items([*found.rows, *done], now, parts=parts, deputy_for=found.deputy_for)
    items, finished = every[: len(found.rows)], every[len(found.rows) :]
    night = midnight(now) + DAY
    waiting = [item for item in items if item.source in _WAITING]
    own = [item for item in items if item.source not in _WAITING]
    pressing = [item for item in own if item.due is not None and item.due <= now + HOUR]
    later = [item for item in own if item.due is not None and item.due >= night]
    today = [item for item in own if item.due is None or now + HOUR < item.due < night]
    return Inbox(
        moment=now,
        now=tuple(pressing),
        today=tuple(today),
        soon=tuple(item for item in later if item.due is None or item.due > now + HOUR),
        waiting=tuple(waiting),
        done_today=finished,
        more=found.more,
        next=None if pressing or today else _next(mine, now),
    )


def counts(number: str, *, moment: datetime | None = None) -> Counts:
    """How much of it there is."""
    now = moment or clock.now()
    mine = people.ids([number]).get(number)
    if mine is None:
        return Counts(0, 0, 0)
    found = _open(number, mine, now)
    night = midnight(now) + DAY
    due = [row for row in found.rows if row.due is None or row.due < night]
    late = sum(row.due is not None and row.due < now for row in due)
    unread = models.Notice.objects.filter(person=mine, read__isnull=True).count()
    return Counts(len(due), late, unread)


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


def _open(number: str, mine: int, now: datetime) -> _Found:
    """What is open and before somebody, the first due first; handed in work is before its reviewer."""
    absent = people.ids(deputies.principals(number, now))
    current = views.rows().filter(closed__isnull=True, opens__lte=now).exclude(state=State.REVIEW)
    own = _first(current.filter(accountable=mine))
    theirs = _first(current.filter(accountable__in=absent.values()).exclude(source=Source.CASE)) if absent else []
    beside = dict(
        models.Participant.objects.filter(person=mine, part__in=_BESIDE, work__closed__isnull=True).values_list(
            "work", "part"
        )
    )
    others = _first(current.filter(pk__in=beside)) if beside else []
    parts = {row.pk: _BESIDE[Beside(beside[row.pk])] for row in others}
    parts |= {row.pk: Part.DEPUTY for row in theirs} | {row.pk: Part.ACCOUNTABLE for row in own}
    rows = sorted({row.pk: row for row in (*others, *theirs, *own)}.values(), key=_order)
    deputy_for = {row.pk: changing.who(row.accountable) for row in theirs}
    return _Found(rows[:MOST], parts, deputy_for, max(0, len(rows) - MOST))


def _first(found: QuerySet[models.Work]) -> list[models.Work]:
    return list(found.order_by(F("due").asc(nulls_last=True), "id")[: MOST + 1])


def _order(row: models.Work) -> tuple[bool, datetime, int]:
    return (row.due is None, row.due or row.opens, row.pk)


def _done_today(mine: int, now: datetime) -> Sequence[models.Work]:
    """What somebody or their deputy did today, the newest first."""
    since = midnight(now)
    whose: Iterable[Q] = (Q(accountable=mine), Q(done_by=mine))
    rows = {row.pk: row for q in whose for row in views.rows().filter(q, done__gte=since, done__lte=now)[: MOST + 1]}
    return sorted(rows.values(), key=lambda row: (row.done or now, row.pk), reverse=True)


def _next(mine: int, now: datetime) -> Item | None:
    """The next piece that opens."""
    found = views.rows().filter(accountable=mine, closed__isnull=True, opens__gt=now).order_by("opens", "id").first()
    return views.item(found, now, part=Part.ACCOUNTABLE) if found else None
