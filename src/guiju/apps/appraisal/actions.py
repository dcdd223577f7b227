"""Working periods out and keeping what came of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction

from guiju.apps import clock
from guiju.apps.appraisal import (
    basis,
    cells,
    errands,
    errors,
    judged,
    models,
    rules,
    spans,
    standing,
    summaries,
    trials,
)
from guiju.apps.appraisal.source import State
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import coverage
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as editions
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.rulebook.values import Change
from guiju.engines.periods import Grain, Period, between, containing
from guiju.engines.score.outcome import Result, outcomes
from guiju.lang import Regulation


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What working a period out came to; ``changed`` says whether anything is stored that was not before."""

    period: Period
    people: int
    pending: int
    bonus: Fraction
    changed: bool


def compute_month(*, actor: Actor, month: date) -> Reckoned:
    """Work out the month that a day falls into, for everybody; see ``compute``."""
    return compute(actor=actor, period=containing(month, Grain.MONTH))


def compute(*, actor: Actor, period: Period) -> Reckoned:
    """Work a period out under the edition in force at its end, and keep it with its explanations.

    Nothing is written while what it comes from, or what comes out, is the same as before; a period that was closed is
    never written over: what it would come to by now is kept beside it. Loads DuckDB where figures
    are not stored: for the worker and the command line. Raises ``Refused`` when no regulation is in force.
    """
    if not rules.may_reckon(actor):
        raise errors.refused(errors.Code.NOT_ALLOWED)
    edition = editions.edition_at(period.end)
    if not edition:
        raise errors.refused(errors.Code.NO_REGULATION, period=period.label())
    hashed = basis.basis(edition, period)
    before = standing.newest(edition, period)
    if before is not None and before.basis == hashed:
        return _told(before, period, changed=False)
    regulation = editions.regulation(edition)
    manifest = coverage.view().manifest_id
    result = outcomes(regulation, judged.everybody(regulation), period, _source(edition, regulation))
    return _keep(actor, hashed, result, manifest)


def follow(*, months: Sequence[date], actor: Actor) -> None:
    """Work out everything that depends on the figures of these months, wherever a regulation was in force."""
    for period in depending(months):
        if editions.edition_at(period.end):
            compute(actor=actor, period=period)


@transaction.atomic
def measure_amendment(
    *, actor: Actor, amended: Regulation, base: str, changes: Sequence[Change], period: Period
) -> None:
    """Let the worker measure what an amended text asks of a past period beyond the stored figures.

    Asking again while it is under way changes nothing; what the same person asked before and still waits is dropped,
    for they have typed on. A trial is nothing but a cache, and not in the ledger.
    """
    from guiju.apps.appraisal import tasks

    if not rulebook_rules.may_draft(actor):
        raise errors.refused(errors.Code.NOT_ALLOWED)
    found, now = trials.find(amended, period), clock.now()
    if found is not None and found.state != models.Trial.State.FAILED and not trials.lost(found):
        return
    models.Trial.objects.filter(at__lt=now - trials.KEPT).delete()
    models.Trial.objects.filter(user=actor.user_id, state=models.Trial.State.WAITING).delete()
    row, _ = models.Trial.objects.update_or_create(
        key=trials.key(amended, period),
        defaults={
            "base": base,
            "changes": [asdict(change) for change in changes],
            "grain": period.grain.value,
            "start": period.start,
            "state": models.Trial.State.WAITING,
            "user_id": actor.user_id,
            "at": now,
        },
    )
    transaction.on_commit(lambda: tasks.measure_trial.enqueue(row.pk))


def perform_trial(*, trial_id: int) -> None:
    """Measure a trial that still waits; one that was dropped or is done costs nothing. Loads Ibis: for the worker."""
    row = models.Trial.objects.filter(pk=trial_id, state=models.Trial.State.WAITING).first()
    if row is None:
        return
    result: dict[str, object] = {"state": models.Trial.State.FAILED}
    try:
        result = {"state": models.Trial.State.DONE, "cells": trials.measured(row)}
    finally:
        models.Trial.objects.filter(pk=trial_id).update(**result)


