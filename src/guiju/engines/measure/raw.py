"""Aggregates that SQL cannot say exactly: their rows are brought, and the closures of the language compute."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from guiju.engines.measure import lookups, tables
from guiju.engines.measure.amounts import Amount, Amounts, Place
from guiju.engines.measure.sql import Cell, Column, Fact
from guiju.engines.measure.tables import Connection, Run
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import Scope, compile_exact
from guiju.lang.formula.scope import Row
from guiju.lang.formula.tree import Aggregate, Call, Node, Number, Per
from guiju.lang.formula.walk import walk
from guiju.lang.values import Missing, Value, Why, first_missing

Read = tuple[str, ...]
SHARED = {"sum", "count", "mean", "share"}  # take each row by its weight


@dataclass(slots=True)
class _Rows:
    """The rows of one place with their weights, and the rows of other facts that they lead to."""

    rows: list[Row] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    joined: dict[str, list[Row]] = field(default_factory=dict)
    conflict: int = 0


@dataclass(frozen=True, slots=True)
class _RowScope:
    """A scope whose rows are at hand; names mean what they mean in the period and for the dimensions."""

    names: Scope
    fact: str
    found: Sequence[Row]
    joined: Mapping[str, Sequence[Row]]

    def name(self, key: str) -> Value:
        return self.names.name(key)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:
        return self.found if event is not None and fact == self.fact else self.joined.get(fact, ())

    def previous(self, periods: int) -> Scope:
        return self.names.previous(periods)


Groups = Mapping[Place, _Rows]


def computed(
    groups: Groups, run: Run, cell: Cell, node: Aggregate, catalogue: Catalogue, scope: Callable[[Place], Scope]
) -> Amounts:
    """The aggregate wherever it has rows; ``scope`` says what names mean in a place."""
    return {place: _amount(run, cell, node, catalogue, scope(place), rows) for place, rows in groups.items()}


def fetched(connection: Connection, run: Run, cell: Cell) -> Groups:
    """The rows that an aggregate reads, by period and dimensions."""
    tables.views(connection, run, cell.raw)
    names, found = tables.fetch(connection, cell.raw.shared if run.shared else cell.raw.sql)
    reads = [(names.index(".".join(read)), read) for read in cell.reads]
    keys = _keys(run.facts, cell)
    found_in = _lookups(run.facts, cell, keys)
    groups: dict[Place, _Rows] = {}
    first = 4 if run.shared else 2
    for row in found:
        group = groups.setdefault((row[0], row[1]), _Rows())
        values = {read: row[at] for at, read in reads}
        values |= {read: _lacking(values, read, column) for read, column in found_in.items() if values[read] is None}
        group.rows.append({read[0]: value for read, value in values.items() if len(read) == 1})
        group.weights.append(row[2] if first > 2 else 1)  # noqa: PLR2004 period and dims come first
        group.conflict = max(group.conflict, row[3] if first > 2 else 0)  # noqa: PLR2004
        for way, target in keys.items():
            other = _other(values, way, target)
            if other is not None:
                group.joined.setdefault(target.english, []).append(other)
    for fact, column in cell.found:
        every = _values(connection, fact, column)
        for group in groups.values():
            group.joined.setdefault(fact, []).extend(every)
    return groups


def _values(connection: Connection, fact: str, column: str) -> list[Row]:
    """Every value of a column, each in a row of its own."""
    text = f'SELECT DISTINCT "{column}" FROM "{fact}" WHERE "{column}" IS NOT NULL'  # noqa: S608 - names of our own
    return [{column: value} for (value,) in tables.fetch(connection, text)[1]]


def _keys(facts: Mapping[str, Fact], cell: Cell) -> dict[Read, Fact]:
    """The facts that keys lead to, by the way of key columns there."""
    found: dict[Read, Fact] = {}
    for way in dict.fromkeys(read[:length] for read in cell.reads for length in range(1, len(read))):
        fact = facts[cell.fact]
        for hop in way:
            refers = next(column.refers for column in fact.columns if column.english == hop)
            fact = facts[refers]
        found[way] = fact
    return found


def _lookups(facts: Mapping[str, Fact], cell: Cell, keys: Mapping[Read, Fact]) -> dict[Read, Column]:
    """The columns among those read that are found in dated tables and say what they lack."""
    found: dict[Read, Column] = {}
    for read in cell.reads:
        fact = keys[read[:-1]] if len(read) > 1 else facts[cell.fact]
        column = next((one for one in fact.lookups if one.english == read[-1] and one.named), None)
        found |= {read: column} if column else {}
    return found


def _lacking(values: Mapping[Read, Any], read: Read, column: Column) -> Missing:
    named = {name: values[(*read[:-1], name)] for name in column.named}
    return lookups.lacking(named, column.name, column.named)


def _other(values: Mapping[Read, Any], way: Read, target: Fact) -> Row | None:
    """The row that a key leads to; ``None`` when there is none."""
    if values[(*way, target.key[-1])] is None:
        return None
    other = {part: values[(*way[:-1], part)] for part in target.key[:-1]}
    return other | {read[-1]: value for read, value in values.items() if read[:-1] == way}


def _amount(run: Run, cell: Cell, node: Aggregate, catalogue: Catalogue, names: Scope, rows: _Rows) -> Amount:
    if run.held is not None and rows.conflict:
        return Amount(run.held.conflict(rows.conflict))
    per = any(isinstance(part, Per) for part in walk(node.argument))
    if run.held is not None and node.function in SHARED and not per:
        return Amount(_shared(cell, node, catalogue, names, rows, run.held.whole))
    scope = _RowScope(names, cell.fact, rows.rows, rows.joined)
    return Amount(compile_exact(node, catalogue)(scope))


def _shared(cell: Cell, node: Aggregate, catalogue: Catalogue, names: Scope, rows: _Rows, whole: int) -> Value:
    """Rows of the same weight together, then each such part by its weight."""
    parts: dict[int, list[Row]] = {}
    for row, weight in zip(rows.rows, rows.weights, strict=True):
        parts.setdefault(weight, []).append(row)

    def weighted(function: Any, argument: Node) -> Fraction | Missing:  # Any: one of the aggregators
        exact = compile_exact(replace(node, function=function, argument=argument), catalogue)
        total = Fraction(0)
        for weight, some in parts.items():
            value = exact(_RowScope(names, cell.fact, some, rows.joined))
            if isinstance(value, Missing):
                return value
            assert isinstance(value, Fraction)  # noqa: S101 sums and counts are numbers
            total += value * weight / whole
        return total

    if node.function in {"sum", "count"}:
        return weighted(node.function, node.argument)
    above = weighted("sum", node.argument if node.function == "mean" else _one_if(node.argument))
    below = weighted("count", node.argument)
    if isinstance(above, Missing) or isinstance(below, Missing):
        return first_missing((above, below)) or above
    return above / below if below else Missing.because(Why.NO_ROWS, cell.text)


def _one_if(condition: Node) -> Node:
    one, nought = (Number(Fraction(value), "", condition.span) for value in (1, 0))
    return Call("if", "若", (condition, one, nought), condition.span)
