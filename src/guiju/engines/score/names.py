"""What stands behind each name of a formula: its rule, and what that was worked out from, down to the rows."""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any

from guiju.engines.score.attain import Attained, Bound
from guiju.engines.score.book import PAY, Meant
from guiju.engines.score.case import Case
from guiju.engines.score.node import Node
from guiju.engines.score.scope import Names
from guiju.engines.score.sheet import Line, Sheet
from guiju.engines.score.source import Rows, Stated
from guiju.engines.score.whose import rows
from guiju.lang.formula import Formula, key_of, types
from guiju.lang.formula.trace import Trace, trace
from guiju.lang.kinds import Metric, Parameter, Subject
from guiju.lang.kinds.choices import ItemScope, OnMissing
from guiju.lang.kinds.scorecard.model import Item
from guiju.lang.values import Missing

_UNITS = {
    types.MONEY.dimensions: "元",
    types.DURATION.dimensions: "秒",
    types.MONTHS.dimensions: "月",
    types.WORKDAYS.dimensions: "工作日",
    types.SCORE.dimensions: "分",
}
LIMITS = {"cap": "封顶", "floor": "保底", "baseline": "基线"}
DEEPEST = 40  # names within names; a figure that builds on its own past is cut here


def formula_node(
    case: Case, formula: Formula, kind: str = "step", *, within: Rows | None = None, general: str = "", depth: int = 0
) -> Node:
    """A formula step by step, each name with what stands behind it."""
    scope = Names(case, within, general)
    return _step(scope, trace(case.book.readable(formula), scope), kind, depth)


def _step(scope: Names, step: Trace, kind: str, depth: int) -> Node:
    if step.label in scope.case.book.cells and not step.children and step.value is not None:
        return _cell(scope.case, step.label, scope.within)
    meant = scope.case.book.names.get(key_of(step.label))
    if meant is not None and step.value is not None and not step.children and not step.text.startswith(('"', "“")):
        return name_node(scope, step.label, meant, depth + 1)
    children = []
    for at, child in enumerate(step.children):
        back = {"periods_back": at, "previous": 1}.get(child.note, 0)
        children.append(_step(scope.previous(back) if back else scope, child, "step", depth))
    unit = _UNITS.get(step.type.dimensions, "")
    text = reduce(lambda said, cell: said.replace(f"「{cell}」", cell), scope.case.book.cells, step.text)
    return Node(kind, step.label, step.value, unit, text, "", step.span, step.note, {}, tuple(children))


def name_node(scope: Names, label: str, meant: Meant, depth: int = 0) -> Node:
    """A name, under the ``label`` that the formula writes, with what stands behind it."""
    case = scope.case
    if depth > DEEPEST:
        return Node("cut", label, scope.name(key_of(label)))
    ways: dict[str, Callable[[], Node]] = {
        "parameter": lambda: _parameter(case, label, meant.name),
        "metric": lambda: _metric(case, label, meant.name, scope, depth),
        "input": lambda: _input(case, label, meant.name),
        "attainment": lambda: _attainment(case, label, meant.name, scope.within, depth),
        "target": lambda: _target(case, label, meant.name),
        "pay": lambda: _pay(case, label, meant.name),
    }
    return ways.get(meant.role, lambda: _scored(case, label, meant))()


def item_node(case: Case, line: Line, on_missing: OnMissing) -> Node:
    """One item of a scorecard: what it brings, and its attainment."""
    item = line.item
    counts = isinstance(line.contribution, Fraction)
    lacking = isinstance(line.reading.actual, Missing) or isinstance(line.reading.target, Missing)
    note = ""
    if lacking and on_missing is not OnMissing.PENDING:
        note = "counted_as_zero" if counts else "left_out"
    facts: dict[str, Any] = {
        "weight": line.weight,
        "counted": line.counted,
        "scope": item.scope.value,
        "attained": line.attained.value,
    }
    if line.points is not None:
        facts["points"] = line.points
    child = _reached(case, item.name, line.attained, rows(case, item.scope), item, 0)
    return Node("item", item.name, line.contribution, "分", "", "", item.span, note, facts, (child,))


def _attainment(case: Case, label: str, name: str, within: Rows | None, depth: int) -> Node:
    node = _reached(case, name, case.attainment(name, within), within, None, depth)
    return Node(
        node.kind, label, node.value, node.unit, "", node.clause, node.span, node.note, node.facts, node.children
    )


