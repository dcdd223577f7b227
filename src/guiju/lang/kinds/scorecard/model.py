"""计分卡: weighted sections of weighted items."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from guiju.lang.formula import Formula
from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, AFormula, Rule, Subject
from guiju.lang.kinds.choices import ItemScope, OnMissing, Period
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Item:
    """A metric or input in a section.

    ``weight`` is its share of the section (equal shares where the clause gives none); ``cap`` and ``floor`` bound its
    attainment and stand before those of the metric.
    """

    name: str
    kind: Literal["metric", "input"]
    weight: Fraction
    scope: ItemScope
    cap: Formula | None
    floor: Formula | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a scorecard; ``key`` is core, process, quantitative, qualitative, results or the folded own name."""

    key: str
    name: str
    weight: Fraction
    items: tuple[Item, ...]
    span: Span


class Scorecard(Rule):
    """How a unit's or a position's people are scored; ``cap`` and ``floor`` are points, ``round`` their decimals."""

    kind: ClassVar[str] = "scorecard"

    subject: Annotated[Subject, AS_READ, written.About(("department",))]
    period: Annotated[Period, written.Choice(Period)] = Period.MONTH
    sections: Annotated[tuple[Section, ...], AS_READ, written.Special("sections")]
    on_missing: Annotated[OnMissing, written.Choice(OnMissing)] = OnMissing.PENDING
    cap: Annotated[AFormula | None, written.Expression("score")] = None
    floor: Annotated[AFormula | None, written.Expression("score")] = None
    round: Annotated[int, written.Whole(0, 6)] = 2
