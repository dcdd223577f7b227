"""每 as SQL: one row for each entity of a group, with what its value is worth."""

from dataclasses import replace
from typing import Any

from guiju.engines.measure import expressions, totals
from guiju.engines.measure.expressions import Rows
from guiju.engines.measure.found import Plain
from guiju.engines.measure.quotients import InexactError
from guiju.engines.measure.source import Source, bound_values
from guiju.engines.measure.totals import Total
from guiju.engines.measure.wanted import aggregates
from guiju.lang.formula import format_tree
from guiju.lang.formula.tree import Path, Per
from guiju.lang.formula.walk import children

Table = Any  # an Ibis table; Ibis is untyped here
GROUPED = ["_period", "_dims"]
WINDOWS = {"sum", "count", "mean", "share", "min", "max"}  # what a window of SQL computes as a group does


def entities(per: Per, source_: Source, *, shared: bool) -> tuple[Table, Rows]:
    """One row for each entity of 每 in each group, and what expressions may read there: what 每 says of its rows."""
    if per.where is not None:
        source_ = replace(source_, table=source_.table.filter(expressions.kept(per.where, source_.rows())))
    for key in _keys(per, source_.rows()):
        source_ = replace(source_, table=source_.table.filter(key.notnull()))
    table, rows = _of_entities(per, source_)
    inner = {id(node): totals.total(node, table, rows, f"i{at}") for at, node in enumerate(aggregates(per.value))}
    columns: dict[str, Any] = {one.column: table[one.column].max() for one in source_.bound.values()}
    columns |= {"_conflict": table["_conflict"].max()} if shared else {}
    for total in inner.values():
        columns |= total.columns
    keys = [key.name(f"_entity{at}") for at, key in enumerate(_keys(per, rows))]
    groups = table.group_by([*GROUPED, *keys]).agg(**columns)
    names = bound_values(source_.bound, groups)
    worth = {at: total.read(groups) for at, total in inner.items()}
    value = expressions.value(per.value, Rows(_no_path, names, None, worth))
    return groups, Rows(_no_path, names, value)


def _of_entities(per: Per, source_: Source) -> tuple[Table, Rows]:
    """The rows, each with what the aggregates inside those of 每 say of its entity, as windows over the rows."""
    table, rows = source_.table, source_.rows()
    inside = [node for outer in aggregates(per.value) for part in children(outer) for node in aggregates(part)]
    given: dict[int, Total] = {}
    if inside:
        import ibis  # heavy, and only needed at adoption
    for at, node in enumerate(inside):
        if node.function not in WINDOWS:
            raise InexactError(f"{node.function} inside an aggregate of 每")
        total = totals.total(node, table, rows, f"w{at}")
        window = ibis.window(group_by=[table[name] for name in GROUPED] + _keys(per, rows))
        table = table.mutate(**{name: column.over(window) for name, column in total.columns.items()})
        given[id(node)] = total
        rows = replace(source_, table=table).rows()
    worth = {at: total.read(table) for at, total in given.items()}
    return table, replace(rows, aggregates={**rows.aggregates, **worth})


def _keys(per: Per, rows: Rows) -> list[Any]:  # Ibis columns
    found = [expressions.value(entity, rows) for entity in per.entities]
    return [one.column if isinstance(one, Plain) else one.above for one in found]


def _no_path(path: Path) -> Any:  # never returns
    raise InexactError(f"{format_tree(path)} outside 每")
