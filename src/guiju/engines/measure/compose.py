"""One group of aggregates as queries: the pass that computes them all, and for each the one that brings its rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from guiju.engines.measure import expressions, lookups, quotients, totals
from guiju.engines.measure.entities import GROUPED, entities
from guiju.engines.measure.expressions import Rows
from guiju.engines.measure.found import Found, Plain
from guiju.engines.measure.quotients import InexactError, Quotient
from guiju.engines.measure.source import Source, founds, resolved, source
from guiju.engines.measure.sql import Bound, Cell, Output, Query
from guiju.engines.measure.totals import Total
from guiju.engines.measure.wanted import Wanted
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import format_tree
from guiju.lang.formula.facts import Resolved

Table = Any  # an Ibis table; Ibis is untyped here
ZERO = {"sum", "count", "distinct"}  # of no rows


@dataclass(frozen=True, slots=True)
class _Pass:
    """A table of groups with the columns that become values; ``outputs`` say how, by the number of the aggregate."""

    table: Table
    outputs: Mapping[int, Output]
    rows: Mapping[int, str]
    source: Source


def compose(
    members: list[Wanted], catalogue: Catalogue, bound: Mapping[str, Bound], number: int
) -> tuple[Query | None, list[Cell]]:
    """The pass over one group of aggregates, which will be query ``number``, and the aggregates as cells.

    There is no pass where SQL can compute none of them exactly.
    """
    used = {key: bound[key] for one in members for key in one.names if key in bound}
    plain = _passed(members, catalogue, used, shared=False)
    shared = _passed(members, catalogue, used, shared=True)
    cells = [_cell(one, catalogue, bound, shared, at, number) for at, one in enumerate(members)]
    if not plain.outputs:
        return None, cells
    first = members[0]
    texts = _sql(plain.table), _sql(shared.table)
    joined, found = plain.source.joined, plain.source.lookups
    return Query(first.fact.english, first.event, *texts, joined, tuple(used.values()), found), cells


def _passed(members: list[Wanted], catalogue: Catalogue, bound: Mapping[str, Bound], *, shared: bool) -> _Pass:
    first = members[0]
    paths = [path for one in members for path in one.paths]
    nodes = [one.node for one in members]
    rows = source(catalogue, first.fact, first.event, paths, bound, shared=shared, nodes=nodes)
    if first.per is None:
        return _flat(members, rows, shared=shared)
    try:
        groups, values = entities(first.per, rows, shared=shared)
    except InexactError:
        return _Pass(None, {}, {}, rows)
    return _over_entities(members, groups, values, rows, shared=shared)


def _flat(members: list[Wanted], source_: Source, *, shared: bool) -> _Pass:
    """All aggregates over rows in one grouping."""
    table, rows = source_.table, source_.rows()
    weight = table["_weight"] if shared else None
    found: dict[int, Total] = {}
    counts: dict[int, str] = {}
    columns: dict[str, Any] = {"_conflict": table["_conflict"].max()} if shared else {}
    checked: set[int] = set()
    filters: dict[str, str] = {}
    for at, one in enumerate(members):
        try:
            doubt = lookups.doubt(one, source_)
            found[at] = totals.total(one.node, table, rows, f"c{at}", weight)
            where = None if one.where is None else expressions.kept(one.where, rows)
        except InexactError:
            continue
        text = "" if one.where is None else format_tree(one.where)
        counts[at] = filters.setdefault(text, f"r{len(filters)}")
        columns[counts[at]] = table.count(where=where)
        columns |= found[at].columns
        if doubt is not None:
            checked.add(at)
            columns[f"c{at}_bad"] = table.count(where=doubt)
    return _read(table, found, columns, counts, source_, shared=shared, checked=checked)


def _over_entities(members: list[Wanted], groups: Table, rows: Rows, source_: Source, *, shared: bool) -> _Pass:
    found: dict[int, Total] = {}
    columns: dict[str, Any] = {"_conflict": groups["_conflict"].max()} if shared else {}
    for at, one in enumerate(members):
        try:
            lookups.doubt(one, source_)
            found[at] = totals.total(one.node, groups, rows, f"c{at}")
        except InexactError:
            continue
        columns |= found[at].columns
    return _read(groups, found, columns, {}, source_, shared=shared)


def _read(
    table: Table,
    found: Mapping[int, Total],
    columns: Mapping[str, Any],
    counts: Mapping[int, str],
    source_: Source,
    *,
    shared: bool,
    checked: Collection[int] = (),
) -> _Pass:
    """Group, and turn each aggregate's columns into one or two that are its value."""
    if not found:
        return _Pass(None, {}, {}, source_)
    grouped = table.group_by(GROUPED).agg(**columns)
    outputs: dict[int, Output] = {}
    chosen: dict[str, Any] = {name: grouped[name] for name in dict.fromkeys(counts.values())}
    if shared:
        chosen["_conflict"] = grouped["_conflict"]
    for at, total in found.items():
        value = total.read(grouped)
        outputs[at] = _output(f"c{at}", value, total, checked=at in checked)
        chosen |= dict(_columns(f"c{at}", value))
        if at in checked:
            chosen[f"c{at}_bad"] = grouped[f"c{at}_bad"]
    return _Pass(grouped.select(*GROUPED, **chosen), outputs, counts, source_)


