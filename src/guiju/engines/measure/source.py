"""The rows that an aggregate reads, as an Ibis table: a fact in the periods at hand, joined to what its keys lead to.

The names of the tables are those of the views that a run makes: ``order@paid_at`` for the rows of the periods at hand,
``order`` for all orders. The run adds columns to the former: ``_period``, ``_dims``, the parameters, and where rows
belong to owners by shares ``_weight`` and ``_conflict``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from guiju.engines.measure import quotients
from guiju.engines.measure.expressions import SCALES, Rows, value
from guiju.engines.measure.found import Found, Plain
from guiju.engines.measure.quotients import Column, InexactError, Quotient
from guiju.engines.measure.sql import Bound
from guiju.lang.catalogue import Catalogue, ColumnType, Fact
from guiju.lang.formula.facts import Resolved, resolve
from guiju.lang.formula.tree import Call, Node, Path
from guiju.lang.formula.walk import walk

Table = Any  # an Ibis table; Ibis is untyped here
Chain = tuple[str, ...]

IBIS_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.KEY: "string",
    ColumnType.MONEY: quotients.NUMERIC,
    ColumnType.DURATION: quotients.NUMERIC,
    ColumnType.RATIO: quotients.NUMERIC,
    ColumnType.COUNT: quotients.NUMERIC,
    ColumnType.SCORE: quotients.NUMERIC,
    ColumnType.TIME: "timestamp(6)",
    ColumnType.DATE: "date",
    ColumnType.FLAG: "boolean",
}
BOUND_TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date"}
KINDS = {"VARCHAR": "text", "BOOLEAN": "truth", "DATE": "date"}


@dataclass(frozen=True, slots=True)
class Source:
    """A table of rows with all the columns that some paths need; ``joined`` lists facts that are read through keys.

    ``lookups`` lists the columns that are found in dated tables, as ``order_line.goods_cost``; ``given`` holds what was
    worked out for each row already, by the identity of the node that says it.
    """

    table: Table
    catalogue: Catalogue
    joined: tuple[str, ...]
    bound: Mapping[str, Bound]
    lookups: tuple[str, ...] = ()
    given: Mapping[int, str] = field(default_factory=dict)  # 见于, by the name of its column

    def rows(self) -> Rows:
        """What expressions over the rows may read."""
        found = {at: Plain(self.table[name], "truth") for at, name in self.given.items()}
        return Rows(self.column, bound_values(self.bound, self.table), None, found)

    def column(self, path: Path) -> tuple[Column, ColumnType]:
        """The column that a path leads to."""
        found = resolved(path, self.catalogue)
        if found.column is None:
            raise InexactError("a fact is no value")
        column = self.table[column_name(found)]
        if not found.column.missing_is_zero:
            return column, found.column.type
        zero = quotients.constant(Fraction(0), SCALES[found.column.type]).above
        if found.hops:
            there = self.table[".".join((*_chain(found), found.facts[-1].key[-1]))].notnull()
            return _ibis().ifelse(there, column.fill_null(zero), column), found.column.type
        return column.fill_null(zero), found.column.type


def _ibis() -> Any:  # Any: Ibis is untyped here
    import ibis  # heavy, and only needed at adoption

    return ibis


def resolved(path: Path, catalogue: Catalogue) -> Resolved:
    """Where a path of a checked formula leads; raises ``LookupError`` for one that was not checked."""
    found = resolve(path, catalogue)
    if isinstance(found, Resolved):
        return found
    raise LookupError(".".join(part.text for part in path.parts))


def column_name(found: Resolved) -> str:
    """The name of a path's column in the source's table: English names, joined by dots."""
    assert found.column is not None  # noqa: S101 only columns have a name
    return ".".join((*_chain(found), found.column.english))


def _chain(found: Resolved) -> Chain:
    return tuple(hop.english for hop in found.hops)


def source(
    catalogue: Catalogue,
    fact: Fact,
    event: str,
    paths: Collection[Resolved],
    bound: Mapping[str, Bound],
    *,
    shared: bool,
    nodes: Collection[Node] = (),
) -> Source:
    """The rows of ``fact`` by ``event`` with the columns behind ``paths``; ``shared`` ones have weights.

    Where one of ``nodes`` asks whether a value is found in another fact, the rows say so.
    """
    lookups = looked_up(paths)
    columns = _columns(fact, lookups)
    columns |= {"_period": "int32", "_dims": "string"}
    columns |= {one.column: BOUND_TYPES.get(one.type, quotients.NUMERIC) for one in bound.values()}
    columns |= {"_weight": "int64", "_conflict": "int64"} if shared else {}
    ibis = _ibis()
    table = ibis.table(columns, name=f"{fact.english}@{event}")
    joined: list[str] = []
    for chain, target in sorted(_targets(paths).items(), key=lambda pair: len(pair[0])):
        table = _join(table, chain, target, lookups)
        joined.append(target.english)
    whole = Source(table, catalogue, tuple(dict.fromkeys(joined)), bound, lookups)
    for node in nodes:
        whole = _with_found(whole, node)
    return whole


def _with_found(whole: Source, node: Node) -> Source:
    """The rows with a column for each 见于 of a formula."""
    for call in founds(node):
        other = resolved(call.arguments[1], whole.catalogue)  # type: ignore[arg-type]  # it was checked
        assert other.column is not None  # noqa: S101 it was checked
        held = _ibis().table(_columns(other.fact, ()), name=other.fact.english)
        known = held.select(other.column.english).filter(held[other.column.english].notnull()).distinct()
        found = value(call.arguments[0], whole.rows())
        if not isinstance(found, Plain):
            raise InexactError("a number found in another fact")
        name = f"_found{len(whole.given)}"
        held_there = _ibis().cases((found.column.notnull(), found.column.isin(known[other.column.english])))
        table = whole.table.mutate(**{name: held_there})  # of an empty cell nothing can be said
        joined = tuple(dict.fromkeys((*whole.joined, other.fact.english)))
        whole = replace(whole, table=table, joined=joined, given={**whole.given, id(call): name})
    return whole


def founds(node: Node) -> list[Call]:
    """Every 见于 of a formula."""
    return [part for part in walk(node) if isinstance(part, Call) and part.function == "found"]


def looked_up(paths: Iterable[Resolved]) -> tuple[str, ...]:
    """The columns behind paths that are found in dated tables, as ``order_line.goods_cost``."""
    ends = ((path.facts[-1], path.column) for path in paths if path.column is not None and path.column.lookup)
    return tuple(dict.fromkeys(f"{fact.english}.{column.english}" for fact, column in ends))


def _columns(fact: Fact, lookups: Collection[str]) -> dict[str, str]:
    """The columns of a fact's rows with their types; of those that are looked up the ones that are asked for."""
    there = (one for one in fact.columns if not one.lookup or f"{fact.english}.{one.english}" in lookups)
    return {column.english: IBIS_TYPES[column.type] for column in there}


