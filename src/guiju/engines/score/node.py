"""One step of an explanation, and how it becomes JSON without losing anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from guiju.engines.score.book import Book
from guiju.engines.score.lacks import who_mends
from guiju.lang.formula.format import decimal
from guiju.lang.text import Span
from guiju.lang.values import Missing, Reason, Value

Plain = dict[str, Any]  # JSON: texts, whole numbers, truths, lists and objects


@dataclass(frozen=True, slots=True)
class Node:
    """One step of an explanation.

    ``kind`` says what it is (outcome bonus pool points section item attainment metric input target parameter pay grade
    step cell), ``label`` names it in the document's words, ``unit`` is how its rule writes the value's unit. ``text``
    is the formula; ``clause`` (an id) and ``span`` lead to where it stands. ``note`` is a key of
    ``lang.formula.trace.NOTES`` or of ``NOTES`` below. ``facts`` hold what else there is to know, by English keys.
    """

    kind: str
    label: str
    value: Value | None
    unit: str = ""
    text: str = ""
    clause: str = ""
    span: Span | None = None
    note: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)  # values, texts, numbers, or lists and maps of them
    children: tuple["Node", ...] = ()


NOTES = {
    "cap": ("封顶生效", "the cap binds"),
    "floor": ("保底生效", "the floor binds"),
    "nothing_spent": ("实际为 0，按封顶计", "the actual is 0: the cap counts"),
    "default": ("没有填报，用默认值", "not entered: the default counts"),
    "counted_as_zero": ("缺数，按 0 计", "missing: counts as 0"),
    "left_out": ("缺数，权重由其他项分担", "missing: the other items share its weight"),
    "by_band": ("按分数档", "by the band of points"),
    "by_share": ("按人数比例", "by the shares of people"),
}


def plain(node: Node, book: Book) -> Plain:
    """The tree as JSON: numbers as ``exact`` text, missing values with every reason and who can mend it."""
    found: Plain = {"kind": node.kind, "label": node.label, **plain_value(node.value, book)}
    clause = book.regulation.clause(node.clause) if node.clause else None
    parts: Plain = {
        "unit": node.unit,
        "text": node.text,
        "clause": {"id": clause.id, "number": clause.number, "title": clause.title, "path": list(clause.path)}
        if clause
        else None,
        "span": place(node.span) if node.span else None,
        "note": node.note,
        "facts": {key: _fact(value) for key, value in node.facts.items()},
        "children": [plain(child, book) for child in node.children],
    }
    return found | {key: value for key, value in parts.items() if value}


def exact(value: Fraction) -> str:
    """A number as text that loses nothing and reads back: a decimal where one ends (``3.15``), else ``n/d``."""
    text = decimal(value)
    return text if Fraction(text) == value else str(value)


def plain_value(value: Value | None, book: Book) -> Plain:
    """A value with its type; what was not computed has the type ``none``."""
    if isinstance(value, Missing):
        return {"type": "missing", "value": None, "missing": [plain_reason(one, book) for one in value.reasons]}
    return {"type": _type(value), "value": _fact(value)}


def plain_reason(reason: Reason, book: Book) -> Plain:
    """A reason with the positions that can mend it."""
    who = who_mends(book, reason)
    return {"why": reason.why.value, "subject": reason.subject, "detail": reason.detail, "who": list(who)}


def place(span: Span) -> Plain:
    """Where something stands; ``line`` and ``column`` count from 1."""
    return {"path": span.path, "start": span.start, "end": span.end, "line": span.line, "column": span.column}


def _type(value: Value | None) -> str:
    if value is None:
        return "none"
    kinds: tuple[tuple[type, str], ...] = ((bool, "truth"), (Fraction, "number"), (str, "text"), (datetime, "time"))
    return next((word for kind, word in kinds if isinstance(value, kind)), "date")


def _fact(value: Any) -> Any:
    match value:
        case Fraction():
            return exact(value)
        case date():
            return value.isoformat()
        case Missing():
            return None
        case Mapping():
            return {key: _fact(one) for key, one in value.items()}
        case tuple() | list():
            return [_fact(one) for one in value]
        case _:
            return value
