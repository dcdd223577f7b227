"""A scorecard filled in: attain, cap the item, weigh, cap the total, round; every item's part of the points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from guiju.engines.score.attain import Attained, Bound, Yardstick, actual_for, attain, bounded, number
from guiju.engines.score.split import apportion, round_half_up
from guiju.lang.kinds import Scorecard
from guiju.lang.kinds.choices import OnMissing
from guiju.lang.kinds.scorecard.model import Item, Section
from guiju.lang.values import Missing, Value, first_missing

FULL = 100  # points for reaching every target


@dataclass(frozen=True, slots=True)
class Reading:
    """What one item is filled in with, in the metric's unit."""

    yardstick: Yardstick
    actual: Value
    target: Value


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a filled scorecard.

    ``weight`` is its stated share of the whole card, ``counted`` the share it has after missing items were left out.
    ``contribution`` is exact, in points; ``points`` is rounded so that all lines and the adjustment sum to the total.
    """

    item: Item
    section: str
    reading: Reading
    attained: Attained
    weight: Fraction
    counted: Fraction
    contribution: Fraction | Missing
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's score as a ratio: 1 is every target reached."""

    key: str
    name: str
    weight: Fraction
    score: Fraction | Missing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled scorecard.

    ``raw`` is the exact total in points, ``total`` the same within the card's cap and floor, ``points`` rounded once.
    ``adjustment`` is what the limits of the card took or gave, so that lines and adjustment sum to ``points``.
    ``so_far`` is what the known items bring, also while the rest is pending. ``most`` is the card's cap, where known.
    """

    card: Scorecard
    lines: tuple[Line, ...]
    sections: tuple[SectionScore, ...]
    raw: Fraction | Missing
    total: Fraction | Missing
    points: Fraction | Missing
    bound: Bound
    adjustment: Fraction
    so_far: Fraction
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """What one item lacks to the next grade while the others stay: ``needed`` instead of ``actual``."""

    item: str
    grade: str
    points: Fraction
    actual: Fraction
    needed: Fraction

    @property
    def change(self) -> Fraction:
        """How far the actual must move; negative where less is needed."""
        return self.needed - self.actual


def fill(card: Scorecard, readings: Sequence[Reading], cap: Value | None = None, floor: Value | None = None) -> Sheet:
    """Fill a scorecard with one reading for each of its items, in order; ``cap`` and ``floor`` bound the total."""
    places = [(section, item) for section in card.sections for item in section.items]
    attained = [attain(one.yardstick, one.actual, one.target) for one in readings]
    if card.on_missing is OnMissing.ZERO:
        attained = [Attained(Fraction(0)) if isinstance(one.value, Missing) else one for one in attained]
    known = [isinstance(one.value, Fraction) for one in attained]
    counted = _counted(card, known)
    lines = tuple(
        _line(section, item, reading, one, weight)
        for (section, item), reading, one, weight in zip(places, readings, attained, counted, strict=True)
    )
    so_far = sum((line.contribution for line in lines if isinstance(line.contribution, Fraction)), Fraction(0))
    raw: Fraction | Missing = so_far
    lacking = first_missing(one.value for one in attained)
    if lacking is not None and (card.on_missing is OnMissing.PENDING or not any(known)):
        raw = lacking
    return _total(card, lines, _sections(card, lines), raw, so_far, cap, floor)


def distances(sheet: Sheet, grade: str, points: Fraction) -> tuple[Distance, ...]:
    """For each item that can do it alone, the actual with which the card would reach ``points``."""
    if isinstance(sheet.raw, Missing) or (sheet.most is not None and points > sheet.most):
        return ()
    found = []
    for line in sheet.lines:
        reading, now = line.reading, line.attained.value
        if not line.counted or isinstance(now, Missing) or not isinstance(reading.actual, Fraction):
            continue
        wanted = now + (points - sheet.raw) / (FULL * line.counted)
        needed = actual_for(reading.yardstick, number(reading.target), wanted)
        if needed is not None and _reaches(reading, needed, wanted):
            found.append(Distance(line.item.name, grade, points, reading.actual, needed))
    return tuple(found)


def _reaches(reading: Reading, needed: Fraction, wanted: Fraction) -> bool:
    reached = attain(reading.yardstick, needed, reading.target).value
    return isinstance(reached, Fraction) and reached >= wanted


def _counted(card: Scorecard, known: Sequence[bool]) -> list[Fraction]:
    """Each item's share of the whole card; with 重分权重 the known items of a section share what the missing leave."""
    stated = [[section.weight * item.weight for item in section.items] for section in card.sections]
    if card.on_missing is not OnMissing.REWEIGHT:
        return [weight for weights in stated for weight in weights]
    flags = iter(known)
    present = [[weight if next(flags) else Fraction(0) for weight in weights] for weights in stated]
    alive = sum((sum(all_) for all_, some in zip(stated, present, strict=True) if any(some)), Fraction(0))
    counted = []
    for weights, some in zip(stated, present, strict=True):
        left = sum(some)
        counted += [weight / left * sum(weights) / alive if left else Fraction(0) for weight in some]
    return counted


def _line(section: Section, item: Item, reading: Reading, attained: Attained, counted: Fraction) -> Line:
    contribution = attained.value if isinstance(attained.value, Missing) else FULL * counted * attained.value
    return Line(item, section.key, reading, attained, section.weight * item.weight, counted, contribution, None)


def _sections(card: Scorecard, lines: Sequence[Line]) -> tuple[SectionScore, ...]:
    found = []
    for section in card.sections:
        own = [line for line in lines if line.section == section.key]
        lacking = first_missing(line.attained.value for line in own)
        alive = [line for line in own if isinstance(line.attained.value, Fraction) and line.item.weight]
        score: Fraction | Missing
        if lacking is not None and (card.on_missing is OnMissing.PENDING or not alive):
            score = lacking
        else:
            whole = sum(line.item.weight for line in alive)
            parts = (line.item.weight * number(line.attained.value) for line in alive)
            score = sum(parts, Fraction(0)) / (whole if lacking is not None else 1)
        found.append(SectionScore(section.key, section.name, section.weight, score))
    return tuple(found)


def _total(
    card: Scorecard,
    lines: tuple[Line, ...],
    sections: tuple[SectionScore, ...],
    raw: Fraction | Missing,
    so_far: Fraction,
    cap: Value | None,
    floor: Value | None,
) -> Sheet:
    lacking = first_missing([raw, *(limit for limit in (cap, floor) if limit is not None)])
    if lacking is not None or isinstance(raw, Missing):
        missing = lacking or Missing(())
        return Sheet(card, lines, sections, raw, missing, missing, Bound.NONE, Fraction(0), so_far)
    limited = bounded(raw, cap, floor)
    total = number(limited.value)
    step = Fraction(1, 10**card.round)
    points = round_half_up(total, step)
    shown = round_half_up(raw, step)
    known = [line for line in lines if isinstance(line.contribution, Fraction)]
    parts = apportion(int(shown / step), [number(line.contribution) / step for line in known])
    rounded = {id(line): part * step for line, part in zip(known, parts, strict=True)}
    finished = tuple(replace(line, points=rounded.get(id(line))) for line in lines)
    most = cap if isinstance(cap, Fraction) else None
    return Sheet(card, finished, sections, raw, total, points, limited.bound, points - shown, so_far, most)
