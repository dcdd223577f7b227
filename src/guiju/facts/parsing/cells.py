"""Cells of a column into values of a type, many at a time; a cell that cannot be read becomes null beside its code."""

from collections.abc import Callable, Sequence

import polars as pl

from guiju.facts.parsing.numbers import counted, number_text
from guiju.facts.schema import ZONE, ColumnType

# Ways in which platforms write "nothing".
ABSENT = ("", "-", "--", "—", "——", "空", "null", "NULL", "None", "nan", "NaN", "N/A", "n/a", "#N/A")
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
_EXACT = pl.Decimal(38, 8)
_HUNDRED = pl.lit("0.01").cast(_EXACT)
_YEARS = (1900, 9999)
_SERIALS = (20_000, 80_000)  # 1954 to 2119: days since 1899-12-30, as spreadsheets count

Read = tuple[pl.Series, pl.Series]  # values, and the codes of cells that could not be read (null where all is well)


def cleaned(rows: pl.DataFrame) -> pl.DataFrame:
    """Text without blanks, leading apostrophe and ``="…"`` around it; null for what stands for nothing."""
    bare = rows.select(pl.all().str.strip_chars(_BLANKS))
    for opening, work in (('="', _without_shell), ("'", _without_apostrophe)):
        # Most columns have neither, and looking is far cheaper than rewriting.
        found = bare.select(pl.all().str.starts_with(opening).any()).row(0, named=True)
        bare = bare.with_columns(work(pl.col(name)) for name, any_here in found.items() if any_here)
    return bare.select(pl.when(~pl.all().is_in(ABSENT)).then(pl.all()))


def _without_shell(cell: pl.Expr) -> pl.Expr:
    inside = cell.str.slice(2).str.strip_suffix('"').str.strip_chars(_BLANKS)
    return pl.when(cell.str.starts_with('="') & cell.str.ends_with('"')).then(inside).otherwise(cell)


