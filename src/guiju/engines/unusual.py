"""Days that are far from what a series' own past leads to expect: proposals to look, never more.

The series is parted into trend, week and rest (STL, robust, of statsmodels); a day is odd when its rest is many robust
standard deviations wide. Estimates in floats: nothing here reaches pay. A day without a value is filled for the fit
alone, is never odd, and never counts as nought. Loads statsmodels, which takes seconds: for the worker.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, inf, log
from statistics import median

WEEK = 7
LEAST = 5 * WEEK  # known days without which nothing can be said
SHARE = 0.7  # of all days that must be known
FAR = 6.0  # robust standard deviations from which a day is odd
MOVED = 0.3  # and by how much of the expectation at least: a very even series is not odd for a hair
USUAL = 3.0  # standard deviations of the expected range
NORMAL = 1.4826  # turns a median of deviations into a standard deviation
SLOW = 29  # days over which the trend is drawn, so that a promotion of a week does not become the trend
STEADY = 35  # weeks over which a weekday is learnt, so that one promotion does not become the weekday
FLOOR = 0.02  # of the level: no series is evener than that

Series = Sequence[tuple[date, float | None]]
"""Every day in order without gaps; ``None`` where the value is missing."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Days in a row on the same side of what was expected; the figures are those of the farthest day."""

    start: date
    end: date
    peak: date
    value: float
    expected: float
    low: float
    high: float
    score: float


def enough(series: Series) -> bool:
    """Whether there is enough of a series to say anything."""
    known = sum(value is not None for _, value in series)
    return known >= LEAST and known >= SHARE * len(series)


def odd(series: Series, *, since: date, told: Collection[date] = ()) -> list[Odd]:
    """The odd days from ``since`` on; days in ``told`` have a known cause: what is expected is learnt without them."""
    told = frozenset(told)
    if (
        not enough(series)
        or all(value is None or day in told for day, value in series)
        or len({value for _, value in series}) == 1
    ):
        return []
    raised = all(value is None or value > 0 for _, value in series)
    known = [None if value is None else log(value) if raised else value for _, value in series]
    expected = _expected(_filled([None if day in told else one for (day, _), one in zip(series, known, strict=True)]))
    rests = [None if one is None else one - two for one, two in zip(known, expected, strict=True)]
    plain = [abs(rest) for (day, _), rest in zip(series, rests, strict=True) if rest is not None and day not in told]
    level = 1.0 if raised else median(abs(one) for one in known if one is not None)
    scale = max(NORMAL * median(plain), FLOOR * level) if plain else 0.0
    if not scale:
        return []
    found: list[Odd] = []
    for (day, value), rest, mean in zip(series, rests, expected, strict=True):
        if value is None or rest is None or day < since:
            continue
        one = _odd(day, value, rest / scale, mean, scale, raised=raised)
        if one is not None:
            _join(found, one)
    least = 0.0 if all(value is None or value >= 0 for _, value in series) else -inf
    return [replace(one, low=max(one.low, least), expected=max(one.expected, least)) for one in found]


def _expected(filled: Sequence[float]) -> list[float]:
    from statsmodels.tsa.seasonal import STL  # heavy, for the worker alone

    fit = STL(filled, period=WEEK, seasonal=STEADY, trend=SLOW, robust=True).fit(inner_iter=1, outer_iter=6)
    return [float(trend + week) for trend, week in zip(fit.trend, fit.seasonal, strict=True)]


def _filled(known: Sequence[float | None]) -> list[float]:
    """The series with the usual value of the same weekday in place of each missing one."""
    whole = median(value for value in known if value is not None)
    found: list[float] = []
    for at, value in enumerate(known):
        if value is not None:
            found.append(value)
            continue
        near = [known[other] for other in range(at % WEEK, len(known), WEEK) if abs(other - at) <= 4 * WEEK]
        there = [one for one in near if one is not None]
        found.append(median(there) if there else whole)
    return found


def _odd(day: date, value: float, score: float, mean: float, scale: float, *, raised: bool) -> Odd | None:
    def real(number: float) -> float:
        return exp(number) if raised else number

    expected = real(mean)
    if abs(score) < FAR or abs(value - expected) < MOVED * abs(expected):
        return None
    low, high = real(mean - USUAL * scale), real(mean + USUAL * scale)
    return Odd(day, day, day, value, expected, low, high, score)


def _join(found: list[Odd], one: Odd) -> None:
    """Set a day to the one before it when both lie on the same side."""
    last = found[-1] if found else None
    if last is None or last.end != one.start - timedelta(days=1) or (last.score > 0) != (one.score > 0):
        found.append(one)
        return
    far = one if abs(one.score) > abs(last.score) else last
    found[-1] = Odd(last.start, one.end, far.peak, far.value, far.expected, far.low, far.high, far.score)
