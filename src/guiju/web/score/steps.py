"""The explanation of an outcome as steps that open: from the money down to the rows that were counted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.engines.measure.catalogue import catalogue
from guiju.engines.periods import parse
from guiju.engines.score.node import NOTES
from guiju.facts import load_schemas
from guiju.lang.formula import parse as parse_formula
from guiju.lang.formula.trace import NOTES as TRACED
from guiju.lang.readback import formulas
from guiju.lang.readback.formulas import in_english
from guiju.lang.text import Located
from guiju.lang.values import Reason, Why
from guiju.web.kit import address, formats, lacking
from guiju.web.kit.formats import Amount
from guiju.web.score import whole

Plain = Mapping[str, Any]  # Any: the JSON of engines.score.node
OPEN_TO = 2  # levels that stand open
FINE = 4  # decimals of a step that has no unit
WORKED_OUT = {"step", "cell", "attainment", "pay", "score"}  # named by the language, not by the document
MONEY = {"bonus", "pool", "share"}
NAMED = {"attainment", "metric", "input", "target", "parameter", "pay", "score"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, what it is worth, where it stands in the regulation, and what it was made of.

    ``whole`` is its worth with all digits, where it is shown with fewer.
    """

    kind: str
    label: str
    value: Amount | None
    whole: str
    reasons: tuple[str, ...]
    note: str
    facts: tuple[str, ...]
    corrections: tuple[str, ...]
    clause: str
    clause_url: str
    rows: str
    rows_url: str
    open: bool
    children: tuple["Step", ...]


def tree(explanation: Plain, kind: str, number: str, query: str) -> Step | None:
    """The branch of an explanation that explains the bonus (or points, or grade); ``None`` when there is none."""
    for at, child in enumerate(explanation.get("children", ())):
        if child["kind"] == kind:
            return _step(child, str(at), 0, number, query)
    return None


def named(branch: Plain) -> dict[str, str]:
    """What every name below a branch is worth, in words and with all digits; for the formula at its head."""
    found: dict[str, str] = {}
    waiting = [branch]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("children", ()))
        value = shown(node)
        if node["kind"] in NAMED and value is not None:
            found.setdefault(node["label"], whole.text(value))
    return found


def find(explanation: Plain, at: str) -> Plain | None:
    """The node at a path of child numbers such as ``0-2-1``; ``None`` when there is none."""
    node = explanation
    for part in at.split("-"):
        children = node.get("children", ())
        place = address.number(part)
        if place is None or place >= len(children):
            return None
        node = children[place]
    return node


def _step(node: Plain, at: str, depth: int, number: str, query: str, unit: str = "") -> Step:
    """A node as a step; ``unit`` is that of the metric above, for an aggregate that has none of its own."""
    clause = node.get("clause") or {}
    facts = node.get("facts", {})
    mine = str(node.get("unit", "")) if node["kind"] == "metric" else ""
    children = tuple(_step(child, path, depth + 1, number, query, mine) for path, child in _below(node, at))
    counted = node["kind"] == "cell" and facts.get("rows") is not None
    value = shown(node, unit)
    return Step(
        kind="" if node["kind"] == "step" else kind_word(node["kind"]),
        label=in_words(node) if node["kind"] == "cell" else label(node),
        value=value,
        whole=whole.whole(value) if value and node["type"] == "number" else "",
        reasons=tuple(_reasons(node)),
        note=_note(node.get("note", "")),
        facts=tuple(_facts(node["kind"], facts)),
        corrections=tuple(facts.get("corrections", ())),
        clause=f"{clause.get('number', '')} {clause.get('title', '')}".strip(),
        clause_url=reverse("rulebook:clause", args=[clause["id"]]) if clause else "",
        rows=_("看这 %(n)s 行") % {"n": f"{facts['rows']:,}"} if counted else "",
        rows_url=f"{reverse('score:rows', args=[number, at])}?{query}" if counted else "",
        open=depth < OPEN_TO,
        children=children,
    )


def _below(node: Plain, at: str) -> Iterator[tuple[str, Plain]]:
    """The steps under a step; a formula that only says again what its rule says is passed over."""
    for place, child in enumerate(node.get("children", ())):
        path = f"{at}-{place}"
        if child["kind"] == "step" and node["kind"] != "step" and child.get("text") == node.get("text"):
            yield from _below(child, path)
        elif not _literal(child):
            yield path, child


