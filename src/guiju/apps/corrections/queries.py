"""Reading corrections: the list, one with its life and effect, those behind a figure."""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from guiju.apps.corrections import errands, models
from guiju.apps.corrections.values import (
    Change,
    Did,
    Effect,
    Entry,
    Kind,
    Measuring,
    PersonChange,
    Sheet,
    Stage,
    Total,
)

of_work = errands.of_work


def listed(
    *,
    stages: Collection[str] = (),
    fact: str = "",
    ids: Collection[int] = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[Sheet]:
    """Corrections, the newest first."""
    found = _found(stages, fact, ids)
    return [_sheet(row) for row in (found[offset : offset + limit] if limit else found)]


def count(*, stages: Collection[str] = (), fact: str = "", ids: Collection[int] = ()) -> int:
    """How many there are."""
    return _found(stages, fact, ids).count()


def by_stage() -> dict[str, int]:
    """How many stand where."""
    rows = models.Correction.objects.order_by().values_list("stage").annotate(number=Count("pk"))
    return dict(rows)


def facts() -> list[str]:
    """The English names of the facts that have corrections."""
    return sorted(set(models.Correction.objects.order_by().values_list("fact", flat=True)))


def one(correction_id: int) -> Sheet | None:
    """A correction by its number."""
    row = models.Correction.objects.filter(pk=correction_id).first()
    return _sheet(row) if row else None


def row(correction_id: int) -> models.Correction | None:
    """The row itself, for ``rules``."""
    return models.Correction.objects.filter(pk=correction_id).first()


def life(correction_id: int) -> list[Entry]:
    """What was done to it, in order."""
    found = models.Step.objects.filter(correction=correction_id)
    return [Entry(Did(step.did), timezone.localtime(step.at), step.who, step.said) for step in found]


def chain(correction_id: int) -> list[tuple[int, Kind, Stage]]:
    """All corrections of the same chain, the oldest first: each comes in the place of the one before, or undoes it."""
    known: dict[int, tuple[int | None, str, str]] = {}
    at: int | None = correction_id
    while at is not None and at not in known:
        found = models.Correction.objects.filter(pk=at).values_list("replaces_id", "kind", "stage").first()
        if found is None:
            break
        known[at] = found
        at = found[0]
    waiting = list(known)
    while waiting:
        after = models.Correction.objects.filter(replaces__in=waiting).exclude(pk__in=known)
        waiting = []
        for pk, before, kind, stage in after.values_list("pk", "replaces_id", "kind", "stage"):
            known[pk] = (before, kind, stage)
            waiting.append(pk)
    return [(pk, Kind(kind), Stage(stage)) for pk, (_, kind, stage) in sorted(known.items())]


def effect(sheet: Sheet) -> Effect | None:
    """What a correction would change, or did when it was approved; ``None`` while it is not measured."""
    raw = sheet.effect
    if not raw:
        return None
    days = raw["reach"]
    return Effect(
        rows=raw["rows"],
        total=raw["total"],
        reach=(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None,
        columns=tuple(raw["columns"]),
        before=tuple(tuple(cells) for cells in raw["before"]),
        after=tuple(None if cells is None else tuple(cells) for cells in raw["after"]),
        figures=tuple(_change(plain) for plain in raw["figures"]),
        more=raw["more"],
        people=tuple(_person(plain) for plain in raw["people"]),
        totals=tuple(
            Total(
                plain["grain"],
                date.fromisoformat(plain["start"]),
                Fraction(plain["before"]),
                Fraction(plain["after"]),
                plain["closed"],
            )
            for plain in raw["totals"]
        ),
        along=tuple(raw.get("along", {}).items()),
    )


def _found(stages: Collection[str], fact: str, ids: Collection[int]) -> QuerySet[models.Correction]:
    found = models.Correction.objects.order_by("-id")
    found = found.filter(stage__in=stages) if stages else found
    found = found.filter(pk__in=ids) if ids else found
    return found.filter(fact=fact) if fact else found


def _sheet(row: models.Correction) -> Sheet:
    return Sheet(
        id=row.pk,
        version=row.version,
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        fact=row.fact,
        keys=tuple(tuple(key) for key in row.keys),
        condition=row.condition,
        start=row.start,
        end=row.end,
        values=row.values,
        person=row.person,
        reason=row.reason,
        by=row.by,
        number=row.number,
        made=timezone.localtime(row.made),
        decided_by=row.decided_by,
        decided=timezone.localtime(row.decided) if row.decided else None,
        measuring=Measuring(row.measuring),
        measured=timezone.localtime(row.measured) if row.measured else None,
        replaces=row.replaces_id,
        effect=row.effect,
        along=tuple(row.along),
    )


def _change(plain: Mapping[str, Any]) -> Change:  # Any: JSON of effects
    return Change(
        plain["metric"],
        plain["unit"],
        date.fromisoformat(plain["month"]),
        plain["dim"],
        plain["key"],
        _number(plain["before"]),
        _number(plain["after"]),
    )


def _person(plain: Mapping[str, Any]) -> PersonChange:  # Any: JSON of effects
    points, bonus = (tuple(_number(value) for value in plain[name]) for name in ("points", "bonus"))
    return PersonChange(
        number=plain["number"],
        name=plain["name"],
        grain=plain["grain"],
        start=date.fromisoformat(plain["start"]),
        points=(points[0], points[1]),
        grade=(plain["grade"][0], plain["grade"][1]),
        bonus=(bonus[0], bonus[1]),
        gives=(plain["gives"][0], plain["gives"][1]),
    )


def _number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None
