"""Why a metric changed between two months, from stored figures alone: no file of the lake is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.figures.queries import points
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.apps.insight.queries.ways import Kind, Way, links
from guiju.engines.change import effects
from guiju.engines.change.effects import Change, Ratio, Whole
from guiju.engines.change.stored import Over, Shape, shape, sides, term_name, terms
from guiju.engines.measure.named import CELL
from guiju.engines.periods import Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Reason, Value, Why

Pieces = Mapping[tuple[str, Period, str, str], Point]
PER = " ÷ "  # between the two metrics of a rate that has no name of its own


@dataclass(frozen=True, slots=True)
class Question:
    """Which metric, between which months, in which way, along which dimension."""

    rule: Metric
    now: Period
    then: Period
    way: Way
    dim: str


@dataclass(frozen=True, slots=True)
class Explained:
    """The two figures, and the change unless something lacks: ``reasons`` of missing figures, ``other`` formulas.

    ``other`` tells that a figure was computed by a formula that is not the one in force: then nothing can be said.
    ``undivided`` tells that the metric has no parts along the dimension.
    """

    now: Point | None
    then: Point | None
    change: Change | None = None
    reasons: tuple[Reason, ...] = ()
    other: bool = False
    undivided: bool = False


class OtherFormulaError(Exception):
    """A stored figure is not what the formula in force gives."""


def explain(asked: Question, regulation: Regulation) -> Explained:
    """The change, taken apart; one query."""
    names = {asked.rule.name} | _needed(asked, regulation)
    dims = {DEPARTMENT} | ({asked.dim} if asked.way.kind in {Kind.PARTS, Kind.VOLUME} else set())
    pieces = points.pieces(names, (asked.now, asked.then), dims)
    now, then = (pieces.get((asked.rule.name, period, DEPARTMENT, "")) for period in (asked.now, asked.then))
    missing = [one.value for one in (now, then) if one is not None and isinstance(one.value, Missing)]
    if now is None or then is None or missing:
        return Explained(now, then, reasons=tuple(reason for one in missing for reason in one.reasons))
    try:
        change = _change(asked, regulation, pieces)
    except OtherFormulaError:
        return Explained(now, then, other=True)
    except ZeroDivisionError:
        return Explained(now, then, reasons=(Reason(Why.ZERO_DENOMINATOR, asked.rule.name, str(asked.then)),))
    divided = change is not None and any(_divides(one, asked) for one in change.effects)
    return Explained(now, then, change if divided else None, undivided=not divided)


def _divides(effect: effects.Effect, asked: Question) -> bool:
    """Whether an effect is that of a part: rows that belong to none, and what is left over, are no parts."""
    if asked.way.kind in {Kind.PARTS, Kind.VOLUME}:
        return bool(effect.key)
    return effect.kind is effects.Kind.FACTOR


def _needed(asked: Question, regulation: Regulation) -> set[str]:
    if asked.way.kind is Kind.TERMS:
        found = terms(asked.rule, regulation, asked.now).names
        return {term_name(key, regulation) for key in found if not key.startswith(CELL)}
    linked = links(regulation.of(Metric)[asked.way.by], regulation) if asked.way.kind is Kind.CHAIN else None
    return {asked.way.by, *(one.name for one in linked or ())} - {""}


def _change(asked: Question, regulation: Regulation, pieces: Pieces) -> Change | None:
    if asked.way.kind is Kind.TERMS:
        return _by_terms(asked, regulation, pieces)
    if asked.way.kind is Kind.CHAIN:
        return _by_chain(asked, regulation, pieces)
    if asked.way.kind is Kind.VOLUME:
        before, after = (_over(asked, pieces, period) for period in (asked.then, asked.now))
        return effects.by_volume(before, after) if before.below and after.below else None
    if shape(asked.rule, regulation) is Shape.RATIO:
        return effects.by_ratio(*(_ratio(asked, regulation, pieces, period) for period in (asked.then, asked.now)))
    return effects.by_parts(*(_whole(asked, pieces, period) for period in (asked.then, asked.now)))


def _whole(asked: Question, pieces: Pieces, period: Period) -> Whole:
    name = asked.rule.name
    parts = {key: _number(one.value) for key, one in _along(pieces, name, period, asked.dim).items()}
    return Whole(_known(pieces, name, period), parts)


def _ratio(asked: Question, regulation: Regulation, pieces: Pieces, period: Period) -> Ratio:
    whole = pieces[asked.rule.name, period, DEPARTMENT, ""]
    both = _sides(whole, asked.rule, regulation)
    if both is None:
        raise OtherFormulaError
    parts = _along(pieces, asked.rule.name, period, asked.dim)
    return Ratio(*both, {key: _sides(one, asked.rule, regulation) for key, one in parts.items()})


def _sides(point: Point, rule: Metric, regulation: Regulation) -> tuple[Fraction, Fraction] | None:
    """Both sides of a stored quotient; ``None`` when one is missing."""
    found = sides(rule, Over(regulation, point.period, _cells(point), {}))
    if found and isinstance(point.value, Fraction) and (not found[1] or found[0] / found[1] != point.value):
        raise OtherFormulaError
    return found


def _over(asked: Question, pieces: Pieces, period: Period) -> Ratio:
    """The metric over the one that counts the volume."""
    mine, volume = (_along(pieces, name, period, asked.dim) for name in (asked.rule.name, asked.way.by))
    parts: dict[str, tuple[Fraction, Fraction] | None] = {}
    for key in {**mine, **volume}:
        upper, lower = (_number(some[key].value) if key in some else Fraction(0) for some in (mine, volume))
        parts[key] = None if upper is None or lower is None else (upper, lower)
    above, below = (_known(pieces, name, period) for name in (asked.rule.name, asked.way.by))
    return Ratio(above, below, parts)


def _by_terms(asked: Question, regulation: Regulation, pieces: Pieces) -> Change | None:
    found = terms(asked.rule, regulation, asked.now)
    if len(found.names) > effects.MOST_FACTORS:
        return None
    given: list[dict[str, Fraction]] = []
    for period in (asked.then, asked.now):
        values = {key: _term(key, asked, regulation, pieces, period) for key in found.names}
        known = {key: value for key, value in values.items() if value is not None}
        if len(known) < len(values):
            raise OtherFormulaError
        if found.worth(known) != pieces[asked.rule.name, period, DEPARTMENT, ""].value:
            raise OtherFormulaError
        given.append(known)
    change = effects.by_factors(found.worth, *given)
    return _named(change, {key: term_name(key, regulation) for key in found.names})


def _term(key: str, asked: Question, regulation: Regulation, pieces: Pieces, period: Period) -> Fraction | None:
    if key.startswith(CELL):
        return _number(_cells(pieces[asked.rule.name, period, DEPARTMENT, ""]).get(key[len(CELL) :]))
    point = pieces.get((term_name(key, regulation), period, DEPARTMENT, ""))
    return _number(point.value) if point else None


def _by_chain(asked: Question, regulation: Regulation, pieces: Pieces) -> Change | None:
    """The metric as traffic × rate × worth: the rate's denominator, the rate, and the metric over its numerator."""
    rate = regulation.of(Metric)[asked.way.by]
    linked = links(rate, regulation)
    if linked is None:
        return None
    above, below = linked
    worth = f"{asked.rule.name}{PER}{above.name}"
    given: list[dict[str, Fraction]] = []
    for period in (asked.then, asked.now):
        total, upper, lower = (_known(pieces, name, period) for name in (asked.rule.name, above.name, below.name))
        given.append({below.name: lower, rate.name: upper / lower, worth: total / upper})
    return effects.by_factors(lambda of: of[below.name] * of[rate.name] * of[worth], *given)


def _named(change: Change, names: Mapping[str, str]) -> Change:
    moved = tuple(effects.Effect(one.kind, names.get(one.key, one.key), one.amount) for one in change.effects)
    return Change(change.before, change.after, moved, change.missing)


def _known(pieces: Pieces, name: str, period: Period) -> Fraction:
    point = pieces.get((name, period, DEPARTMENT, ""))
    value = _number(point.value) if point else None
    if value is None:
        raise OtherFormulaError
    return value


def _along(pieces: Pieces, name: str, period: Period, dim: str) -> dict[str, Point]:
    wanted = (name, period, dim)
    return {key[3]: point for key, point in pieces.items() if key[:3] == wanted}


def _cells(point: Point) -> dict[str, Value]:
    return {
        str(cell["text"]): Fraction(str(cell["value"])) if cell["value"] else Missing.because(Why.UNKNOWN, "")
        for cell in point.cells
    }


def _number(value: Value | None) -> Fraction | None:
    return value if isinstance(value, Fraction) else None
