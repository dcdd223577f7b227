"""Reading outcomes: of one person, of everybody, over time; and what an amendment would have changed."""

import json
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache
from typing import cast

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from guiju.apps.appraisal import models, trials
from guiju.apps.appraisal.values import Lack, Line, Outcome, Plain, Reckoning, Tried
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period
from guiju.lang import Regulation


def reckoning(period: Period) -> Reckoning | None:
    """How a period was worked out under the edition in force at its end; ``None`` while it was not."""
    edition = rulebook.edition_at(period.end)
    row = models.Reckoning.objects.filter(edition=edition, grain=period.grain, start=period.start).first()
    return _reckoning(row) if row else None


def outcome(number: str, period: Period) -> Outcome | None:
    """What a period came to for one person; ``None`` while it was not worked out, or they were not there."""
    row = _of(period).filter(number=number).first()
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


def explanation(number: str, period: Period) -> Plain | None:
    """The whole tree behind one person's outcome, as ``engines.score.node.plain`` writes it."""
    found = _of(period).filter(number=number).values_list("explanation", flat=True).first()
    return cast("Plain | None", found)


def history(number: str, last: Period, count: int) -> list[Outcome]:
    """The outcomes of one person in the ``count`` periods up to ``last``, oldest first; gaps are left out."""
    spans = [last.previous(back) for back in reversed(range(count))]
    rows = models.Outcome.objects.filter(number=number, reckoning__grain=last.grain)
    rows = rows.filter(reckoning__start__in=[span.start for span in spans])
    kept = {
        (row.reckoning.start, row.reckoning.edition): row
        for row in rows.select_related("reckoning").defer("explanation")
    }
    found = (kept.get((span.start, rulebook.edition_at(span.end))) for span in spans)
    return [_outcome(row) for row in found if row is not None]


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
    edition = rulebook.edition_at(period.end)
    found = models.Outcome.objects.filter(
        reckoning__edition=edition, reckoning__grain=period.grain, reckoning__start=period.start
    )
    return found.select_related("reckoning").defer("explanation").order_by("number")


def _reckoning(row: models.Reckoning) -> Reckoning:
    return Reckoning(
        period=Period(row.start, Grain(row.grain)),
        edition=row.edition,
        manifest=row.manifest,
        engine=row.engine,
        distributions=tuple(row.distributions),
        by=row.by,
        at=timezone.localtime(row.at),
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
