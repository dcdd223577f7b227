"""Why an outcome is what it is: one tree from the money down to the rows that were counted."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from guiju.engines.score.case import Case
from guiju.engines.score.grade import Distribution, Graded
from guiju.engines.score.names import LIMITS, formula_node, item_node
from guiju.engines.score.node import Node
from guiju.engines.score.outcome import Outcome, Result
from guiju.engines.score.pay import Limited, Paid
from guiju.engines.score.sheet import Sheet
from guiju.lang.kinds import Bonus, Grade
from guiju.lang.values import Missing


def explain(result: Result, person: str) -> Node | None:
    """Everything about one person's period; ``None`` when they held no place in it."""
    outcome, case = result.of(person), result.cases.get(person)
    if outcome is None or case is None:
        return None
    regulation = result.book.regulation
    placement = outcome.placement
    return Node(
        kind="outcome",
        label=outcome.person.name,
        value=outcome.bonus,
        unit="元",
        facts={
            "person": outcome.person.id,
            "period": str(result.period),
            "start": result.period.start,
            "end": result.period.end,
            "regulation": regulation.id,
            "version": regulation.version,
            "hash": regulation.hash,
            "unit": placement.unit,
            "position": placement.position,
            "days": placement.days,
            "of_days": placement.of_days,
            "moved_from": [
                {"unit": stay.unit, "position": stay.position, "start": stay.start, "end": stay.end}
                for stay in placement.before
            ],
            "provisional": outcome.provisional,
        },
        children=tuple(_parts(result, case, outcome)),
    )


def _parts(result: Result, case: Case, outcome: Outcome) -> Iterator[Node]:
    if isinstance(outcome.paid, Paid):
        yield from _bonus(case, outcome.paid)
    elif outcome.paid is not None:
        yield Node("bonus", "", outcome.paid, "元")
    if isinstance(outcome.sheet, Sheet):
        yield _points(case, outcome.sheet)
    elif outcome.sheet is not None:
        yield Node("points", "", outcome.sheet, "分")
    if outcome.graded is not None:
        yield _grade(result, outcome, outcome.graded)


def _bonus(case: Case, paid: Paid) -> Iterator[Node]:
    rule, part = paid.rule, paid.part
    formula = rule.formula
    children: list[Node] = []
    if formula is not None:
        children = [formula_node(case, formula), *_limits(rule, paid.worked)]
    if part is not None:
        formula = rule.pool
        facts = {"people": part.people, "weights": part.weights, **_rounding(part.whole)}
        whole = Node("pool", rule.name, part.whole.amount, "元", note=part.whole.bound.value, facts=facts)
        weight = formula_node(case, rule.share) if rule.share else Node("share", "", part.weight)
        children = [whole, weight, *_limits(rule, part.whole)]
    yield Node(
        kind="bonus",
        label=rule.name,
        value=paid.amount,
        unit="元",
        text=formula.text if formula else "",
        clause=rule.clause,
        span=formula.span if formula else rule.span,
        note=paid.worked.bound.value,
        facts={"step": rule.round.yuan, **_rounding(paid.worked), **_sentence(case, rule)},
        children=tuple(children),
    )


def _sentence(case: Case, rule: Bonus) -> dict[str, object]:
    """The words of the clause that were signed; nothing when it has none."""
    clause = case.book.regulation.clause(rule.clause)
    words = " ".join(clause.body_markdown.split()) if clause else ""
    return {"sentence": words} if words else {}


def _rounding(limited: Limited) -> dict[str, object]:
    """What an amount was before it was rounded; nothing when it is not known."""
    return {"worked": limited.worked} if isinstance(limited.worked, Fraction) else {}


def _limits(rule: Bonus, limited: Limited) -> Iterable[Node]:
    for kind, written, value in (("cap", rule.cap, limited.cap), ("floor", rule.floor, limited.floor)):
        if written is not None:
            yield Node(kind, LIMITS[kind], value, "元", written.text, rule.clause, written.span)


def _points(case: Case, sheet: Sheet) -> Node:
    card = sheet.card
    limits = [formula_node(case, limit, kind) for kind, limit in (("cap", card.cap), ("floor", card.floor)) if limit]
    sections = []
    for section, written in zip(sheet.sections, card.sections, strict=True):
        items = tuple(item_node(case, line, card.on_missing) for line in sheet.lines if line.section == section.key)
        weight = {"weight": section.weight}
        sections.append(
            Node("section", section.name, section.score, "%", "", card.clause, written.span, "", weight, items)
        )
    facts: dict[str, object] = {"adjustment": sheet.adjustment, "so_far": sheet.so_far, "decimals": card.round}
    if isinstance(sheet.total, Fraction):
        facts["worked"] = sheet.total
    note = sheet.bound.value
    children = (*sections, *limits)
    return Node("points", card.name, sheet.points, "分", "", card.clause, card.span, note, facts, children)


def _grade(result: Result, outcome: Outcome, graded: Graded) -> Node:
    rule = result.book.regulation.of(Grade).get(graded.rule)
    if rule is None:
        return Node("grade", "", graded.grade)
    spread = next(one for one in result.distributions if outcome.person.id in one.graded)
    facts: dict[str, object] = {
        "bands": [{"grade": band.name, "from": band.lower} for band in rule.bands],
        "band": graded.band,
        "ranked": graded.ranked,
        "rank": graded.rank,
        "within": rule.within.value,
        **_spread(rule, spread),
    }
    lower = graded.ranked is not None and graded.grade == graded.ranked != graded.band
    facts["next"] = [
        {"item": way.item, "grade": way.grade, "actual": way.actual, "needed": way.needed, "change": way.change}
        for way in outcome.distances
    ]
    note = "" if isinstance(graded.grade, Missing) else "by_share" if lower else "by_band"
    return Node("grade", rule.name, graded.grade, "", "", rule.clause, rule.span, note, facts)


def _spread(rule: Grade, spread: Distribution) -> dict[str, object]:
    """How the shares came to places; the places are empty where the shares do not apply."""
    return {
        "group": spread.group,
        "base": spread.base,
        "pending": spread.pending,
        "from_people": rule.from_people,
        "shares": dict(rule.shares),
        "places": dict(spread.places),
    }
