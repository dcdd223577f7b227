"""From the formulas of a regulation to SQL, once: every aggregate, grouped into one query for each fact and event.

Metrics read one another by name when they are run, so an aggregate is computed once however many metrics use it.
"""

from collections.abc import Mapping
from typing import Any

from guiju.engines.measure import bind, sql
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.compose import compose
from guiju.engines.measure.sql import Cell, Column, Fact, Plan, Query
from guiju.engines.measure.wanted import Wanted, texts, wanted
from guiju.facts import Schema
from guiju.lang.catalogue import ColumnType
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation


def compile_metrics(regulation: Regulation, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """Every aggregate that the formulas of a regulation ask for, as DuckDB SQL; the result is plain JSON.

    Loads Ibis, which takes seconds: done when a regulation is adopted, never in a request.
    """
    facts = catalogue(schemas)
    bound = bind.bound_parameters(regulation)
    groups: dict[tuple[str, str, str], list[Wanted]] = {}
    for one in wanted(regulation, facts):
        groups.setdefault(one.group, []).append(one)
    queries: list[Query] = []
    cells: dict[str, Cell] = {}
    for members in groups.values():
        query, made = compose(members, facts, bound, len(queries))
        queries.extend([query] if query else [])
        cells |= {cell.text: cell for cell in made}
    known = {english: fact_of(schema) for english, schema in schemas.items()}
    metrics = {
        name: tuple(text for text in texts(regulation, rule) if text in cells)
        for name, rule in regulation.of(Metric).items()
    }
    return sql.dump(Plan(regulation.hash, known, tuple(queries), cells, metrics))


def fact_of(schema: Schema) -> Fact:
    """What running needs to know of a fact."""
    columns, lookups = (
        tuple(
            Column(
                column.name,
                column.english,
                ColumnType(column.type.value),
                column.refers,
                column.missing_is_zero,
                column.personal,
                column.lookup,
                column.named,
            )
            for column in some
        )
        for some in (schema.columns, schema.lookups)
    )
    return Fact(
        schema.name, schema.english, schema.event, schema.key, columns, schema.dimensions, schema.owners, lookups
    )
