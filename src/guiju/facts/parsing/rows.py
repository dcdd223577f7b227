"""A chunk of text rows into rows of a fact: good ones typed, the others kept as text with what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

import polars as pl

from guiju.facts.connector import Connector, Take
from guiju.facts.lake.rows import stored_type
from guiju.facts.parsing import currency
from guiju.facts.parsing.cells import cleaned, read, written
from guiju.facts.parsing.refined import SUMMARY, recognisable, refined, unlabelled
from guiju.facts.problems import Problem
from guiju.facts.rates import Rates
from guiju.facts.reading.table import told
from guiju.facts.schema import HOUSE, Column, ColumnType, Schema
from guiju.facts.stated import number_in

_SHOWN = 40  # characters of a cell in a problem
_EACH = 3  # problems told of one row
_NOTHING = Take()
_WIDE = pl.Decimal(38, 8)
_DAYS = frozenset({ColumnType.TIME, ColumnType.DATE})
_OWN = ("_row", "_flaw", "_nth")  # columns that no file has


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
    rates: Rates = field(default_factory=dict)


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
    height = raw.height
    own = [name for name in _OWN if name in raw.columns]
    text = cleaned(raw.drop(own)).with_columns(raw.select(own))
    data = ~text.select(_summary(text, connector, schema)).to_series()
    if not data.all():
        raw, text = raw.filter(data), text.filter(data)
    columns = [_column(text, column, connector, origin) for column in schema.columns]
    if schema.of_house:
        columns = [
            (_of_house(values), codes) if values.name == "shop" else (values, codes) for values, codes in columns
        ]
    codes = currency.currencies(text, connector)
    stated = pl.DataFrame([values for values, _ in columns])
    typed = currency.in_yuan(stated, codes, schema, origin.rates)
    wrong = pl.DataFrame([codes for _, codes in columns]).with_columns(currency.beyond(stated, typed))
    flaws = wrong.with_columns(_checks(typed, schema, connector, origin))
    foreign = pl.lit(currency.unpriced(codes, origin.rates))
    flaws = flaws.with_columns(_flaw=pl.coalesce(pl.lit(raw["_flaw"]), pl.when(foreign).then(pl.lit("currency"))))
    is_bad = flaws.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    good = typed.filter(~is_bad).with_columns(
        pl.lit(origin.as_of).cast(pl.Datetime("us")).alias("_as_of"),
        pl.lit(origin.import_id).alias("_import"),
        raw["_row"].filter(~is_bad) + origin.offset,
    )
    bad = raw.filter(is_bad)
    problems = list(_problems(bad.head(listed), flaws.filter(is_bad).head(listed), connector, schema, origin))
    keys = key_texts(_private(typed.filter(is_bad), connector, schema, origin), schema)
    return Parsed(_private(good, connector, schema, origin), bad, keys, problems, height - raw.height)


def _of_house(shop: pl.Series) -> pl.Series:
    return pl.repeat(HOUSE, len(shop), dtype=pl.String, eager=True).alias(shop.name)


def _summary(text: pl.DataFrame, connector: Connector, schema: Schema) -> pl.Expr:
    telling = dict.fromkeys((*schema.key, schema.event), SUMMARY)
    tests = [
        pl.col(name).is_in(list(words)).fill_null(value=False)
        for column, words in (*telling.items(), *connector.skip.items())
        if (name := _source(connector.columns.get(column, _NOTHING), text))
    ]
    return pl.any_horizontal(pl.lit(value=False), *tests)


def _source(take: Take, rows: pl.DataFrame) -> str:
    """The header name that fills a column here; empty when there is none."""
    return next((name for name in take.names if name in rows.columns), "")


def _chosen(take: Take, rows: pl.DataFrame) -> Take:
    """The take that the header allows: another one where it lacks what the first reads, none where it is computed."""
    parts = take.join + take.times + take.plus + take.over
    there = set(parts) <= set(rows.columns) if parts else bool(_source(take, rows))
    if take.other and not there:
        return _chosen(take.other, rows)
    return take if there or not parts else _NOTHING


def _column(text: pl.DataFrame, column: Column, connector: Connector, origin: Origin) -> tuple[pl.Series, pl.Series]:
    """A column's values and the codes of its cells that could not be read, both under its English name."""
    take = _chosen(connector.columns.get(column.english, _NOTHING), text)
    if take.times or take.plus or take.over:
        return _computed(text, column, take)
    cells = text.select(_text(text, column, take, connector, origin).alias(column.english)).to_series()
    if column.type == ColumnType.KEY or column.english == "product":
        cells = unlabelled(cells)
    if connector.hides(column):
        cells = recognisable(cells)
    if cells.null_count() == len(cells):
        return cells.cast(stored_type(column.type)), cells
    if take.format and column.type in _DAYS:
        return written(cells, column.type, take.format)
    values, codes = read(cells, column.type)
    if take.scale != 1:
        values, codes = _scaled(values, codes, take.scale, column)
    return values, codes


def _scaled(values: pl.Series, codes: pl.Series, scale: int, column: Column) -> tuple[pl.Series, pl.Series]:
    """Values so many times as large; one that no cell of the lake holds then is no number."""
    large = (values.cast(_WIDE) * scale).cast(stored_type(column.type), strict=False)
    beyond = pl.when(pl.lit(large.is_null() & values.is_not_null())).then(pl.lit("number"))
    return large, pl.select(pl.coalesce(pl.lit(codes), beyond).alias(codes.name)).to_series()


