"""What names in metric formulas are worth that no fact holds: entered inputs and targets."""

from collections.abc import Mapping
from fractions import Fraction

from guiju.apps.figures.queries import stated
from guiju.apps.figures.values import DEPARTMENT
from guiju.apps.rulebook.names import named
from guiju.engines.measure.book import Given, nothing_given
from guiju.engines.periods import Period
from guiju.lang import Regulation
from guiju.lang.formula import Symbol
from guiju.lang.kinds import Input, Subject, Target
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.values import Missing, Value, Why

_KINDS = {
    DEPARTMENT: SubjectKind.DEPARTMENT,
    "shop": SubjectKind.SHOP,
    "unit": SubjectKind.UNIT,
    "person": SubjectKind.PERSON,
}


def given(regulation: Regulation) -> Given:
    """What is stated, for the engine that measures the metrics of a regulation."""

    def value(symbol: Symbol, period: Period, dims: Mapping[str, str | None]) -> Value:
        subject = _subject(dims)
        if symbol.role == "target" and subject:
            return target(regulation, symbol.of, subject, period)
        rule = named(regulation, Input, symbol.name) if symbol.role == "value" else None
        return entered(rule, subject, period) if rule and subject else nothing_given(symbol, period, dims)

    return value


def entered(rule: Input, subject: Subject, period: Period) -> Value:
    """What counts of an input: what was entered and, where the clause asks for it, confirmed; else its default."""
    entry = stated.entry_at(rule.name, subject, period)
    if entry is None:
        return rule.default if rule.default is not None else _missing(Why.NO_INPUT, rule.name, subject, period)
    if rule.confirms and not entry.confirmed_by:
        return _missing(Why.NOT_CONFIRMED, rule.name, subject, period)
    return entry.value


def target(regulation: Regulation, metric: str, subject: Subject, period: Period) -> Fraction | Missing:
    """The target of a metric for a subject: what was stated, else what the regulation says in force at the end."""
    found = stated.target_at(metric, subject, period)
    if found is not None:
        return found.value
    for rule in regulation.of(Target).values():
        if (rule.metric, rule.subject, rule.period.value) == (metric, subject, period.grain.value):
            value = rule.at(period.end)
            if isinstance(value, Fraction):
                return value
    return _missing(Why.NO_TARGET, metric, subject, period)


def _subject(dims: Mapping[str, str | None]) -> Subject | None:
    """Whose figure is asked for; nobody's for dimensions that nothing is stated of."""
    dim, key = next(iter(dims.items()), (DEPARTMENT, ""))
    return Subject(_KINDS[dim], key) if len(dims) <= 1 and dim in _KINDS and key is not None else None


def _missing(why: Why, name: str, subject: Subject, period: Period) -> Missing:
    return Missing.because(why, name, f"{subject.name} {period}".strip())
