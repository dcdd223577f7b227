"""Money of other currencies into yuan, at the rate that somebody said; without one its rows do not enter."""

import polars as pl

from guiju.facts.connector import Connector
from guiju.facts.lake.rows import stored_type
from guiju.facts.rates import Rates
from guiju.facts.schema import ColumnType, Schema

YUAN = ("CNY", "RMB", "CNH", "元", "人民币", "¥", "￥")
_RATE = pl.Decimal(38, 10)


def without_rate(connector: Connector, rates: Rates) -> str:
    """The currency of all money of an export for which nobody said a rate; empty when there is none."""
    take = connector.currency
    if take is None or take.names or take.otherwise is None or take.otherwise in YUAN:
        return ""
    return "" if take.otherwise in rates else take.otherwise


def currencies(text: pl.DataFrame, connector: Connector) -> pl.Series:
    """The currency code of each row, null where the money is in yuan or none is named."""
    take = connector.currency
    source = next((name for name in take.names if name in text.columns), "") if take else ""
    code = pl.col(source).str.to_uppercase() if source else pl.repeat(None, text.height, dtype=pl.String)
    if take and take.otherwise:
        code = code.fill_null(pl.lit(take.otherwise))
    return text.select(pl.when(~code.is_in(YUAN)).then(code).alias("_currency")).to_series()


def in_yuan(typed: pl.DataFrame, codes: pl.Series, schema: Schema, rates: Rates) -> pl.DataFrame:
    """The rows with their money in yuan, rounded half away from nought to the fourth decimal."""
    if codes.null_count() == len(codes):
        return typed
    rate = codes.replace_strict(dict(rates), default=None, return_dtype=_RATE)
    known = pl.lit(rate)
    money = [column.english for column in schema.columns if column.type == ColumnType.MONEY]
    kind = stored_type(ColumnType.MONEY)
    return typed.with_columns(
        pl.when(known.is_null()).then(pl.col(name)).otherwise(_rounded(pl.col(name), known, kind)).alias(name)
        for name in money
    )


def beyond(stated: pl.DataFrame, yuan: pl.DataFrame) -> list[pl.Expr]:
    """The code for amounts that come to more yuan than a cell of the lake holds, by column; none as a rule."""
    lost = [name for name in stated.columns if stated[name].null_count() != yuan[name].null_count()]
    return [
        pl.coalesce(name, pl.when(pl.lit(yuan[name].is_null() & stated[name].is_not_null())).then(pl.lit("number")))
        for name in lost
    ]


def _rounded(amount: pl.Expr, rate: pl.Expr, kind: pl.DataType) -> pl.Expr:
    return (amount.cast(_RATE) * rate).round(4, mode="half_away_from_zero").cast(kind, strict=False)


def unpriced(codes: pl.Series, rates: Rates) -> pl.Series:
    """True for rows whose money has no rate."""
    return codes.is_not_null() & ~codes.is_in(list(rates))
