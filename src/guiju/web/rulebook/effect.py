"""Whom an amendment touches: last month's points and bonuses of everybody, before and after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from guiju.apps import clock
from guiju.apps.appraisal import actions, queries
from guiju.apps.appraisal.values import Lack, Tried
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import rules
from guiju.apps.rulebook.values import Change
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.engines.score.replay import Effect as Replayed
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats

SLOW = timedelta(minutes=1)  # after that a page says that the worker may not be running


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
    """Whom the change touches, of those whom the reader may see; ``hidden`` counts the others.

    ``unchanged`` is how many it leaves alone; ``cost`` what it would have cost in all, in yuan, ``None`` for who may
    not see everybody's money. ``lack`` says why nothing is shown yet: the amended text asks for figures that have to
    be measured first.
    """

    period: str
    people: tuple[Touched, ...]
    unchanged: int
    hidden: int
    cost: Fraction | None
    lack: str = ""
    slow: bool = False


def effect(after: Regulation, actor: Actor) -> Effect | None:
    """Judge last month by the amended text as well; ``None`` when nobody was scored.

    Who may draft need not be allowed to see what others earn: points and money show only where the reader may see them.
    """
    tried = queries.effect(after, _month())
    if tried is None or not tried.replay.effects:
        return None
    month = tried.replay.period
    label = month.label("en" if formats.english() else "zh")
    if tried.lack is not Lack.NOTHING:
        slow = tried.since is not None and clock.now() - tried.since > SLOW
        return Effect(label, (), 0, 0, None, tried.lack.value, slow)
    return _seen(tried, label, actor)


def measure(after: Regulation, actor: Actor, base: str, changes: Sequence[Change]) -> None:
    """Have the worker measure what the amended text asks of last month, when no figure tells yet."""
    tried = queries.effect(after, _month())
    if tried is not None and tried.lack is not Lack.NOTHING:
        actions.measure_amendment(actor=actor, amended=after, base=base, changes=changes, period=_month())


def _month() -> Period:
    return periods.containing(clock.today(), Grain.MONTH).previous()


def _seen(tried: Tried, label: str, actor: Actor) -> Effect:
    touched = [one for one in tried.replay.effects if one.differs]
    day = tried.replay.period.end
    scored = rules.numbers_within(actor, Action.VIEW, Thing.APPRAISAL, day=day)
    paid = rules.numbers_within(actor, Action.VIEW, Thing.BONUSES, day=day)
    shown = [_touched(one, scored, paid) for one in touched]
    people = tuple(one for one in shown if one is not None)
    cost = sum((one.bonus for one in touched if one.bonus is not None), Fraction(0)) if paid is None else None
    return Effect(label, people, len(tried.replay.effects) - len(touched), len(shown) - len(people), cost)


def _touched(one: Replayed, scored: Collection[str] | None, paid: Collection[str] | None) -> Touched | None:
    """One person's month, as far as it may be seen; ``None`` when nothing of it may."""
    points, money = (seen is None or one.person.id in seen for seen in (scored, paid))
    if not points and not money:
        return None
    return Touched(
        name=one.person.name,
        unit=one.before.placement.unit,
        points=_known(one.before.points) if points else None,
        points_then=_known(one.after.points) if points else None,
        bonus=_known(one.before.bonus) if money else None,
        bonus_then=_known(one.after.bonus) if money else None,
        difference=one.bonus if money else None,
    )


def _known(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None