def _targets(paths: Iterable[Resolved]) -> dict[Chain, Fact]:
    """Every fact that is reached, by the key columns that lead there."""
    found: dict[Chain, Fact] = {}
    for path in paths:
        chain = _chain(path)
        for length in range(1, len(chain) + 1):
            found[chain[:length]] = path.facts[length]
    return found


def _join(table: Table, chain: Chain, target: Fact, lookups: Collection[str]) -> Table:
    """Many rows to one: the key of the fact that is reached tells its rows apart."""
    ibis = _ibis()
    types = _columns(target, lookups)
    prefix, before = ".".join(chain), ".".join(chain[:-1])
    right = ibis.table(types, name=target.english)
    right = right.select(**{f"{prefix}.{name}": right[name] for name in types})
    pairs = [(_within(before, name), f"{prefix}.{name}") for name in target.key[:-1]]
    pairs.append((_within(before, chain[-1]), f"{prefix}.{target.key[-1]}"))
    return table.left_join(right, [table[mine] == right[theirs] for mine, theirs in pairs])


def _within(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def bound_values(bound: Mapping[str, Bound], table: Table) -> dict[str, Found]:
    """Parameters as values, by the key of their name, from their columns in a table."""
    return {key: _bound_value(one, table) for key, one in bound.items()}


def _bound_value(one: Bound, table: Table) -> Found:
    column = table[one.column]
    if one.type in KINDS:
        return Plain(column, KINDS[one.type])
    return Quotient(column, int(one.type.rstrip(")").split(",")[1]))
