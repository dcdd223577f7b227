"""The ways in which a change of a metric can be told apart, read from the formulas of the regulation."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guiju.engines.change.stored import Shape, shape
from guiju.lang.formula.tree import Aggregate, Binary, Name, Node, Path
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation

MONEY = frozenset({"元", "万元", "亿元"})
MOST = 3  # chains, and volumes, that are offered


class Kind(StrEnum):
    """How the difference is taken apart."""

    PARTS = "parts"  # by shop, channel, …: a sum by its parts, a quotient by rate and mix
    TERMS = "terms"  # by what stands in the formula
    CHAIN = "chain"  # traffic × conversion × worth of an order
    VOLUME = "volume"  # how much, of what, at which rate


@dataclass(frozen=True, slots=True)
class Way:
    """One way; ``by`` names the metric that a chain goes through, or that counts the volume."""

    kind: Kind
    by: str = ""

    @property
    def key(self) -> str:
        """The word for it in an address."""
        return f"{self.kind}:{self.by}" if self.by else str(self.kind)


def ways(rule: Metric, regulation: Regulation) -> tuple[Way, ...]:
    """The ways that this metric has, the plainest first."""
    return tuple(_ways(rule, regulation))


def links(rule: Metric, regulation: Regulation) -> tuple[Metric, Metric] | None:
    """The two metrics that a quotient of names divides, both sums; ``None`` for any other metric."""
    tree = rule.formula.tree
    if not isinstance(tree, Binary) or tree.operator != "/":
        return None
    above, below = (_named(side, regulation) for side in (tree.left, tree.right))
    if above is None or below is None or {shape(one, regulation) for one in (above, below)} != {Shape.SUM}:
        return None
    return above, below


def _ways(rule: Metric, regulation: Regulation) -> Iterator[Way]:
    made = shape(rule, regulation)
    if made is not Shape.OTHER:
        yield Way(Kind.PARTS)
    if len(set(_names(rule.formula.tree, regulation))) > 1:
        yield Way(Kind.TERMS)
    if made is Shape.SUM and rule.unit in MONEY:
        yield from list(_chains(rule, regulation))[:MOST]
        yield from list(_volumes(rule, regulation))[:MOST]


def _chains(rule: Metric, regulation: Regulation) -> Iterator[Way]:
    """Rates whose numerator counts the same rows: sales are traffic × conversion × worth of an order."""
    mine = _facts(rule.formula.tree, regulation)
    for name, other in regulation.of(Metric).items():
        linked = links(other, regulation)
        if linked is None or other.unit != "%" or {one.unit for one in linked} & MONEY:
            continue
        if _facts(linked[0].formula.tree, regulation) == mine:
            yield Way(Kind.CHAIN, name)


def _volumes(rule: Metric, regulation: Regulation) -> Iterator[Way]:
    """Counts of the same rows."""
    mine = _facts(rule.formula.tree, regulation)
    for name, other in regulation.of(Metric).items():
        if other.unit in MONEY or other.unit == "%" or shape(other, regulation) is not Shape.SUM:
            continue
        if _facts(other.formula.tree, regulation) == mine:
            yield Way(Kind.VOLUME, name)


def _facts(tree: Node, regulation: Regulation) -> frozenset[str]:
    inside = (node.argument for node in walk(tree) if isinstance(node, Aggregate))
    found = {argument.parts[0].key for argument in inside if isinstance(argument, Path)}
    for node in walk(tree):
        other = _named(node, regulation)
        if other is not None:
            found |= _facts(other.formula.tree, regulation)
    return frozenset(found)


def _names(tree: Node, regulation: Regulation) -> list[object]:
    """The metrics and aggregates of a formula; what stands inside an aggregate is its own."""
    if isinstance(tree, Aggregate):
        return [tree]
    if isinstance(tree, Binary):
        return _names(tree.left, regulation) + _names(tree.right, regulation)
    other = _named(tree, regulation)
    return [other.name] if other else []


def _named(node: Node, regulation: Regulation) -> Metric | None:
    symbol = regulation.names.get(node.key) if isinstance(node, Name) else None
    return regulation.of(Metric).get(symbol.name) if symbol and symbol.role == "value" else None
