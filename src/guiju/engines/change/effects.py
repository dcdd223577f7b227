"""What moved a figure from one period to another, as exact amounts that add up to the difference.

A sum is split by its parts. A quotient is split by part into a rate effect, at the mean weight of both periods, and a
mix effect, at the mean rate against the mean whole (Bennet's midpoints): both are the same whichever period comes
first. A value of several factors is split by Shapley's value: the mean over all orders in which they may change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import factorial

MOST_FACTORS = 8  # 256 evaluations
HALF = Fraction(1, 2)
Share = tuple[Fraction, Fraction | None, Fraction]
"""A part's weight, its rate (``None`` over nothing), and what it brings to the whole."""


class Kind(StrEnum):
    """In which way something moved the figure."""

    PART = "part"  # a part of a sum grew or shrank
    RATE = "rate"  # the part itself became better or worse
    MIX = "mix"  # the part's weight changed
    VOLUME = "volume"  # there was more or less of everything
    FACTOR = "factor"  # one factor of a product, or one term of a formula
    REST = "rest"  # what the known parts leave over: rows of none, things counted twice, parts that are missing


@dataclass(frozen=True, slots=True)
class Effect:
    """How much of the difference one thing brings; ``key`` is empty for rows that belong to none and for the rest."""

    kind: Kind
    key: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after, with effects that add up to the difference; ``missing`` names parts without value."""

    before: Fraction
    after: Fraction
    effects: tuple[Effect, ...]
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Fraction:
        """By how much the figure changed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure of one period and its parts; a part is ``None`` while its value is missing."""

    value: Fraction
    parts: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient of one period: its two sides, and those of its parts, ``None`` while one of them is missing."""

    above: Fraction
    below: Fraction
    parts: Mapping[str, tuple[Fraction, Fraction] | None]

    @property
    def value(self) -> Fraction:
        """The quotient."""
        return self.above / self.below


def by_parts(before: Whole, after: Whole) -> Change:
    """A sum by its parts; what has no row in a period counts as nothing there, what is missing goes to the rest."""
    keys = _keys(before.parts, after.parts)
    missing = tuple(key for key in keys if _lacks(before.parts, key) or _lacks(after.parts, key))
    effects = [
        Effect(Kind.PART, key, (after.parts.get(key) or Fraction(0)) - (before.parts.get(key) or Fraction(0)))
        for key in keys
        if key not in missing
    ]
    return _closed(before.value, after.value, effects, missing)


def by_ratio(before: Ratio, after: Ratio) -> Change:
    """A quotient by the weight and the rate of its parts; ``ZeroDivisionError`` when a whole stands over nothing."""
    keys = _keys(before.parts, after.parts)
    missing = tuple(key for key in keys if _lacks(before.parts, key) or _lacks(after.parts, key))
    mean = (before.value + after.value) * HALF
    effects: list[Effect] = []
    for key in keys:
        if key not in missing:
            mix, rate = _mix_and_rate(_share(before, key), _share(after, key), mean)
            effects += [Effect(Kind.RATE, key, rate), Effect(Kind.MIX, key, mix)]
    return _closed(before.value, after.value, effects, missing)


def by_volume(before: Ratio, after: Ratio) -> Change:
    """A sum that is so many times a rate (sales = orders × sales of an order): volume, then mix and rate by part."""
    inner = by_ratio(before, after)
    volume = (after.below - before.below) * (before.value + after.value) * HALF
    times = (before.below + after.below) * HALF
    effects = [Effect(one.kind, one.key, one.amount * times) for one in inner.effects]
    whole = [Effect(Kind.VOLUME, "", volume), *effects]
    return Change(before.above, after.above, tuple(whole), inner.missing)


def by_factors(
    worth: Callable[[Mapping[str, Fraction]], Fraction], before: Mapping[str, Fraction], after: Mapping[str, Fraction]
) -> Change:
    """A value of named factors by Shapley's value: what each brings on average over all orders of changing.

    ``worth`` may raise ``ZeroDivisionError``, which goes through. ``ValueError`` for more than ``MOST_FACTORS``.
    """
    names = sorted(before)
    if len(names) > MOST_FACTORS or set(before) != set(after):
        raise ValueError("factors of both periods, and not too many")
    known = {some: worth({**before, **{name: after[name] for name in some}}) for some in _subsets(names)}
    effects = [Effect(Kind.FACTOR, name, _shapley(name, names, known)) for name in names]
    return Change(known[frozenset()], known[frozenset(names)], tuple(effects))


def _shapley(name: str, names: Sequence[str], known: Mapping[frozenset[str], Fraction]) -> Fraction:
    others = [one for one in names if one != name]
    total = Fraction(0)
    for some in _subsets(others):
        weight = Fraction(factorial(len(some)) * factorial(len(others) - len(some)), factorial(len(names)))
        total += weight * (known[some | {name}] - known[some])
    return total


def _subsets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    for count in range(len(names) + 1):
        yield from map(frozenset, combinations(names, count))


def _share(whole: Ratio, key: str) -> Share:
    above, below = whole.parts.get(key) or (Fraction(0), Fraction(0))
    return below / whole.below, above / below if below else None, above / whole.below


def _mix_and_rate(
    before: tuple[Fraction, Fraction | None, Fraction],
    after: tuple[Fraction, Fraction | None, Fraction],
    mean: Fraction,
) -> tuple[Fraction, Fraction]:
    """A part that is new or gone has no rate to compare: all that it brings is mix."""
    (weight, rate, brings), (weight2, rate2, brings2) = before, after
    moved = Fraction(0) if rate is None or rate2 is None else (weight + weight2) * HALF * (rate2 - rate)
    return brings2 - brings - (weight2 - weight) * mean - moved, moved


def _closed(before: Fraction, after: Fraction, effects: list[Effect], missing: tuple[str, ...]) -> Change:
    rest = after - before - sum((one.amount for one in effects), Fraction(0))
    return Change(before, after, (*effects, *([Effect(Kind.REST, "", rest)] if rest else [])), missing)


def _keys(*parts: Iterable[str]) -> list[str]:
    return sorted({key for some in parts for key in some})


def _lacks(parts: Mapping[str, object], key: str) -> bool:
    """Whether a part is there without a value; one that is not there has no rows."""
    return key in parts and parts[key] is None
