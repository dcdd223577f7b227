"""Looked-up cells that are empty: the rows of an aggregate that lack one, and what its value is missing for.

An empty cell that a file brought is skipped by aggregates; one that a dated table should have held makes the aggregate
missing. SQL counts such rows beside each aggregate; where there are any, a query of its own tells what they lack.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from guiju.engines.measure import expressions
from guiju.engines.measure.quotients import Column, InexactError
from guiju.engines.measure.source import Source, resolved, source
from guiju.engines.measure.sql import Bound, Query
from guiju.engines.measure.wanted import Wanted
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula.facts import Resolved
from guiju.lang.formula.tree import Binary, Name, Node, Number, Path, Unary
from guiju.lang.formula.walk import walk
from guiju.lang.values import Missing, Reason, Why

MOST = 8  # things that a reason names as lacking; the rest are counted
GROUPED = ("_period", "_dims")
_STRICT = (Path, Number, Name, Unary, Binary)  # what passes on a missing operand whatever the others are


def doubt(one: Wanted, found: Source) -> Column | None:
    """The rows whose looked-up cells are empty, as a condition; ``None`` for an aggregate that looks nothing up.

    Raises ``InexactError`` where only the closures can follow.
    """
    if not _named(one, one.node, found.catalogue):
        return None
    if one.per is not None:
        raise InexactError("looked up within 每")
    filtered = _empty(one, one.node.where, found)
    lacking = _empty(one, one.node.argument, found)
    kept = None if one.node.where is None else expressions.kept(one.node.where, found.rows())
    if lacking is not None and kept is not None:
        lacking = lacking & kept
    return reduce(or_, [part for part in (filtered, lacking) if part is not None])


def plain(one: Wanted, catalogue: Catalogue) -> bool:
    """Whether rows in doubt are missing without doubt: nothing in the argument chooses, nothing is filtered by them."""
    strict = all(isinstance(part, _STRICT) and not _lazy(part) for part in walk(one.node.argument))
    return strict and not (one.node.where and _named(one, one.node.where, catalogue))


def lacks(one: Wanted, catalogue: Catalogue, bound: Mapping[str, Bound]) -> tuple[Query | None, tuple[str, ...]]:
    """A query for what the rows of an aggregate lack, by period and dimensions, and what its columns speak of."""
    used = {key: bound[key] for key in one.names if key in bound}
    texts: list[str] = []
    names: tuple[str, ...] = ()
    for shared in (False, True):
        found = source(catalogue, one.fact, one.event, one.paths, used, shared=shared)
        try:
            condition = doubt(one, found)
        except InexactError:
            return None, ()
        if condition is None or not plain(one, catalogue):
            return None, ()
        columns = {path.column: path.column for path in _named(one, one.node, catalogue)}
        labels = {f"l{at}": _label(found, column.english, column.named) for at, column in enumerate(columns) if column}
        names = tuple(column.name for column in columns if column)
        table = found.table.filter(condition).select(*GROUPED, **labels).distinct()
        texts.append(str(_ibis().to_sql(table, dialect="duckdb")))
    return Query(
        one.fact.english, one.event, texts[0], texts[1], found.joined, tuple(used.values()), found.lookups
    ), names


def missing(rows: Iterable[tuple[Any, ...]], names: tuple[str, ...]) -> dict[tuple[int, Any], Missing]:
    """What such a query gave, by the number of the period and the dimensions."""
    found: dict[tuple[int, Any], set[Reason]] = {}
    for period, dims, *labels in rows:
        lacking = (Reason(Why.NO_COST, label, name) for label, name in zip(labels, names, strict=True) if label)
        found.setdefault((period, dims), set()).update(lacking)
    return {place: settled(Missing(tuple(reasons))) for place, reasons in found.items()}


def lacking(cells: Mapping[str, Any], name: str, named: tuple[str, ...]) -> Missing:
    """What an empty looked-up cell of a row is: missing, told by the first of the columns ``named`` that is filled."""
    label = next((str(cells[column]) for column in named if cells.get(column)), UNNAMED)
    return Missing.because(Why.NO_COST, label, name)


UNNAMED = "…"  # stands for a row that has neither code nor product


def settled(value: Missing) -> Missing:
    """A missing value with one reason for each kind of lacking cost: ``MOST`` things in order, then how many more."""
    named: dict[str, set[str]] = {}
    for reason in value.reasons:
        if reason.why is Why.NO_COST:
            named.setdefault(reason.detail, set()).add(reason.subject)
    others = tuple(reason for reason in value.reasons if reason.why is not Why.NO_COST)
    return Missing((*others, *(Reason(Why.NO_COST, _listed(some), of) for of, some in sorted(named.items()))))


def _listed(subjects: Iterable[str]) -> str:
    ordered = sorted(subjects)
    more = len(ordered) - MOST
    return "、".join(ordered[:MOST]) + (f"…+{more}" if more > 0 else "")


def _named(one: Wanted, node: Node | None, catalogue: Catalogue) -> list[Resolved]:
    """The looked-up columns that a part of an aggregate reads and that name what they lack."""
    parts = () if node is None else walk(node)
    paths = [resolved(part, catalogue) for part in parts if isinstance(part, Path)]
    found = [path for path in paths if path.column is not None and path.column.named]
    if any(path.hops for path in found):
        raise InexactError(f"looked up through a key in {one.text}")
    return found


def _empty(one: Wanted, node: Node | None, found: Source) -> Column | None:
    columns = dict.fromkeys(path.column.english for path in _named(one, node, found.catalogue) if path.column)
    return reduce(or_, [found.table[name].isnull() for name in columns]) if columns else None


def _lazy(node: Node) -> bool:
    return isinstance(node, Binary) and node.operator in {"and", "or"}


def _label(found: Source, english: str, named: tuple[str, ...]) -> Any:  # an Ibis column
    ibis = _ibis()
    columns = [found.table[name].nullif("") for name in named]
    return ibis.cases((found.table[english].isnull(), ibis.coalesce(*columns, ibis.literal(UNNAMED))))


def _ibis() -> Any:  # Any: Ibis is untyped here
    import ibis  # heavy, and only needed at adoption

    return ibis
