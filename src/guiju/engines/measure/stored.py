"""A fact as the lake stores it, without what is looked up."""

from guiju.engines.measure.sql import Column, Fact
from guiju.facts.schema import Schema
from guiju.lang.catalogue import ColumnType


def stored(schema: Schema) -> Fact:
    """A fact with the columns that the lake stores."""
    columns = tuple(
        Column(one.name, one.english, ColumnType(one.type.value), one.refers, one.missing_is_zero, one.personal)
        for one in schema.columns
    )
    return Fact(schema.name, schema.english, schema.event, schema.key, columns, schema.dimensions, schema.owners)


def ways(fact: Fact, target: Fact) -> tuple[tuple[str, ...], ...]:
    """The columns of a fact that name a row of another one, in the order of its key; a fact may lead there twice."""
    found = (column.english for column in fact.columns if column.refers == target.english)
    return tuple((*target.key[:-1], name) for name in found)
