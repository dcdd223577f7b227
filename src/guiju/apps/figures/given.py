"""What names in metric formulas are worth that no fact holds: entered inputs and targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.figures.queries import stated
from guiju.apps.figures.values import DEPARTMENT, Entry
from guiju.apps.figures.values import Target as Stated
from guiju.engines.measure.named import Given, nothing_given
from guiju.engines.periods import Grain, Period
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
    """What is stated, for the engine that measures the metrics of a regulation; everything is read once, here."""
    book = _Book(
        regulation,
        {(entry.name, entry.subject, entry.period): entry for entry in stated.entries()},
        _grouped(stated.targets()),
    )

    def value(symbol: Symbol, period: Period, dims: Mapping[str, str | None]) -> Value:
        subject = _subject(dims)
        if symbol.role == "target" and subject:
            return book.target(symbol.of, subject, period)
        rule = regulation.named(Input, symbol.name) if symbol.role == "value" else None
        return book.entered(rule, subject, period) if rule and subject else nothing_given(symbol, period, dims)

    return value


@dataclass(frozen=True, slots=True)
class _Book:
    """What people stated; the targets of a metric, subject and grain stand in order of their starts."""

    regulation: Regulation
    entries: Mapping[tuple[str, Subject, Period], Entry]
    targets: Mapping[tuple[str, Subject, Grain], list[Stated]]

    def entered(self, rule: Input, subject: Subject, period: Period) -> Value:
        """What counts of an input: what was entered and, where the clause asks for it, confirmed; else its default."""
        entry = self.entries.get((rule.name, subject, period))
        if entry is None:
            return rule.default if rule.default is not None else _missing(Why.NO_INPUT, rule.name, subject, period)
        if rule.confirms and not entry.confirmed_by:
            return _missing(Why.NOT_CONFIRMED, rule.name, subject, period)
        return entry.value

    def target(self, metric: str, subject: Subject, period: Period) -> Fraction | Missing:
        """The target of a metric for a subject: what was stated, else what the regulation says in force at the end."""
        begun = [row for row in self.targets.get((metric, subject, period.grain), ()) if row.start <= period]
        if begun and (begun[-1].end is None or begun[-1].end >= period):
            return begun[-1].value
        for rule in self.regulation.of(Target).values():
            if (rule.metric, rule.subject, rule.period.value) == (metric, subject, period.grain.value):
                value = rule.at(period.end)
                if isinstance(value, Fraction):
                    return value
        return _missing(Why.NO_TARGET, metric, subject, period)


def _grouped(targets: Iterable[Stated]) -> dict[tuple[str, Subject, Grain], list[Stated]]:
    found: dict[tuple[str, Subject, Grain], list[Stated]] = {}
    for target in targets:
        found.setdefault((target.metric, target.subject, target.start.grain), []).append(target)
    return found


def _subject(dims: Mapping[str, str | None]) -> Subject | None:
    """Whose figure is asked for; nobody's for dimensions that nothing is stated of."""
    dim, key = next(iter(dims.items()), (DEPARTMENT, ""))
    return Subject(_KINDS[dim], key) if len(dims) <= 1 and dim in _KINDS and key is not None else None


def _missing(why: Why, name: str, subject: Subject, period: Period) -> Missing:
    return Missing.because(why, name, f"{subject.name} {period}".strip())
