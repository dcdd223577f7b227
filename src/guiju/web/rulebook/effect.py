"""Whom an amendment touches: last month's points and bonuses of everybody, before and after."""

from dataclasses import dataclass
from fractions import Fraction

from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Touched:
    """One person's month under both texts; ``None`` where a figure is missing."""

    name: str
    unit: str
    points: Fraction | None
    points_then: Fraction | None
    bonus: Fraction | None
    bonus_then: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """What the person would have got more, in yuan."""
        return None if self.bonus is None or self.bonus_then is None else self.bonus_then - self.bonus


@dataclass(frozen=True, slots=True)
class Effect:
    """Everybody whom the change touches, and what it would have cost in all."""

    period: str
    people: tuple[Touched, ...]
    unchanged: int
    cost: Fraction


def effect(_before: Regulation, _after: Regulation) -> Effect | None:
    """Replay last month under both texts; ``None`` when nobody was scored."""
    return None
