"""等级: bands of points, with shares of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.kinds.choices import Period, Within
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the points from which it is given, inclusive."""

    name: str
    lower: Fraction
    span: Span


class Grade(Rule):
    """Points become a grade; ``shares`` bound how many people may have each, from ``from_people`` people on."""

    kind: ClassVar[str] = "grade"

    bands: Annotated[tuple[Band, ...], AS_READ, written.Special("bands")]
    shares: Annotated[Mapping[str, Fraction], AS_READ, written.Special("shares")] = {}
    from_people: Annotated[int, written.Whole(1)] = 5
    within: Annotated[Within, written.Choice(Within)] = Within.DEPARTMENT
    period: Annotated[Period, written.Choice(Period)] = Period.MONTH
