"""Corrections and their effects as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from guiju.apps.corrections.models import Correction, Step

Kind = Correction.Kind
Stage = Correction.Stage
Measuring = Correction.Measuring
Did = Step.Did
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes: rows by ``keys`` or by ``condition`` and days, and what becomes of them.

    ``fact``, the columns of ``values`` and the facts ``along``, whose rows are excluded with those that their keys lead
    to, may be Chinese or English names; a value is text, ``None`` empties the cell.
    ``record`` is the record because of which it is written, such as an appeal.
    """

    kind: str
    fact: str
    reason: str
    keys: tuple[Key, ...] = ()
    condition: str = ""
    start: date | None = None
    end: date | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    person: str = ""
    along: tuple[str, ...] = ()
    replaces: int | None = None
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; ``None`` is missing. ``dim`` is ``none`` for the whole department."""

    metric: str
    unit: str
    month: date
    dim: str
    key: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody's period before and after; texts are empty for what no rule gives, ``None`` for what is pending."""

    number: str
    name: str
    grain: str
    start: date
    points: tuple[Fraction | None, Fraction | None]
    grade: tuple[str | None, str | None]
    bonus: tuple[Fraction | None, Fraction | None]
    gives: tuple[bool, bool]  # whether any rule gives them points, and money


@dataclass(frozen=True, slots=True)
class Total:
    """The money of everybody in a period before and after, and whether the period was over and worked out already."""

    grain: str
    start: date
    before: Fraction
    after: Fraction
    closed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What a correction would change; ``more`` counts figures that differ and are not listed.

    ``along`` counts the rows of other facts that go with those that are met.
    """

    rows: int
    total: int
    reach: tuple[date, date] | None
    columns: tuple[str, ...]
    before: tuple[tuple[str | None, ...], ...]
    after: tuple[tuple[str | None, ...] | None, ...]
    figures: tuple[Change, ...]
    more: int
    people: tuple[PersonChange, ...]
    totals: tuple[Total, ...]
    along: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of a life."""

    did: Step.Did
    at: datetime
    who: str
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One 更正单. ``replaces`` and ``followed_by`` are the numbers of those before and after it in its chain."""

    id: int
    version: int
    kind: Correction.Kind
    stage: Correction.Stage
    fact: str
    keys: tuple[Key, ...]
    condition: str
    start: date | None
    end: date | None
    values: Mapping[str, str | None]
    person: str
    reason: str
    by: str
    number: str
    made: datetime
    decided_by: str
    decided: datetime | None
    measuring: Correction.Measuring
    measured: datetime | None
    replaces: int | None
    effect: Mapping[str, Any]  # Any: JSON, see effects
    along: tuple[str, ...] = ()

    @property
    def rows(self) -> int | None:
        """How many rows it meets, once they were counted."""
        return self.effect.get("rows")
