"""How rows stand in a Parquet file: types, hidden columns, and what a manifest must know of each file."""

import os
import uuid
from datetime import date, datetime
from pathlib import Path

import polars as pl

from guiju.facts.lake.durable import room, settle
from guiju.facts.lake.manifest import UNDATED, Part
from guiju.facts.schema import ColumnType, Schema

_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.KEY: pl.String(),
    ColumnType.MONEY: pl.Decimal(18, 4),
    ColumnType.COUNT: pl.Int64(),
    ColumnType.RATIO: pl.Decimal(18, 8),
    ColumnType.DURATION: pl.Decimal(18, 4),
    ColumnType.TIME: pl.Datetime("us"),
    ColumnType.DATE: pl.Date(),
    ColumnType.FLAG: pl.Boolean(),
    ColumnType.SCORE: pl.Decimal(18, 4),
}

# Where a row came from: as-of time and id of its import, its place in the file; and a hash of what it says.
HIDDEN: dict[str, pl.DataType] = {
    "_as_of": pl.Datetime("us"),
    "_import": pl.String(),
    "_row": pl.Int64(),
    "_hash": pl.UInt64(),
}
_ROW_GROUP = 65_536


def stored_type(kind: ColumnType) -> pl.DataType:
    """The Polars type in which the lake keeps a column."""
    return _TYPES[kind]


def layout(schema: Schema) -> dict[str, pl.DataType]:
    """Every stored column of a fact in order, hidden ones last."""
    return {column.english: _TYPES[column.type] for column in schema.columns} | HIDDEN


def conform(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """The frame in the current layout: columns that it lacks are empty, columns that the schema dropped are gone."""
    present = set(frame.columns)
    return frame.select(
        (pl.col(name).cast(kind) if name in present else pl.lit(None, dtype=kind).alias(name))
        for name, kind in layout(schema).items()
    )


def with_hash(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """The frame with ``_hash`` over all columns of the fact: equal rows have equal hashes within one Polars version."""
    names = [column.english for column in schema.columns]
    return frame.with_columns(frame.select(names).hash_rows(seed=7).alias("_hash"))


def by_month(frame: pl.DataFrame, schema: Schema) -> list[tuple[str, pl.DataFrame]]:
    """The rows split by the month of their event, else of their fallback time, else under ``undated``."""
    day = pl.coalesce(schema.event, *schema.fallbacks).cast(pl.Date)
    month = (day.dt.year() * 100 + day.dt.month()).alias("_month")
    parts = frame.with_columns(month).partition_by("_month", include_key=False, as_dict=True, maintain_order=True)
    return [(_month_name(key[0]), part) for key, part in parts.items()]


def _month_name(number: int | None) -> str:
    return UNDATED if number is None else f"{number // 100:04d}-{number % 100:02d}"


def write(frame: pl.DataFrame, schema: Schema, month: str, folder: Path) -> Part:
    """Write rows of one month as a new file that is safely on the disk; DiskFullError when there is no room."""
    path = folder / f"{schema.english}-{month}-{uuid.uuid4().hex[:16]}.parquet"
    ordered = conform(frame, schema).sort("shop", schema.event, maintain_order=True)
    with room():
        try:
            ordered.write_parquet(path, compression="zstd", compression_level=3, row_group_size=_ROW_GROUP)
            settle(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return _described(ordered, schema, month, path)


def _described(frame: pl.DataFrame, schema: Schema, month: str, path: Path) -> Part:
    times = [column.english for column in schema.columns if column.type in {ColumnType.TIME, ColumnType.DATE}]
    first = frame.select(pl.col(times).min()).row(0, named=True)
    last = frame.select(pl.col(times).max()).row(0, named=True)
    return Part(
        path=path.name,
        fact=schema.english,
        month=month,
        rows=frame.height,
        bytes=path.stat().st_size,
        schema=schema.version,
        days={name: (_day(first[name]), _day(last[name])) for name in times if first[name] is not None},
        blanks=tuple(name for name in times if frame[name].null_count()),
        shops=tuple(sorted(frame["shop"].unique().to_list())),
    )


def _day(moment: date | datetime) -> str:
    return moment.date().isoformat() if isinstance(moment, datetime) else moment.isoformat()


def adopt(part: Part, staging: Path, folder: Path) -> Part:
    """Move a staged file among the lake's files without copying it."""
    os.replace(staging / part.path, folder / part.path)  # noqa: PTH105 - one system call on one disk
    return part
