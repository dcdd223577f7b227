"""What time brings: work is planned, people are reminded, work falls due, goes up the line, lapses."""

import os
import socket
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from guiju.apps import clock, remember
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import worker
from guiju.apps.work import asked, changing, models, notify, schedule
from guiju.apps.work.actions import inheriting, keeping, planning
from guiju.apps.work.notify import Telling
from guiju.apps.work.schedule import Mark
from guiju.apps.work.standing import Standing, standing
from guiju.apps.work.steps import Did

State, Level = models.Work.State, models.Notice.Level
AHEAD = timedelta(days=7)  # how far ahead work is made
LEASE = timedelta(seconds=60)  # how long a machine that says nothing any more keeps the others out
TOGETHER = 200  # pieces of work in one transaction
_DID = {
    Level.REMIND: Did.REMINDED,
    Level.DUE: Did.FELL_DUE,
    Level.LATE: Did.FELL_DUE,
    Level.ESCALATED: Did.ESCALATED,
}


class Ticked(NamedTuple):
    """What a tick did: pieces planned, notices made, pieces lapsed. ``held`` when another machine is at it."""

    planned: int = 0
    notices: int = 0
    lapsed: int = 0
    held: bool = False

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.planned or self.notices or self.lapsed)

    def plus(self, other: "Ticked") -> "Ticked":
        """Both together."""
        counts = (self.planned + other.planned, self.notices + other.notices, self.lapsed + other.lapsed)
        return Ticked(*counts, held=other.held)


class LostLeaseError(Exception):
    """Another machine took over, because this one was silent for too long."""


def tick(*, moment: datetime | None = None, holder: str = "") -> Ticked:
    """Do everything that time has brought up to ``moment`` (now); safe twice, on several machines, and after days.

    After time without ticks each piece of work is told of once, at the latest step it has reached.
    """
    me = holder or f"{socket.gethostname()}:{os.getpid()}"
    models.Beat.objects.get_or_create(pk=1)
    try:
        hold(me)
    except LostLeaseError:
        return Ticked(held=True)
    try:
        with clock.at(moment or clock.now()), remember.remembered():
            return _tick(me)
    finally:
        release(me)


def hold(me: str) -> None:
    """Take or prolong the lease of the single row, by the clock of the database; ``LostLeaseError`` when held."""
    free = Q(holder__in=("", me)) | Q(until__isnull=True) | Q(until__lt=Now())
    if not models.Beat.objects.filter(free, pk=1).update(holder=me, until=Now() + LEASE):
        raise LostLeaseError


def release(me: str) -> None:
    """Let others have the lease at once."""
    models.Beat.objects.filter(pk=1, holder=me).update(holder="", until=None)


def _tick(me: str) -> Ticked:
    now = clock.now()
    notices = lapsed = 0
    try:
        planned = planning.plan_work(until=now.date() + AHEAD, going=lambda: hold(me))
        inheriting.inherit(now)
        keeping.keep(now)
        while ids := list(_due(now)):
            hold(me)
            told, ended = _sweep(ids, now)
            notices, lapsed = notices + told, lapsed + ended
        models.Beat.objects.filter(pk=1, holder=me).update(swept=now)
    except LostLeaseError:
        return Ticked(0, notices, lapsed, held=True)
    return Ticked(sum(planned), notices, lapsed)


def _due(now: datetime) -> Iterator[int]:
    found = models.Work.objects.filter(next_step__lte=now).order_by("next_step", "id")
    yield from found.values_list("pk", flat=True)[:TOGETHER]


