"""Compiled metrics as values: the SQL of each query, and how its columns become the value of an aggregate."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from guiju.lang import catalogue
from guiju.lang.catalogue import Catalogue, ColumnType

MetricSql = Mapping[str, Any]
"""Compiled metrics as JSON: what ``compile_metrics`` gives, stored beside the regulation."""

VERSION = 2


STORED = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.KEY: "VARCHAR",
    ColumnType.MONEY: "DECIMAL(18, 4)",
    ColumnType.DURATION: "DECIMAL(18, 4)",
    ColumnType.RATIO: "DECIMAL(18, 8)",
    ColumnType.COUNT: "BIGINT",
    ColumnType.TIME: "TIMESTAMP",
    ColumnType.DATE: "DATE",
    ColumnType.FLAG: "BOOLEAN",
    ColumnType.SCORE: "DECIMAL(18, 4)",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a fact as the lake stores it; ``personal`` ones are never shown.

    One with a ``lookup`` is not stored but found in dated tables; ``named`` columns say of what it is missing.
    """

    name: str
    english: str
    type: ColumnType
    refers: str
    missing_is_zero: bool
    personal: bool
    lookup: str = ""
    named: tuple[str, ...] = ()

    @property
    def stored(self) -> str:
        """Its type in DuckDB."""
        return STORED[self.type]


@dataclass(frozen=True, slots=True)
class Fact:
    """What running needs to know of a fact; all but ``name`` in English names.

    ``columns`` are those that the lake stores, ``lookups`` those that are found in dated tables.
    """

    name: str
    english: str
    event: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    dimensions: tuple[str, ...]
    owners: tuple[str, ...]
    lookups: tuple[Column, ...] = ()

    @property
    def of_house(self) -> bool:
        """Whether its rows are of no shop: they are covered once for the whole house."""
        return "shop" not in self.dimensions


@dataclass(frozen=True, slots=True)
class Bound:
    """A parameter that SQL reads from a column of the periods' table, with the DuckDB type of that column."""

    name: str
    column: str
    type: str


@dataclass(frozen=True, slots=True)
class Query:
    """One pass over the rows of a fact. ``shared`` is its form for rows that belong to owners by shares.

    ``event`` is the column that decides the period; ``joined`` lists the facts that are read through keys, ``lookups``
    the columns that are found in dated tables, as ``order_line.goods_cost``.
    """

    fact: str
    event: str
    sql: str
    shared: str
    joined: tuple[str, ...] = ()
    bound: tuple[Bound, ...] = ()
    lookups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """How an aggregate is read from a query's row: ``column / over / column_n``.

    ``kind`` is number, time or date. ``over_rows`` tells that ``column_n`` is there. ``split`` values count parts of
    shares. ``checked`` tells that ``column_bad`` counts entities whose value is
    missing for a reason, or rows with looked-up cells that are: then ``Cell.lacks`` or the closures say which.
    """

    column: str
    kind: str
    over: int
    over_rows: bool
    split: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One aggregate, known by its canonical text; ``zero`` where it is 0 of no rows.

    ``names`` are the keys of names that its rows read. ``query`` computes it; where it sums quotients of columns,
    ``divided`` brings their numerators by denominator instead; where neither is there, SQL cannot be exact. ``raw``
    brings the rows themselves, ``reads`` names their columns by the path of English names that leads there. ``rows``
    is the column that counts the rows behind it, ``drill`` their filter as SQL; ``where`` is that as written.
    ``found`` names the facts and columns in which values are looked for.
    ``lacks`` names what has no entry in the dated tables, in a column for each of ``lacking``.
    """

    text: str
    fact: str
    event: str
    where: str
    zero: bool
    names: tuple[str, ...]
    raw: Query
    reads: tuple[tuple[str, ...], ...]
    query: int | None = None
    divided: Query | None = None
    output: Output | None = None
    rows: str = ""
    drill: Query | None = None
    lacks: Query | None = None
    lacking: tuple[str, ...] = ()
    found: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All compiled queries of a regulation; ``regulation`` is its hash, ``metrics`` what aggregates each is made of."""

    regulation: str
    facts: Mapping[str, Fact]
    queries: tuple[Query, ...]
    cells: Mapping[str, Cell]
    metrics: Mapping[str, tuple[str, ...]]

    def catalogue(self) -> Catalogue:
        """The facts as the closures see them."""
        return Catalogue({english: _catalogued(fact) for english, fact in self.facts.items()})


def dump(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values."""
    return {
        "version": VERSION,
        "regulation": plan.regulation,
        "facts": [asdict(fact) for fact in plan.facts.values()],
        "queries": [asdict(query) for query in plan.queries],
        "cells": [asdict(cell) for cell in plan.cells.values()],
        "metrics": {name: list(texts) for name, texts in plan.metrics.items()},
    }


def load(metric_sql: MetricSql) -> Plan:
    """The plan behind stored JSON; raises ``ValueError`` when another version of Guiju made it."""
    if metric_sql.get("version") != VERSION:
        raise ValueError(f"metric SQL of version {metric_sql.get('version')}; compile the regulation again")
    facts = [_fact(raw) for raw in metric_sql["facts"]]
    cells = [_cell(raw) for raw in metric_sql["cells"]]
    return Plan(
        metric_sql["regulation"],
        {fact.english: fact for fact in facts},
        tuple(_query(raw) for raw in metric_sql["queries"]),
        {cell.text: cell for cell in cells},
        {name: tuple(texts) for name, texts in metric_sql["metrics"].items()},
    )


def _catalogued(fact: Fact) -> catalogue.Fact:
    columns = tuple(
        catalogue.Column(
            column.name,
            column.english,
            column.type,
            column.refers,
            column.missing_is_zero,
            column.lookup,
            column.named,
        )
        for column in (*fact.columns, *fact.lookups)
    )
    return catalogue.Fact(fact.name, fact.english, fact.event, columns, fact.dimensions, fact.key)


def _fact(raw: Mapping[str, Any]) -> Fact:
    lists = {name: tuple(raw[name]) for name in ("key", "dimensions", "owners")}
    lists |= {name: tuple(_column(one) for one in raw[name]) for name in ("columns", "lookups")}
    return Fact(name=raw["name"], english=raw["english"], event=raw["event"], **lists)


def _column(raw: Mapping[str, Any]) -> Column:
    return Column(**{**raw, "type": ColumnType(raw["type"]), "named": tuple(raw["named"])})


def _query(raw: Mapping[str, Any]) -> Query:
    bound = tuple(Bound(**one) for one in raw["bound"])
    joined, lookups = tuple(raw["joined"]), tuple(raw["lookups"])
    return Query(raw["fact"], raw["event"], raw["sql"], raw["shared"], joined, bound, lookups)


def _cell(raw: Mapping[str, Any]) -> Cell:
    plain = {name: raw[name] for name in ("text", "fact", "event", "where", "zero", "query", "rows")}
    return Cell(
        **plain,
        names=tuple(raw["names"]),
        raw=_query(raw["raw"]),
        reads=tuple(tuple(path) for path in raw["reads"]),
        output=Output(**raw["output"]) if raw["output"] else None,
        divided=_query(raw["divided"]) if raw["divided"] else None,
        drill=_query(raw["drill"]) if raw["drill"] else None,
        lacks=_query(raw["lacks"]) if raw["lacks"] else None,
        lacking=tuple(raw["lacking"]),
        found=tuple((fact, column) for fact, column in raw.get("found", ())),
    )
