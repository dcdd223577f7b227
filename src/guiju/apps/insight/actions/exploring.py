"""Computing cuts that are not stored: asked for on a page, done by the worker, kept for a while."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import roster
from guiju.apps.figures.given import given
from guiju.apps.figures.queries import coverage
from guiju.apps.insight import cuts, errors, models, rules
from guiju.apps.insight.cuts import Cut
from guiju.apps.insight.errors import Code
from guiju.apps.insight.queries import cuts as queries
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as editions
from guiju.engines import measure as engine
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.kinds import Metric
from guiju.lang.values import Missing

State = models.Exploration.State
KEPT = timedelta(days=7)  # an answer that nobody asked for since
TOGETHER = 31  # periods computed at once, between two looks whether to stop

log = logging.getLogger(__name__)


@transaction.atomic
def request(*, actor: Actor, cut: Cut) -> None:
    """Let the worker compute a cut; one that is under way or done already is not begun again."""
    if not rules.may_explore(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    now = clock.now()
    row, made = models.Exploration.objects.get_or_create(
        digest=cuts.digest(cut, queries.state()),
        defaults={"question": cut.as_json(), "user_id": actor.user_id, "created": now, "asked": now},
    )
    if not made and row.state not in {State.FAILED, State.CANCELLED}:
        return
    models.Exploration.objects.filter(pk=row.pk).update(
        state=State.QUEUED, cancelling=False, progress=0, asked=now, user_id=actor.user_id
    )
    ledger.record(actor=actor, action="insight.explore", kind="cut", key=row.digest[:12], after=cut.as_json())
    _enqueue(row.pk)


@transaction.atomic
def cancel(*, actor: Actor, cut: Cut) -> None:
    """Stop computing; whoever may explore may stop what they see running."""
    if not rules.may_explore(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    found = models.Exploration.objects.select_for_update().filter(digest=cuts.digest(cut, queries.state())).first()
    if found is None:
        raise errors.refused(Code.UNKNOWN_EXPLORATION)
    if found.state == State.QUEUED:
        found.state = State.CANCELLED
    found.cancelling = True
    found.save(update_fields=["state", "cancelling"])


def perform(*, exploration_id: int) -> None:
    """Compute a cut and keep the answer; doing it again changes nothing. For the worker."""
    mine = models.Exploration.objects.filter(pk=exploration_id)
    if not mine.filter(state=State.QUEUED).update(state=State.RUNNING):
        return
    _forget()
    try:
        found = _computed(cuts.of_json(mine.get().question), exploration_id)
    except Exception:
        log.exception("exploration %s", exploration_id)
        mine.update(state=State.FAILED)
        return
    if found is None:
        mine.update(state=State.CANCELLED)
    elif len(found) > cuts.MOST_CELLS:
        mine.update(state=State.FAILED)
    else:
        mine.update(state=State.DONE, answer=found, progress=1.0)


def _computed(cut: Cut, exploration_id: int) -> list[list[object]] | None:
    """All figures, piece by piece; ``None`` when somebody stopped it."""
    view, today = coverage.view(), clock.today()
    mine = models.Exploration.objects.filter(pk=exploration_id)
    pieces = list(_pieces(cut.periods))
    found: list[list[object]] = []
    for at, (edition, periods) in enumerate(pieces):
        if mine.filter(cancelling=True).exists():
            return None
        mine.update(progress=at / len(pieces))
        found += _measured(cut, view, edition, periods, today)
    return found


def _pieces(periods: Sequence[Period]) -> Iterator[tuple[str, list[Period]]]:
    """Neighbouring periods under one edition, a few at a time; those of no edition are left out."""
    in_force = editions.begun()
    ordered = sorted(periods, key=lambda one: one.start)

    def edition(period: Period) -> str:
        return in_force.get(max((start for start in in_force if start <= period.end), default=date.min), "")

    def spell(pair: tuple[int, Period]) -> tuple[str, int]:
        """Equal for periods that follow one another without a gap."""
        number, period = pair
        return edition(period), (period.previous(number).start - date.min).days

    for (hashed, _run), some in groupby(enumerate(ordered), key=spell):
        mine = [period for _, period in some]
        for first in range(0, len(mine) if hashed else 0, TOGETHER):
            yield hashed, mine[first : first + TOGETHER]


def _measured(cut: Cut, view: View, edition: str, periods: list[Period], today: date) -> list[list[object]]:
    regulation = compiled.regulation(edition)
    known = [name for name in cut.metrics if name in regulation.of(Metric)]
    start, end = periods[0].start, periods[-1].end
    found = engine.series(
        rulebook.keep_metric_sql(edition=edition),
        view,
        regulation,
        start=start,
        end=end,
        grain=cut.grain,
        today=today,
        by=cut.by,
        owners=roster.owners(regulation, start, end),
        shops=roster.shops(),
        metrics=known,
        given=given(regulation),
    )
    return [
        queries.as_json(one.metric, one.period, _keys(one, cut), one.value, provisional=one.provisional)
        for some in found
        for one in some.figures()
        if isinstance(one.value, Fraction | Missing) and _wanted(one, cut)
    ]


def _keys(figure: engine.Figure, cut: Cut) -> list[str]:
    return [figure.dims[dim] or "" for dim in cut.by]


def _wanted(figure: engine.Figure, cut: Cut) -> bool:
    return all((figure.dims[dim] or "") == key for dim, key in cut.only.items())


def _forget() -> None:
    """Drop answers that nobody asked for in a while."""
    models.Exploration.objects.filter(asked__lt=clock.now() - KEPT).delete()


def _enqueue(exploration_id: int) -> None:
    from guiju.apps.insight import tasks

    transaction.on_commit(lambda: tasks.explore.enqueue(exploration_id))
