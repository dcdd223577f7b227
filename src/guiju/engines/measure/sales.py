"""What was sold of each article in the last days that the lake covers, and how much of it without a known cost."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from guiju.engines.measure import corrected, costs, tables
from guiju.engines.measure.plan import fact_of
from guiju.facts import load_schemas
from guiju.facts.lake import View

FACT = "order_line"
_SOLD = """\
SELECT CASE WHEN "sku" <> '' THEN 'sku' ELSE 'product' END AS item, COALESCE(NULLIF("sku", ''), "product") AS subject,
    COALESCE(MAX("product"), ''), COALESCE(MAX("title"), ''), CAST(COALESCE(SUM("quantity"), 0) AS BIGINT),
    CAST(COALESCE(SUM("paid_amount"), 0) AS DECIMAL(18, 4)),
    CAST(COALESCE(SUM(CASE WHEN cost_known THEN 0 ELSE "paid_amount" END), 0) AS DECIMAL(18, 4))
FROM ({rows}) AS s WHERE "paid_at" >= DATE '{first}' AND "paid_at" < DATE '{after}'
    AND COALESCE(NULLIF("sku", ''), "product") IS NOT NULL GROUP BY ALL"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article by its code, or where it has none by its product; amounts are yuan paid."""

    item: str
    subject: str
    product: str
    title: str
    quantity: int
    amount: Decimal
    unknown: Decimal


@dataclass(frozen=True, slots=True)
class Sales:
    """What was sold from ``first`` to ``last``."""

    first: date
    last: date
    articles: tuple[Article, ...]


def sold(view: View, today: date, days: timedelta) -> Sales:
    """The articles sold up to the last covered day, and so many days before it. Loads DuckDB."""
    ends = [end for shop in view.shops() for _, end in view.coverage(FACT, shop)]
    last = min(max(ends, default=today), today)
    first = last - days
    fact = fact_of(load_schemas()[FACT])
    known = [column for column in fact.lookups if column.lookup == "known"]
    with tables.connect() as connection:
        rates = costs.load(connection, view.files(costs.FACT))
        rows = costs.priced(rates, fact, corrected.relation(fact, view, start=first, end=last, by=fact.event), known)
        after = last + timedelta(days=1)
        _, found = tables.fetch(connection, _SOLD.format(rows=rows, first=first, after=after))
    return Sales(first, last, tuple(Article(*row) for row in found))
