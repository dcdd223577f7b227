"""A chunk of text rows into rows of a fact: good ones typed, the others kept as text with what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from guiju.facts.connector import Connector, Take
from guiju.facts.lake.rows import stored_type
from guiju.facts.parsing.cells import cleaned, read
from guiju.facts.problems import Problem
from guiju.facts.schema import Column, ColumnType, Schema

_SHOWN = 40  # characters of a cell in a problem
_EACH = 3  # problems told of one row


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a table beside its cells."""

    file: str
    sheet: str
    import_id: str
    as_of: datetime
    now: datetime
    hashed: Callable[[pl.Series], pl.Series]  # personal text into keyed hashes
    shop: str = ""
    day: date | None = None
    offset: int = 0  # added to row numbers so that those of several sheets differ
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """``good`` in the fact's columns with ``_as_of``, ``_import`` and ``_row``; ``bad`` as it was read."""

    good: pl.DataFrame
    bad: pl.DataFrame
    keys: pl.Series  # of the bad rows, see ``key_texts``
    problems: list[Problem]
    skipped: int  # summary rows


def parse(raw: pl.DataFrame, connector: Connector, schema: Schema, origin: Origin, *, listed: int) -> Parsed:
    """Read every column of the fact; a row with any unreadable or impossible cell is bad as a whole.

    Problems are written out for the first ``listed`` bad rows only.
    """
    rows = raw.filter(~_summary(raw, connector))
    values: list[pl.Series] = []
    codes: list[pl.Series] = []
    for column in schema.columns:
        take = connector.columns.get(column.english)
        cells, why = _column(rows, column, take, connector, origin)
        values.append(cells.alias(column.english))
        codes.append(why.alias(column.english))
    typed = pl.DataFrame(values)
    flaws = pl.DataFrame(codes).with_columns(_checks(typed, schema, connector, origin))
    flaws = flaws.with_columns(rows["_flaw"])
    is_bad = flaws.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    good = typed.filter(~is_bad).with_columns(
        pl.lit(origin.as_of).cast(pl.Datetime("us")).alias("_as_of"),
        pl.lit(origin.import_id).alias("_import"),
        rows["_row"].filter(~is_bad) + origin.offset,
    )
    bad = rows.filter(is_bad)
    problems = list(_problems(bad.head(listed), flaws.filter(is_bad).head(listed), connector, schema, origin))
    keys = key_texts(typed.filter(is_bad), schema)
    return Parsed(_private(good, schema, origin), bad, keys, problems, raw.height - rows.height)


def _summary(raw: pl.DataFrame, connector: Connector) -> pl.Expr:
    tests = [
        cleaned(pl.col(name)).is_in(list(words)).fill_null(value=False)
        for column, words in connector.skip.items()
        if (name := _source(connector.columns[column], raw))
    ]
    return pl.any_horizontal(pl.lit(value=False), *tests)


def _source(take: Take | None, raw: pl.DataFrame) -> str:
    """The header name that fills a column here; empty when there is none."""
    return next((name for name in take.names if name in raw.columns), "") if take else ""


def _column(
    rows: pl.DataFrame, column: Column, take: Take | None, connector: Connector, origin: Origin
) -> tuple[pl.Series, pl.Series]:
    if take is None or not (take.times or take.plus):
        text = rows.select(_text(rows, column, take, connector, origin).alias(column.english)).to_series()
        return read(text, column.type)
    left, right = (
        read(rows.select(cleaned(pl.col(name))).to_series(), column.type) for name in take.times or take.plus
    )
    both = pl.DataFrame({"a": left[0].cast(pl.Decimal(38, 8)), "b": right[0].cast(pl.Decimal(38, 8))})
    result = both.select(pl.col("a") * pl.col("b") if take.times else pl.col("a") + pl.col("b")).to_series()
    codes = pl.DataFrame({"a": left[1], "b": right[1]}).select(pl.coalesce("a", "b")).to_series()
    return result.cast(stored_type(column.type), strict=False), codes


