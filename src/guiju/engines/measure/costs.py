"""What rows cost: dated rates found for each row by the day of its event, beside the columns that files bring.

A rate for one article, or one shop, goes before one for more of them; of rates for the same thing the one that began
last holds. All is said in the one query that reads the rows: each rate has a span of days, and spans of one thing never
overlap, so that a row meets one at most and is never repeated.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guiju.engines.measure.sql import Column, Fact

Connection = Any  # DuckDB's connection; DuckDB is untyped here

FACT = "cost"  # the lake's fact of rates
ENDLESS = "DATE '9999-12-31'"
_BY_ARTICLE = (("sku", True), ("sku", False), ("product", True), ("product", False))
_BY_PLACE = (("category", True), ("", True), ("category", False), ("", False))
ORDER: dict[str, tuple[tuple[str, bool], ...]] = {
    "goods": _BY_ARTICLE,
    "category": _BY_ARTICLE,
    "freight": _BY_PLACE,
    "commission": _BY_PLACE,
}
"""The levels of each kind of rate, the nearest first: what it is for, and whether it is of one shop."""

_SPANS = """\
SELECT *, CAST(LEAST(stated, COALESCE(LEAD(first) OVER (PARTITION BY kind, shop, item, subject ORDER BY first, id)
    - INTERVAL 1 DAY, stated)) AS DATE) AS last
