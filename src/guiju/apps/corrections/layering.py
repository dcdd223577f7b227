"""A correction of the table as one of the lake, and the layer that it would make."""

from collections.abc import Sequence
from datetime import date

from guiju.apps.corrections import models, reading
from guiju.apps.rulebook import compiled
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.conditions import compiled as as_sql
from guiju.facts import lake
from guiju.facts.lake import Correction, CorrectionKind
from guiju.facts.lake.correction import amended as with_and_without

Kind = models.Correction.Kind


def compile_condition(row: models.Correction) -> str:
    """The condition of a correction as SQL. Loads Ibis: for the worker; ``InexactError`` where SQL cannot say it."""
    if not row.condition:
        return ""
    schema, known = compiled.schemas()[row.fact], catalogue(compiled.schemas())
    return as_sql(reading.condition(schema, row.condition), known.facts[row.fact], known)


def correction(row: models.Correction) -> Correction:
    """A correction of rows, not an undoing, as the lake keeps it."""
    days = [date.fromisoformat(day) for day in row.effect.get("reach") or ()]
    return Correction(
        id=str(row.pk),
        fact=row.fact,
        kind=CorrectionKind(row.kind),
        keys=tuple(tuple(key) for key in row.keys),
        condition=row.condition,
        sql=row.sql,
        start=row.start,
        end=row.end,
        values=dict(row.values),
        person=row.person,
        along=tuple(row.along),
        reach=(days[0], days[1]) if days else None,
    )


def subject(row: models.Correction) -> Correction:
    """What names the rows that a correction is about: of an undoing, the correction that it undoes."""
    return correction(row.replaces if row.kind == Kind.UNDO and row.replaces else row)


def added(row: models.Correction) -> list[Correction]:
    """What comes into the layer."""
    return [] if row.kind == Kind.UNDO else [correction(row)]


def removed(row: models.Correction) -> list[str]:
    """What leaves the layer."""
    return [str(row.replaces_id)] if row.replaces_id else []


def amended(row: models.Correction, layer: Sequence[lake.Correction]) -> tuple[Correction, ...]:
    """The layer once the correction holds."""
    return with_and_without(layer, add=added(row), remove=removed(row))
