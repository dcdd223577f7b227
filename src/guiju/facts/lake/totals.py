"""Orders whose goods do not add up: what the order report says against the sum of its lines."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from guiju.facts.lake.store import View
from guiju.facts.problems import Problem

COMPARED = ("order", "order_line")
AMOUNT = "goods_amount"
LISTED = 200  # orders told of one import


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An order, what it says its goods come to, and what its lines add up to, in yuan."""

    shop: str
    order: str
    total: Decimal
    lines: Decimal


def problems(view: View, imports: Collection[str], file: str) -> list[Problem]:
    """The same in words, beside the file that brought them."""
    found = contradictions(view, imports)
    told = [
        Problem("totals", file, data={"name": one.order, "total": f"{one.total:.2f}", "lines": f"{one.lines:.2f}"})
        for one in found[:LISTED]
    ]
    if len(found) > LISTED:
        told.append(Problem("more_totals", file, data={"count": str(len(found) - LISTED)}))
    return told


def contradictions(view: View, imports: Collection[str]) -> list[Contradiction]:
    """The orders that some imports brought, or brought lines of, where both sides are known and differ."""
    orders, lines = (view.files(fact) for fact in COMPARED)
    if not orders or not lines:
        return []
    fresh = pl.col("_import").is_in(list(imports))
    summed = (
        pl.scan_parquet(lines, missing_columns="insert")
        .filter(pl.col("order").is_not_null())
        .group_by("shop", "order")
        .agg(
            pl.col(AMOUNT).sum().alias("lines"),
            pl.col(AMOUNT).is_null().any().alias("unknown"),
            fresh.any().alias("new"),
        )
        .filter(~pl.col("unknown"))
    )
    told = pl.scan_parquet(orders, missing_columns="insert").filter(pl.col(AMOUNT).is_not_null())
    found = (
        told.select("shop", pl.col("id").alias("order"), AMOUNT, fresh.alias("came"))
        .join(summed, on=["shop", "order"])
        .filter((pl.col("came") | pl.col("new")) & (pl.col(AMOUNT) != pl.col("lines")))
        .select("shop", "order", AMOUNT, "lines")
        .sort("shop", "order")
    )
    return [Contradiction(*row) for row in found.collect().iter_rows()]
