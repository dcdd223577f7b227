"""What may be stated: the regulation knows the metric or input, its subject, its period and its bounds."""

from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.figures import errors
from guiju.apps.figures.errors import Code
from guiju.apps.figures.stated import subjects
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang import Regulation
from guiju.lang.formula.units import unit_of as unit_named
from guiju.lang.kinds import Input, Metric, Subject
from guiju.lang.kinds.choices import SubjectKind


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody states, in their words; no kind means the usual one, no words the department."""

    name: str
    kind: SubjectKind | None
    words: str
    period: Period
    value: Fraction
    end: Period | None = None
    unit: str = ""


def target(said: Said) -> tuple[str, Subject]:
    """The declared name of the metric or input and the subject that a target is for; ``Refused`` when it cannot be."""
    regulation = _regulation(said.period)
    rule = regulation.named(Metric, said.name) or regulation.named(Input, said.name)
    if rule is None:
        raise errors.refused(Code.UNKNOWN_METRIC, name=said.name)
    _same_unit(rule, said.unit)
    if said.end is not None and said.end.start < said.period.start:
        raise errors.refused(Code.PERIODS_REVERSED)
    return rule.name, _subject(regulation, said, SubjectKind.DEPARTMENT)


def entry(said: Said) -> tuple[Input, Subject]:
    """The declared input and the subject that a figure is entered for; ``Refused`` when it cannot be."""
    regulation = _regulation(said.period)
    rule = regulation.named(Input, said.name)
    if rule is None:
        raise errors.refused(Code.UNKNOWN_INPUT, name=said.name)
    if said.period.grain.value != rule.period.value:
        raise errors.refused(Code.OTHER_PERIOD, name=rule.name)
    _same_unit(rule, said.unit)
    subject = _subject(regulation, said, rule.subject.kind)
    if subject.kind != rule.subject.kind or rule.subject.name not in {"", subject.name}:
        raise errors.refused(Code.OTHER_SUBJECT, name=rule.name)
    check_bounds(rule, said.value)
    return rule, subject


def check_bounds(rule: Input, value: Fraction) -> None:
    """Raise ``Refused`` for a figure beyond what the rule allows."""
    low, high = rule.min, rule.max
    too_low, too_high = isinstance(low, Fraction) and value < low, isinstance(high, Fraction) and value > high
    if too_low or too_high:
        raise errors.refused(Code.OUT_OF_BOUNDS, name=rule.name, low=_shown(low), high=_shown(high))


def unit_of(regulation: Regulation | None, name: str) -> str:
    """The unit of measure of a metric or input as its clause writes it."""
    rule = (regulation.named(Metric, name) or regulation.named(Input, name)) if regulation else None
    return str(rule.unit) if rule else ""


def _same_unit(rule: Metric | Input, unit: str) -> None:
    """Raise ``Refused`` for a figure that somebody states in another unit than its clause: 万元 is not 元."""
    declared = str(rule.unit)
    if not declared or unit.strip() in {"", declared}:
        return
    said, meant = unit_named(unit), unit_named(declared)
    if said is None or meant is None or (said.type, said.scale) != (meant.type, meant.scale):
        raise errors.refused(Code.OTHER_UNIT, name=rule.name, unit=unit, declared=declared)


def _regulation(period: Period) -> Regulation:
    regulation = rulebook.regulation_at(period.end)
    if regulation is None:
        raise errors.refused(Code.NO_REGULATION, day=period.end)
    return regulation


def _subject(regulation: Regulation, said: Said, usual: SubjectKind) -> Subject:
    subject = subjects.resolve(regulation, said.kind or usual, said.words)
    if subject is None:
        raise errors.refused(Code.UNKNOWN_SUBJECT, subject=said.words)
    return subject


def _shown(bound: object) -> str:
    return f"{float(bound):.12g}" if isinstance(bound, Fraction) else "∞"
