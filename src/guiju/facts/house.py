"""Facts of the house itself: rows that no file brings, published like imports."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl

from guiju.facts import lake
from guiju.facts.connector import reader
from guiju.facts.lake import rows
from guiju.facts.lake.commit import Batch, commit
from guiju.facts.lake.ledger import OF_HOUSE, Import
from guiju.facts.lake.store import PATIENCE
from guiju.facts.schema import HOUSE, load_schemas

SOURCE = OF_HOUSE


def publish(
    home: Path,
    fact: str,
    said: Iterable[Mapping[str, object]],
    *,
    covers: tuple[date, date],
    now: datetime,
    patience: float = PATIENCE,
) -> str:
    """Let rows of a fact take the place of those with the same keys; gives the id of the lake's new state.

    ``covers`` are the days of which all is said by now. ``said`` are rows by the English names of columns, times as
    wall time; ``now`` is wall time too and decides which of two rows is the newer one. Publishing the same again
    changes no figure. Raises LakeBusyError and DiskFullError, which leave the lake as it was.
    """
    store, schemas = lake.open(home), load_schemas()
    batch = Batch(store, schemas)
    try:
        frame = _frame(fact, said, now)
        draft = batch.file()
        draft.add(fact, frame)
        batch.accept(_line(fact, frame.height, covers, now), draft)
        return commit(batch, now=now, aliases={}, patience=patience).manifest_id
    finally:
        batch.close()


def _frame(fact: str, said: Iterable[Mapping[str, object]], now: datetime) -> pl.DataFrame:
    schema = load_schemas()[fact]
    layout = {column.english: rows.stored_type(column.type) for column in schema.columns}
    frame = pl.DataFrame([{"shop": HOUSE, **row} for row in said], schema=layout, orient="row")
    hidden = [
        pl.lit(now).cast(rows.HIDDEN["_as_of"]).alias("_as_of"),
        pl.lit(_id(fact)).alias("_import"),
        pl.int_range(pl.len(), dtype=pl.Int64).alias("_row"),
    ]
    return frame.with_columns(hidden)


def _line(fact: str, count: int, covers: tuple[date, date], now: datetime) -> Import:
    """The one line of the ledger that stands for everything the house says of a fact."""
    start, end = covers
    return Import(
        id=_id(fact),
        reader=reader(),
        sha256="",
        name=fact,
        connector=SOURCE,
        at=now.isoformat(),
        as_of=now.isoformat(),
        shop=HOUSE,
        rows=count,
        set_aside=0,
        covers=((fact, HOUSE, start.isoformat(), end.isoformat()),),
    )


def _id(fact: str) -> str:
    return f"{SOURCE}:{fact}"
