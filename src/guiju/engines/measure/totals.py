"""Aggregates as Ibis expressions: what a group of rows comes to, exactly.

Where rows belong to several owners by shares, sums and counts take each row by its weight (a whole number of parts);
what picks values or counts entities takes it whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from guiju.engines.measure import expressions, quotients
from guiju.engines.measure.expressions import Rows
from guiju.engines.measure.found import Found, Plain
from guiju.engines.measure.quotients import Column, Quotient
from guiju.lang.formula.tree import Aggregate, Path

Table = Any  # an Ibis table; Ibis is untyped here
Columns = dict[str, Column]


@dataclass(frozen=True, slots=True)
class Total:
    """An aggregate: the columns to compute by group, and its value read from the table of groups.

    ``split`` tells that the value counts parts of shares.
    """

    columns: Columns
    read: Callable[[Table], Found]
    split: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that an aggregate runs over: their table, what expressions may read, the filter, the weight."""

    table: Table
    rows: Rows
    where: Column | None
    weight: Column | None

    def count(self, condition: Column | None = None) -> Column:
        """How many rows pass the filter and meet the condition, each taken by its weight."""
        both = _and(self.where, condition)
        return self.table.count(where=both) if self.weight is None else self.weight.sum(where=both)


def total(node: Aggregate, table: Table, rows: Rows, name: str, weight: Column | None = None) -> Total:
    """The aggregate over rows of ``table``; its columns begin with ``name``. Raises ``InexactError``."""
    where = None if node.where is None else expressions.kept(node.where, rows)
    return _TOTALS[node.function](node, Group(table, rows, where, weight), name)


def _and(one: Column | None, other: Column | None) -> Column | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def known(found: Found) -> Column:
    """Whether a value is there."""
    if isinstance(found, Plain):
        return found.column.notnull()
    there = found.above.notnull()
    return there if found.below is None else there & found.below.above.notnull()


def _bare(found: Found) -> Column:
    """A column that is equal where the values are."""
    if isinstance(found, Plain):
        return found.column
    return quotients.alike(found)[0].above


def _count(node: Aggregate, group: Group, name: str) -> Total:
    if isinstance(node.argument, Path) and len(node.argument.parts) == 1:
        return _counted(group.count(), name, split=group.weight is not None)
    found = expressions.value(node.argument, group.rows)
    return _counted(group.count(known(found)), name, split=group.weight is not None)


def _distinct(node: Aggregate, group: Group, name: str) -> Total:
    column = _bare(expressions.value(node.argument, group.rows))
    if node.others:
        others = [_bare(expressions.value(one, group.rows)) for one in node.others]
        parts = {f"p{at}": part for at, part in enumerate((column, *others))}
        there = reduce(or_, [part.notnull() for part in parts.values()])
        return _counted(_struct(parts).nunique(where=_and(group.where, there)), name, split=False)
    return _counted(column.nunique(where=group.where), name, split=False)


def _struct(parts: dict[str, Column]) -> Column:
    import ibis  # heavy, and only needed at adoption

    return ibis.struct(parts)


def _counted(column: Column, name: str, *, split: bool) -> Total:
    return Total({name: column}, lambda table: Quotient(table[name].fill_null(0), 0), split=split)


def _weighted(found: Quotient, weight: Column | None) -> Quotient:
    """A number for each row, times the parts of it that count."""
    (plain,) = quotients.alike(found)
    return plain if weight is None else replace(quotients.times(plain, Quotient(weight, 0)), over=plain.over)


def _sum(node: Aggregate, group: Group, name: str) -> Total:
    parts = _weighted(expressions.number(node.argument, group.rows), group.weight)

    def read(table: Table) -> Found:
        return Quotient(_filled(table[name], parts.scale), parts.scale, parts.over)

    return Total({name: parts.above.sum(where=group.where)}, read, split=group.weight is not None)


def _mean(node: Aggregate, group: Group, name: str) -> Total:
    found = expressions.number(node.argument, group.rows)
    parts = _weighted(found, group.weight)
    below = f"{name}_n"
    columns = {name: parts.above.sum(where=group.where), below: group.count(known(found))}
    return Total(columns, lambda table: Quotient(table[name], parts.scale, parts.over, _positive(table[below])))


def _filled(column: Column, scale: int) -> Column:
    return column.fill_null(quotients.constant(Fraction(0), scale).above)


def _positive(column: Column) -> Quotient:
    return Quotient(column.nullif(0), 0)


def _share(node: Aggregate, group: Group, name: str) -> Total:
    held = expressions.condition(node.argument, group.rows)
    below = f"{name}_n"
    columns = {name: group.count(held), below: group.count(held.notnull())}
    return Total(columns, lambda table: Quotient(table[name].fill_null(0), 0, 1, _positive(table[below])))


def _extreme(node: Aggregate, group: Group, name: str) -> Total:
    found = expressions.value(node.argument, group.rows)
    column = _bare(found)
    least = node.function == "min"
    columns = {name: column.min(where=group.where) if least else column.max(where=group.where)}
    if isinstance(found, Plain):
        kind = found.kind
        return Total(columns, lambda table: Plain(table[name], kind))
    plain = quotients.alike(found)[0]
    return Total(columns, lambda table: Quotient(table[name], plain.scale, plain.over))


def _quantile(node: Aggregate, group: Group, name: str) -> Total:
    """The value between two neighbours of the sorted values: ``low + (high - low) * rest / denominator``."""
    at = Fraction(1, 2) if node.at is None else node.at
    (plain,) = quotients.alike(expressions.number(node.argument, group.rows))
    columns = {name: plain.above.collect(where=group.where).sort()}

    def read(table: Table) -> Found:
        ordered = table[name]
        last = ordered.length() - 1
        place = last * at.numerator
        below = (place // at.denominator).cast("int64")
        low = Quotient(ordered[below], plain.scale)
        high = Quotient(ordered[_least(below + 1, last)], plain.scale)
        rest = Quotient(place % at.denominator, 0)
        step = quotients.times(quotients.plus(high, quotients.minus(low)), rest)
        raised = quotients.plus(quotients.times(low, quotients.constant(Fraction(at.denominator))), step)
        return replace(raised, over=plain.over * at.denominator)

    return Total(columns, read)


def _least(one: Column, other: Column) -> Column:
    import ibis  # heavy, and only needed at adoption

    return ibis.least(one, other)


_TOTALS: dict[str, Callable[[Aggregate, Group, str], Total]] = {
    "sum": _sum,
    "count": _count,
    "distinct": _distinct,
    "mean": _mean,
    "median": _quantile,
    "quantile": _quantile,
    "share": _share,
    "min": _extreme,
    "max": _extreme,
}
