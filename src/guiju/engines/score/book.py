"""A regulation prepared for scoring: what each name means, how each formula is worked out, which rules are excepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from guiju.engines.measure.named import CELL, over_cells
from guiju.engines.score.applies import unit_path
from guiju.lang.formula import Formula, Symbol, Type, key_of
from guiju.lang.formula.exact import Exact, compile_exact
from guiju.lang.formula.tree import Aggregate
from guiju.lang.formula.walk import children, names_in, walk
from guiju.lang.kinds import Input, Metric, Parameter, Rule, Target, Unit
from guiju.lang.regulation import Regulation

Role = Literal["parameter", "metric", "input", "attainment", "target", "pay", "section", "total", "points"]

PAY = {"基础绩效工资": "performance", "基本工资": "base"}
TOTAL, POINTS, SECTION = "综合得分", "绩效分", "得分"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a formula means by a name: a role, and the declared name (or that of a section, or the item of pay)."""

    role: Role
    name: str


class Book:
    """A regulation with what scoring looks up again and again; made once for many people."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation
        self.cells: set[str] = set()  # the texts of the aggregates that formulas asked for so far
        self._exact: dict[int, tuple[Formula, Exact, Formula]] = {}
        self._paths: dict[str, tuple[str, ...]] = {}

    def path(self, unit: str) -> tuple[str, ...]:
        """A unit and those above it, the nearest first."""
        if unit not in self._paths:
            self._paths[unit] = unit_path(self.regulation, unit)
        return self._paths[unit]

    def exact(self, formula: Formula) -> Exact:
        """The formula as a function of a scope."""
        return self._prepared(formula)[1]

    def readable(self, formula: Formula) -> Formula:
        """The formula as it is traced: with a name in the place of what reads rows."""
        return self._prepared(formula)[2]

    def _prepared(self, formula: Formula) -> tuple[Formula, Exact, Formula]:
        found = self._exact.get(id(formula))
        if found is None:
            tree = over_cells(formula.tree)
            self.cells |= {key.removeprefix(CELL) for key in names_in(tree) if key.startswith(CELL)}
            # made anew: a formula that moved while somebody wrote above it cannot be replaced field by field
            readable = Formula(formula.text, tree, formula.type, formula.span, tuple(_outer_types(formula)))
            # the formula itself is kept so that its identity stays its own
            found = self._exact[id(formula)] = (formula, compile_exact(tree), readable)
        return found

    @cached_property
    def names(self) -> Mapping[str, Meant]:
        """Every name that a formula may use, by its key."""
        return {key: self._meant(symbol) for key, symbol in self.regulation.names.items()}

    def _meant(self, symbol: Symbol) -> Meant:
        if symbol.role != "value":
            return Meant(symbol.role, symbol.of)
        for role, kind in _DECLARED:
            if symbol.name in self.regulation.of(kind):
                return Meant(role, symbol.name)
        if symbol.name in PAY:
            return Meant("pay", PAY[symbol.name])
        if symbol.name in {TOTAL, POINTS}:
            return Meant("total" if symbol.name == TOTAL else "points", symbol.name)
        return Meant("section", symbol.name.removesuffix(SECTION))

    @cached_property
    def _exceptions(self) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
        return _grouped(((rule.kind, key_of(rule.overrides)), rule) for rule in self.regulation.rules if rule.overrides)

    def exceptions(self, kind: str, name: str, clause: str = "") -> tuple[Rule, ...]:
        """The rules of a kind that except the one of this name, or those of its kind in this clause."""
        places = [(kind, key_of(name)), *([(kind, key_of(clause))] if clause else [])]
        return tuple(one for place in places for one in self._exceptions.get(place, ()) if one.name != name)

    @cached_property
    def targets(self) -> Mapping[str, tuple[Target, ...]]:
        """The targets of each metric or input by its declared name, without exceptions."""
        rules = self.regulation.of(Target).values()
        return _grouped((rule.metric, rule) for rule in rules if not rule.overrides)

    @cached_property
    def top(self) -> str:
        """The unit above all others, whose rows are all rows; empty when there are several or none."""
        tops = [unit.name for unit in self.regulation.of(Unit).values() if not unit.parent]
        return tops[0] if len(tops) == 1 else ""

    def stick(self, name: str) -> Metric | Input:
        """The metric or input of a declared name; raises ``LookupError`` when there is none."""
        found = self.regulation.of(Metric).get(name) or self.regulation.of(Input).get(name)
        if found is None:
            raise LookupError(name)
        return found


def _outer_types(formula: Formula) -> Iterator[Type]:
    """The types of the nodes that ``over_cells`` leaves, in the order of ``walk``."""
    types = dict(zip(map(id, walk(formula.tree)), formula.node_types, strict=True))
    waiting = [formula.tree]
    while waiting:
        node = waiting.pop()
        yield types[id(node)]
        waiting += [] if isinstance(node, Aggregate) else reversed(children(node))


_DECLARED: tuple[tuple[Role, type[Rule]], ...] = (("parameter", Parameter), ("metric", Metric), ("input", Input))


def _grouped[K, V](pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, tuple[V, ...]] = {}
    for key, value in pairs:
        found[key] = (*found.get(key, ()), value)
    return found
