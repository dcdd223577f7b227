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


_NONE = _Losers({})
_KEY = ["_k1", "_k2"]


def merge(
    schema: Schema, old: Sequence[Part], new: Sequence[Part], *, folder: Path, staging: Path, order: Sequence[str]
) -> Merged:
    """Merge staged files into a fact's files; ``order`` lists the import ids as they came (it matters to counts only).

    The newest version of a key wins: the greatest as-of time, then the greatest import id, then the last row of the
    file. Where equal keys are several rows (``schema.ordinal``), the newest version's rows stand together for the key.
    """
    if not new:
        return Merged(list(_rewritten(schema, old, new, _NONE, folder, staging)), {})
    near = [(folder, part) for part in old if _may_hold(schema, part, new)]
    fresh = [(staging, part) for part in new]
    versions = _versions([*near, *fresh])
    keys = pl.concat([_keys(schema, place, part, versions, fresh=True) for place, part in fresh])
    rivals = [_keys(schema, place, part, versions, fresh=False) for place, part in near]
    contest = pl.concat([keys, *_meeting(rivals, keys)])
    if contest.height == keys.height and contest.select("_k1").n_unique() == contest.height:
        fates = contest.group_by("_version", pl.lit("new").alias("_fate")).len()
        losers = _NONE
    else:
        contest = _numbered(schema, contest)
        fates = _fates(contest, versions, order)
        losers = _losing(schema, contest)
    return Merged(list(_rewritten(schema, old, new, losers, folder, staging)), _counts(fates, versions))


def _may_hold(schema: Schema, part: Part, new: Sequence[Part]) -> bool:
    """Whether a file can hold a key of the new files: the day in the key, or the day of the fallback time, decides."""
    column = schema.event if schema.dated_by_key else schema.fallbacks[0]
    if column in part.blanks or any(column in piece.blanks for piece in new):
        return True
    first, last = part.days[column]
    return any(first <= piece.days[column][1] and piece.days[column][0] <= last for piece in new)


def _versions(places: Iterable[tuple[Path, Part]]) -> pl.DataFrame:
    """All (as-of, import id) pairs of some files, numbered from the oldest."""
    pairs = [pl.scan_parquet(folder / part.path).select("_as_of", "_import").unique() for folder, part in places]
    found = pl.concat(pairs).collect().unique().sort("_as_of", "_import")
    return found.with_row_index("_version")


def _keys(schema: Schema, folder: Path, part: Part, versions: pl.DataFrame, *, fresh: bool) -> pl.DataFrame:
    """Each row's key as two hashes of 64 bits, its version and place: a fifth of what the texts would take."""
    wanted = [*schema.key, "_as_of", "_import", "_row", "_hash"]
    frame = pl.read_parquet(folder / part.path, columns=wanted)
    # The second hash is of other text than the first, so the two do not collide together.
    text = pl.concat_str([pl.col(name).cast(pl.String).fill_null("\0") for name in schema.key], separator="\x1f")
    return (
        frame.with_columns(
            frame.select(schema.key).hash_rows(seed=1).alias("_k1"),
            frame.select(text).to_series().hash(seed=2).alias("_k2"),
        )
        .with_row_index("_index")
        .join(versions, on=["_as_of", "_import"], how="left", maintain_order="left")
        .select("_k1", "_k2", "_version", "_row", "_hash", "_index")
        .with_columns(pl.lit(part.path).cast(pl.Categorical).alias("_file"), pl.lit(fresh).alias("_fresh"))
    )


def _meeting(rivals: Iterable[pl.DataFrame], keys: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The old rows whose key comes again."""
    for frame in rivals:
        met = frame.join(keys, on=_KEY, how="semi")
        if met.height:
            yield met


def _numbered(schema: Schema, contest: pl.DataFrame) -> pl.DataFrame:
    """The rows with ``_nth``: the place among equal keys of one version, nought where a key is one row."""
    if not schema.ordinal:
        return contest.with_columns(pl.lit(0, dtype=pl.UInt32).alias("_nth"))
    nth = pl.int_range(pl.len(), dtype=pl.UInt32).over([*_KEY, "_version", "_fresh"])
    return contest.sort("_row", maintain_order=True).with_columns(nth.alias("_nth"))


def _losing(schema: Schema, contest: pl.DataFrame) -> _Losers:
    best = contest.filter(pl.col("_version") == pl.col("_version").max().over(_KEY))
    same = [*_KEY, "_row"] if schema.ordinal else _KEY
    kept = best.sort("_fresh", "_row", maintain_order=True).unique(same, keep="last", maintain_order=True)
    lost = contest.join(kept, on=["_file", "_index"], how="anti")
    return _Losers({str(key[0]): part["_index"] for key, part in lost.partition_by("_file", as_dict=True).items()})


def _fates(contest: pl.DataFrame, versions: pl.DataFrame, order: Sequence[str]) -> pl.DataFrame:
    """How many new rows of each version had which fate, as ``Counts`` names them."""
    places = {name: at for at, name in enumerate(order)}
    arrival = versions.select("_version", pl.col("_import").replace_strict(places, default=-1).alias("_place"))
    before = (
        contest.join(arrival, on="_version", how="left")
        .sort(*_KEY, "_fresh", "_place", "_row")
        .with_columns(pl.col("_version").cum_max().over(_KEY).alias("_best"))
        .sort(*_KEY, "_nth", maintain_order=True)
        .with_columns(pl.col("_hash", "_version", "_fresh").shift(1).over([*_KEY, "_nth"]).name.suffix("_said"))
        .filter("_fresh")
    )
    again = pl.col("_fresh_said") & (pl.col("_version") == pl.col("_version_said"))
    fate = (
        pl.when(pl.col("_version") < pl.col("_best"))
        .then(pl.lit("older"))
        .when(pl.col("_version_said").is_null())
        .then(pl.lit("new"))
        .when(again)
        .then(pl.lit("repeated"))
        .when(pl.col("_hash") == pl.col("_hash_said"))
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("replaced"))
    )
    return before.group_by("_version", fate.alias("_fate")).len()


def _counts(fates: pl.DataFrame, versions: pl.DataFrame) -> dict[str, Counts]:
    counts: dict[str, dict[str, int]] = {}
    for name, fate, count in fates.join(versions, on="_version").select("_import", "_fate", "len").iter_rows():
        counts.setdefault(name, {})[fate] = count
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
