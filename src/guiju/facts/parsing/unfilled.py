"""Which figures of a fact a table can say nothing of, because none of its columns tell them."""

from collections.abc import Collection

from guiju.facts.connector import Connector, Take
from guiju.facts.schema import ColumnType, Schema

FIGURES = frozenset(
    {ColumnType.MONEY, ColumnType.COUNT, ColumnType.RATIO, ColumnType.DURATION, ColumnType.SCORE},
)


def unfilled(there: Collection[str], connector: Connector, schema: Schema) -> frozenset[str]:
    """The figures, by English name, that no row of a table with these columns can hold."""
    ways = (connector.columns, *(layout.columns for layout in connector.layouts))
    return frozenset(
        column.english
        for column in schema.columns
        if column.type in FIGURES and not any(_fills(way.get(column.english), there) for way in ways)
    )


def missed(lacks: Collection[str], connector: Connector, schema: Schema) -> tuple[str, ...]:
    """Of the figures that a table lacks those that its export can tell, by the header that would tell them."""
    never = unfilled(connector.known, connector, schema)
    return tuple(
        _header(connector.columns.get(column.english), connector) or column.name
        for column in schema.columns
        if column.english in lacks and column.english not in never
    )


def _header(take: Take | None, connector: Connector) -> str:
    parts = (*take.names, *take.times, *take.plus, *take.over) if take else ()
    return next((connector.spelt.get(name, name) for name in parts), "")


def _fills(take: Take | None, there: Collection[str]) -> bool:
    if take is None:
        return False
    if take.otherwise is not None or take.given or take.named or take.natural:
        return True
    parts = {*take.join, *take.times, *take.plus, *take.over}
    here = parts <= set(there) if parts else not set(take.names).isdisjoint(there)
    return here or _fills(take.other, there)