def depending(months: Sequence[date]) -> list[Period]:
    """These months, the longer periods around them, and where rules look back every later month; oldest first."""
    found = {containing(month, grain) for month in months for grain in spans.judged(containing(month, Grain.MONTH).end)}
    now = editions.edition_at(clock.today())
    if months and now and basis.looks_back(now):
        found |= set(between(min(months), clock.today(), Grain.MONTH))
    return sorted(found, key=lambda period: (period.end, period.start))


def _source(edition: str, regulation: Regulation) -> State:
    """The state with the stored figures of months, and the lake for what is not stored."""
    by_lake = cells.when_needed(lambda: cells.lake(regulation, rulebook.keep_metric_sql(edition=edition)))
    return State(regulation, cells.first(cells.Stored(), by_lake))


@transaction.atomic
def _keep(actor: Actor, hashed: str, result: Result, manifest: str) -> Reckoned:
    """Store a result in the place of the one before, unless it is the same; the ledger keeps both sums.

    Beside a closed one, unless everybody comes to the same.
    """
    period, edition = result.period, result.book.regulation.hash
    rows = [summaries.stored(result, outcome) for outcome in result.outcomes]
    spreads = [summaries.distribution(spread) for spread in result.distributions]
    signature = basis.digest([_content(row) for row in rows] + spreads)
    key = {"edition": edition, "grain": period.grain.value, "start": period.start}
    closed, kept = standing.pair(edition, period)
    newest = kept or closed
    if newest is not None and (newest.signature == signature or (kept is None and _alike(newest, rows))):
        models.Reckoning.objects.filter(pk=newest.pk).update(basis=hashed)
        return _told(newest, period, changed=False)
    before = sums(newest) if newest else None
    if kept is not None:
        kept.delete()
    if closed is not None and _alike(closed, rows):
        models.Reckoning.objects.filter(pk=closed.pk).update(basis=hashed)
        return _recorded(actor, closed, period, before)
    made = models.Reckoning.objects.create(
        **key,
        manifest=manifest,
        engine=basis.engine_version(),
        basis=hashed,
        signature=signature,
        distributions=spreads,
        by=actor.name,
        at=clock.now(),
    )
    for row in rows:
        row.reckoning = made
    models.Outcome.objects.bulk_create(rows)
    return _recorded(actor, made, period, before)


def _recorded(actor: Actor, made: models.Reckoning, period: Period, before: object) -> Reckoned:
    """Put what a period comes to by now into the ledger, and tell those who closed it what that makes different."""
    ledger.record(
        actor=actor, action="appraisal.compute", kind="reckoning", key=period, before=before, after=sums(made)
    )
    errands.tell_differences(period)
    return _told(made, period, changed=True)


def _alike(closed: models.Reckoning, rows: Sequence[models.Outcome]) -> bool:
    """Whether everybody has the points, grade and money that were closed, however these came about."""
    names = ("number", "points", "grade", "bonus", "pending")
    known = {row[0]: row for row in closed.outcomes.values_list(*names)}
    return known == {row.number: tuple(getattr(row, name) for name in names) for row in rows}


def _content(row: models.Outcome) -> list[object]:
    """Everything that is stored of an outcome."""
    texts = [row.number, row.name, row.unit, row.position, row.points, row.grade, row.bonus]
    return [*texts, row.pending, row.provisional, row.summary, row.explanation]


def sums(reckoning: models.Reckoning) -> dict[str, object]:
    """What a reckoning comes to, in words of the ledger."""
    rows = list(reckoning.outcomes.only("bonus", "pending"))
    return {
        "edition": reckoning.edition,
        "manifest": reckoning.manifest,
        "signature": reckoning.signature,
        "people": len(rows),
        "pending": sum(bool(row.pending) for row in rows),
        "bonus": sum((Fraction(row.bonus) for row in rows if row.bonus), Fraction(0)),
    }


def _told(reckoning: models.Reckoning, period: Period, *, changed: bool) -> Reckoned:
    rows = list(reckoning.outcomes.only("bonus", "pending"))
    bonus = sum((Fraction(row.bonus) for row in rows if row.bonus), Fraction(0))
    return Reckoned(period, len(rows), sum(bool(row.pending) for row in rows), bonus, changed)
