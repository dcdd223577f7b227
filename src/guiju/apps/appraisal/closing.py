"""Closing a period: what it came to is final, and what changes afterwards is paid as a difference with a later one."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from guiju.apps import clock
from guiju.apps.appraisal import basis, closings, errands, errors, models, rules, spans, standing
from guiju.apps.appraisal.actions import sums
from guiju.apps.appraisal.errors import Code
from guiju.apps.appraisal.values import Change
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import freshness
from guiju.apps.figures.queries import coverage
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing fixed: people, of whom so many lack something; their money, and that of earlier periods with it."""

    period: Period
    people: int
    pending: int
    bonus: Fraction
    differences: Fraction


@transaction.atomic
def close(
    *, actor: Actor, period: Period, seen: str = "", stood: str = "", take: Collection[tuple[Period, str]] = ()
) -> Closed:
    """Make what a period came to final, for everybody, and pay (or keep back) open differences of earlier periods.

    ``take`` names the differences by period and 工号. ``seen`` is the signature of the reckoning that the actor looked
    at, ``stood`` that of the open differences (``closings.signature``); closing refuses when either is another by now.
    Nothing opens a closed period again: what data, corrections, figures or rules change later stands beside it, and its
    difference can be taken with a later one. Raises ``Refused`` for a period that runs, is not one that people are
    judged by, was never worked out, is being measured anew, or was closed before.
    """
    if not rules.may_close(actor):
        raise errors.refused(Code.MAY_NOT_CLOSE)
    row = _closable(period)
    if seen and row.signature != seen:
        raise errors.refused(Code.CHANGED)
    _hold_closed()
    still = closings.open_differences()
    waiting = {(one.period, one.number): one for one in still}
    if (stood and stood != closings.signature(still)) or not waiting.keys() >= set(take):
        raise errors.refused(Code.CHANGED)
    row.closed_by, row.closed_at = actor.name, clock.now()
    row.save(update_fields=["closed_by", "closed_at"])
    taken = _take(row, [waiting[key] for key in dict.fromkeys(take)])
    errands.tell_closed(period, by=actor.name)
    came = sums(row)
    ledger.record(
        actor=actor, action="appraisal.close", kind="reckoning", key=period, after={**came, "differences": taken}
    )
    return Closed(period, int(str(came["people"])), int(str(came["pending"])), Fraction(str(came["bonus"])), taken)


def _hold_closed() -> None:
    """Wait for whoever else is closing, so that no difference is settled with two periods."""
    list(models.Reckoning.objects.select_for_update().filter(closed_at__isnull=False).order_by("pk").values_list("pk"))


def _closable(period: Period) -> models.Reckoning:
    """The reckoning of a period, locked; ``Refused`` when it cannot be closed."""
    said = {"period": period.label(get_language() or "zh")}
    if period.end >= clock.today():
        raise errors.refused(Code.NOT_OVER, **said)
    closed = models.Reckoning.objects.filter(grain=period.grain, start=period.start, closed_at__isnull=False).first()
    if closed is not None and closed.closed_at is not None:
        raise errors.refused(Code.CLOSED, **said, by=closed.closed_by, at=timezone.localtime(closed.closed_at))
    spans.check(period)
    edition = rulebook.edition_at(period.end)
    _, row = standing.pair(edition, period) if edition else (None, None)
    if row is None:
        raise errors.refused(Code.NOT_RECKONED, **said)
    if row.basis != basis.basis(edition, period) or _being_measured(period):
        raise errors.refused(Code.BEING_MEASURED, **said)
    return row


def _being_measured(period: Period) -> bool:
    """Whether data or rules of the period have changed since its figures were stored."""
    return any(month.start in period for month in freshness.stale(coverage.view(), clock.today()))


def _take(row: models.Reckoning, changed: Collection[Change]) -> Fraction:
    """Write down differences as paid with a reckoning; gives their sum."""
    of = {(one.grain, one.start): one.pk for one in models.Reckoning.objects.filter(closed_at__isnull=False)}
    made = [
        models.Difference(
            closed_id=of[one.period.grain.value, one.period.start],
            paid_with=row,
            number=one.number,
            name=one.name,
            amount=str(one.open),
        )
        for one in changed
    ]
    models.Difference.objects.bulk_create(made)
    return sum((one.open or Fraction(0) for one in changed), Fraction(0))
