import json
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from engines.measure.lake import SCHEMAS, SHOP, lake, line, metric_sql, order, regulation
from guiju.engines import measure as face
from guiju.engines.measure import bind, cells, compile_metrics, measure, sql
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.wanted import facts_read
from guiju.engines.periods import Grain

RULES = """
参数:
  倍数: {值: 3}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  大单: {算法: 计数(订单 其中 订单.实付金额 > 60元 * 倍数), 单位: 单}
  下单: {算法: 计数(订单 按 下单时间), 单位: 单}
  复购: {算法: '占比(每(订单.买家: 计数(订单)) >= 2单)', 单位: "%"}
"""
LIGHT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from datetime import date
from guiju.engines.measure import measure
from guiju.engines.periods import Grain
from guiju.facts.lake import Manifest, View
import guiju.engines.measure.run
assert not {"duckdb", "ibis"} & set(sys.modules)
from pathlib import Path
import pickle
rules, stored = pickle.loads(Path(sys.argv[2]).read_bytes())
view = View(Path("."), Manifest("", "", "", "", ()))
day = date(2026, 1, 1)
measure(json.loads(stored), view, rules, start=day, end=day, grain=Grain.DAY, today=day)
print(sorted({"duckdb", "ibis", "polars", "django"} & set(sys.modules)))
"""


def figures(tmp_path, rules, rows, **more):
    return measure(
        more.get("stored") or metric_sql(rules),
        lake(tmp_path, rows),
        regulation(rules),
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=date(2026, 5, 1),
    )


def test_all_aggregates_of_one_fact_and_event_are_one_query():
    queries = metric_sql(RULES)["queries"]

    assert [(query["fact"], query["event"]) for query in queries] == [
        ("order", "paid_at"),
        ("order", "created_at"),
        ("order", "paid_at"),
    ]


def test_compiled_metrics_go_through_json_unharmed(tmp_path):
    stored = json.loads(json.dumps(metric_sql(RULES)))

    assert sql.load(stored) == sql.load(metric_sql(RULES))
    found = figures(tmp_path, RULES, {"order": [order(1, "2026-01-05T10:00", "200")]}, stored=stored)
    assert [one.value for one in found] == [200, 1, 0, 0]


def test_the_same_regulation_compiles_to_the_same_sql():
    assert compile_metrics(regulation(RULES), SCHEMAS) == metric_sql(RULES)


def test_sql_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version 0"):
        sql.load({**metric_sql(RULES), "version": 0})


def test_measuring_loads_duckdb_only_when_it_runs_and_never_what_compiling_needs(tmp_path):
    import pickle

    stored = tmp_path / "stored"
    stored.write_bytes(pickle.dumps((regulation(RULES), json.dumps(metric_sql(RULES)))))
    source = str(next(path for path in sys.path if path.endswith("src")))

    done = subprocess.run([sys.executable, "-c", LIGHT, source, stored], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("['duckdb']\n", "")


def test_the_face_has_no_other_names():
    with pytest.raises(AttributeError):
        _ = face.something


TOO_LARGE = """
指标:
  四次方: {算法: '合计(订单行.价格 * 订单行.价格 * 订单行.价格 * 订单行.价格 其中 订单行.件数 > 0件)', 单位: 元}
  商: {算法: '合计(订单行.价格 * 订单行.价格 * 订单行.价格 / 订单行.件数 * 100000000000)', 单位: 元}
  三次方: {算法: '合计(订单行.价格 * 订单行.价格 * 订单行.价格 * 订单行.件数 * 1000000)', 单位: 元}
  七次方: {算法: '合计(订单行.价格 * 订单行.价格 * 订单行.价格 * 订单行.价格 * 订单行.价格 * 订单行.价格 *
    订单行.价格)', 单位: 元}
