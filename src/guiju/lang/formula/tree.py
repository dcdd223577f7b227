"""The syntax tree of a formula; every node knows the characters of the formula text it stands for."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from guiju.lang.text import Span

Operator = Literal["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
Aggregator = Literal["sum", "count", "distinct", "mean", "median", "quantile", "share", "min", "max"]


@dataclass(frozen=True, slots=True)
class Number:
    """A literal such as ``50%``, ``30秒`` or ``500元``; ``value`` is in base units (ratio, seconds, yuan)."""

    value: Fraction
    unit: str  # as written, "" when bare
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text literal in straight or Chinese double quotes."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Truth:
    """真 or 假."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A declared name; ``key`` is its identity (NFKC and casefold), ``text`` what stands in the formula."""

    key: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Path:
    """A column, perhaps through keys: ``订单行.订单.状态``. ``parts[0]`` is a fact; a lone fact has one part."""

    parts: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign or 非."""

    operator: Literal["-", "not"]
    operand: "Node"
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands; 且 and 或 are lazy."""

    operator: Operator
    left: "Node"
    right: "Node"
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its English name; ``text`` is the name as written.

    The second argument of ``found`` is a column of another fact, which the rows at hand do not have.
    """

    function: str
    text: str
    arguments: tuple["Node", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate over the rows of one fact (the first part of every path in it), or over the entities of a ``Per``.

    ``argument`` is a row expression; for ``count`` it is the fact itself as a one-part path, or a ``Per``.
    ``distinct`` may count combinations: ``others`` are the further expressions of one. ``at`` is the share of
    ``quantile``; ``event`` the time column of an override; ``where`` the filter.
    """

    function: Aggregator
    argument: "Node"
    at: Fraction | None
    event: Name | None
    where: "Node | None"
    span: Span
    others: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Per:
    """每(实体: 值): one value for each distinct entity; only inside an aggregate.

    ``entity`` is a column, with ``others`` where their combination is the entity, ``event`` the time column of an
    override, ``where`` keeps rows before they are grouped.
    """

    entity: Path
    event: Name | None
    where: "Node | None"
    value: "Node"
    span: Span
    others: tuple[Path, ...] = ()

    @property
    def entities(self) -> tuple[Path, ...]:
        """All columns that tell one entity from another."""
        return (self.entity, *self.others)


Node = Number | Text | Truth | Name | Path | Unary | Binary | Call | Aggregate | Per
