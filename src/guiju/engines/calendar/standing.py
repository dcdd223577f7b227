"""Which duties stand on a day: exceptions, whose conditions are of parameters, replace what they except."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from guiju.engines.calendar import rule as rrule
from guiju.engines.score.applies import excepted
from guiju.lang.formula import Formula, compile_exact, key_of
from guiju.lang.formula.operations import MismatchError
from guiju.lang.kinds import Duty, Parameter, Rule
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why

Stands = Callable[[date], bool]


class LeftOut(NamedTuple):
    """A duty, or an exception to one, that cannot be planned; ``why`` is RULE, CONDITION or TWO."""

    duty: str
    clause: str
    why: str


RULE = "rule"  # its RRULE cannot be read
CONDITION = "condition"  # whether it holds cannot be told: what it excepts goes on
TWO = "two"  # it and another exception hold at once: what both except goes on


def standing(regulation: Regulation) -> Iterator[tuple[Duty, Stands]]:
    """Each duty that can be planned, with the days on which it stands, in the order of the document.

    Conditions are of the regulation's parameters alone, as the compiler sees to; one that is missing does not hold.
    """
    duties = [duty for duty in regulation.of(Duty).values() if _readable(duty)]
    for duty in duties:
        bases = tuple(_bases(duty, duties))
        if len(bases) == 1 and not _exceptions(bases[0], duties):
            yield duty, _always
        elif bases:
            yield duty, _by_day(regulation, duty, bases, duties)


def left_out(regulation: Regulation, day: date) -> tuple[LeftOut, ...]:
    """What ``standing`` leaves out on a day, and why."""
    found = []
    duties = list(regulation.of(Duty).values())
    for duty in duties:
        rivals = [other for base in _excepted_by(duty, duties) for other in _exceptions(base, duties)]
        if not _readable(duty):
            found.append(LeftOut(duty.name, duty.clause, RULE))
        elif duty.overrides and isinstance(_holds(regulation, duty, day), Missing):
            found.append(LeftOut(duty.name, duty.clause, CONDITION))
        elif _holds(regulation, duty, day) is True and any(
            rival is not duty and _readable(rival) and _holds(regulation, rival, day) is True for rival in rivals
        ):
            found.append(LeftOut(duty.name, duty.clause, TWO))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A day on which nothing is known but the regulation's own parameters; the period before it is the day before."""

    regulation: Regulation
    day: date

    def name(self, key: str) -> Value:
        symbol = self.regulation.names.get(key)
        found = self.regulation.of(Parameter).get(symbol.name) if symbol else None
        if found is None or any(key_of(other.overrides) == key for other in self.regulation.of(Parameter).values()):
            return Missing.because(Why.UNKNOWN, key)
        return found.at(self.day)

    def rows(self, fact: str, event: str | None = "") -> Missing:
        raise AssertionError(f"a condition of parameters asks for {fact} {event}")

    def previous(self, periods: int) -> "_Dated":
        return _Dated(self.regulation, self.day - timedelta(days=periods))


def _by_day(regulation: Regulation, duty: Duty, bases: Sequence[Duty], duties: Sequence[Duty]) -> Stands:
    @cache
    def stands(day: date) -> bool:
        return any(_winner(regulation, base, duties, day) is duty for base in bases)

    return stands


def _winner(regulation: Regulation, base: Duty, duties: Sequence[Duty], day: date) -> Duty:
    """What stands in the place of a general duty on a day; itself when its exceptions contradict each other."""

    def exceptions(rule: Rule) -> Iterator[Rule]:
        yield from (one for one in _exceptions(rule, duties) if _holds(regulation, one, day) is True)

    found = excepted(base, exceptions, lambda _: True)
    return base if isinstance(found, Missing) else found


def _exceptions(base: Rule, duties: Sequence[Duty]) -> list[Duty]:
    meant = {key_of(base.name), key_of(base.clause)}
    return [duty for duty in duties if duty.overrides and duty is not base and key_of(duty.overrides) in meant]


def _excepted_by(duty: Duty, duties: Sequence[Duty]) -> list[Duty]:
    return [base for base in duties if duty in _exceptions(base, duties)]


def _bases(duty: Duty, duties: Sequence[Duty]) -> Iterator[Duty]:
    """The general duties that a duty may stand for: itself, or those that it excepts, directly or through others."""
    waiting, seen = [duty], {duty.name}
    while waiting:
        here = waiting.pop()
        if not here.overrides:
            yield here
        nearer = [base for base in _excepted_by(here, duties) if base.name not in seen] if here.overrides else []
        seen |= {base.name for base in nearer}
        waiting += nearer


def _holds(regulation: Regulation, duty: Duty, day: date) -> Value:
    return True if duty.when is None else _value(duty.when, _Dated(regulation, day))


def _value(formula: Formula, scope: _Dated) -> Value:
    try:
        return compile_exact(formula.tree)(scope)
    except (LookupError, MismatchError):  # it reads facts, or the values do not go together
        return Missing.because(Why.UNKNOWN, formula.text)


def _readable(duty: Duty) -> bool:
    try:
        return not duty.recurs.rule or rrule.read(duty.recurs.rule) is not None
    except rrule.BadRuleError:
        return False


def _always(_: date) -> bool:
    return True