"""


def test_what_has_no_room_in_a_decimal_is_computed_by_the_closures(tmp_path):
    rules = TOO_LARGE
    price = Fraction("98765432109876.4321")
    rows = {"order_line": [line(1, 1, "2026-01-05T10:00", "98765432109876.4321", quantity=3)]}
    found = cells(
        metric_sql(rules, strict=False),
        lake(tmp_path, rows),
        regulation(rules, strict=False),
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=date(2026, 5, 1),
    )

    assert [one.value for one in found] == [
        price**4,
        price**3 / 3 * 10**11,
        price**3 * 3 * 10**6,
        price**7,
    ]


ODD = """
参数:
  极小: {值: 0.0000000000001}
  品牌: {值: 茶}
  起: {值: [{自: 2026-01-01, 值: 2026-01-05}]}
指标:
  品牌单: {算法: 计数(订单 其中 订单.标题 = 品牌), 单位: 单}
  之后: {算法: '计数(订单 其中 日期(订单.付款时间) >= 起)', 单位: 单}
"""


def test_texts_and_dates_are_parameters_too(tmp_path):
    stored = metric_sql(ODD, strict=False)
    model = regulation(ODD, strict=False)

    bound = bind.bound_parameters(model)

    assert {one.name: one.type for one in bound.values()} == {"品牌": "VARCHAR", "起": "DATE"}
    rows = {"order": [order(1, "2026-01-05T10:00"), order(2, "2026-01-04T10:00", title="杯'")]}
    found = measure(
        stored,
        lake(tmp_path, rows),
        model,
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=date(2026, 5, 1),
    )
    assert [one.value for one in found] == [1, 1]


def test_a_literal_keeps_every_digit_and_quotes_texts():
    assert [
        bind.literal(Fraction("-0.125"), "DECIMAL(38, 3)"),
        bind.literal(Fraction(10**25), "DECIMAL(38, 0)"),
        bind.literal(True, "BOOLEAN"),
        bind.literal(False, "BOOLEAN"),
        bind.literal("it's", "VARCHAR"),
        bind.literal(date(2026, 1, 5), "DATE"),
    ] == [
        "CAST('-0.125' AS DECIMAL(38, 3))",
        f"CAST('{10**25}' AS DECIMAL(38, 0))",
        "TRUE",
        "FALSE",
        "'it''s'",
        "DATE '2026-01-05'",
    ]


def test_a_shop_with_a_quote_in_its_name_is_a_name_like_any_other(tmp_path):
    rows = {"order": [order(1, "2026-01-05T10:00", shop="o'shop")]}
    covers = {("order", shop): [(date(2026, 1, 1), date(2026, 1, 31))] for shop in ("o'shop", SHOP)}
    found = measure(
        metric_sql(RULES),
        lake(tmp_path / "it's", rows, covers),
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=date(2026, 5, 1),
        by=["shop"],
        metrics=["销售额"],
    )
    assert {one.dims["shop"]: one.value for one in found} == {"o'shop": 100, SHOP: 0}


def test_a_file_that_is_gone_is_an_error_not_a_nought(tmp_path):
    view = lake(tmp_path, {"order": [order(1, "2026-01-05T10:00")]})
    (tmp_path / "files" / "order.parquet").unlink()

    with pytest.raises(Exception, match=r"order\.parquet"):
        measure(
            metric_sql(RULES),
            view,
            regulation(RULES),
            start=date(2026, 1, 1),
            end=date(2026, 1, 31),
            grain=Grain.MONTH,
            today=date(2026, 5, 1),
        )


def test_the_facts_to_bring_are_those_that_formulas_read_through_keys_and_look_values_up_in():
    rules = """
指标:
  甲: {算法: 合计(订单行.订单.实付金额)}
  乙: {算法: '计数(发货 其中 见于(发货.商家编码, 库存.商家编码))'}
"""

    assert facts_read(regulation(rules), catalogue(SCHEMAS)) == {
        "order_line",
        "order",
        "shipment",
        "stock_level",
    }