FROM (SELECT id, kind, COALESCE(shop, '') AS shop, COALESCE(item, '') AS item, COALESCE(subject, '') AS subject,
    start AS first, COALESCE("end", DATE '9999-12-31') AS stated, amount, rate, per, category
    FROM read_parquet([{paths}]) WHERE NOT COALESCE(withdrawn, FALSE)) AS r"""
_NO_RATES = """\
SELECT '' AS kind, '' AS shop, '' AS item, '' AS subject, DATE '9999-12-31' AS first, DATE '9999-12-31' AS last,
    CAST(0 AS DECIMAL(18, 4)) AS amount, CAST(0 AS DECIMAL(18, 8)) AS rate, '' AS per, '' AS category WHERE FALSE"""


@dataclass(frozen=True, slots=True)
class Rates:
    """Which rates there are: their levels by kind, and whether some freight is by order."""

    levels: frozenset[tuple[str, str, bool]]
    by_order: bool

    def of(self, kind: str, columns: Collection[str]) -> list[tuple[str, bool]]:
        """The levels of a kind that rows with these columns can meet, the nearest first."""
        known = [level for level in ORDER[kind] if (kind, *level) in self.levels]
        return [(item, shop) for item, shop in known if item in {"", "category"} or item in columns]


def load(connection: Connection, files: Sequence[Path]) -> Rates:
    """Make the table of rates, each with the days on which it holds; tells which there are."""
    paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    spans = _SPANS.format(paths=paths) if files else _NO_RATES
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _rates AS {spans}")
    found = connection.execute(
        "SELECT DISTINCT kind, item, shop <> '' AS of_shop, per = 'order' FROM _rates"
    ).fetchall()
    levels = frozenset((kind, item, bool(of_shop)) for kind, item, of_shop, _ in found)
    return Rates(levels, any(kind == "freight" and per for kind, _, _, per in found))


def priced(rates: Rates, fact: Fact, rows: str, wanted: Sequence[Column]) -> str:
    """The rows of a fact, given as a query, with the looked-up columns that are ``wanted``."""
    names = {column.english for column in fact.columns}
    asked = {column.lookup for column in wanted}
    clocks = ", ".join(f'r."{name}"' for name in dict.fromkeys((fact.event, "created_at")) if name in names)
    source = f"SELECT r.*, CAST(COALESCE({clocks}, NULL) AS DATE) AS _day FROM ({rows}) AS r"  # noqa: S608 - ours
    places = any(item == "category" for kind in ("freight", "commission") for item, _ in rates.of(kind, names))
    if "category" in asked or places:
        source = _with_category(rates, source, names)
    if rates.by_order and "freight" in asked:
        source = _with_shares(source)
    kinds = dict.fromkeys({"known": "goods"}.get(kind, kind) for kind in sorted(asked - {"category"}))
    joins = [join for kind in kinds for join in _joins(rates, kind, names)]
    columns = [f'{_VALUES[column.lookup](rates, names)} AS "{column.english}"' for column in wanted]
    return f"SELECT f.*, {', '.join(columns)} FROM ({source}) AS f {' '.join(joins)}"  # noqa: S608 - names of ours


def _joins(rates: Rates, kind: str, names: Collection[str]) -> list[str]:
    """A join for each level of a kind: by shop, by what the level is for, and by the day."""
    found: list[str] = []
    for at, (item, of_shop) in enumerate(rates.of(kind, names)):
        one = f"{kind}{at}"
        subject = {"": "''", "category": "f._category"}.get(item, f'f."{item}"')
        shop = 'f."shop"' if of_shop else "''"
        level = f"{one}.kind = '{kind}' AND {one}.item = '{item}' AND {one}.shop = {shop}"
        held = f"{one}.subject = {subject} AND f._day BETWEEN {one}.first AND {one}.last"
        found.append(f"LEFT JOIN _rates AS {one} ON {level} AND {held}")
    return found


def _nearest(rates: Rates, kind: str, column: str, names: Collection[str], type_: str) -> str:
    """A column of the nearest level that has a rate on the day."""
    levels = [f"{kind}{at}.{column}" for at in range(len(rates.of(kind, names)))]
    return f"COALESCE({', '.join(levels)})" if len(levels) > 1 else (levels or [f"CAST(NULL AS {type_})"])[0]


def _with_category(rates: Rates, source: str, names: Collection[str]) -> str:
    stated = _nearest(rates, "category", "category", names, "VARCHAR")
    found = f'COALESCE({stated}, f."category")' if "category" in names else stated
    return f"SELECT f.*, {found} AS _category FROM ({source}) AS f {' '.join(_joins(rates, 'category', names))}"  # noqa: S608 - names of ours


def _with_shares(source: str) -> str:
    """Rows with their pieces, those of their order up to them and in all; an order without pieces goes by lines."""
    order = 'PARTITION BY f."shop", COALESCE(f."order", f."id")'
    pieces = 'GREATEST(COALESCE(f."quantity", 0), 0)'
    so_far = 'ORDER BY f."id" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'
    columns = (
        f"{pieces} AS _pieces, SUM({pieces}) OVER ({order}) AS _all_pieces, COUNT(*) OVER ({order}) AS _lines, "
        f'SUM({pieces}) OVER ({order} {so_far}) AS _upto, ROW_NUMBER() OVER ({order} ORDER BY f."id") AS _nth'
    )
    return f"SELECT f.*, {columns} FROM ({source}) AS f"  # noqa: S608 - names of ours


def _goods(rates: Rates, names: Collection[str]) -> str:
    return f'CAST(f."quantity" * {_nearest(rates, "goods", "amount", names, "DECIMAL(18, 4)")} AS DECIMAL(18, 4))'


def _known(rates: Rates, names: Collection[str]) -> str:
    return f"({_goods(rates, names)} IS NOT NULL)"


def _freight(rates: Rates, names: Collection[str]) -> str:
    """By piece the pieces of the row; by order its part of the order, so that all parts come to the whole."""
    amount = _nearest(rates, "freight", "amount", names, "DECIMAL(18, 4)")
    by_piece = f'CAST(f."quantity" * {amount} AS DECIMAL(18, 4))'
    if not rates.by_order:
        return by_piece
    per = _nearest(rates, "freight", "per", names, "VARCHAR")
    steps = f"CAST({amount} * 10000 AS HUGEINT)"
    whole = "(CASE WHEN f._all_pieces = 0 THEN f._lines ELSE f._all_pieces END)"
    upto = "(CASE WHEN f._all_pieces = 0 THEN f._nth ELSE f._upto END)"
    before = f"({upto} - CASE WHEN f._all_pieces = 0 THEN 1 ELSE f._pieces END)"
    part = f"CAST({steps} * {upto} // {whole} - {steps} * {before} // {whole} AS DECIMAL(18, 0)) * 0.0001"
    return f"CAST(CASE WHEN {per} = 'order' THEN {part} ELSE {by_piece} END AS DECIMAL(18, 4))"


def _commission(rates: Rates, names: Collection[str]) -> str:
    rate = _nearest(rates, "commission", "rate", names, "DECIMAL(18, 8)")
    return f'CAST(ROUND(f."paid_amount" * {rate}, 2) AS DECIMAL(18, 4))'


_VALUES: dict[str, Callable[[Rates, Collection[str]], str]] = {
    "goods": _goods,
    "known": _known,
    "freight": _freight,
    "commission": _commission,
    "category": lambda _rates, _names: "f._category",
}
