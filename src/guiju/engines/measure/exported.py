"""The lake as plain folders that any tool reads: a fact a folder, a month a file, corrections applied, one database.

Each fact is written beside its old folder and then put in its place, so that a reader sees the old rows or the new
ones, and a cut-off export leaves the old ones.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guiju.engines.measure import corrected, tables
from guiju.engines.measure.plan import fact_of
from guiju.engines.measure.sql import Fact
from guiju.facts import Schema
from guiju.facts.lake import View

DATABASE = "lake.duckdb"
STATE = "MANIFEST"
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Written:
    """One fact that was written: how many rows, and whether rows stand for their corrected form."""

    fact: str
    rows: int
    corrected: bool


def export(
    view: View, schemas: Mapping[str, Schema], folder: Path, tell: Callable[[Written], None] = lambda _one: None
) -> list[Written]:
    """Write every fact with rows into ``folder``, and a database of views over them; gives what was written.

    ``folder/<fact>/month=2026-10/*.parquet`` holds the rows of a month by the fact's event time. Facts that have no
    rows any more go. ``MANIFEST`` names the state that was written. Raises ``FileExistsError`` for a folder that holds
    something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / STATE).exists():
        raise FileExistsError(folder)
    (folder / STATE).write_text(view.manifest_id + "\n", "utf-8")
    found: list[Written] = []
    with tables.connect() as connection:
        for english, schema in schemas.items():
            if view.rows(english):
                found.append(_fact(connection, view, fact_of(schema), folder))
                tell(found[-1])
            else:
                shutil.rmtree(folder / english, ignore_errors=True)
    _database(folder, [one.fact for one in found])
    return found


def _fact(connection: tables.Connection, view: View, fact: Fact, folder: Path) -> Written:
    draft, place = folder / f".{fact.english}.new", folder / fact.english
    shutil.rmtree(draft, ignore_errors=True)
    month = f"COALESCE(strftime(\"{fact.event}\", '%Y-%m'), '{UNDATED}') AS month"
    rows = f"SELECT *, {month} FROM ({corrected.relation(fact, view)})"  # noqa: S608 - nothing comes from outside
    target = corrected.quoted(str(draft))
    connection.execute(f"COPY ({rows}) TO {target} (FORMAT parquet, PARTITION_BY (month), COMPRESSION zstd)")
    old = folder / f".{fact.english}.old"
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    count = connection.execute(f"SELECT COUNT(*) FROM ({corrected.relation(fact, view)})").fetchone()[0]  # noqa: S608
    return Written(fact.english, count, bool(view.corrections(fact.english)))


def _database(folder: Path, facts: list[str]) -> None:
    """A small database whose views read the folders; put in its place whole."""
    import duckdb  # heavy: for the command line

    draft = folder / f".{DATABASE}.new"
    draft.unlink(missing_ok=True)
    with duckdb.connect(str(draft)) as connection:
        for fact in facts:
            files = corrected.quoted(str((folder / fact).resolve() / "*" / "*.parquet"))
            connection.execute(
                f'CREATE VIEW "{fact}" AS SELECT * FROM read_parquet({files}, hive_partitioning = true, '  # noqa: S608
                "hive_types = {'month': VARCHAR})"
            )
    draft.replace(folder / DATABASE)
