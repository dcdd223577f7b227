"""Whom an amendment touches: last month's points and bonuses of everybody, before and after."""

from dataclasses import dataclass
from fractions import Fraction

from guiju.apps import clock
from guiju.apps.appraisal import queries
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats


@dataclass(frozen=True, slots=True)
class Touched:
    """One person's month under both texts; ``None`` where a figure is missing."""

    name: str
    unit: str
    points: Fraction | None
    points_then: Fraction | None
    bonus: Fraction | None
    bonus_then: Fraction | None
    difference: Fraction | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Everybody whom the change touches, how many it does not, and what it would have cost in all, in yuan."""

    period: str
    people: tuple[Touched, ...]
    unchanged: int
    cost: Fraction


def effect(after: Regulation) -> Effect | None:
    """Judge last month by the amended text as well; ``None`` when nobody was scored."""
    month = periods.containing(clock.today(), Grain.MONTH).previous()
    replayed = queries.effect(after, month)
    if replayed is None or not replayed.effects:
        return None
    touched = [one for one in replayed.effects if one.differs]
    people = tuple(
        Touched(
            name=one.person.name,
            unit=one.before.placement.unit,
            points=_known(one.before.points),
            points_then=_known(one.after.points),
            bonus=_known(one.before.bonus),
            bonus_then=_known(one.after.bonus),
            difference=one.bonus,
        )
        for one in touched
    )
    label = month.label("en" if formats.english() else "zh")
    cost = sum((one.bonus for one in touched if one.bonus is not None), Fraction(0))
    return Effect(label, people, len(replayed.effects) - len(touched), cost)


def _known(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None
