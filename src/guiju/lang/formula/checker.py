"""What a check carries through a tree: the names and facts there are, and the types and problems found so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from guiju.lang.catalogue import Catalogue, Fact
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import types
from guiju.lang.formula.names import Names
from guiju.lang.formula.problems import problem
from guiju.lang.formula.tree import Node
from guiju.lang.formula.types import ANY, Kind, Type
from guiju.lang.text import Source

Rules = Mapping[type, Callable[["Checker", Any], Type]]  # each rule takes the node type it is listed for


@dataclass(frozen=True, slots=True)
class Rows:
    """The open aggregate: the fact whose rows it runs over (``None`` when that is not known), or its entities."""

    fact: Fact | None
    entities: bool = False
    inner: bool = False  # inside an aggregate of a 每: there a further aggregate speaks of the entity at hand


@dataclass(slots=True)
class Checker:
    """Walks a tree once and collects types and problems; ``within`` is the aggregate's rows, if one is open.

    ``grouped`` is the fact of the 每 whose value is being looked at.
    """

    names: Names
    catalogue: Catalogue
    source: Source
    rules: Rules
    problems: list[Diagnostic] = field(default_factory=list)
    types: dict[int, Type] = field(default_factory=dict)
    within: Rows | None = None
    grouped: Fact | None = None

    def report(self, code: str, node: Node, data: Mapping[str, str] | None = None, near: tuple[str, ...] = ()) -> Type:
        """Note a problem; the node is worth anything from here on, so that nothing follows from it."""
        self.problems.append(problem(code, self.source, node.span, data, near))
        return ANY

    def type_of(self, node: Node) -> Type:
        """The type of a node, with all problems inside it noted."""
        found = self.rules[type(node)](self, node)
        self.types[id(node)] = found
        return found

    def number(self, node: Node) -> Type:
        """The type of a node that must be a number."""
        found = self.type_of(node)
        if found.kind not in (Kind.NUMBER, Kind.ANY):
            return self.report("F307", node, words("found", found))
        return found

    def condition(self, node: Node) -> None:
        """Check that a node is a condition."""
        found = self.type_of(node)
        if found.kind not in (Kind.TRUTH, Kind.ANY):
            self.report("F306", node, words("found", found))

    def text(self, node: Node) -> None:
        """Check that a node is a text."""
        found = self.type_of(node)
        if found.kind not in (Kind.TEXT, Kind.ANY):
            self.report("F310", node, words("found", found))

    def joined(self, node: Node, left: tuple[Node, Type], right: tuple[Node, Type], otherwise: str) -> Type:
        """The common type of two parts, or ``otherwise`` (or a more exact problem) at ``node``."""
        found = types.join(left[1], right[1])
        if found is not None:
            return found
        if left[1].kind is right[1].kind is Kind.NUMBER:
            for bare, other in ((left, right), (right, left)):
                if bare[1].literal == "bare":
                    fix = with_unit(self.source.quote(bare[0].span), other[1])
                    return self.report("F302", bare[0], {"fix": fix} | words("left", other[1]))
            if _calendars(left[1], right[1]):
                return self.report("F303", node)
        return self.report(otherwise, node, words("left", left[1]) | words("right", right[1]))


def words(key: str, type_: Type) -> dict[str, str]:
    """A type in both languages, as data of a problem."""
    return {key: type_.words("zh"), f"{key}_en": type_.words("en")}


def with_unit(figure: str, type_: Type) -> str:
    """The figure with the units that would make it fit."""
    base = {
        types.MONEY_AT: ("元",),
        types.TIME_AT: ("秒", "小时", "天"),
        types.MONTH_AT: ("月",),
        types.WORKDAY_AT: ("工作日",),
        types.SCORE_AT: ("分",),
    }
    at = next((at for at in base if type_.dimensions[at] == 1), None)
    return "、".join(f"{figure}{unit}" for unit in base.get(at, ())) if at is not None else type_.words()


def _calendars(left: Type, right: Type) -> bool:
    """Whether the two are times of different calendars."""
    both = tuple(abs(a) + abs(b) for a, b in zip(left.dimensions, right.dimensions, strict=True))
    return types.mixes_calendars(both) and not (both[types.MONEY_AT] or both[types.SCORE_AT])  # type: ignore[arg-type]
