"""What some tables need before or after their rows are read: columns of a neighbour, ordinals, sums by key."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from guiju.facts.connector import Connector, Join
from guiju.facts.parsing.cells import cleaned, read
from guiju.facts.schema import ColumnType, Schema

_SIBLING = "sibling"  # flaw of a row that is well, of an order that is not


def beside(neighbour: pl.DataFrame, join: Join) -> pl.DataFrame:
    """A neighbour's columns that are taken in, one row for each key, all as text; ``_odd`` where one was not read.

    What a torn row or an amount that is none would have added is not known, so that the sum is not known either.
    """
    odd = pl.col("_flaw").is_not_null().alias("_odd")
    if not join.sum:
        return neighbour.select(join.on, *join.take, odd).unique(join.on, keep="last", maintain_order=True)
    amounts, codes = read(cleaned(neighbour.select(join.sum)).to_series(), ColumnType.MONEY)
    told = neighbour.select(join.on, odd | pl.lit(codes.is_not_null()), pl.lit(amounts).alias(join.sum))
    known = pl.col(join.sum).cast(pl.Decimal(38, 4))
    total = pl.when(known.is_not_null().any()).then(known.sum()).cast(pl.String).fill_null("")
    return told.group_by(join.on, maintain_order=True).agg(total.alias(join.sum), pl.col("_odd").any())


def joined(raw: pl.DataFrame, connector: Connector, neighbours: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows with their neighbours' columns; a row without its required partner, or with a torn one, is flagged."""
    for join in connector.joins:
        if join.file not in neighbours:
            continue
        partner = neighbours[join.file].with_columns(pl.lit(value=True).alias("_met"))
        raw = raw.join(partner, on=join.on, how="left", maintain_order="left")
        alone = pl.col("_met").is_null() & pl.lit(join.required)
        torn = pl.when(pl.col("_odd")).then(pl.lit(f"partner name={join.file}"))
        flaw = pl.coalesce("_flaw", pl.when(alone).then(pl.lit("no_partner")), torn)
        raw = raw.with_columns(flaw.alias("_flaw")).drop("_met", "_odd")
    return raw


def laid_out(raw: pl.DataFrame, connector: Connector) -> Iterator[tuple[Connector, pl.DataFrame]]:
    """The rows by the layout that they have, each with the connector that reads it; the file's own comes last."""
    rest = raw
    for layout in connector.layouts:
        mine = rest.select(pl.col(layout.at).str.strip_chars().str.contains(layout.like)).to_series()
        if mine.any():
            yield replace(connector, columns={**connector.columns, **layout.columns}), rest.filter(mine)
            rest = rest.filter(~mine)
    if rest.height or rest is raw:
        yield connector, rest


def together(raw: pl.DataFrame, bad: pl.DataFrame, number: str, waiting: Collection[str]) -> pl.DataFrame:
    """The rows, those flagged that are not bad themselves and of an order that waits."""
    other = ~pl.col("_row").is_in(bad["_row"].implode()) & pl.col(number).is_in(list(waiting))
    return raw.with_columns(_flaw=pl.coalesce("_flaw", pl.when(other).then(pl.lit(_SIBLING))))


def apart(raw: pl.DataFrame) -> pl.DataFrame:
    """The rows without the flag that ``together`` gave some of them."""
    return raw.with_columns(_flaw=pl.when(pl.col("_flaw") != _SIBLING).then(pl.col("_flaw")))


class Ordinals:
    """Numbers equal rows 1, 2, 3 … through all chunks of a file."""

    def __init__(self, natural: Sequence[str]) -> None:
        self._natural = list(natural)
        self._seen: pl.DataFrame | None = None

    def number(self, raw: pl.DataFrame) -> pl.DataFrame:
        """The rows with ``_nth``."""
        self._natural = [name for name in self._natural if name in raw.columns]
        if not self._natural or "_nth" in raw.columns:
            return raw
        nth = raw.with_columns((pl.int_range(pl.len(), dtype=pl.Int64).over(self._natural) + 1).alias("_nth"))
        if self._seen is not None:
            known = nth.join(self._seen, on=self._natural, how="left", maintain_order="left")
            nth = known.with_columns(pl.col("_nth") + pl.col("_count").fill_null(0)).drop("_count")
        highest = nth.group_by(self._natural).agg(pl.col("_nth").max().alias("_count"))
        seen = highest if self._seen is None else pl.concat([self._seen, highest])
        self._seen = seen.group_by(self._natural).agg(pl.col("_count").max())
        return nth


def grouped(rows: pl.DataFrame, schema: Schema, repeated: tuple[str, ...] = ()) -> pl.DataFrame:
    """One row for each key: money and counts summed, the earliest time, the first of anything else.

    Columns that are ``repeated`` on every row of a key are taken once.
    """
    folds = []
    for column in schema.columns:
        cell = pl.col(column.english)
        if column.english in schema.key:
            continue
        if column.type in {ColumnType.MONEY, ColumnType.COUNT} and column.english not in repeated:
            total = pl.when(cell.is_not_null().any()).then(cell.sum())
            folds.append(total.cast(rows.schema[column.english]).alias(column.english))
        elif column.type in {ColumnType.TIME, ColumnType.DATE}:
            folds.append(cell.min())
        else:
            folds.append(cell.drop_nulls().first())
    hidden = [pl.col("_as_of").first(), pl.col("_import").first(), pl.col("_row").min()]
    return rows.group_by(schema.key, maintain_order=True).agg(*folds, *hidden).select(rows.columns)