def _computed(text: pl.DataFrame, column: Column, take: Take) -> tuple[pl.Series, pl.Series]:
    (a, wrong_a), (b, wrong_b) = (read(text[name], column.type) for name in take.times or take.plus or take.over)
    numbers = pl.DataFrame({"a": a.cast(_WIDE), "b": b.cast(_WIDE), "wrong_a": wrong_a, "wrong_b": wrong_b})
    result = pl.col("a") * pl.col("b") if take.times else pl.col("a") + pl.col("b")
    if take.over:
        result = pl.when(pl.col("b") != 0).then(pl.col("a").cast(pl.Float64) / pl.col("b").cast(pl.Float64))
    kind = stored_type(column.type)
    table = numbers.select(
        result.cast(kind, strict=False).alias("value"), pl.coalesce("wrong_a", "wrong_b").alias("code")
    )
    return table["value"].alias(column.english), table["code"].alias(column.english)


def _text(text: pl.DataFrame, column: Column, take: Take, connector: Connector, origin: Origin) -> pl.Expr:
    """A column's text, before it is read as a type."""
    if take.join or take.natural:
        ends = [pl.col("_nth").cast(pl.String)] if take.natural else []
        natural = [name for name in connector.natural if name in text.columns]
        parts = [pl.col(name) for name in take.join] or [pl.col(name).fill_null("") for name in natural]
        return pl.concat_str(*parts, *ends, separator="-", ignore_nulls=column.type != ColumnType.KEY)
    source = _source(take, text)
    otherwise = take.otherwise
    if column.english == "shop" and otherwise is None:
        otherwise = origin.shop or None
    if take.given and not source and origin.day:
        otherwise = origin.day.isoformat()
    if take.named and not source:
        otherwise = number_in(take.named, origin.file) or otherwise
    cell = pl.col(source) if source else pl.repeat(None, text.height, dtype=pl.String)
    cell = refined(cell, take.refine, text)
    absent = connector.absent.get(column.english)
    if absent:
        cell = pl.when(~cell.is_in(absent)).then(cell)
    if take.upper:
        cell = cell.str.to_uppercase()
    if otherwise is not None:
        cell = cell.fill_null(pl.lit(otherwise))
    return cell.replace(dict(origin.aliases)) if column.english == "shop" and origin.aliases else cell


def _checks(typed: pl.DataFrame, schema: Schema, connector: Connector, origin: Origin) -> list[pl.Expr]:
    """The codes of cells that could be read but cannot be true, put where reading found nothing wrong."""
    checks = []
    tomorrow = pl.lit(origin.now + timedelta(days=1))
    times = [schema.event, *schema.fallbacks]
    for column in schema.columns:
        code = pl.col(column.english)
        value = pl.lit(typed[column.english])
        if column.english in _required(schema):
            code = pl.coalesce(code, pl.when(value.is_null()).then(pl.lit(_missing(column))))
        if column.english == schema.fallbacks[0]:
            undated = pl.lit(typed.select(pl.all_horizontal(pl.col(times).is_null())).to_series())
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


def _private(good: pl.DataFrame, connector: Connector, schema: Schema, origin: Origin) -> pl.DataFrame:
    personal = [column.english for column in schema.columns if connector.hides(column)]
    return good.with_columns(origin.hashed(good[name]).alias(name) for name in personal)


def _problems(
    bad: pl.DataFrame, flaws: pl.DataFrame, connector: Connector, schema: Schema, origin: Origin
) -> Iterator[Problem]:
    """What is wrong with each bad row, the row's own flaw alone if it has one."""
    for row, codes in zip(bad.iter_rows(named=True), flaws.iter_rows(named=True), strict=True):
        place = {"file": origin.file, "sheet": origin.sheet, "row": row["_row"]}
        if codes["_flaw"]:
            names = ", ".join(join.file for join in connector.joins if join.required)
            code, said = told(codes["_flaw"])
            also = {"currency": _currency(row, connector)} if code == "currency" else {}
            yield Problem(code, **place, data={"name": names, **said, **also})
            continue
        found: dict[tuple[str, str], Problem] = {}
        for column in schema.columns:
            code = codes[column.english]
            if code:
                take = connector.columns.get(column.english, _NOTHING)
                source = _source(take, bad) or next(iter(take.times or take.plus), "")
                value = "" if connector.hides(column) else str(row.get(source, "")).strip()[:_SHOWN]
                shown = connector.spelt.get(source, source)
                problem = Problem(code, **place, column=shown or column.name, value=value)
                found.setdefault((problem.column, code), problem)
        yield from islice(found.values(), _EACH)


def _currency(row: Mapping[str, str], connector: Connector) -> str:
    """The currency of a row's money, as the file writes it."""
    take = connector.currency or _NOTHING
    return next((row[name].strip() for name in take.names if name in row), take.otherwise or "")


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
    personal = [connector.columns.get(column.english, Take()) for column in schema.columns if connector.hides(column)]
    names = {name for take in personal for name in take.names if name in rows.columns}
    text = cleaned(rows.select(sorted(names))) if names else pl.DataFrame()
    return rows.with_columns(seal(recognisable(text[name])) for name in text.columns)
