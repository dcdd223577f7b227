"""Attainment: how much of its target an actual figure reaches, and what it would take to reach more."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from guiju.lang.kinds.choices import Attainment, Direction
from guiju.lang.values import Missing, Value, Why, first_missing


class Bound(StrEnum):
    """Which limit of an attainment binds."""

    NONE = ""
    CAP = "cap"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How a metric or input is held against its target.

    ``baseline`` is in the metric's unit; ``cap`` and ``floor`` are shares of the target. ``None`` stands for what the
    clause does not state; a stated limit may itself be missing. ``least`` and ``most`` are what may be entered at all.
    """

    name: str
    direction: Direction | None
    form: Attainment | None
    baseline: Value | None = None
    cap: Value | None = None
    floor: Value | None = None
    least: Value | None = None
    most: Value | None = None


@dataclass(frozen=True, slots=True)
class Attained:
    """An attainment (1 is the whole target), what it was before its limits, and which limit binds.

    ``raw`` is ``None`` where no quotient exists: an actual of nothing, and lower is better.
    """

    value: Fraction | Missing
    raw: Fraction | None = None
    bound: Bound = Bound.NONE


def attain(yardstick: Yardstick, actual: Value, target: Value) -> Attained:
    """The attainment of ``target`` by ``actual``, both in the metric's unit; missing with every reason at once."""
    stated = [v for v in (yardstick.cap, yardstick.floor, yardstick.baseline) if v is not None]
    missing = first_missing([actual, target, *stated])
    if missing is not None:
        return Attained(missing)
    if yardstick.form is None or yardstick.direction in {None, Direction.NONE}:
        return Attained(Missing.because(Why.NO_RULE, yardstick.name, "attainment"))
    a, t = number(actual), number(target)
    if _nothing_spent(yardstick, a):
        if yardstick.cap is None:
            return Attained(Missing.because(Why.ZERO_DENOMINATOR, yardstick.name, "actual"))
        return Attained(number(yardstick.cap), None, Bound.CAP)
    raw = _raw(yardstick, a, t)
    if isinstance(raw, Missing):
        return Attained(raw)
    return bounded(raw, yardstick.cap, yardstick.floor)


def bounded(raw: Fraction, cap: Value | None, floor: Value | None) -> Attained:
    """``raw`` within limits that are there and known; where they cross, the floor has the last word."""
    value, bound = raw, Bound.NONE
    if cap is not None and value > number(cap):
        value, bound = number(cap), Bound.CAP
    if floor is not None and value < number(floor):
        value, bound = number(floor), Bound.FLOOR
    return Attained(value, raw, bound)


def actual_for(yardstick: Yardstick, target: Fraction, wanted: Fraction) -> Fraction | None:
    """The actual whose attainment is just ``wanted``; ``None`` when no actual has it, or none that may be entered."""
    if yardstick.cap is not None and wanted > number(yardstick.cap):
        return None
    found = _actual_for(yardstick, target, wanted)
    least, most = yardstick.least, yardstick.most
    beyond = found is not None and (
        (isinstance(least, Fraction) and found < least) or (isinstance(most, Fraction) and found > most)
    )
    return None if beyond else found


def _actual_for(yardstick: Yardstick, target: Fraction, wanted: Fraction) -> Fraction | None:
    higher = yardstick.direction is Direction.HIGHER
    match yardstick.form:
        case Attainment.RATIO if target > 0 and wanted > 0:
            return wanted * target if higher else target / wanted
        case Attainment.DIFFERENCE if target:
            return target + (1 if higher else -1) * (wanted - 1) * abs(target)
        case Attainment.BASELINE if yardstick.baseline is not None:
            baseline = number(yardstick.baseline)
            return baseline + wanted * (target - baseline)
        case Attainment.MET if wanted <= 1:
            return target
        case _:
            return None


def number(value: Value) -> Fraction:
    """The number that a compiled rule promises in this place; anything else is a defect of the compiler."""
    if not isinstance(value, Fraction):
        raise TypeError(f"a number was promised, not {value!r}")
    return value


def _nothing_spent(yardstick: Yardstick, actual: Fraction) -> bool:
    return actual == 0 and yardstick.form is Attainment.RATIO and yardstick.direction is Direction.LOWER


def _raw(yardstick: Yardstick, a: Fraction, t: Fraction) -> Fraction | Missing:
    higher = yardstick.direction is Direction.HIGHER
    zero = Missing.because(Why.ZERO_DENOMINATOR, yardstick.name, "target")
    if yardstick.form is Attainment.RATIO:
        if not higher:
            return t / a  # an actual of nothing was dealt with before
        return a / t if t else zero
    if yardstick.form is Attainment.DIFFERENCE:
        return 1 + (1 if higher else -1) * (a - t) / abs(t) if t else zero
    if yardstick.form is Attainment.MET:
        return Fraction(a >= t if higher else a <= t)
    if yardstick.baseline is None:
        return Missing.because(Why.NO_RULE, yardstick.name, "baseline")
    baseline = number(yardstick.baseline)
    return (a - baseline) / (t - baseline) if t != baseline else zero
