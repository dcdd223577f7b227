"""Which days of a period the lake covers, for each shop that was active on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guiju.engines.measure.sql import Fact
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.values import Reason, Why

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop whose files are expected from ``start`` to ``end``; no end means still, no start means always."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What can be said of a fact in a period: not at all for ``reasons``, or up to the day ``through``.

    ``provisional`` while the period still runs.
    """

    reasons: tuple[Reason, ...] = ()
    provisional: bool = False
    through: date | None = None


def seen_shops(view: View, facts: Collection[str]) -> tuple[Shop, ...]:
    """The shops of the lake, each from its first covered day of any of the facts on: for want of a roster."""
    found: list[Shop] = []
    for name in view.shops():
        starts = [first for fact in facts for first, _ in view.coverage(fact, name)]
        if starts:
            found.append(Shop(name, min(starts)))
    return tuple(found)


def covered(view: View, fact: Fact, shops: Sequence[Shop], period: Period, today: date) -> Covered:
    """Whether ``fact`` is covered for all shops on all their days of the period.

    A running period is provisional and needs only one covered day. A day is wanted of a shop while it is active; where
    no shop is expected at all, nothing is covered.
    """
    running = period.start <= today <= period.end
    lacking: list[Reason] = []
    last: date | None = None
    expected = False
    for shop in shops:
        first, end = max(period.start, shop.start or period.start), min(period.end, shop.end or period.end)
        if first > end:
            continue
        expected = True
        ranges = view.coverage(fact.english, shop.name)
        gaps = uncovered(ranges, first, end)
        reached = _last(ranges, first, end)
        last = max(filter(None, (last, reached)), default=None)
        if gaps if not running else reached is None:
            wanted = gaps if not running else [(first, min(end, today))]
            lacking.append(Reason(Why.NOT_COVERED, fact.name, f"{shop.name} {spans(wanted)}"))
    if not expected:
        lacking = [Reason(Why.NOT_COVERED, fact.name, spans([(period.start, period.end)]))]
    if running and last is not None:
        return Covered((), provisional=True, through=last)
    return Covered(tuple(lacking), running and not lacking, None if lacking else period.end)


def uncovered(ranges: Sequence[tuple[date, date]], start: date, end: date) -> list[tuple[date, date]]:
    """The days from start to end that no range holds, as ranges; the given ones are in order and apart."""
    gaps: list[tuple[date, date]] = []
    at = start
    for first, last in ranges:
        if last < at or first > end:
            continue
        if first > at:
            gaps.append((at, first - DAY))
        at = last + DAY
    if at <= end:
        gaps.append((at, end))
    return gaps


def _last(ranges: Sequence[tuple[date, date]], start: date, end: date) -> date | None:
    """The last covered day from start to end."""
    return max((min(last, end) for first, last in ranges if first <= end and last >= start), default=None)


def spans(ranges: Sequence[tuple[date, date]]) -> str:
    """Days in words of the data: ``2026-10-01..2026-10-03, 2026-10-09``."""
    return ", ".join(str(first) if first == last else f"{first}..{last}" for first, last in ranges)
