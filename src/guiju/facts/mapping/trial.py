"""Reading a whole file by a mapping that is not kept yet: nothing enters the lake."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from guiju.facts.connector import connector_of
from guiju.facts.gather import Source
from guiju.facts.intake import Reading, Said, take
from guiju.facts.lake.commit import Draft
from guiju.facts.look import look
from guiju.facts.mapping.tried import Reason, Tried
from guiju.facts.problems import Problem
from guiju.facts.reading.table import UnreadableError
from guiju.facts.schema import ColumnType, Schema, load_schemas
from guiju.facts.secret import open_secret

_ROWS = 5  # numbers of rows named beside a reason
_REASONS = 20


def try_out(
    source: Source,
    raw: Mapping[str, Any],  # Any: plain YAML that was checked
    home: Path,
    said: Said,
    tell: Callable[[int], None] = lambda _rows: None,
) -> Tried:
    """What importing the file by this connector alone would do; ``tell`` hears of rows read and may raise to stop."""
    connector = connector_of("trial", raw)
    schema = load_schemas()[connector.fact]
    with TemporaryDirectory(dir=home, prefix=".trial-") as folder:
        draft = Draft(load_schemas(), Path(folder))
        reading = Reading(
            file=source.name,
            import_id="trial",
            as_of=said.now + timedelta(days=1),
            said=said,
            schemas=load_schemas(),
            secret=open_secret(home),
            neighbours={},
            connectors={"trial": connector},
            awaited=frozenset(),
            tell=tell,
        )
        try:
            seen, failure = look(source, {"trial": connector})
            if failure:
                return _trouble(failure.problems[0])
            taken = take(seen, draft, reading)
        except UnreadableError as error:
            return _trouble(Problem(error.code, source.name, data=error.data))
        rows = _rows(draft, schema, Path(folder))
        days = rows.select(pl.col(connector.covers).cast(pl.Date)).to_series()
        return Tried(
            rows=taken.rows,
            good=rows.height,
            skipped=taken.skipped,
            aside=taken.set_aside,
            first=str(days.min() or ""),
            last=str(days.max() or ""),
            shops=tuple(rows["shop"].unique().sort().head(_REASONS).to_list()),
            sums=_sums(rows, schema, connector.columns),
            reasons=tuple(_reasons(taken.problems)),
        )


def _rows(draft: Draft, schema: Schema, folder: Path) -> pl.DataFrame:
    """Everything that would go in."""
    paths = [folder / part.path for part in draft.staged().get(schema.english, ())]
    if not paths:
        return pl.DataFrame(schema={"shop": pl.String(), **{one.english: pl.String() for one in schema.columns}})
    return pl.concat([pl.read_parquet(path) for path in paths])


def _sums(rows: pl.DataFrame, schema: Schema, filled: Iterable[str]) -> dict[str, str]:
    """The sums of the money columns that are filled; a column without any amount is left out."""
    money = [one.english for one in schema.columns if one.type == ColumnType.MONEY and one.english in set(filled)]
    known = [name for name in money if rows[name].null_count() < rows.height]
    sums = rows.select(pl.col(name).sum() for name in known).row(0, named=True) if known and rows.height else {}
    return {name: f"{value:.2f}" for name, value in sums.items()}


def _reasons(problems: Iterable[Problem]) -> Iterable[Reason]:
    told = sorted((one for one in problems if one.row), key=lambda one: (one.column, one.code, one.row))
    groups = [list(group) for _key, group in groupby(told, key=lambda one: (one.column, one.code))]
    for group in sorted(groups, key=len, reverse=True)[:_REASONS]:
        first = group[0]
        rows = tuple(dict.fromkeys(one.row for one in group))
        yield Reason(first.column, asdict(first.what), asdict(first.how), len(rows), rows[:_ROWS])


def _trouble(problem: Problem) -> Tried:
    what, how = problem.what, problem.how
    return Tried(trouble={"zh": f"{what.zh}。{how.zh}", "en": f"{what.en} – {how.en}"})
