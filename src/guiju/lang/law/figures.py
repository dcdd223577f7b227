"""Figures that say what they stand for, against floors: overtime, its pay, deductions, wages, leave."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from guiju.lang.kinds import Floor, Parameter
from guiju.lang.kinds.choices import Strength
from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.law.finding import Both, Finding, Severity
from guiju.lang.law.statutes import Law
from guiju.lang.readback.quantities import quantity
from guiju.lang.regulation import Regulation


def figures(regulation: Regulation, floor: Floor, law: Law, day: date) -> Iterator[Finding]:
    """Every value, from a day on, of a parameter that stands for what a floor bounds and lies beyond it."""
    for parameter in regulation.of(Parameter).values():
        if parameter.role is floor.bounds:
            for start, value in _values(parameter, day):
                found = _held(parameter, value, floor, law, start)
                if found is not None:
                    yield found


def _values(parameter: Parameter, day: date) -> Iterator[tuple[date, Fraction]]:
    """The value on a day and those that follow, each with the day from which it counts."""
    now = parameter.at(day)
    if isinstance(now, Fraction):
        yield day, now
    for dated in parameter.values:
        if dated.start is not None and dated.start > day and isinstance(dated.value, Fraction):
            yield dated.start, dated.value


def _held(parameter: Parameter, value: Fraction, floor: Floor, law: Law, day: date) -> Finding | None:
    if floor.by:
        return _held_by_place(parameter, value, floor, law, day)
    most, least = floor.most_at(day), floor.least_at(day)
    severity = Severity.STANDARD if floor.strength is Strength.STANDARD else Severity.BELOW
    unit = UNITS[floor.bounds]
    if isinstance(most, Fraction) and value > most:
        limit, sign = _said(most, unit), " > "
        allowed = Both(f"不超过 {limit.zh}", f"at most {limit.en}")
    elif isinstance(least, Fraction) and value < least:
        limit, sign = _said(least, unit), " < "
        allowed = Both(f"不低于 {limit.zh}", f"at least {limit.en}")
    else:
        return None
    own = _said(value, unit)
    sums = Both(f"{parameter.name} {own.zh}{sign}{limit.zh}", f"{parameter.name} {own.en}{sign}{limit.en}")
    return _finding(parameter, floor, severity, sums, allowed)


def _held_by_place(parameter: Parameter, value: Fraction, floor: Floor, law: Law, day: date) -> Finding | None:
    """Against a figure that each place has of its own: below all of them for certain, below some in those places."""
    limits = {name: law.parameters[name].at(day) for name in floor.by if name in law.parameters}
    above = {name: least for name, least in limits.items() if isinstance(least, Fraction) and value < least}
    if not above:
        return None
    everywhere = all(name in above for name, least in limits.items() if isinstance(least, Fraction))
    unit = UNITS[floor.bounds]
    own = _said(value, unit)
    shown = {name: _said(least, unit) for name, least in above.items()}
    sums = Both(
        f"{parameter.name} {own.zh}，低于" + "、".join(f"{name} {one.zh}" for name, one in shown.items()),
        f"{parameter.name} {own.en}, below " + ", ".join(f"{name} {one.en}" for name, one in shown.items()),
    )
    allowed = Both("不低于所在地的数", "at least the figure of the place where people work")
    return _finding(parameter, floor, Severity.BELOW if everywhere else Severity.STANDARD, sums, allowed)


def _said(value: Fraction, unit: str) -> Both:
    return Both(quantity(value, unit, "zh"), quantity(value, unit, "en"))


def _finding(parameter: Parameter, floor: Floor, severity: Severity, sums: Both, allowed: Both) -> Finding:
    name, span = parameter.name, parameter.place("values")
    return Finding(floor, severity, parameter.clause, ("parameter", name), span, name, sums, allowed)