def _literal(node: Plain) -> bool:
    """Whether a step only says a figure that stands in the formula anyway."""
    return node["kind"] == "step" and not node.get("children") and not node.get("note") and not node.get("missing")


def kind_word(kind: str) -> str:
    """What a step is."""
    return {
        "bonus": _("奖金"),
        "pool": _("奖金池"),
        "share": _("份额"),
        "points": _("得分"),
        "section": _("分组"),
        "item": _("指标项"),
        "attainment": _("达成率"),
        "metric": _("指标"),
        "input": _("填报"),
        "target": _("目标"),
        "parameter": _("参数"),
        "pay": _("工资"),
        "grade": _("等级"),
        "score": _("得分"),
        "cell": _("明细"),
        "cap": _("封顶"),
        "floor": _("保底"),
        "baseline": _("基线"),
    }.get(kind, _("算式"))


_SIGNS = {" * ": " × ", " / ": " ÷ ", " - ": " − "}  # as people write them, and as the sentence above says them


def label(node: Plain) -> str:
    """What a step is called: a step of a formula by its text, everything else by its name."""
    text = str(node["label"])
    if node["kind"] in {"step", "cell"}:
        text = str(node.get("text") or text)
    elif node["kind"] not in WORKED_OUT:
        return text
    if formats.english():
        text = re.sub(r"\w+", lambda word: in_english(word[0]), text)
    if node["kind"] not in {"step", "cell"}:
        return text
    for typed, written in _SIGNS.items():
        text = text.replace(typed, written)
    return text


def in_words(node: Plain) -> str:
    """What an aggregate counts, as a sentence says it; its text where that cannot be read."""
    text = str(node.get("text") or node["label"])
    tree, _problems = parse_formula(Located.whole(text))
    if tree is None:
        return label(node)
    return formulas.formula(tree, "en" if formats.english() else "zh", catalogue(load_schemas()))


def shown(node: Plain, unit: str = "") -> Amount | None:
    """What a step is worth, in words; ``None`` when it is missing or was not computed."""
    value, kind = node.get("value"), node["type"]
    if value is None:
        return None
    if kind == "number":
        own = str(node.get("unit") or ("%" if node["kind"] in {"attainment", "section"} else unit))
        exact = node["kind"] == "step" and not own
        return formats.amount(Fraction(value), own, decimals=FINE if exact else None)
    if kind == "truth":
        return Amount(*([_("成立") if value else _("不成立")] * 2))
    return Amount(str(value), str(value))


def _reasons(node: Plain) -> Iterator[str]:
    for one in node.get("missing", ()):
        words = lacking.words(Reason(Why(one["why"]), one["subject"], one["detail"]))
        who = formats.listed(one.get("who", ())) or words.who
        yield _("%(what)s；%(mend)s（%(who)s）") % {"what": words.what, "mend": words.mend, "who": who}


def _note(key: str) -> str:
    known = NOTES.get(key) or TRACED.get(key)
    return "" if known is None else known[1 if formats.english() else 0]


def _facts(kind: str, facts: Plain) -> Iterator[str]:
    """Who said so and when, whose rows of which days, and by which rule."""
    if facts.get("period") and kind in {"metric", "input", "target", "score", "cell"}:
        yield parse(facts["period"]).label("en" if formats.english() else "zh")
    if facts.get("scope"):
        yield {"department": _("全部门的行"), "group": _("本组的行"), "own": _("本人的行")}[facts["scope"]]
    if facts.get("by"):
        on = formats.full_day(date.fromisoformat(facts["stated_on"])) if facts.get("stated_on") else ""
        yield _("%(who)s %(day)s 填写") % {"who": facts["by"], "day": on}
    if facts.get("weight") and kind in {"item", "section"}:
        yield _("权重 %(share)s") % {"share": formats.amount(Fraction(facts["weight"]), "%").text}
    if kind == "pay" and facts.get("on"):
        yield _("%(day)s 的名册") % {"day": formats.full_day(date.fromisoformat(facts["on"]))}
    if facts.get("worked"):
        sign = "¥" if kind in MONEY else ""
        yield _("取整前 %(value)s") % {"value": sign + formats.exact_decimal(Fraction(facts["worked"]))}
    if facts.get("card"):
        yield str(facts["card"])
