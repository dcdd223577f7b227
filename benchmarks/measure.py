"""A bonus formula for a million people, against OpenFisca: both from arrays of inputs to cents.

Also metrics by day over a million orders. Prints one JSON object for each: seconds, their ratio, and how many of a
sample of bonuses are off by a cent or more.
"""

import json
import sys
import tempfile
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import baseline
import numpy as np

from guiju import facts, lang
from guiju.engines.measure import compile_metrics, measure
from guiju.engines.measure.bounds import Rationals
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.columns import rounded
from guiju.engines.periods import Grain
from guiju.facts.lake import Manifest, Part, Span, View
from guiju.lang.formula import key_of, parse
from guiju.lang.text import Located

PEOPLE = 1_000_000
ORDERS = 1_000_000
SAMPLE = 20_000
TIMES = 3
BONUS = "基础绩效工资 * (总ROI达成率 * 50% + 综合CPA达成率 * 50%) * 团队贡献系数"
OPENFISCA = """
import sys, time
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity(key="person", plural="persons", label="", is_person=True)

def given(name):
    return type(name, (Variable,), {"value_type": float, "entity": Person, "definition_period": MONTH, "label": name})

class bonus(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "bonus"

    def formula(person, period):
        reached = person("roi", period) * 0.5 + person("cpa", period) * 0.5
        return person("base", period) * reached * person("factor", period)

names = ["base", "roi", "cpa", "factor"]
inputs = {name: np.load(f"{sys.argv[1]}/{name}.npy") for name in names}
best = None
for _ in range(3):
    start = time.perf_counter()
    system = TaxBenefitSystem([Person])
    system.add_variables(*[given(name) for name in names], bonus)
    builder = SimulationBuilder()
    builder.create_entities(system)
    people = builder.declare_person_entity("person", range(len(inputs["base"])))
    simulation = builder.build(system)
    for name in names:
        simulation.set_input(name, "2026-10", inputs[name])
    cents = np.floor(simulation.calculate("bonus", "2026-10") * 100 + 0.5)
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
np.save(f"{sys.argv[1]}/cents.npy", cents)
print(best)
"""
METRICS = """---
regulation: bench
title: 基准
version: 1
effective: 2026-01-01
---

# 数字 {#numbers}

```yaml 规矩
指标:
  销售额: {算法: '合计(订单.实付金额 其中 非 包含(订单.标题, "补差价"))', 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  买家数: {算法: 去重(订单.买家), 单位: 人}
  中位数额: {算法: 中位数(订单.实付金额), 单位: 元}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  复购率: {算法: '占比(每(订单.买家: 计数(订单)) >= 2单)', 单位: "%"}
```
"""


def bonuses() -> dict[str, object]:
    """A million bonuses, exact to the cent, and OpenFisca's in float32."""
    random = np.random.default_rng(20261009)
    parts = {
        "base": (random.integers(200_000, 1_500_000, PEOPLE), 100),
        "roi": (random.integers(3_000, 20_000, PEOPLE), 10_000),
        "cpa": (random.integers(3_000, 20_000, PEOPLE), 10_000),
        "factor": (random.integers(80, 130, PEOPLE), 100),
    }
    keys = dict(zip(parts, map(key_of, ("基础绩效工资", "总ROI达成率", "综合CPA达成率", "团队贡献系数")), strict=True))
    tree, _ = parse(Located.whole(BONUS))
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        columns = {keys[name]: Rationals(above, below) for name, (above, below) in parts.items()}
        found = rounded(tree, columns, PEOPLE)
        took.append(time.perf_counter() - start)
    with tempfile.TemporaryDirectory() as folder:
        for name, (above, below) in parts.items():
            np.save(f"{folder}/{name}.npy", above / below)
        script = Path(folder) / "openfisca.py"
        script.write_text(OPENFISCA, "utf-8")
        theirs = float(baseline.run(str(baseline.python("openfisca-core")), str(script), folder).split()[-1])
        cents = np.load(f"{folder}/cents.npy")
    truth = np.array([_cents(parts, row) for row in range(SAMPLE)])
    return {
        "what": "bonuses",
        "people": PEOPLE,
        "sample": SAMPLE,
        "guiju_s": round(min(took), 3),
        "openfisca_s": round(theirs, 3),
        "ratio": round(min(took) / theirs, 2),
        "guiju_wrong": round(float(np.mean(found.units[:SAMPLE] != truth)), 4),
        "openfisca_wrong": round(float(np.mean(cents[:SAMPLE] != truth)), 4),
        "recomputed": found.recomputed,
    }


def _cents(parts: dict[str, tuple[np.ndarray, int]], row: int) -> int:
    base, roi, cpa, factor = (Fraction(int(above[row]), below) for above, below in parts.values())
    return int(base * (roi + cpa) / 2 * factor * 100 + Fraction(1, 2))


def metrics() -> dict[str, object]:
    """Six metrics by day for a year of orders, from Parquet to exact figures."""
    schemas = facts.load_schemas()
    sources = lang.Sources("bench.md", {"bench.md": METRICS.encode()})
    regulation = lang.compile(sources, catalogue(schemas)).regulation
    start = time.perf_counter()
    sql = compile_metrics(regulation, schemas)
    compiled = time.perf_counter() - start
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    with tempfile.TemporaryDirectory() as folder:
        view = _orders(Path(folder), first, last)
        start = time.perf_counter()
        days = measure(sql, view, regulation, start=first, end=last, grain=Grain.DAY, today=date(2026, 5, 1))
        by_day = time.perf_counter() - start
        start = time.perf_counter()
        measure(sql, view, regulation, start=first, end=last, grain=Grain.MONTH, today=date(2026, 5, 1), by=["shop"])
        by_shop = time.perf_counter() - start
    return {
        "what": "metrics",
        "orders": ORDERS,
        "compile_s": round(compiled, 2),
        "by_day_s": round(by_day, 2),
        "figures": len(days),
        "by_shop_s": round(by_shop, 2),
    }


def _orders(folder: Path, first: date, last: date) -> View:
    import duckdb

    (folder / "files").mkdir()
    columns = [column.english for column in facts.load_schemas()["order"].columns]
    made = {
        "id": "'o' || i",
        "shop": "'shop' || (i % 10)",
        "buyer": "'b' || (hash(i * 3) % 400000)",
        "paid_at": "TIMESTAMP '2025-01-01' + to_seconds(CAST(hash(i) % 31536000 AS BIGINT))",
        "paid_amount": "CAST((hash(i * 7) % 100000) / 100.0 AS DECIMAL(18, 4))",
        "title": "CASE WHEN i % 50 = 0 THEN '补差价' ELSE '茶' END",
    }
    listed = ", ".join(f'{made.get(column, "NULL")} AS "{column}"' for column in columns)
    duckdb.sql(f"COPY (SELECT {listed} FROM range({ORDERS}) AS t(i)) TO '{folder}/files/order.parquet'")
    shops = tuple(f"shop{number}" for number in range(10))
    days = {"paid_at": (first.isoformat(), last.isoformat())}
    part = Part("order.parquet", "order", "2025-01", ORDERS, 0, 1, days, (), shops)
    coverage = {"order": {shop: (Span(first, last, "bench"),) for shop in shops}}
    return View(folder, Manifest("bench", "", "", "", (part,), coverage))


def main() -> int:
    """Run both and print their figures."""
    for benchmark in (bonuses, metrics):
        print(json.dumps(benchmark(), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
