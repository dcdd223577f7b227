"""The fact schemas as the compiler sees them, in both languages at once."""

from collections.abc import Mapping

from guiju.facts import Schema
from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact


def catalogue(schemas: Mapping[str, Schema]) -> Catalogue:
    """What formulas may say about the facts that ``schemas`` describe (by English name)."""
    return Catalogue({english: _fact(schema) for english, schema in schemas.items()})


def _fact(schema: Schema) -> Fact:
    columns = tuple(
        Column(
            column.name,
            column.english,
            ColumnType(column.type.value),
            column.refers,
            column.missing_is_zero,
            column.lookup,
            column.named,
        )
        for column in (*schema.columns, *schema.lookups)
    )
    return Fact(schema.name, schema.english, schema.event, columns, schema.dimensions, schema.key)
