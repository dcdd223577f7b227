"""Row expressions as Ibis expressions that are worth exactly what the closures of the language say, row by row.

An empty cell is null and null goes through everything but 缺省, as in the closures; 且 and 或 are lazy there and so
become choices here. What SQL cannot say exactly raises ``InexactError``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from guiju.engines.measure import quotients
from guiju.engines.measure.calls import CALLS
from guiju.engines.measure.found import Found, Plain, ibis, plain
from guiju.engines.measure.quotients import Column, InexactError, Quotient
from guiju.lang.catalogue import ColumnType
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Per, Text, Truth, Unary

DAY = 86400  # seconds
MICROSECOND = Fraction(1, 10**6)
SCALES = {
    ColumnType.MONEY: 4,
    ColumnType.DURATION: 4,
    ColumnType.RATIO: 8,
    ColumnType.COUNT: 0,
    ColumnType.SCORE: 4,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """What a row expression may read: the columns behind paths, parameters by key, the value of the 每 at hand.

    ``path`` gives the column of a path and its type. ``aggregates`` holds the inner aggregates of a 每, by identity.
    """

    path: Callable[[Path], tuple[Column, ColumnType]]
    names: Mapping[str, Found] = field(default_factory=dict)
    entity: Found | None = None
    aggregates: Mapping[int, Found] = field(default_factory=dict)


def value(node: Node, rows: Rows) -> Found:
    """The node over a row; raises ``InexactError``."""
    return _RULES[type(node)](node, rows)


def number(node: Node, rows: Rows) -> Quotient:
    """A node that is a number; raises ``InexactError`` for anything else, as only names of unknown type can be."""
    found = value(node, rows)
    if isinstance(found, Quotient):
        return found
    raise InexactError("not a number")


def condition(node: Node, rows: Rows) -> Column:
    """A node that is a condition."""
    return plain(value(node, rows), "truth")


def kept(node: Node, rows: Rows) -> Column:
    """A filter: true where the condition holds, and false or null elsewhere, which is the same for a filter."""
    if isinstance(node, Binary) and node.operator == "and":
        return kept(node.left, rows) & kept(node.right, rows)
    return condition(node, rows)


def column_value(column: Column, type_: ColumnType) -> Found:
    """A column of a fact as a value."""
    if type_ in SCALES:
        return Quotient(column, SCALES[type_])
    kinds = {ColumnType.TIME: "time", ColumnType.DATE: "date", ColumnType.FLAG: "truth"}
    return Plain(column, kinds.get(type_, "text"))


def _literal(node: Text | Truth, _: Rows) -> Found:
    return Plain(ibis().literal(node.value), "text" if isinstance(node, Text) else "truth", constant=True)


def _name(node: Name, rows: Rows) -> Found:
    if node.key in rows.names:
        return rows.names[node.key]
    raise InexactError(f"{node.text} is not a parameter")


def _path(node: Path, rows: Rows) -> Found:
    return column_value(*rows.path(node))


def _unary(node: Unary, rows: Rows) -> Found:
    if node.operator == "-":
        return quotients.minus(number(node.operand, rows))
    return Plain(~condition(node.operand, rows), "truth")


def _binary(node: Binary, rows: Rows) -> Found:
    if node.operator in {"and", "or"}:
        return _lazy(node, rows)
    left, right = value(node.left, rows), value(node.right, rows)
    if node.operator in {"+", "-", "*", "/"}:
        return _arithmetic(node.operator, left, right)
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return Plain(quotients.compared(node.operator, left, right), "truth")
    if isinstance(left, Plain) and isinstance(right, Plain) and left.kind == right.kind:
        return Plain(_COMPARE[node.operator](left.column, right.column), "truth")
    raise InexactError("unlike sides")


_COMPARE: dict[str, Callable[[Column, Column], Column]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def _lazy(node: Binary, rows: Rows) -> Found:
    left, right = condition(node.left, rows), condition(node.right, rows)
    backend = ibis()
    decided = backend.literal(node.operator == "or")
    if node.operator == "and":
        return Plain(backend.cases((left, right), (~left, decided)), "truth")
    return Plain(backend.cases((left, decided), (~left, right)), "truth")


def _arithmetic(operator: str, left: Found, right: Found) -> Found:
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        if operator == "*":
            return quotients.times(left, right)
        if operator == "/":
            return quotients.divided(left, right)
        return quotients.plus(left, quotients.minus(right) if operator == "-" else right)
    if isinstance(left, Plain) and isinstance(right, Plain) and left.kind == right.kind and operator == "-":
        return _between(left, right)
    raise InexactError("a time moved by a duration")


def _between(later: Plain, earlier: Plain) -> Quotient:
    """The seconds between two times or dates."""
    if later.kind == "date":
        days = Quotient(later.column.delta(earlier.column, unit="day"), 0)
        return quotients.times(days, quotients.constant(Fraction(DAY)))
    if later.kind == "time":
        ticks = Quotient(later.column.delta(earlier.column, unit="microsecond"), 0)
        return quotients.times(ticks, quotients.constant(MICROSECOND))
    raise InexactError("a difference of texts")


def _call(node: Call, rows: Rows) -> Found:
    if node.function == "found" and id(node) in rows.aggregates:
        return rows.aggregates[id(node)]
    if node.function == "day":
        return _day(node, rows)
    if node.function == "round":
        return quotients.rounded(number(node.arguments[0], rows), _decimals(node))
    if node.function in CALLS:
        return CALLS[node.function]([value(argument, rows) for argument in node.arguments])
    raise InexactError(node.function)


def _decimals(node: Call) -> int:
    """The decimals that 四舍五入 names: a whole literal, perhaps negative."""
    if len(node.arguments) == 1:
        return 0
    named = node.arguments[1]
    sign = -1 if isinstance(named, Unary) else 1
    figure = named.operand if isinstance(named, Unary) else named
    if isinstance(figure, Number):
        return sign * int(figure.value)
    raise InexactError("decimals that are no literal")


def _day(node: Call, rows: Rows) -> Found:
    argument = node.arguments[0]
    if isinstance(argument, Text):
        return Plain(ibis().literal(date.fromisoformat(argument.value)), "date", constant=True)
    found = value(argument, rows)
    column = plain(found, "time", "date")
    return Plain(column.date(), "date") if isinstance(found, Plain) and found.kind == "time" else found


def _per(_: Per, rows: Rows) -> Found:
    if rows.entity is None:
        raise InexactError("每 outside an aggregate")
    return rows.entity


def _aggregate(node: Aggregate, rows: Rows) -> Found:
    if id(node) in rows.aggregates:
        return rows.aggregates[id(node)]
    raise InexactError("an aggregate inside another")


_RULES: dict[type, Callable[[Any, Rows], Found]] = {  # each takes the node it is listed for
    Number: lambda node, _: quotients.constant(node.value),
    Text: _literal,
    Truth: _literal,
    Name: _name,
    Path: _path,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
    Aggregate: _aggregate,
    Per: _per,
}