def _columns(name: str, value: Found) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Plain):
        yield name, value.column
        return
    yield name, value.above
    if value.below is not None:
        yield f"{name}_n", value.below.above


def _output(name: str, value: Found, total: Total, *, checked: bool) -> Output:
    number = value if isinstance(value, Quotient) else None
    return Output(
        column=name,
        kind=value.kind if isinstance(value, Plain) else "number",
        over=number.over if number else 1,
        over_rows=number is not None and number.below is not None,
        split=total.split,
        checked=checked,
    )


def _cell(one: Wanted, catalogue: Catalogue, bound: Mapping[str, Bound], done: _Pass, at: int, number: int) -> Cell:
    output = done.outputs.get(at)
    raw, reads = _raw(one, catalogue)
    used = {key: bound[key] for key in one.names if key in bound}
    divided, summed = (None, None) if output else _divided(one, catalogue, used)
    lacks, lacking = lookups.lacks(one, catalogue, bound) if output else (None, ())
    return Cell(
        text=one.text,
        fact=one.fact.english,
        event=one.event,
        where="" if one.where is None else format_tree(one.where),
        zero=one.node.function in ZERO,
        names=one.names,
        raw=raw,
        reads=reads,
        query=None if output is None else number,
        divided=divided,
        output=output or summed,
        rows=done.rows.get(at, ""),
        drill=_drill(one, catalogue, bound),
        lacks=lacks,
        lacking=lacking,
        found=_found(one, catalogue),
    )


def _divided(one: Wanted, catalogue: Catalogue, bound: Mapping[str, Bound]) -> tuple[Query | None, Output | None]:
    """A sum or mean of quotients of columns: their numerators added up for each denominator, to be divided exactly."""
    if one.node.function not in {"sum", "mean"}:
        return None, None
    texts: list[str] = []
    for shared in (False, True):
        try:
            rows = source(catalogue, one.fact, one.event, one.paths, bound, shared=shared, nodes=[one.node])
            if any(path.column and path.column.named for path in one.paths):
                return None, None
            expression, over = _by_divisor(one, rows, shared=shared)
        except InexactError:
            return None, None
        texts.append(_sql(expression))
    mean = one.node.function == "mean"
    output = Output("above", "number", over, mean, not mean and one.per is None, one.per is not None)
    return Query(
        one.fact.english, one.event, texts[0], texts[1], rows.joined, tuple(bound.values()), rows.lookups
    ), output


