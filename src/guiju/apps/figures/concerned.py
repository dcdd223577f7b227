"""Whom an entered figure concerns: the units whose scorecard, bonus or target asks for it."""

from collections.abc import Iterator

from guiju.apps.rulebook.kept import per_edition
from guiju.lang.formula import Formula
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Bonus, Input, Metric, Scorecard, Subject, Target
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.regulation import Regulation


@per_edition
def concerned(regulation: Regulation) -> dict[str, frozenset[str]]:
    """The units that each input concerns, by its name; an input that nobody in particular asks for is left out."""
    found: dict[str, set[str]] = {}
    for unit, name in _asked(regulation):
        for used in _behind(regulation, name, set()):
            found.setdefault(used, set()).add(unit)
    return {name: frozenset(units) for name, units in found.items()}


def _asked(regulation: Regulation) -> Iterator[tuple[str, str]]:
    """Units with the names of metrics and inputs that their rules speak of."""
    for card in regulation.of(Scorecard).values():
        yield from (
            (card.subject.name, item.name) for section in card.sections for item in section.items if _unit(card.subject)
        )
    for bonus in regulation.of(Bonus).values():
        formulas = (bonus.formula, bonus.pool, bonus.share, bonus.cap, bonus.floor)
        yield from (
            (bonus.subject.name, name) for one in formulas for name in _names(regulation, one) if _unit(bonus.subject)
        )
    for target in regulation.of(Target).values():
        if _unit(target.subject):
            yield target.subject.name, target.metric


def _unit(subject: Subject) -> bool:
    return subject.kind is SubjectKind.UNIT and bool(subject.name)


def _names(regulation: Regulation, formula: Formula | None) -> Iterator[str]:
    for key in names_in(formula.tree) if formula else ():
        symbol = regulation.names.get(key)
        if symbol is not None:
            yield symbol.of or symbol.name


def _behind(regulation: Regulation, name: str, seen: set[str]) -> Iterator[str]:
    """The inputs behind a name: itself, or those that a metric is made of."""
    if name in seen:
        return
    seen.add(name)
    if name in regulation.of(Input):
        yield name
    metric = regulation.of(Metric).get(name)
    for other in _names(regulation, metric.formula) if metric else ():
        yield from _behind(regulation, other, seen)
