"""Months put together for each person: sums and changes between the first text and each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from guiju.engines.impact.bounds import Bound, Verdict
from guiju.engines.impact.months import Got, Month
from guiju.engines.periods import Period

ZERO = Fraction(0)


class Way(StrEnum):
    """What becomes of somebody's money: more, less, the same, or not known as yet."""

    GAIN = "gain"
    LOSE = "lose"
    SAME = "same"
    OPEN = "open"  # something is pending under one of the texts


@dataclass(slots=True)
class Course:
    """One person over the months under every text, in their order."""

    number: str
    sides: tuple[list[Got], ...]

    def bonus(self, side: int) -> Fraction:
        """All money that is known, in yuan."""
        return sum((one.bonus for one in self.sides[side] if one.bonus is not None), ZERO)

    def pending(self, side: int) -> int:
        """How many periods have something pending."""
        return sum(bool(one.pending) for one in self.sides[side])

    def points(self, side: int) -> Fraction | None:
        """The mean of the months' points that are known; ``None`` when none is."""
        known = [one.points for one in self.sides[side] if one.points is not None]
        return sum(known, ZERO) / len(known) if known else None

    def way(self, side: int = 1) -> Way:
        """How the money differs from the first text; what no rule gives counts as nothing."""
        pairs = self.pairs(side)
        if any("bonus" in one.pending for pair in pairs for one in pair if one is not None):
            return Way.OPEN
        difference = self.bonus(side) - self.bonus(0)
        return Way.SAME if not difference else Way.GAIN if difference > 0 else Way.LOSE

    def differs(self, side: int = 1) -> bool:
        """Whether points, grade or money of any period differ from the first text."""
        return any(_what(before) != _what(after) for before, after in self.pairs(side))

    def pairs(self, side: int = 1) -> list[tuple[Got | None, Got | None]]:
        """Each period under the first text and another, oldest first."""
        first, other = ({one.period: one for one in self.sides[at]} for at in (0, side))
        spans = sorted(first.keys() | other.keys(), key=lambda one: (one.end, one.start))
        return [(first.get(span), other.get(span)) for span in spans]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a month costs under each text: money paid for periods that end in it, in yuan; and who is pending."""

    period: Period
    costs: tuple[Fraction, ...]
    pending: tuple[int, ...]
    broken: tuple[int, ...]


@dataclass(slots=True)
class Told:
    """Everything that the months came to so far."""

    sides: int
    people: dict[str, Course] = field(default_factory=dict)
    costs: list[Cost] = field(default_factory=list)
    broken: list[dict[tuple[str, str, str], list[Period]]] = field(default_factory=list)  # per text
    clauses: dict[tuple[str, str, str], str] = field(default_factory=dict)
    lacks: list[dict[tuple[str, str], int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.broken = [{} for _ in range(self.sides)]
        self.lacks = [{} for _ in range(self.sides)]

    def take(self, month: Month) -> None:
        """Put another month to those before."""
        for at, side in enumerate(month.sides):
            for number, got in side.got.items():
                self.people.setdefault(number, _course(number, self.sides)).sides[at].extend(got)
            for lack in side.lacks:
                self.lacks[at][lack] = self.lacks[at].get(lack, 0) + 1
            self._bounds(at, month.period, side.bounds)
        sides = month.sides
        self.costs.append(
            Cost(
                month.period,
                tuple(_cost(side.got.values()) for side in sides),
                tuple(sum(any(one.pending for one in got) for got in side.got.values()) for side in sides),
                tuple(sum(one.verdict is Verdict.BROKEN for one in side.bounds) for side in sides),
            )
        )

    def _bounds(self, at: int, period: Period, found: Iterable[Bound]) -> None:
        for one in found:
            if one.verdict is Verdict.BROKEN:
                key = (one.kind, one.name, one.unit)
                self.broken[at].setdefault(key, []).append(period)
                self.clauses[key] = one.clause

    def cost(self, side: int) -> Fraction:
        """The money of all months under one text, in yuan."""
        return sum((month.costs[side] for month in self.costs), ZERO)

    def count(self, way: Way, side: int = 1) -> int:
        """How many people it goes one way for."""
        return sum(one.way(side) is way for one in self.people.values())


def _course(number: str, sides: int) -> Course:
    return Course(number, tuple([] for _ in range(sides)))


def _cost(people: Iterable[Sequence[Got]]) -> Fraction:
    return sum((one.bonus for got in people for one in got if one.bonus is not None), ZERO)


def _what(one: Got | None) -> tuple[object, ...] | None:
    return None if one is None else (one.points, one.grade, one.bonus, one.pending)
