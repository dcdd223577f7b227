"""Which clauses read a metric, and by which rules."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from django.urls import reverse

from guiju.lang.formula import Formula
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Metric
from guiju.lang.kinds.base import Rule
from guiju.lang.regulation import Regulation
from guiju.web.rulebook.words import kind_word

OWN = frozenset(
    {"name", "clause", "basis", "note", "aliases", "places", "span"}
)  # say what a rule is, not what it reads


@dataclass(frozen=True, slots=True)
class Use:
    """A clause that uses a metric: its title and the rules there, each with its kind."""

    clause: str
    url: str
    rules: tuple[str, ...]


def uses(rule: Metric, regulation: Regulation) -> tuple[Use, ...]:
    """The clauses other rules of which read the metric or say something about it, in the order of the document."""
    found: dict[str, list[str]] = {}
    for other in regulation.rules:
        if other is not rule and _reads(other, rule, regulation):
            found.setdefault(other.clause, []).append(f"{kind_word(other.kind)} {other.name}")
    return tuple(_use(clause, rules, regulation) for clause, rules in found.items())


def _use(clause_id: str, rules: list[str], regulation: Regulation) -> Use:
    clause = regulation.clause(clause_id)
    title = f"{clause.number} {clause.title}".strip() if clause else ""
    return Use(title, reverse("rulebook:clause", args=[clause_id]), tuple(dict.fromkeys(rules)))


def _reads(other: Rule, rule: Metric, regulation: Regulation) -> bool:
    """Whether a rule names the metric in a field of its own or in a formula."""
    for name, value in dict(other).items():
        if name in OWN:
            continue
        for part in _inside(value):
            if part == rule.name or (isinstance(part, Formula) and rule.name in _named(part, regulation)):
                return True
    return False


def _inside(value: object) -> Iterator[object]:
    """The texts and formulas within a field, however deep."""
    if isinstance(value, str | Formula):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _inside(getattr(value, field.name))


def _named(formula: Formula, regulation: Regulation) -> set[str]:
    symbols = (regulation.names.get(key) for key in names_in(formula.tree))
    return {symbol.of or symbol.name for symbol in symbols if symbol is not None}
