"""The demo's clock: an hour or a day forward, and everything that falls due in between, in its order."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.work import errors, models, tasks
from guiju.apps.work.actions import ticking
from guiju.apps.work.actions.ticking import Ticked
from guiju.apps.work.errors import Code
from guiju.facts.errors import LakeBusyError
from guiju.facts.lake import lock

MOST = timedelta(days=31)
STEP = timedelta(minutes=1)  # what falls due closer together falls due at once
PATIENCE = 30.0  # seconds to wait for a tick that is under way, or for somebody else who winds


def wind(*, actor: Actor, hours: int = 0, days: int = 0) -> Ticked:
    """Wind the demo's clock forward; gives what came of it. ``Refused`` (NOT_A_DEMO, TOO_FAR, CLOCK_IS_BUSY).

    The clock moves with each step, so that a page loaded meanwhile, or a process killed, sees a moment that was.
    """
    by = timedelta(hours=hours, days=days)
    if not settings.GUIJU_DEMO:
        raise errors.refused(Code.NOT_A_DEMO)
    if not timedelta() < by <= MOST:
        raise errors.refused(Code.TOO_FAR, most=MOST.days)
    with _alone():
        after = {"hours": hours, "days": days}
        ledger.record(actor=actor, action="work.wind", kind="clock", key=clock.now().isoformat(), after=after)
        done = Ticked()
        for moment in _moments(clock.now() + by):
            clock.wind(max(timedelta(), moment - clock.now()))
            done = done.plus(_tick(moment))
    tasks.request_telling(pause=timedelta())
    return done


@contextmanager
def _alone() -> Iterator[None]:
    """Whoever winds while somebody else does comes after them: the clock would jump over what falls due between."""
    with ExitStack() as held:
        path = Path(settings.GUIJU_HOME) / "clock.lock"
        try:
            held.enter_context(lock.writer(path, patience=PATIENCE, waiting=lambda _holder: None))
        except LakeBusyError:
            raise errors.refused(Code.CLOCK_IS_BUSY) from None
        yield


def _moments(goal: datetime) -> Iterator[datetime]:
    """Each moment up to the goal at which time does something, midnights among them for what is planned."""
    at = clock.now()
    while at < goal:
        midnight = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        found = models.Work.objects.filter(next_step__gt=at).order_by("next_step").values_list("next_step", flat=True)
        due = found.first()
        at = min(goal, midnight, max(due, at + STEP) if due is not None else goal)
        yield at


def _tick(moment: datetime) -> Ticked:
    """A tick of our own, once the one that may be under way is through."""
    until = time.monotonic() + PATIENCE
    while (done := ticking.tick(moment=moment)).held and time.monotonic() < until:
        time.sleep(0.1)
    return done