def _by_divisor(one: Wanted, source_: Source, *, shared: bool) -> tuple[Any, int]:  # an Ibis table, what it is over
    if one.per is None:
        if one.node.where is not None:
            source_ = replace(source_, table=source_.table.filter(expressions.kept(one.node.where, source_.rows())))
        table, rows = source_.table, source_.rows()
    else:
        table, rows = entities(one.per, source_, shared=shared)
    found = expressions.number(one.node.argument, rows)
    assert found.below is not None  # noqa: S101 or the plain sum would have been exact
    weight = table["_weight"] if shared and one.per is None else None
    there = totals.known(found)
    above = replace(found, below=None)
    parts = above if weight is None else replace(quotients.times(above, Quotient(weight, 0)), over=above.over)
    columns = {
        "above": parts.above.sum(where=there),
        "above_n": table.count(where=there) if weight is None else weight.sum(where=there),
        "above_bad": table.count(where=~there),
    }
    if shared:
        columns["_conflict"] = table["_conflict"].max()
    below = found.below
    groups = table.group_by([*GROUPED, below.above.name("_below")]).agg(**columns)
    return groups, found.over * below.over


def _raw(one: Wanted, catalogue: Catalogue) -> tuple[Query, tuple[tuple[str, ...], ...]]:
    """The rows themselves, with the columns that the closures read and those that lead through keys."""
    reads = dict.fromkeys(read for path in one.paths for read in _reads(path))
    texts: list[str] = []
    for extra in ([], ["_weight", "_conflict"]):
        rows = source(catalogue, one.fact, one.event, one.paths, {}, shared=bool(extra))
        columns = {".".join(read): rows.table[".".join(read)] for read in reads}
        texts.append(_sql(rows.table.select(*GROUPED, *extra, **columns)))
    joined = tuple(dict.fromkeys((*rows.joined, *(fact for fact, _ in _found(one, catalogue)))))
    return Query(one.fact.english, one.event, texts[0], texts[1], joined, (), rows.lookups), tuple(reads)


def _found(one: Wanted, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The facts and columns in which an aggregate looks for values."""
    held = (resolved(call.arguments[1], catalogue) for call in founds(one.node))  # type: ignore[arg-type]  # checked
    return tuple((path.fact.english, path.column.english) for path in held if path.column is not None)


def _reads(path: Resolved) -> Iterator[tuple[str, ...]]:
    """The columns on the way of a path, each by the English names that lead to it."""
    way: tuple[str, ...] = ()
    for at, hop in enumerate(path.hops):
        yield from ((*way, part) for part in path.facts[at + 1].key[:-1])
        yield (*way, hop.english)
        way = (*way, hop.english)
        yield (*way, path.facts[at + 1].key[-1])
    if path.column is not None:
        yield (*way, path.column.english)
        yield from ((*way, name) for name in path.column.named)
    else:
        yield (path.fact.key[-1],)


def _drill(one: Wanted, catalogue: Catalogue, bound: Mapping[str, Bound]) -> Query | None:
    """The rows behind an aggregate as people see them: all columns of the fact."""
    used = {key: bound[key] for key in one.names if key in bound}
    rows = source(catalogue, one.fact, one.event, one.paths, used, shared=False, nodes=[one.node])
    table = rows.table
    try:
        table = table if one.where is None else table.filter(expressions.kept(one.where, rows.rows()))
    except InexactError:
        return None
    looked_up = {path.column.english for path in one.paths if path.column and path.fact is path.facts[-1]}
    shown = (column.english for column in one.fact.columns if not column.lookup or column.english in looked_up)
    text = _sql(table.select(*GROUPED, *shown))
    return Query(one.fact.english, one.event, text, text, rows.joined, tuple(used.values()), rows.lookups)


def _ibis() -> Any:  # Any: Ibis is untyped here
    import ibis  # heavy, and only needed at adoption

    return ibis


def _sql(expression: Any) -> str:  # Any: an Ibis expression
    return "" if expression is None else str(_ibis().to_sql(expression, dialect="duckdb"))