@transaction.atomic
def _sweep(ids: Sequence[int], now: datetime) -> tuple[int, int]:
    """Take each of these to its latest step; gives how many notices that made, and how many pieces lapsed."""
    found = models.Work.objects.select_for_update(of=("self",)).select_related("accountable")
    rows = list(found.filter(pk__in=ids, next_step__lte=now).order_by("pk"))
    reached = [(row, mark) for row in rows if (mark := _latest(row, now)) is not None]
    here, beside = standing(), _responsible(rows)
    tellings = [telling for row, mark in reached for telling in _tellings(row, mark, here, beside)]
    lapsed = [row for row, mark in reached if mark.lapses]
    for row in rows:
        row.next_step = schedule.following(row, now)
    for row in lapsed:
        row.state, row.closed, row.next_step = State.MISSED, now, None
        row.version += 1
    models.Work.objects.bulk_update(rows, ["next_step", "state", "closed", "version"])
    notices = notify.tell_all(tellings, now)
    _write_down(reached, now)
    for day in {row.day for row in rows}:
        changing.untold(day)
    return notices, len(lapsed)


def _latest(row: models.Work, now: datetime) -> Mark | None:
    """The last moment that has passed since time last looked at it; ``None`` when its deadline was moved away."""
    since = row.next_step or now
    passed = [mark for mark in schedule.marks(row) if since <= mark.at <= now]
    is_open = row.closed is None and row.state != State.REVIEW
    return passed[-1] if passed and is_open else None


def _responsible(rows: Sequence[models.Work]) -> dict[int, tuple[str, ...]]:
    part = models.Participant.Part.RESPONSIBLE
    found = models.Participant.objects.filter(work__in=[row.pk for row in rows], part=part).order_by("id")
    beside: dict[int, tuple[str, ...]] = {}
    for work, number in found.values_list("work_id", "person__number"):
        beside[work] = (*beside.get(work, ()), number)
    return beside


def _tellings(row: models.Work, mark: Mark, here: Standing, beside: dict[int, tuple[str, ...]]) -> Iterator[Telling]:
    """Who hears that a piece of work has reached a moment."""
    does = tuple(filter(None, (row.accountable.number if row.accountable else "", *beside.get(row.pk, ()))))
    who = row.accountable.name if row.accountable else ""
    about = {"mark": mark.name, "accountable": who, "late": asked.lateness(row, clock.now())}
    if mark.level != Level.ESCALATED:
        yield Telling(does, mark.level, row, f"{row.pk}:{mark.name}:{_of(row)}", about)
    ups: Sequence[Mark] = (mark,) if mark.level == Level.ESCALATED else ()
    if mark.lapses and (duty := asked.duty(row)) is not None:
        ups = tuple(schedule.escalations(row, duty))
    for up in ups:
        numbers = _above(row, up, here)
        yield Telling(numbers, Level.ESCALATED, row, f"{row.pk}:{up.name}:{_of(row)}", about)


def _above(row: models.Work, mark: Mark, here: Standing) -> tuple[str, ...]:
    """Who hears of it up the line: the holders of the position that is named, else the level that is counted."""
    if mark.to and (named := here.holders(mark.to)):
        return named
    levels = here.above(row.accountable.number) if row.accountable else list(here.line(row.unit, row.position))
    if mark.to:  # nobody holds it: up the line from there
        levels = list(here.line(row.unit, mark.to)) or levels
    return levels[min(mark.up or 1, len(levels)) - 1] if levels else ()


def _of(row: models.Work) -> str:
    """Which deadline a moment belongs to: when it is moved, people hear again."""
    return f"{row.due:%Y%m%d%H%M%S}" if row.due else ""


def _write_down(reached: Sequence[tuple[models.Work, Mark]], now: datetime) -> None:
    actor = worker()
    steps = [
        models.Step(work=row, at=now, who=actor.name, did=Did.LAPSED if mark.lapses else _DID[Level(mark.level)])
        for row, mark in reached
    ]
    models.Step.objects.bulk_create(steps)
    after: dict[str, list[int]] = {}
    for row, mark in reached:
        if mark.lapses or mark.level == Level.ESCALATED:
            after.setdefault("lapsed" if mark.lapses else "escalated", []).append(row.pk)
    if after:
        ledger.record(actor=actor, action="work.tick", kind="tick", key=now.isoformat(), after=after)
