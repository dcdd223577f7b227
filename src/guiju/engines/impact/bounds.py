"""What a text asked of the department and its units in a period, and whether it was kept: targets and alerts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from guiju.engines.periods import Period
from guiju.engines.score.book import Book
from guiju.engines.score.case import Case
from guiju.engines.score.source import Source
from guiju.lang.kinds import Alert, Target
from guiju.lang.kinds.choices import Direction, SubjectKind
from guiju.lang.values import Missing, Value


class Verdict(StrEnum):
    """Whether a bound held; pending while a figure is missing."""

    KEPT = "kept"
    BROKEN = "broken"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Bound:
    """A target or an alert in a period: of which clause, for which unit, and what it came to.

    ``actual`` and ``aim`` are in base units, ``None`` where there is none; ``unit`` is empty for the department.
    """

    kind: str
    name: str
    clause: str
    unit: str
    verdict: Verdict
    actual: Value | None = None
    aim: Value | None = None


def bounds(book: Book, source: Source, period: Period) -> tuple[Bound, ...]:
    """Every target and alert of a period's own length that is about the department or a unit, in their order.

    Exceptions are found through what they except; targets and alerts for single people are left to their scores.
    """
    cases: dict[str, Case] = {}

    def case(unit: str) -> Case:
        name = unit or book.top
        if name not in cases:
            cases[name] = Case(book, source, period, unit=name)
        return cases[name]

    return (*_targets(book, period, case), *_alerts(book, period, case))


def _targets(book: Book, period: Period, case: Callable[[str], Case]) -> Iterator[Bound]:
    for rule in book.regulation.of(Target).values():
        about = rule.subject.kind in {SubjectKind.DEPARTMENT, SubjectKind.UNIT}
        if not about or rule.overrides or rule.period.value != period.grain.value:
            continue
        unit = rule.subject.name if rule.subject.kind is SubjectKind.UNIT else ""
        actual, aim = case(unit).actual(rule.metric), case(unit).target(rule.metric).value
        lower = book.stick(rule.metric).direction is Direction.LOWER
        yield Bound("target", rule.name, rule.clause, unit, _reached(actual, aim, lower=lower), actual, aim)


def _reached(actual: Value, aim: Value, *, lower: bool) -> Verdict:
    if isinstance(actual, Missing) or isinstance(aim, Missing):
        return Verdict.PENDING
    try:
        held = actual <= aim if lower else actual >= aim  # type: ignore[operator]  # numbers both, or it raises
    except TypeError:
        return Verdict.PENDING
    return Verdict.KEPT if held else Verdict.BROKEN


def _alerts(book: Book, period: Period, case: Callable[[str], Case]) -> Iterator[Bound]:
    for rule in book.regulation.of(Alert).values():
        about = rule.subject.kind in {SubjectKind.DEPARTMENT, SubjectKind.UNIT}
        if not about or rule.when is None or rule.overrides or rule.period.value != period.grain.value:
            continue
        unit = rule.subject.name if rule.subject.kind is SubjectKind.UNIT else ""
        value = case(unit).evaluate(rule.when)
        pending = isinstance(value, Missing)
        verdict = Verdict.PENDING if pending else Verdict.BROKEN if value is True else Verdict.KEPT
        yield Bound("alert", rule.name, rule.clause, unit, verdict)