def _without_apostrophe(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_prefix("'").str.strip_chars(_BLANKS)


def read(cells: pl.Series, kind: ColumnType) -> Read:
    """Cleaned text as values of ``kind``."""
    values = _READERS[kind](cells)
    if kind in {ColumnType.TIME, ColumnType.DATE}:
        values = _of_our_times(values)
    if kind in {ColumnType.TEXT, ColumnType.KEY}:
        return values, _text_codes(cells)
    failed = cells.is_not_null() & values.is_null()
    if not failed.any():
        return values, pl.Series(cells.name, [None], dtype=pl.String).new_from_index(0, len(cells))
    code = _CODES[kind]
    codes = pl.DataFrame({"cell": cells, "failed": failed}).select(
        pl.when(pl.col("failed")).then(_why(pl.col("cell"), kind, code)).alias(cells.name)
    )
    return values, codes[cells.name]


def _of_our_times(values: pl.Series) -> pl.Series:
    """Without years that are none: 0001 is how some tools write nothing, and -2026 is a slip of the hand."""
    years = values.dt.year()
    if years.is_between(*_YEARS).all():  # of what is not null
        return values
    return _where(values, years.is_between(*_YEARS))


def _why(cell: pl.Expr, kind: ColumnType, code: str) -> pl.Expr:
    if kind == ColumnType.COUNT:
        number = counted(cell).cast(_EXACT, strict=False)
        return pl.when(number.is_null()).then(pl.lit("number")).otherwise(pl.lit(code))
    if kind == ColumnType.DATE:
        several = cell.str.count_matches(r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}") > 1
        return pl.when(several).then(pl.lit("several_days")).otherwise(pl.lit(code))
    return pl.lit(code)


def _text_codes(cells: pl.Series) -> pl.Series:
    cell = pl.col(cells.name)
    code = (
        pl.when(cell.str.contains(r"^\d(\.\d+)?[eE]\+?\d+$"))
        .then(pl.lit("lost_digits"))
        .when(cell.str.contains("\ufffd", literal=True))
        .then(pl.lit("characters"))
    )
    return cells.to_frame().select(code.alias(cells.name))[cells.name]


def _expression(cells: pl.Series, work: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    return cells.to_frame().select(work(pl.col(cells.name))).to_series().alias(cells.name)


def _text(cells: pl.Series) -> pl.Series:
    return cells


def _decimal(cells: pl.Series, scale: int) -> pl.Series:
    kind = pl.Decimal(18, scale)
    quick = cells.cast(kind, strict=False)
    if quick.null_count() == cells.null_count():
        return quick
    return _expression(cells, lambda cell: number_text(cell).cast(kind, strict=False))


def _money(cells: pl.Series) -> pl.Series:
    return _decimal(cells, 4)


def _count(cells: pl.Series) -> pl.Series:
    quick = cells.cast(pl.Int64, strict=False)
    if quick.null_count() == cells.null_count():
        return quick
    number = _expression(cells, lambda cell: counted(cell).cast(_EXACT, strict=False))
    whole = number.cast(pl.Int64, strict=False)
    return _where(whole, whole.cast(_EXACT) == number)


def _ratio(cells: pl.Series) -> pl.Series:
    kind = pl.Decimal(18, 8)

    def work(cell: pl.Expr) -> pl.Expr:
        text = number_text(cell)
        percent = text.str.ends_with("%")
        number = text.str.strip_suffix("%").cast(_EXACT, strict=False)
        return (
            pl.when(percent)
            .then((number * _HUNDRED).cast(kind, strict=False))
            .otherwise(number.cast(kind, strict=False))
        )

    return _expression(cells, work)


def _duration(cells: pl.Series) -> pl.Series:
    """Seconds: ``12``, ``11秒``, ``2分30秒``, ``7小时41分52秒``, ``00:02:30``."""
    kind = pl.Decimal(18, 4)
    quick = _decimal(cells, 4)
    if quick.null_count() == cells.null_count():
        return quick
    pattern = r"^(?:(\d+)天)?(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:(\d+(?:\.\d+)?)(?:秒钟|秒|s))?$"
    clock = r"^(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$"

    def work(cell: pl.Expr) -> pl.Expr:
        text = cell.str.normalize("NFKC").str.replace_all(r"\s", "")
        spelt = _sum_of(text, pattern, (86400, 3600, 60, 1))
        ticked = _sum_of(text, clock, (3600, 60, 1))
        number = number_text(cell).cast(kind, strict=False)
        seconds = pl.when(text.str.contains(pattern)).then(spelt).when(text.str.contains(clock)).then(ticked)
        return pl.coalesce(number, seconds.cast(kind, strict=False))

    return _expression(cells, work)


def _sum_of(text: pl.Expr, pattern: str, weights: Sequence[int]) -> pl.Expr:
    places = [
        text.str.extract(pattern, place).cast(_EXACT, strict=False).fill_null(0) * weight
        for place, weight in enumerate(weights, start=1)
    ]
    return pl.sum_horizontal(places)


def _time(cells: pl.Series) -> pl.Series:
    quick = cells.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    if quick.null_count() == cells.null_count():
        return quick
    return _expression(
        cells,
        lambda cell: pl.coalesce(
            _calendar_time(cell), _compact_time(cell), _serial_time(cell), _unix_time(cell), _zoned_time(cell)
        ),
    )


def _date(cells: pl.Series) -> pl.Series:
    quick = cells.str.to_date("%Y-%m-%d", strict=False)
    if quick.null_count() == cells.null_count():
        return quick
    return _time(_expression(cells, _one_day)).cast(pl.Date)


def _one_day(cell: pl.Expr) -> pl.Expr:
    """A range of one day (``2026-06-01 ~ 2026-06-01``) is that day."""
    ends = cell.str.extract_groups(r"^(\S+)\s*(?:~|至|到)\s*(\S+)$")
    same = ends.struct.field("1") == ends.struct.field("2")
    return pl.when(same.fill_null(value=False)).then(ends.struct.field("1")).otherwise(cell)


def _calendar_time(cell: pl.Expr) -> pl.Expr:
    """``2026/6/1``, ``2026-06-01 08:00``, ``2026年6月1日 8:00:00``, ``2026-06-01T08:00:00.5``."""
    pattern = (
        r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
        r"(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d*)?)?)?$"
    )
    return _moment(cell.str.normalize("NFKC"), pattern)


def _compact_time(cell: pl.Expr) -> pl.Expr:
    """``20260601`` and ``20260601080000``."""
    return _moment(cell, r"^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$")


def _moment(text: pl.Expr, pattern: str) -> pl.Expr:
    """The groups of ``pattern`` as a moment; null where there is no such day or time."""
    year, month, day, hour, minute, second = (
        text.str.extract(pattern, place).cast(pl.Int32, strict=False) for place in range(1, 7)
    )
    date = pl.concat_str(year, month, day, separator="-").str.to_date("%Y-%m-%d", strict=False)
    sound = hour.fill_null(0).is_between(0, 23) & minute.fill_null(0).is_between(0, 59)
    sound &= second.fill_null(0).is_between(0, 59)
    clock = pl.duration(hours=hour.fill_null(0), minutes=minute.fill_null(0), seconds=second.fill_null(0))
    return pl.when(sound).then(date.cast(pl.Datetime("us")) + clock)


def _serial_time(cell: pl.Expr) -> pl.Expr:
    """Days since 1899-12-30, as spreadsheets store dates; the second is the finest that they keep."""
    days = cell.str.extract(r"^(\d{5}(?:\.\d+)?)$", 1).cast(pl.Float64, strict=False)
    sound = days.is_between(*_SERIALS)
    seconds = (days * 86_400).round().cast(pl.Int64)
    return pl.when(sound).then(pl.datetime(1899, 12, 30, time_unit="us") + pl.duration(seconds=seconds))


def _unix_time(cell: pl.Expr) -> pl.Expr:
    """Seconds since 1970 in UTC, ten digits of them (2001 to 2033), as wall time here."""
    seconds = cell.str.extract(r"^(1\d{9})$", 1).cast(pl.Int64, strict=False)
    moment = pl.from_epoch(seconds, time_unit="s").dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    return moment.dt.replace_time_zone(None).cast(pl.Datetime("us"))


def _zoned_time(cell: pl.Expr) -> pl.Expr:
    """``2026-06-01 08:00:00 -0400`` and ``2026-06-01T08:00:00Z`` as wall time here."""
    parts = cell.str.extract_groups(r"^(.+\d:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$").struct
    hours, minutes = (parts.field(name).cast(pl.Int64, strict=False).fill_null(0) for name in ("3", "4"))
    ahead = pl.duration(hours=hours, minutes=minutes)
    there = _calendar_time(parts.field("1"))
    universal = pl.when(parts.field("2") == "-").then(there + ahead).otherwise(there - ahead)
    here = universal.dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    return here.dt.replace_time_zone(None).cast(pl.Datetime("us"))


def written(cells: pl.Series, kind: ColumnType, form: str) -> Read:
    """Days or times written as ``form`` says, such as ``%d-%b-%y``; names of months are English."""
    values = cells.str.to_datetime(form, strict=False, time_unit="us") if _has_clock(form) else _day_as(cells, form)
    values = _of_our_times(values)
    failed = cells.is_not_null() & values.is_null()
    codes = pl.select(pl.when(pl.lit(failed)).then(pl.lit("date")).alias(cells.name)).to_series()
    return values.cast(pl.Date if kind == ColumnType.DATE else pl.Datetime("us")), codes


def _has_clock(form: str) -> bool:
    return "%H" in form or "%I" in form


def _day_as(cells: pl.Series, form: str) -> pl.Series:
    return cells.str.to_date(form, strict=False)


def _flag(cells: pl.Series) -> pl.Series:
    return cells.str.to_lowercase().replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)


def _where(values: pl.Series, condition: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"values": values, "condition": condition})
    return frame.select(pl.when("condition").then("values").alias(values.name))[values.name]


_FLAGS = dict.fromkeys(("是", "真", "yes", "true", "1"), True) | dict.fromkeys(("否", "假", "no", "false", "0"), False)

_READERS: dict[ColumnType, Callable[[pl.Series], pl.Series]] = {
    ColumnType.TEXT: _text,
    ColumnType.KEY: _text,
    ColumnType.MONEY: _money,
    ColumnType.COUNT: _count,
    ColumnType.RATIO: _ratio,
    ColumnType.DURATION: _duration,
    ColumnType.TIME: _time,
    ColumnType.DATE: _date,
    ColumnType.FLAG: _flag,
    ColumnType.SCORE: _money,
}

_CODES: dict[ColumnType, str] = {
    ColumnType.MONEY: "number",
    ColumnType.COUNT: "whole",
    ColumnType.RATIO: "number",
    ColumnType.DURATION: "duration",
    ColumnType.TIME: "date",
    ColumnType.DATE: "date",
    ColumnType.FLAG: "flag",
    ColumnType.SCORE: "number",
}
