"""Checks of floors of law: each says something, figures that stand for something have its unit, nothing lies below."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from guiju.lang import codes
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import types
from guiju.lang.formula.units import unit_of
from guiju.lang.kinds import Floor, Parameter
from guiju.lang.kinds.choices import Bound
from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.law import Finding, Severity, judge, law_of
from guiju.lang.regulation import Regulation
from guiju.lang.text import Source, Span
from guiju.lang.words import CHOICE_WORDS

CODES = {Severity.STANDARD: "C902", Severity.WORDS: "C904", Severity.LACKS: "C905"}


def floors_say_something(scene: Scene) -> Iterator[Diagnostic]:
    """A floor on figures has one, a floor on words has words."""
    for floor in scene.regulation.of(Floor).values():
        figures = floor.bounds in UNITS
        asked = ("most", "least", "by") if figures else ("forbids", "says")
        if floor.bounds is not Bound.PROCEDURE and not any(scene.written(floor, name) for name in asked):
            fields = ("不超过、不低于", "at_most or at_least") if figures else ("不得、须写", "forbids or says")
            yield scene.at_name("C906", floor, fields=fields[0], fields_en=fields[1])


def roles_have_their_unit(scene: Scene) -> Iterator[Diagnostic]:
    """A parameter that stands for something is told in the unit of it."""
    for parameter in scene.regulation.of(Parameter).values():
        if parameter.role is None:
            continue
        unit = unit_of(UNITS[parameter.role]) if parameter.role in UNITS else None
        own = unit_of(parameter.unit) if parameter.unit else None
        if unit is None or own is None or not types.fits(own.type, unit.type):
            word, word_en = CHOICE_WORDS[Bound][parameter.role]
            wanted = UNITS.get(parameter.role, "-")
            yield scene.wrong(
                "C907", parameter.place("role"), parameter.clause, role=word, role_en=word_en, unit=wanted
            )


def nothing_lies_below(scene: Scene) -> Iterator[Diagnostic]:
    """Nothing undercuts the floors of law that the document includes, as they stand on its first day."""
    regulation = scene.regulation
    law = law_of(regulation)
    if not law.floors:
        return
    found = judge(regulation, law, regulation.effective or date.max)
    yield from problems(found, regulation, scene.sources)


def problems(found: Iterable[Finding], regulation: Regulation, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """What was found, as the checker tells it; what is only to be kept in doing is none of its business."""
    for one in found:
        if one.severity is not Severity.NOTE:
            code = CODES.get(one.severity, "C903" if one.floor.forbids else "C901")
            span = _place(one, sources)
            source, clause = sources.get(span.path), regulation.clause(one.clause)
            quote = source.quote(span) if source and code != "C901" else one.quote
            data = {
                "floor": one.floor.name,
                "source": one.floor.source,
                "sums": one.sums.zh,
                "sums_en": one.sums.en,
                "allowed": one.allowed.zh,
                "allowed_en": one.allowed.en,
            }
            yield Diagnostic(codes.level(code), code, span, quote, clause.path if clause else (), (), data)


def _place(one: Finding, sources: Mapping[str, Source]) -> Span:
    """The sentence itself where it is the words of a clause."""
    source = sources.get(one.span.path)
    if one.rule is not None or source is None:
        return one.span
    start = source.text.find(one.quote, one.span.start)
    return source.span(start, start + len(one.quote)) if start >= 0 else one.span
