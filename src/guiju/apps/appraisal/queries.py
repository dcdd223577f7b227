"""Reading outcomes: of one person, of everybody, over time; and what an amendment would have changed."""

import json
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache
from typing import cast

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from guiju.apps.appraisal import models, standing, trials
from guiju.apps.appraisal.values import Lack, Line, Outcome, Plain, Reckoning, Tried
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period
from guiju.lang import Regulation


def reckoning(period: Period) -> Reckoning | None:
    """How the reckoning of a period that counts came about; ``None`` while it was not worked out."""
    row = standing.reckonings(period).first()
    return _reckoning(row) if row else None


def outcome(number: str, period: Period, *, now: bool = False) -> Outcome | None:
    """What a period came to for one person; ``None`` while it was not worked out, or they were not there.

    ``now`` asks what a closed period would come to by now; ``None`` while that is the same.
    """
    row = (_now(period) if now else _of(period)).filter(number=number).first()
    return _outcome(row) if row else None


def outcomes(period: Period, *, numbers: Collection[str] | None = None) -> list[Outcome]:
    """What a period came to, by 工号; for some people when ``numbers`` are given."""
    found = _of(period)
    if numbers is not None:
        found = found.filter(number__in=numbers)
    return [_outcome(row) for row in found]


def lines(period: Period, *, numbers: Collection[str] | None = None) -> list[Line]:
    """What a period came to in a line each, by 工号: what lists count and sum; for some when ``numbers`` are given."""
    found = _of(period).select_related(None)
    if numbers is not None:
        found = found.filter(number__in=numbers)
    rows = found.annotate(lacks=Cast("pending", TextField())).values_list(*models.LINE[:-1], "lacks")
    return [
        Line(number, name, unit, position, card, _number(points), grade, _number(bonus), _parts(lacks))
        for number, name, unit, position, card, points, grade, bonus, lacks in rows
    ]


def explanation(number: str, period: Period, *, now: bool = False) -> Plain | None:
    """The whole tree behind one person's outcome, as ``engines.score.node.plain`` writes it; ``now`` as below."""
    rows = _now(period) if now else _of(period)
    found = rows.filter(number=number).values_list("explanation", flat=True).first()
    return cast("Plain | None", found)


def history(number: str, last: Period, count: int) -> list[Outcome]:
    """The outcomes of one person in the ``count`` periods up to ``last``, oldest first; gaps are left out."""
    counting = standing.by_start(last.grain, [last.previous(back).start for back in range(count)])
    rows = models.Outcome.objects.filter(number=number, reckoning__in=counting.values())
    return [_outcome(row) for row in rows.select_related("reckoning").defer("explanation").order_by("reckoning__start")]


def effect(amended: Regulation, period: Period) -> Tried | None:
    """What an amended regulation would have made of a past period; ``None`` when none was in force.

    From stored figures, so that a page may ask, and from what the worker measured for ``actions.measure_amendment``.
    """
    before = rulebook.regulation_at(period.end)
    if before is None:
        return None
    row = trials.find(amended, period)
    found = trials.judge(before, amended, period, trials.kept(row))
    if not found.unknown or (row and row.state == models.Trial.State.DONE):
        return Tried(found.replay, Lack.NOTHING)
    if row is None or trials.lost(row):
        return Tried(found.replay, Lack.NOT_ASKED)
    return Tried(found.replay, Lack(row.state), timezone.localtime(row.at))


def _of(period: Period) -> QuerySet[models.Outcome]:
    return standing.outcomes(period).select_related("reckoning").defer("explanation").order_by("number")


def _now(period: Period) -> QuerySet[models.Outcome]:
    """What a closed period would come to by now, while that is something else."""
    return standing.outcomes_now(period).select_related("reckoning").defer("explanation")


def _reckoning(row: models.Reckoning) -> Reckoning:
    return Reckoning(
        period=Period(row.start, Grain(row.grain)),
        edition=row.edition,
        manifest=row.manifest,
        engine=row.engine,
        distributions=tuple(row.distributions),
        by=row.by,
        at=timezone.localtime(row.at),
        signature=row.signature,
        closed_by=row.closed_by,
        closed_at=timezone.localtime(row.closed_at) if row.closed_at else None,
    )


def _outcome(row: models.Outcome) -> Outcome:
    return Outcome(
        number=row.number,
        name=row.name,
        unit=row.unit,
        position=row.position,
        period=Period(row.reckoning.start, Grain(row.reckoning.grain)),
        points=_number(row.points),
        grade=row.grade,
        bonus=_number(row.bonus),
        pending=frozenset(row.pending),
        provisional=row.provisional,
        summary=row.summary,
    )


@lru_cache
def _parts(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


@lru_cache(maxsize=4096)
def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None
