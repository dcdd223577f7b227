"""The aggregates that the formulas of a regulation ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from guiju.engines.measure.source import founds, resolved
from guiju.lang.catalogue import Catalogue, Fact
from guiju.lang.formula import Formula, format_tree, key_of
from guiju.lang.formula.facts import Resolved, column_named
from guiju.lang.formula.tree import Aggregate, Name, Node, Path, Per
from guiju.lang.formula.walk import children, walk
from guiju.lang.kinds import Metric, Parameter
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Wanted:
    """An aggregate: its canonical text, its fact and event, the columns and names it reads, the 每 it runs over."""

    node: Aggregate
    text: str
    per: Per | None
    fact: Fact
    event: str
    paths: tuple[Resolved, ...]
    names: tuple[str, ...]

    @property
    def group(self) -> tuple[str, str, str]:
        """Aggregates of the same group are computed in one pass."""
        return self.fact.english, self.event, format_tree(self.per) if self.per else ""

    @property
    def where(self) -> Node | None:
        """The filter that decides which rows count."""
        return self.per.where if self.per else self.node.where


def wanted(regulation: Regulation, catalogue: Catalogue) -> tuple[Wanted, ...]:
    """Every aggregate of every formula, each once; those of broken formulas that lead nowhere are left out."""
    found: dict[str, Wanted] = {}
    for formula in formulas(regulation):
        for node in aggregates(formula.tree):
            text = format_tree(node)
            if text not in found:
                one = _wanted(node, text, catalogue)
                if one is not None:
                    found[text] = one
    return tuple(found.values())


def facts_read(regulation: Regulation, catalogue: Catalogue) -> frozenset[str]:
    """The facts, by English name, whose rows the formulas of a regulation look at: those to bring files for."""
    asked = wanted(regulation, catalogue)
    paths = [path for one in asked for path in one.paths]
    looked = [call.arguments[1] for one in asked for call in founds(one.node)]
    paths += [resolved(path, catalogue) for path in looked if isinstance(path, Path)]
    return frozenset(fact.english for path in paths for fact in path.facts)


def formulas(regulation: Regulation) -> Iterator[Formula]:
    """Every formula of every rule."""
    for rule in regulation.rules:
        yield from _inside(tuple(dict(rule).values()))


def _inside(value: Any) -> Iterator[Formula]:  # Any: whatever a rule's fields hold
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _inside(getattr(value, field.name))


def aggregates(node: Node) -> Iterator[Aggregate]:
    """The outermost aggregates of a tree; those inside 每 belong to the one around it."""
    if isinstance(node, Aggregate):
        yield node
        return
    for child in children(node):
        yield from aggregates(child)


def _wanted(node: Aggregate, text: str, catalogue: Catalogue) -> Wanted | None:
    per = next((part for part in walk(node.argument) if isinstance(part, Per)), None)
    try:
        paths = tuple(resolved(part, catalogue) for part in walk(node) if isinstance(part, Path))
    except LookupError:
        return None
    if not paths:
        return None
    fact, event = paths[0].fact, per.event if per else node.event
    column = None if event is None else column_named(event.text, fact)
    names = tuple(dict.fromkeys(part.key for part in walk(node) if isinstance(part, Name)))
    return Wanted(node, text, per, fact, column.english if column else fact.event, paths, names)


def texts(regulation: Regulation, rule: Metric) -> tuple[str, ...]:
    """The aggregates that a metric is made of, through other metrics and exceptions too, as they are read."""
    metrics = {key_of(name): one for name, one in regulation.of(Metric).items()}
    found: dict[str, None] = {}
    seen: set[str] = set()

    def read(one: Metric) -> None:
        if one.name in seen:
            return
        seen.add(one.name)
        for formula in filter(None, (one.formula, one.when)):
            follow(formula.tree)
        for other in exceptions(regulation, one, seen):
            read(other)

    def follow(node: Node, *, inside: bool = False) -> None:
        if isinstance(node, Aggregate) and not inside:
            found[format_tree(node)] = None
        symbol = regulation.names.get(node.key) if isinstance(node, Name) else None
        if symbol is not None and key_of(symbol.name) in metrics:
            read(metrics[key_of(symbol.name)])
        for child in children(node):
            follow(child, inside=inside or isinstance(node, Aggregate))

    read(rule)
    return tuple(found)


def exceptions[R: (Metric, Parameter)](regulation: Regulation, rule: R, without: set[str]) -> list[R]:
    """The rules of the same kind that except a rule, or those of its clause; not the named ones."""
    named = {key_of(rule.name), key_of(rule.clause)}
    rules = regulation.of(type(rule)).values()
    return [one for one in rules if one.overrides and key_of(one.overrides) in named and one.name not in without]
