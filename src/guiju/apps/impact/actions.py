"""Asking for a simulation, stopping it, and working it out."""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.impact import errors, keys, models, rules, texts, working
from guiju.apps.impact.errors import Code
from guiju.apps.impact.texts import Text
from guiju.engines.periods import Grain, Period, containing

State = models.Simulation.State
KEPT = timedelta(days=30)
MOST_MONTHS = 36
FEWEST_TEXTS, MOST_TEXTS = 2, 3
TOGETHER = 500  # rows written at once

log = logging.getLogger(__name__)


@transaction.atomic
def request(*, actor: Actor, sides: Sequence[Text], first: Period, last: Period) -> int:
    """Let the worker judge the months by the texts; what is under way or done on the same state is not begun again."""
    if not rules.may_simulate(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not FEWEST_TEXTS <= len(sides) <= MOST_TEXTS:
        raise errors.refused(Code.TOO_FEW_TEXTS)
    months = check_months(first, last)
    titles = texts.titles(sides)
    row, made = models.Simulation.objects.get_or_create(
        key=keys.key(sides, first, last),
        defaults={
            "texts": [side.as_json() for side in sides],
            "titles": titles,
            "first": first.start,
            "last": last.start,
            "months": len(months),
            "user_id": actor.user_id,
            "by": actor.name,
            "asked": clock.now(),
        },
    )
    if not made and row.state in {State.QUEUED, State.RUNNING, State.DONE}:
        return int(row.pk)
    models.Simulation.objects.filter(pk=row.pk).update(
        state=State.QUEUED, cancelling=False, done=0, user_id=actor.user_id, by=actor.name, asked=clock.now()
    )
    told = {"texts": titles, "from": str(first), "to": str(last)}
    ledger.record(actor=actor, action="impact.simulate", kind="simulation", key=row.key[:12], after=told)
    _enqueue(row.pk)
    return int(row.pk)


def check_months(first: Period, last: Period) -> tuple[Period, ...]:
    """The months from one to another; ``Refused`` when they are no finished months in order, or too many."""
    running = containing(clock.today(), Grain.MONTH)
    if last.start < first.start:
        raise errors.refused(Code.MONTHS_REVERSED)
    if last.start >= running.start:
        raise errors.refused(Code.NOT_BEGUN, month=last.label())
    months = working.spans(first, last)
    if len(months) > MOST_MONTHS:
        raise errors.refused(Code.TOO_MANY_MONTHS, most=MOST_MONTHS)
    return months


@transaction.atomic
def cancel(*, actor: Actor, simulation_id: int) -> None:
    """Stop it; whoever may simulate may stop what they see running."""
    if not rules.may_simulate(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = models.Simulation.objects.select_for_update().filter(pk=simulation_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_SIMULATION)
    if row.state == State.QUEUED:
        row.state = State.CANCELLED
    row.cancelling = True
    row.save(update_fields=["state", "cancelling"])


def perform(*, simulation_id: int) -> None:
    """Work it out and keep what it came to; doing it again changes nothing. For the worker."""
    mine = models.Simulation.objects.filter(pk=simulation_id)
    if not mine.filter(state=State.QUEUED).update(state=State.RUNNING):
        return
    models.Simulation.objects.filter(asked__lt=clock.now() - KEPT).delete()
    try:
        _work(mine.get())
    except Exception:
        log.exception("simulation %s", simulation_id)
        mine.update(state=State.FAILED, finished=clock.now())


def _work(row: models.Simulation) -> None:
    began = time.perf_counter()
    sides = [texts.of_json(one) for one in row.texts]
    compiled = tuple(texts.regulation(side) for side in sides)
    span = working.spans(containing(row.first, Grain.MONTH), containing(row.last, Grain.MONTH))
    asked = working.Asked(compiled, tuple(dict(side.posts) for side in sides), span)
    mine = models.Simulation.objects.filter(pk=row.pk)

    def goes_on(done: int) -> bool:
        mine.update(done=done)
        return not mine.filter(cancelling=True).exists()

    answer = working.work_out(asked, goes_on)
    if answer is None:
        mine.update(state=State.CANCELLED, finished=clock.now())
        return
    _keep(row, answer, [text.hash for text in compiled], time.perf_counter() - began)


@transaction.atomic
def _keep(row: models.Simulation, answer: working.Answer, hashes: list[str], seconds: float) -> None:
    models.Touched.objects.filter(simulation=row).delete()
    rows = [models.Touched(simulation=row, **one) for one in answer.people]
    models.Touched.objects.bulk_create(rows, batch_size=TOGETHER)
    models.Simulation.objects.filter(pk=row.pk).update(
        state=State.DONE,
        answer=answer.totals,
        hashes=hashes,
        manifest=answer.manifest,
        seconds=seconds,
        finished=clock.now(),
    )


def _enqueue(simulation_id: int) -> None:
    from guiju.apps.impact import tasks

    transaction.on_commit(lambda: tasks.simulate.enqueue(simulation_id))
