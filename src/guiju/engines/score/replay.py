"""What a changed regulation would have done: the same people, period and figures, judged by both versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from guiju.engines.periods import Period
from guiju.engines.score.outcome import Outcome, Result, outcomes
from guiju.engines.score.person import Person
from guiju.engines.score.source import Source
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing


@dataclass(frozen=True, slots=True)
class Effect:
    """One person under both versions."""

    person: Person
    before: Outcome
    after: Outcome

    @property
    def points(self) -> Fraction | None:
        """How the points change; ``None`` while either is pending or not given."""
        return _change(self.before.points, self.after.points)

    @property
    def bonus(self) -> Fraction | None:
        """How the money changes, in yuan; what no rule gives counts as nothing, what is pending has no change."""
        before, after = (Fraction(0) if one.bonus is None else one.bonus for one in (self.before, self.after))
        return _change(before, after)

    @property
    def differs(self) -> bool:
        """Whether points, grade or money differ."""
        before, after = ((one.points, one.grade, one.bonus) for one in (self.before, self.after))
        return before != after


@dataclass(frozen=True, slots=True)
class Replay:
    """A period under two versions; the totals sum what is known under each, in yuan."""

    period: Period
    effects: tuple[Effect, ...]
    before: Fraction
    after: Fraction
    pending_before: int
    pending_after: int

    @property
    def gain(self) -> tuple[Effect, ...]:
        """Who gets more money."""
        return tuple(one for one in self.effects if (one.bonus or 0) > 0)

    @property
    def lose(self) -> tuple[Effect, ...]:
        """Who gets less money."""
        return tuple(one for one in self.effects if (one.bonus or 0) < 0)


def replay(
    before: Regulation,
    after: Regulation,
    people: Sequence[Person],
    period: Period,
    source: Source,
    source_after: Source | None = None,
) -> Replay:
    """Judge a period by both versions; ``source_after`` measures the changed metrics where they are not the same."""
    old = outcomes(before, people, period, source)
    new = outcomes(after, people, period, source_after or source)
    return compare(old, new)


def compare(old: Result, new: Result) -> Replay:
    """Two results of the same people and period, side by side."""
    pairs = ((one, new.of(one.person.id)) for one in old.outcomes)
    return Replay(
        period=new.period,
        effects=tuple(Effect(one.person, one, other) for one, other in pairs if other is not None),
        before=_sum(old),
        after=_sum(new),
        pending_before=sum(one.pending for one in old.outcomes),
        pending_after=sum(one.pending for one in new.outcomes),
    )


def _sum(result: Result) -> Fraction:
    known = (one.bonus for one in result.outcomes)
    return sum((amount for amount in known if isinstance(amount, Fraction)), Fraction(0))


def _change(before: Fraction | Missing | None, after: Fraction | Missing | None) -> Fraction | None:
    return after - before if isinstance(before, Fraction) and isinstance(after, Fraction) else None