def _text(rows: pl.DataFrame, column: Column, take: Take | None, connector: Connector, origin: Origin) -> pl.Expr:
    """A column's cleaned text, before it is read as a type."""
    if take is not None and (take.join or take.natural):
        names = take.join or connector.natural
        ends = [pl.col("_nth").cast(pl.String)] if take.natural else []
        return pl.concat_str(*(cleaned(pl.col(name)) for name in names), *ends, separator="-")
    source = _source(take, rows)
    absent = connector.absent.get(column.english, ())
    text = cleaned(pl.col(source), absent) if source else pl.repeat(None, rows.height, dtype=pl.String)
    if column.english == "shop" and not (take and take.otherwise):
        known = text.fill_null(pl.lit(origin.shop or None, dtype=pl.String))
        return known.replace(dict(origin.aliases)) if origin.aliases else known
    if take is not None and take.given and not source:
        return text.fill_null(pl.lit(origin.day.isoformat() if origin.day else None, dtype=pl.String))
    return text.fill_null(pl.lit(take.otherwise)) if take is not None and take.otherwise is not None else text


def _checks(typed: pl.DataFrame, schema: Schema, connector: Connector, origin: Origin) -> list[pl.Expr]:
    """The codes of cells that could be read but cannot be true, put where reading found nothing wrong."""
    checks = []
    tomorrow = pl.lit(origin.now + timedelta(days=1))
    for column in schema.columns:
        code = pl.col(column.english)
        value = pl.lit(typed[column.english])
        if column.english in _required(schema):
            code = pl.coalesce(code, pl.when(value.is_null()).then(pl.lit(_missing(column))))
        if column.english == schema.fallback:
            undated = value.is_null() & pl.lit(typed[schema.event]).is_null()
            code = pl.coalesce(code, pl.when(undated).then(pl.lit("no_date")))
        if column.not_negative and not connector.allow_negative:
            code = pl.coalesce(code, pl.when(value < 0).then(pl.lit("negative")))
        if column.type in {ColumnType.TIME, ColumnType.DATE}:
            code = pl.coalesce(code, pl.when(value.cast(pl.Datetime("us")) > tomorrow).then(pl.lit("future")))
        checks.append(code.alias(column.english))
    return checks


def _required(schema: Schema) -> tuple[str, ...]:
    """The columns that no row can do without: the key; where equal keys are several rows, shop and day alone."""
    return ("shop", schema.event) if schema.ordinal else schema.key


def _missing(column: Column) -> str:
    if column.english == "shop":
        return "no_shop"
    return "no_date" if column.type == ColumnType.DATE else "no_key"


def _private(good: pl.DataFrame, schema: Schema, origin: Origin) -> pl.DataFrame:
    personal = [column.english for column in schema.columns if column.personal]
    return good.with_columns(origin.hashed(good[name]).alias(name) for name in personal)


def _problems(
    bad: pl.DataFrame, flaws: pl.DataFrame, connector: Connector, schema: Schema, origin: Origin
) -> Iterator[Problem]:
    """What is wrong with each bad row, the row's own flaw alone if it has one."""
    for row, codes in zip(bad.iter_rows(named=True), flaws.iter_rows(named=True), strict=True):
        place = {"file": origin.file, "sheet": origin.sheet, "row": row["_row"]}
        if codes["_flaw"]:
            names = ", ".join(join.file for join in connector.joins if join.required)
            yield Problem(codes["_flaw"], **place, data={"name": names})
            continue
        wrong = [(column, codes[column.english]) for column in schema.columns if codes[column.english]]
        for column, code in wrong[:_EACH]:
            source = _source(connector.columns.get(column.english), bad)
            value = "" if column.personal else str(row.get(source, "")).strip()[:_SHOWN]
            yield Problem(code, **place, column=source or column.name, value=value)


def key_texts(rows: pl.DataFrame, schema: Schema) -> pl.Series:
    """What tells each row apart from others of its fact, as text; empty where a part of it is unknown.

    A number of its own tells a row apart whatever its shop; a day does not.
    """
    names = [name for name in schema.key if schema.dated_by_key or name != "shop"]
    required = _required(schema)
    parts = [
        pl.col(name).cast(pl.String) if name in required else pl.col(name).cast(pl.String).fill_null("")
        for name in names
    ]
    return rows.select(pl.concat_str(*parts, separator="\x1f").fill_null("")).to_series()


def private_cells(
    rows: pl.DataFrame, connector: Connector, schema: Schema, seal: Callable[[pl.Series], pl.Series]
) -> pl.DataFrame:
    """The rows with every personal cell sealed."""
    personal = [connector.columns.get(column.english, Take()) for column in schema.columns if column.personal]
    names = {name for take in personal for name in take.names if name in rows.columns}
    cleaned_cells = rows.select(cleaned(pl.col(name)) for name in sorted(names))
    return rows.with_columns(seal(cleaned_cells[name]) for name in sorted(names))
