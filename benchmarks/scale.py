"""Twelve metrics by day, shop and channel over millions of orders and visits, against SQL written by hand.

A year of orders lies in the lake by month, with five visits to each order: one month of ``GUIJU_BENCH_MONTH`` orders,
and ``GUIJU_BENCH_ORDERS`` in all. That month is measured from its rows, the year from the days kept beside the lake;
the SQL reads the same files. Prints one JSON object: seconds of both, their ratios, peak memory.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from guiju import facts, lang
from guiju.engines.measure import compile_metrics, series
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.periods import Grain
from guiju.facts.lake import Manifest, Part, Span, View

ORDERS = int(os.environ.get("GUIJU_BENCH_ORDERS", "24000000"))
MONTH_ORDERS = int(os.environ.get("GUIJU_BENCH_MONTH", "10000000"))
EACH = 5  # visits to an order
SPACE = 1_000_000_000  # numbers of a month's rows
SHOPS, CHANNELS = 40, 5
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
MONTH = (date(2025, 6, 1), date(2025, 6, 30))
TIMES = int(os.environ.get("GUIJU_BENCH_TIMES", "3"))
RULES = """---
regulation: bench
title: 基准
version: 1
effective: 2025-01-01
---

# 数字 {#numbers}

```yaml 规矩
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  退款额: {算法: 合计(订单.退款金额), 单位: 元}
  净销售额: {算法: 销售额 - 退款额, 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  件数: {算法: 合计(订单.件数), 单位: 件}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  成交单数: {算法: '计数(订单 其中 订单.状态 = "交易成功")', 单位: 单}
  浏览量: {算法: '计数(行为 其中 行为.类型 = "pv")', 单位: 条}
  加购数: {算法: '计数(行为 其中 行为.类型 = "cart")', 单位: 条}
  收藏数: {算法: '计数(行为 其中 行为.类型 = "fav")', 单位: 条}
  访客数: {算法: 去重(行为.用户), 单位: 人}
  加购率: {算法: 加购数 / 浏览量, 单位: "%"}
```
"""
ADDING = [
    "销售额",
    "退款额",
    "净销售额",
    "订单数",
    "件数",
    "客单价",
    "成交单数",
    "浏览量",
    "加购数",
    "收藏数",
    "加购率",
]
BY_HAND = (
    """SELECT CAST(paid_at AS DATE) AS day, shop, channel, sum(paid_amount), sum(refund_amount), count(*),
    sum(quantity), count(*) FILTER (WHERE status = '交易成功')
    FROM read_parquet({orders}) WHERE paid_at >= DATE '{first}' AND paid_at < DATE '{after}' GROUP BY ALL""",
    """SELECT CAST("at" AS DATE) AS day, shop, channel, count(*) FILTER (WHERE kind = 'pv'),
    count(*) FILTER (WHERE kind = 'cart'), count(*) FILTER (WHERE kind = 'fav'){distinct}
    FROM read_parquet({visits}) WHERE "at" >= DATE '{first}' AND "at" < DATE '{after}' GROUP BY ALL""",
)
MADE = {
    "order": {
        "id": "'o' || i",
        "shop": f"'shop' || (hash(i * 11) % {SHOPS})",
        "channel": f"'c' || (hash(i * 13) % {CHANNELS})",
        "buyer": "'b' || (hash(i * 3) % 4000000)",
        "status": "CASE WHEN i % 20 = 0 THEN '交易关闭' ELSE '交易成功' END",
        "paid_at": "{start} + to_seconds(CAST(hash(i) % {seconds} AS BIGINT))",
        "paid_amount": "CAST((hash(i * 7) % 100000) / 100.0 AS DECIMAL(18, 4))",
        "refund_amount": "CAST(CASE WHEN i % 20 = 0 THEN (hash(i * 7) % 100000) / 100.0 ELSE 0 END AS DECIMAL(18, 4))",
        "quantity": "CAST(1 + hash(i * 5) % 3 AS BIGINT)",
    },
    "event": {
        "id": "'v' || i",
        "shop": f"'shop' || (hash(i * 11) % {SHOPS})",
        "channel": f"'c' || (hash(i * 13) % {CHANNELS})",
        "user": "'u' || (hash(i * 3) % 8000000)",
        "kind": "CASE hash(i * 17) % 10 WHEN 0 THEN 'cart' WHEN 1 THEN 'fav' WHEN 2 THEN 'buy' ELSE 'pv' END",
        "at": "{start} + to_seconds(CAST(hash(i) % {seconds} AS BIGINT))",
    },
}


def lake(folder: Path) -> View:
    """A year of orders and visits, a file a month."""
    import duckdb

    (folder / "files").mkdir()
    parts = [
        _part(duckdb, folder, fact, event, month, times * _orders(month))
        for fact, times, event in (("order", 1, "paid_at"), ("event", EACH, "at"))
        for month in range(1, 13)
    ]
    shops = [f"shop{number}" for number in range(SHOPS)]
    coverage = {fact: {shop: (Span(FIRST, LAST, "bench"),) for shop in shops} for fact in MADE}
    return View(folder, Manifest("bench", "", "", "", tuple(parts), coverage))


def _orders(month: int) -> int:
    return MONTH_ORDERS if month == MONTH[0].month else (ORDERS - MONTH_ORDERS) // 11


def _part(duckdb: object, folder: Path, fact: str, event: str, month: int, rows: int) -> Part:
    first = date(2025, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    start, seconds = f"TIMESTAMP '{first}'", ((last - first).days + 1) * 86_400
    columns = {column.english: "NULL" for column in facts.load_schemas()[fact].columns if not column.lookup}
    columns |= {name: text.format(start=start, seconds=seconds) for name, text in MADE[fact].items()}
    listed = ", ".join(f'{text} AS "{name}"' for name, text in columns.items())
    name = f"{fact}-{first:%Y-%m}.parquet"
    source = f"SELECT {listed} FROM range({month * SPACE}, {month * SPACE + rows}) AS t(i)"
    duckdb.sql(f"COPY ({source}) TO '{folder}/files/{name}' (COMPRESSION zstd)")  # type: ignore[attr-defined]
    shops = tuple(f"shop{number}" for number in range(SHOPS))
    days = {event: (first.isoformat(), last.isoformat())}
    return Part(name, fact, f"{first:%Y-%m}", rows, 0, facts.load_schemas()[fact].version, days, (), shops)


def by_hand(view: View, first: date, last: date, *, distinct: bool) -> int:
    """Run the SQL that somebody would write; gives the number of its rows."""
    import duckdb

    after = last + timedelta(days=1)
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "preserve_insertion_order": False}) as connection:
        found = 0
        for text in BY_HAND:
            said = text.format(
                orders=[str(path) for path in view.files("order")],
                visits=[str(path) for path in view.files("event")],
                first=first,
                after=after,
                distinct=', count(DISTINCT "user")' if distinct else "",
            )
            found += len(connection.execute(said).fetchall())
    return found


def main() -> int:
    """Measure the month and the year, ours and by hand."""
    schemas = facts.load_schemas()
    regulation = lang.compile(lang.Sources("bench.md", {"bench.md": RULES.encode()}), catalogue(schemas)).regulation
    sql = compile_metrics(regulation, schemas)
    with tempfile.TemporaryDirectory() as folder:
        view = lake(Path(folder))

        def ours(first: date, last: date, metrics: list[str] | None = None) -> int:
            asked = {"grain": Grain.DAY, "by": ["shop", "channel"], "today": date(2026, 5, 1), "metrics": metrics}
            return sum(map(len, series(sql, view, regulation, start=first, end=last, **asked)))

        figures = ours(*MONTH)
        month = best(lambda: ours(*MONTH))
        month_by_hand = best(lambda: by_hand(view, *MONTH, distinct=True))
        started = time.perf_counter()
        year_figures = ours(FIRST, LAST, ADDING)
        making = time.perf_counter() - started
        year = best(lambda: ours(FIRST, LAST, ADDING))
        year_by_hand = best(lambda: by_hand(view, FIRST, LAST, distinct=False))
    row = {
        "what": "scale",
        "orders": ORDERS,
        "visits": EACH * ORDERS,
        "month_orders": MONTH_ORDERS,
        "month_visits": EACH * MONTH_ORDERS,
        "figures": figures,
        "month_s": round(month, 2),
        "month_by_hand_s": round(month_by_hand, 2),
        "month_ratio": round(month / month_by_hand, 2),
        "year_figures": year_figures,
        "year_first_s": round(making, 2),
        "year_s": round(year, 2),
        "year_by_hand_s": round(year_by_hand, 2),
        "year_ratio": round(year / year_by_hand, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(row, ensure_ascii=False))
    return 0


def best(run: Callable[[], object]) -> float:
    """The shortest of a few runs, in seconds."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        run()
        took.append(time.perf_counter() - started)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