def _reached(case: Case, name: str, attained: Attained, within: Rows | None, item: Item | None, depth: int) -> Node:
    """An attainment from its actual, its target and its limits; those of an item stand before the metric's own."""
    rule = case.rule(case.book.stick(name))
    if isinstance(rule, Missing):
        return Node("attainment", name, attained.value, "%")
    actual, target = Meant("metric" if isinstance(rule, Metric) else "input", name), Meant("target", name)
    scope = Names(case, within)
    children = [name_node(scope, name, actual, depth + 1), name_node(scope, f"{name}目标", target)]
    for bound, word in LIMITS.items():
        stated = getattr(item, bound, None) or getattr(rule, bound)
        if stated is not None:
            worth = formula_node(case, stated, bound)
            children.append(Node(bound, word, worth.value, worth.unit, stated.text, "", stated.span))
    facts = {
        "form": rule.attainment.value if rule.attainment else "",
        "direction": rule.direction.value if rule.direction else "",
        **({} if attained.raw is None else {"raw": attained.raw}),
    }
    note = "nothing_spent" if attained.raw is None and attained.bound is Bound.CAP else attained.bound.value
    return Node("attainment", name, attained.value, "%", "", rule.clause, rule.span, note, facts, tuple(children))


def _parameter(case: Case, label: str, name: str) -> Node:
    rule = case.rule(case.book.regulation.of(Parameter)[name])
    if isinstance(rule, Missing):
        return Node("parameter", label, rule)
    facts = {"on": case.period.end}
    return Node("parameter", label, rule.at(case.period.end), rule.unit, "", rule.clause, rule.span, "", facts)


def _metric(case: Case, label: str, name: str, scope: Names, depth: int) -> Node:
    found = case.metric(name, scope.within, scope.general)
    rule = found.rule
    if rule is None:
        return Node("metric", label, found.value)
    facts = {"name": rule.name, **_whose(case, found.rows), "card": rule.card, "owner": rule.owner}
    child = formula_node(case, rule.formula, within=found.rows, general=case.excepts(rule, scope.general), depth=depth)
    return Node(
        "metric", label, found.value, rule.unit, rule.formula.text, rule.clause, rule.formula.span, "", facts, (child,)
    )


def _cell(case: Case, text: str, within: Rows | None) -> Node:
    cell = case.cell(text, within)
    whose = _whose(case, within or Rows(ItemScope.DEPARTMENT))
    facts = {"fact": cell.fact, "where": cell.where, "rows": cell.rows, **whose, "provisional": cell.provisional}
    if cell.corrections:
        facts["corrections"] = list(cell.corrections)
    return Node("cell", cell.fact, cell.value, text=text, facts=facts)


def _whose(case: Case, rows: Rows) -> dict[str, Any]:
    """Whose rows of which days."""
    start, end = case.period.start, case.period.end
    return {"scope": rows.scope.value, "who": rows.who, "period": str(case.period), "start": start, "end": end}


def _input(case: Case, label: str, name: str) -> Node:
    found = case.input(name)
    rule = found.rule
    if rule is None:
        return Node("input", label, found.value)
    facts = {
        **_about(found.subject),
        "period": str(found.period),
        "enters": rule.enters,
        "confirms": rule.confirms,
        "evidence": rule.evidence,
        **_stated(found.stated),
    }
    note = "default" if found.stated is None and not isinstance(found.value, Missing) else ""
    return Node("input", label, found.value, rule.unit, "", rule.clause, rule.span, note, facts)


def _target(case: Case, label: str, name: str) -> Node:
    found = case.target(name)
    written = case.book.targets.get(name, ())
    rule = found.rule or (written[0] if written else None)
    facts = {
        **(_about(found.subject) if found.subject else {}),
        "period": str(case.period),
        "set_by": rule.set_by if rule else "",
        "entered": found.stated is not None,
        **_stated(found.stated),
    }
    clause, span = (rule.clause, rule.span) if rule else ("", None)
    return Node("target", label, found.value, case.book.stick(name).unit, "", clause, span, "", facts)


def _pay(case: Case, label: str, item: str) -> Node:
    facts = {"item": item, "name": next(word for word, known in PAY.items() if known == item)}
    on = case.placement.last if case.placement else case.period.end
    return Node("pay", label, case.pay(item), "元", facts={**facts, "on": on})


def _scored(case: Case, label: str, meant: Meant) -> Node:
    """A score; that of an earlier period brings its items along, the present one is explained beside the bonus."""
    settled = meant.role != "section" and case.settled() is not None
    facts = {"period": str(case.period), "name": meant.name, "settled": settled}
    sheet = case.sheet() if case.back and not settled else None
    children: tuple[Node, ...] = ()
    if isinstance(sheet, Sheet):
        children = tuple(item_node(case, line, sheet.card.on_missing) for line in sheet.lines)
    unit = "分" if meant.role == "points" else "%"
    return Node("score", label, case.scored(meant), unit, facts=facts, children=children)


def _about(subject: Subject) -> dict[str, Any]:
    return {"subject_kind": subject.kind.value, "subject": subject.name}


def _stated(stated: Stated | None) -> dict[str, Any]:
    return {} if stated is None else {"by": stated.by, "stated_on": stated.on}
