"""A small lake for tests: rows as dictionaries by English column names, written as Parquet under a real manifest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from guiju import facts, lang
from guiju.engines.measure import compile_metrics
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.sql import STORED
from guiju.facts.lake import Manifest, Part, Span, View
from guiju.lang import Regulation, Sources
from guiju.lang.catalogue import ColumnType

SCHEMAS = facts.load_schemas()
SHOP = "旗舰店"
COVERED = (date(2026, 1, 1), date(2026, 3, 31))


def lake(
    folder: Path,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    covers: Mapping[tuple[str, str], Sequence[tuple[date, date]]] | None = None,
) -> View:
    """A state of the lake with these rows by fact; ``covers`` gives ranges by fact and shop."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    parts = [_part(folder, fact, list(some)) for fact, some in rows.items() if some]
    found = {(fact, SHOP): [COVERED] for fact in SCHEMAS} if covers is None else covers
    coverage: dict[str, dict[str, tuple[Span, ...]]] = {}
    for (fact, shop), ranges in found.items():
        coverage.setdefault(fact, {})[shop] = tuple(Span(start, end, "test") for start, end in ranges)
    return View(folder, Manifest("test", "", "", "", tuple(parts), coverage))


def _part(folder: Path, fact: str, rows: list[Mapping[str, Any]]) -> Part:
    schema = SCHEMAS[fact]
    columns = [(column.english, STORED[ColumnType(column.type.value)]) for column in schema.columns]
    name = f"{fact}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'"{column}" {type_}' for column, type_ in columns)})")
        places = ", ".join("?" * len(columns))
        values = [[_stored(row.get(column)) for column, _ in columns] for row in rows]
        connection.executemany(f"INSERT INTO t VALUES ({places})", values)
        connection.table("t").write_parquet(str(folder / "files" / name))
    times = [column.english for column in schema.columns if column.type.value in {"time", "date"}]
    days = {column: _days(row.get(column) for row in rows) for column in times}
    shops = tuple(sorted({str(row["shop"]) for row in rows}))
    known = {column: span for column, span in days.items() if span is not None}
    return Part(name, fact, "2026-01", len(rows), 0, schema.version, known, (), shops)


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _days(values: Iterable[Any]) -> tuple[str, str] | None:
    days = sorted(_day(value).isoformat() for value in values if value is not None)
    return (days[0], days[-1]) if days else None


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def order(number: int, paid: str | None, amount: str = "100", **more: Any) -> dict[str, Any]:
    """An order of the one shop."""
    row: dict[str, Any] = {"shop": SHOP, "id": f"o{number}", "paid_amount": Decimal(amount), "quantity": 1}
    row["paid_at"] = datetime.fromisoformat(paid) if paid else None
    return row | {"title": "茶", "status": "交易成功", "buyer": f"b{number}"} | more


def line(number: int, of: int, paid: str, price: str = "10", **more: Any) -> dict[str, Any]:
    """A line of an order."""
    row = {"shop": SHOP, "id": f"l{number}", "order": f"o{of}", "price": Decimal(price), "quantity": 1}
    return row | {"paid_at": datetime.fromisoformat(paid), "title": "茶"} | more


def spend(day: str, cost: str, **more: Any) -> dict[str, Any]:
    """A day's advertising."""
    row = {"shop": SHOP, "day": date.fromisoformat(day), "cost": Decimal(cost), "clicks": 10, "impressions": 100}
    return row | {"channel": "搜索", "campaign": "甲", "product": "p1"} | more


@cache
def regulation(rules: str, *, strict: bool = True) -> Regulation:
    """A regulation whose one block holds these rules; with ``strict`` it must compile clean."""
    head = "---\nregulation: test\ntitle: 测试\nversion: 1\neffective: 2026-01-01\n---\n\n# 数字 {#numbers}\n\n"
    text = f"{head}数字的口径。\n\n```yaml 规矩\n{rules.strip()}\n```\n"
    compiled = lang.compile(Sources("test.md", {"test.md": text.encode()}), catalogue(SCHEMAS))
    errors = [f"{one.code} {one.quote}" for one in compiled.diagnostics if one.level.value == "error"]
    assert not strict or errors == []
    return compiled.regulation


@cache
def metric_sql(rules: str, *, strict: bool = True) -> dict[str, Any]:
    """The compiled metrics of ``regulation(rules)``."""
    return compile_metrics(regulation(rules, strict=strict), SCHEMAS)
