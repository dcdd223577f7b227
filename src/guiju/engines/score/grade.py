"""Grades: the band that points fall into, and how many people the shares let into each."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.engines.score.split import apportion
from guiju.lang.kinds import Grade
from guiju.lang.kinds.grade.model import Band
from guiju.lang.values import Missing, Why


@dataclass(frozen=True, slots=True)
class Graded:
    """One person's grade under one rule.

    ``band`` is what the points earn; ``ranked`` the best that the shares leave at this rank, ``None`` when no
    distribution applies. ``grade`` is the lower of the two: shares bound how many may have a grade, they lift nobody.
    """

    rule: str
    band: str | Missing
    ranked: str | None = None
    rank: int | None = None  # 1 is the best; equal points share a rank
    grade: str | Missing = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a grade rule spread one group of people.

    ``base`` counts those with points; ``places`` holds the whole people that each grade's share comes to, empty when
    the base is under the rule's ``from_people`` or the rule has no shares.
    """

    rule: str
    group: str
    base: int
    pending: int
    places: Mapping[str, int]
    graded: Mapping[str, Graded]

    def count(self, grade: str) -> int:
        """How many people have a grade."""
        return sum(1 for one in self.graded.values() if one.grade == grade)


def ladder(rule: Grade) -> tuple[Band, ...]:
    """The bands from the best down."""
    return tuple(sorted(rule.bands, key=lambda one: one.lower, reverse=True))


def band(rule: Grade, points: Fraction) -> str | Missing:
    """The grade whose band holds ``points``; a last band from 0 also holds what is below 0."""
    bands = ladder(rule)
    for one in bands:
        if points >= one.lower:
            return one.name
    last = bands[-1]
    return last.name if last.lower == 0 else Missing.because(Why.NO_RULE, rule.name, str(points))


def places(rule: Grade, people: int) -> dict[str, int]:
    """How many of ``people`` each grade may take, by largest remainder, the better grade first among equals.

    What the shares leave of the whole goes to the best grade without a share, or to the last one.
    """
    names = [one.name for one in ladder(rule)]
    shares = {name: rule.shares.get(name, Fraction(0)) for name in names}
    rest = next((name for name in names if name not in rule.shares), names[-1])
    shares[rest] += 1 - sum(shares.values())
    return dict(zip(names, apportion(people, [shares[name] * people for name in names]), strict=True))


def distribute(rule: Grade, points: Mapping[str, Fraction | Missing], group: str = "") -> Distribution:
    """Grade a group of people, known by ids, by bands and, from ``from_people`` people on, by shares.

    Equal points are never parted: at the edge of a share they go up together and the next grade has fewer places.
    People without points are outside the base and have a missing grade.
    """
    known = sorted(-value for value in points.values() if isinstance(value, Fraction))
    bound = bool(rule.shares) and len(known) >= rule.from_people
    room = places(rule, len(known)) if bound else {}
    graded = {}
    for who, value in points.items():
        if isinstance(value, Missing):
            graded[who] = Graded(rule.name, value, grade=value)
            continue
        graded[who] = _graded(rule, value, bisect_left(known, -value), room)
    return Distribution(rule.name, group, len(known), len(points) - len(known), room, graded)


def next_band(rule: Grade, points: Fraction) -> tuple[str, Fraction] | None:
    """The next better grade and the points from which it is given; ``None`` at the top."""
    better = [one for one in ladder(rule) if one.lower > points]
    return (better[-1].name, better[-1].lower) if better else None


def _graded(rule: Grade, points: Fraction, better: int, room: Mapping[str, int]) -> Graded:
    earned = band(rule, points)
    if not room or isinstance(earned, Missing):
        return Graded(rule.name, earned, rank=better + 1, grade=earned)
    ranked = _at_rank(room, better)
    order = list(room)
    return Graded(rule.name, earned, ranked, better + 1, max(earned, ranked, key=order.index))


def _at_rank(room: Mapping[str, int], better: int) -> str:
    filled = 0
    for name, count in room.items():
        filled += count
        if better < filled:
            return name
    raise AssertionError("the places of all grades sum to the people")
