"""Outcomes as JSON: the short form that lists and cards show, and what is stored of each."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from guiju.apps.appraisal import models
from guiju.apps.appraisal.values import Plain
from guiju.engines.score.explain import explain
from guiju.engines.score.grade import Distribution
from guiju.engines.score.node import Node, exact, plain, plain_reason, plain_value
from guiju.engines.score.outcome import Outcome, Result
from guiju.engines.score.sheet import Line, Sheet
from guiju.lang.kinds import Input, Rule
from guiju.lang.kinds.choices import ItemScope, SubjectKind
from guiju.lang.values import Missing

ENTERED = {
    SubjectKind.PERSON: ItemScope.OWN,
    SubjectKind.UNIT: ItemScope.GROUP,
    SubjectKind.DEPARTMENT: ItemScope.DEPARTMENT,
}


def stored(result: Result, outcome: Outcome) -> models.Outcome:
    """One outcome as it is kept, without its reckoning."""
    node = explain(result, outcome.person.id)
    parts = {"points": outcome.points, "grade": outcome.grade, "bonus": outcome.bonus}
    return models.Outcome(
        number=outcome.person.id,
        name=outcome.person.name,
        unit=outcome.placement.unit,
        position=outcome.placement.position,
        card=outcome.sheet.card.name if isinstance(outcome.sheet, Sheet) else "",
        points=_number(outcome.points),
        grade=outcome.grade if isinstance(outcome.grade, str) else "",
        bonus=_number(outcome.bonus),
        pending=[name for name, value in parts.items() if isinstance(value, Missing)],
        provisional=outcome.provisional,
        summary=summary(result, outcome, node),
        explanation=plain(node, result.book) if node else {},
    )


def summary(result: Result, outcome: Outcome, node: Node | None) -> Plain:
    """Sections, items, what is lacking and the ways to the next grade; the money is left to the explanation."""
    sheet = outcome.sheet if isinstance(outcome.sheet, Sheet) else None
    placement, met = outcome.placement, _corrections(node)
    return {
        "card": {"name": sheet.card.name, "clause": sheet.card.clause, "decimals": sheet.card.round} if sheet else None,
        "sections": [
            {"key": one.key, "name": one.name, "weight": exact(one.weight), **plain_value(one.score, result.book)}
            for one in (sheet.sections if sheet else ())
        ],
        "items": [_item(result, line, met.get(line.item.name, ())) for line in (sheet.lines if sheet else ())],
        "adjustment": exact(sheet.adjustment) if sheet else "0",
        "so_far": exact(sheet.so_far) if sheet else "0",
        "bound": sheet.bound.value if sheet else "",
        "band": outcome.graded.band if outcome.graded and isinstance(outcome.graded.band, str) else "",
        "rank": outcome.graded.rank if outcome.graded else None,
        "ranked": outcome.graded.ranked if outcome.graded else None,
        "lacks": [plain_reason(lack.reason, result.book) for lack in outcome.lacks],
        "ways": [
            {
                "item": way.item,
                "unit": result.book.stick(way.item).unit,
                "grade": way.grade,
                "points": exact(way.points),
                "actual": exact(way.actual),
                "needed": exact(way.needed),
                "change": exact(way.change),
            }
            for way in outcome.distances
        ],
        "days": placement.days,
        "of_days": placement.of_days,
        "moved_from": [{"unit": stay.unit, "position": stay.position} for stay in placement.before],
    }


def distribution(spread: Distribution) -> Plain:
    """How the grades of one group were spread."""
    best: dict[str, int] = {}
    for one in spread.graded.values():
        if one.rank:
            best[str(one.grade)] = min(one.rank, best.get(str(one.grade), one.rank))
    names = list(spread.places) or sorted(best, key=best.__getitem__)
    return {
        "rule": spread.rule,
        "group": spread.group,
        "base": spread.base,
        "pending": spread.pending,
        "places": dict(spread.places),
        "counts": {name: spread.count(name) for name in names},
    }


def _corrections(node: Node | None) -> dict[str, tuple[str, ...]]:
    """By item of the scorecard, the numbers of the corrections that meet the rows it was worked out from."""
    points = [child for child in (node.children if node else ()) if child.kind == "points"]
    items = [item for item in _below(points) if item.kind == "item"]
    return {item.label: tuple(sorted({one for below in _below([item]) for one in _met(below)})) for item in items}


def _met(node: Node) -> Iterable[str]:
    found: Iterable[str] = node.facts.get("corrections", ())
    return found


def _below(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _below(node.children)


def _item(result: Result, line: Line, corrections: Sequence[str]) -> Plain:
    rule, reading = result.book.stick(line.item.name), line.reading
    values = {
        "actual": plain_value(reading.actual, result.book),
        "target": plain_value(reading.target, result.book),
        "attainment": plain_value(line.attained.value, result.book),
        "contribution": plain_value(line.contribution, result.book),
    }
    return {
        "name": line.item.name,
        "section": line.section,
        "unit": rule.unit,
        "decimals": getattr(rule, "decimals", None),
        "direction": rule.direction.value if rule.direction else "",
        "scope": _scope(rule, line.item.scope).value,
        "weight": exact(line.weight),
        "counted": exact(line.counted),
        "bound": line.attained.bound.value,
        "points": None if line.points is None else exact(line.points),
        "corrections": list(corrections),
        **values,
    }


def _scope(rule: Rule, scope: ItemScope) -> ItemScope:
    """Whose figure an item is: an entered one is of whom it was entered for, whatever rows the card counts."""
    return ENTERED.get(rule.subject.kind, scope) if isinstance(rule, Input) else scope


def _number(value: Fraction | Missing | None) -> str:
    return str(value) if isinstance(value, Fraction) else ""
