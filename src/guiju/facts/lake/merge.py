"""Convergence: of all rows with one key the newest stays, whatever the order in which files come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from guiju.facts.lake import rows
from guiju.facts.lake.counts import Counts
from guiju.facts.lake.manifest import Part
from guiju.facts.schema import Schema

SMALL = 50_000  # files below this are folded into the next one of their month
FULL = 200_000  # rows at which a file is closed


@dataclass(frozen=True, slots=True)
class Merged:
    """The files of a fact after a merge, and the counts of each import by its id."""

    parts: list[Part]
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class _Losers:
    """Row numbers to leave out, by file name."""

    of: Mapping[str, pl.Series]

    def __contains__(self, part: Part) -> bool:
        return part.path in self.of


def merge(
    schema: Schema, old: Sequence[Part], new: Sequence[Part], *, folder: Path, staging: Path, order: Sequence[str]
) -> Merged:
    """Merge staged files into a fact's files; ``order`` lists the import ids as they came (it matters to counts only).

    The newest version of a key wins: the greatest as-of time, then the greatest import id, then the last row of the
    file. Where equal keys are several rows (``schema.ordinal``), the newest version's rows stand together for the key.
    """
    if not new:
        return Merged(list(_rewritten(schema, old, new, _Losers({}), folder, staging)), {})
    keys = _keys(schema, new, staging, fresh=True)
    rivals = _rivals(schema, [part for part in old if _may_hold(schema, part, new)], keys, folder)
    alone = not schema.ordinal or keys["_import"].n_unique() == 1
    if alone and rivals.is_empty() and not keys.select(_identity(schema)).is_duplicated().any():
        counts = {name: Counts(new=count) for name, count in keys["_import"].value_counts().iter_rows()}
        losers = _Losers({})
    else:
        contest = _ranked(schema, pl.concat([rivals, keys]))
        counts = _counted(schema, contest, order)
        losers = _losing(schema, contest)
    return Merged(list(_rewritten(schema, old, new, losers, folder, staging)), counts)


def _identity(schema: Schema) -> list[str]:
    return [*schema.key, "_row", "_import"] if schema.ordinal else list(schema.key)


def _keys(schema: Schema, parts: Iterable[Part], folder: Path, *, fresh: bool) -> pl.DataFrame:
    wanted = [*schema.key, "_as_of", "_import", "_row", "_hash"]
    frames = [
        pl.scan_parquet(folder / part.path)
        .select(wanted)
        .with_row_index("_index")
        .with_columns(pl.lit(part.path).alias("_file"), pl.lit(fresh).alias("_fresh"))
        for part in parts
    ]
    return pl.concat(frames).collect()


def _may_hold(schema: Schema, part: Part, new: Sequence[Part]) -> bool:
    """Whether a file can hold a key of the new files: the day in the key, or the day of the fallback time, decides."""
    column = schema.event if schema.dated_by_key else schema.fallback
    if column in part.blanks or any(column in piece.blanks for piece in new):
        return True
    first, last = part.days[column]
    return any(first <= piece.days[column][1] and piece.days[column][0] <= last for piece in new)


def _rivals(schema: Schema, parts: Sequence[Part], keys: pl.DataFrame, folder: Path) -> pl.DataFrame:
    wanted = keys.select(schema.key).unique()
    found = [keys.clear()]
    for part in parts:
        frame = _keys(schema, [part], folder, fresh=False)
        found.append(frame.join(wanted, on=list(schema.key), how="semi", nulls_equal=True))
    return pl.concat(found)


def _ranked(schema: Schema, contest: pl.DataFrame) -> pl.DataFrame:
    version = ["_as_of", "_import"]
    versions = contest.select(version).unique().sort(version).with_row_index("_version")
    ranked = contest.join(versions, on=version, how="left")
    if not schema.ordinal:
        return ranked.with_columns(pl.lit(0, dtype=pl.UInt32).alias("_nth"))
    nth = pl.int_range(pl.len(), dtype=pl.UInt32).over([*schema.key, "_version", "_fresh"])
    return ranked.sort("_row", maintain_order=True).with_columns(nth.alias("_nth"))


def _losing(schema: Schema, contest: pl.DataFrame) -> _Losers:
    best = contest.filter(pl.col("_version") == pl.col("_version").max().over(schema.key))
    kept = best.sort("_fresh", "_row", maintain_order=True).unique(_identity(schema), keep="last", maintain_order=True)
    lost = contest.join(kept, on=["_file", "_index"], how="anti")
    return _Losers({str(key[0]): part["_index"] for key, part in lost.partition_by("_file", as_dict=True).items()})


def _counted(schema: Schema, contest: pl.DataFrame, order: Sequence[str]) -> dict[str, Counts]:
    place = pl.col("_import").replace_strict(
        {name: at for at, name in enumerate(order)}, default=-1, return_dtype=pl.Int64
    )
    group = [*schema.key, "_nth"]
    before = (
        contest.with_columns(place.alias("_place"))
        .sort("_fresh", "_place", "_row", maintain_order=True)
        .with_columns(
            pl.col("_version").cum_max().shift(1).over(group).alias("_best"),
            pl.col("_hash").shift(1).over(group).alias("_said"),
            (pl.col("_fresh") & pl.col("_fresh").shift(1) & (pl.col("_import") == pl.col("_import").shift(1)))
            .over(group)
            .alias("_again"),
        )
        .filter("_fresh")
    )
    fate = (
        pl.when(pl.col("_best").is_null())
        .then(pl.lit("new"))
        .when(pl.col("_again"))
        .then(pl.lit("repeated"))
        .when(pl.col("_version") < pl.col("_best"))
        .then(pl.lit("older"))
        .when(pl.col("_hash") == pl.col("_said"))
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("replaced"))
    )
    table = before.group_by("_import", fate.alias("fate")).len()
    counts: dict[str, dict[str, int]] = {}
    for name, word, count in table.iter_rows():
        counts.setdefault(name, {})[word] = count
    return {name: Counts(**words) for name, words in counts.items()}


def _rewritten(
    schema: Schema, old: Sequence[Part], new: Sequence[Part], losers: _Losers, folder: Path, staging: Path
) -> Iterator[Part]:
    """The fact's files after the merge: clean old files as they are, clean big new ones moved in, the rest folded."""
    touched = {part.month for part in new}
    folded: dict[str, list[tuple[Path, Part]]] = {}
    for part in old:
        if part in losers or part.schema != schema.version or (part.month in touched and part.rows < SMALL):
            folded.setdefault(part.month, []).append((folder / part.path, part))
        else:
            yield part
    for part in new:
        if part in losers or part.rows < SMALL:
            folded.setdefault(part.month, []).append((staging / part.path, part))
        else:
            yield rows.adopt(part, staging, folder)
    for month, sources in sorted(folded.items()):
        yield from _folded(schema, month, sources, losers, folder)


def _folded(
    schema: Schema, month: str, sources: Sequence[tuple[Path, Part]], losers: _Losers, folder: Path
) -> Iterator[Part]:
    pending: list[pl.DataFrame] = []
    for path, part in sources:
        frame = pl.read_parquet(path)
        if part in losers:
            kept = ~pl.int_range(pl.len(), dtype=pl.UInt32).is_in(losers.of[part.path].implode())
            frame = frame.filter(kept)
        pending.append(rows.conform(frame, schema))
        if sum(one.height for one in pending) >= FULL:
            yield rows.write(pl.concat(pending), schema, month, folder)
            pending = []
    if sum(one.height for one in pending):
        yield rows.write(pl.concat(pending), schema, month, folder)
