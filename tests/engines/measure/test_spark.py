"""The same metrics on a Spark cluster: said in its words, and the same to the last cent.

The cluster is a real master with two workers on this machine, where pyspark and a Java that it runs on are installed.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from engines.measure.lake import SCHEMAS, SHOP, lake, metric_sql, regulation, spend
from guiju import lang
from guiju.engines.measure import Figure, Owners, Ownership, compile_metrics, engine, measure, series, sql
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.owners import Held
from guiju.engines.measure.spark import connected, translated
from guiju.engines.measure.tables import Run, prepare, views
from guiju.engines.periods import Grain, Period
from guiju.facts.lake import View
from guiju.lang.kinds import Parameter

LIBRARY = sorted((Path(__file__).parents[3] / "regulations").glob("*.md"))
CORE = {"SPARK_WORKER_CORES": "1", "SPARK_WORKER_MEMORY": "600m", "SPARK_DAEMON_MEMORY": "256m"}
CONF = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.executor.memory 512m
spark.sql.shuffle.partitions 2
spark.ui.enabled false
"""
RULES = """
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  投产比: {算法: 销售额 / 合计(推广.花费), 单位: 倍}
  复购率: {算法: '占比(每(订单.买家: 计数(订单)) >= 2单)', 单位: "%"}
  发货时长: {算法: 平均(订单.发货时间 - 订单.付款时间), 单位: 小时}
  单笔中位数: {算法: '中位数(订单.实付金额 其中 非 包含(订单.标题, "补差价"))', 单位: 元}
"""
JANUARY = Period(date(2026, 1, 1), Grain.MONTH)
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason='Spark is not here: pip install "guiju[spark]" and Java 17 or newer',
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "CREATE OR REPLACE TEMP TABLE _days AS SELECT 1 AS x",
            "CREATE OR REPLACE TEMPORARY VIEW `_days` AS SELECT 1 AS x",
        ),
        (
            'CREATE OR REPLACE TEMP VIEW "order@paid_at" AS SELECT "id" FROM read_parquet([\'/a.parquet\'])',
            "CREATE OR REPLACE TEMPORARY VIEW `order@paid_at` AS SELECT `id` FROM _files",
        ),
        ("SELECT ROW() AS _dims", "SELECT STRUCT() AS _dims"),
        (
            'SELECT 1 WHERE _dims IS NOT DISTINCT FROM ROW(f."shop")',
            "SELECT 1 WHERE _dims IS NOT DISTINCT FROM NAMED_STRUCT('_0', CAST(f.`shop` AS STRING))",
        ),
        ("SELECT LIST_EXTRACT(c, 2)", "SELECT TRY_ELEMENT_AT(c, CAST(2 AS INT))"),
    ],
)
def test_duckdbs_words_are_said_in_sparks(said: str, meant: str):
    assert translated(said) == meant


def test_without_a_master_duckdb_computes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(engine.VARIABLE, raising=False)
    here = engine.master()
    monkeypatch.setenv(engine.VARIABLE, "duckdb")
    assert (here, engine.master()) == ("", "")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with two workers of a core each, all of them processes of their own."""
    import pyspark

    home, folder = Path(pyspark.__file__).parent, tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text(CONF, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    loopback = {"SPARK_HOME": str(home), "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    env, address = os.environ | loopback | CORE, f"spark://127.0.0.1:{port}"
    package = "org.apache.spark.deploy"
    host = ["--host", "127.0.0.1", "--webui-port", "0"]
    commands = [
        [f"{package}.master.Master", *host, "--port", str(port)],
        *([f"{package}.worker.Worker", *host, "--work-dir", str(folder / name), address] for name in ("w1", "w2")),
    ]
    with (folder / "log").open("wb") as log, pytest.MonkeyPatch.context() as patch:
        for name, value in loopback.items():
            patch.setenv(name, value)
        running = [
            subprocess.Popen([home / "bin/spark-class", *one], env=env, stdout=log, stderr=log, start_new_session=True)
            for one in commands
        ]
        try:
            _wait_for(folder / "log", "Registering worker", times=2)
            yield address
        finally:
            _stop_application()
            for process in running:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _stop_application() -> None:
    from pyspark.sql import SparkSession

    from guiju.engines.measure import spark

    if session := SparkSession.getActiveSession():
        session.stop()
    spark._application.cache_clear()


def _wait_for(log: Path, words: str, *, times: int) -> None:
    until = time.monotonic() + 300
    while log.read_text("utf-8").count(words) < times:
        assert time.monotonic() < until, log.read_text("utf-8")[-2000:]
        time.sleep(0.2)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Three months of orders of nine buyers, and the advertising."""
    orders = [_order(number) for number in range(240)]
    spent = [spend(f"2026-{month:02d}-{day:02d}", f"{day}.37") for month in (1, 2, 3) for day in (1, 11, 21)]
    return lake(tmp_path_factory.mktemp("lake"), {"order": orders, "ad_spend": spent})


def _order(number: int) -> dict[str, Any]:
    paid = datetime(2026, 1 + number % 3, 1 + number % 27, 9 + number % 12, number % 60)
    return {
        "shop": SHOP,
        "id": f"o{number}",
        "buyer": f"b{number % 9}" if number % 9 else f"once{number}",
        "created_at": paid,
        "paid_at": paid,
        "shipped_at": paid.replace(day=paid.day + (number % 2), minute=59),
        "paid_amount": Decimal(number) * Decimal("3.37") / 2,
        "title": "补差价" if number % 5 == 0 else "茶",
        "channel": "搜索" if number % 4 else "推荐",
    }


def figures(view: View, **more: Any) -> list[Figure]:
    """All five metrics, a month each."""
    spans = {"start": date(2026, 1, 1), "end": date(2026, 3, 31), "grain": Grain.MONTH, "today": date(2026, 6, 1)}
    return measure(metric_sql(RULES), view, regulation(RULES), **spans, **more)


def by_columns(view: View, **more: Any) -> list[tuple[Any, ...]]:
    """The same by columns of exact numbers."""
    spans = {"start": date(2026, 1, 1), "end": date(2026, 3, 31), "grain": Grain.MONTH, "today": date(2026, 6, 1)}
    found = series(metric_sql(RULES), view, regulation(RULES), **spans, **more)
    return [(one.metric, one.period, one.dims, one.value) for each in found for one in each.figures()]


@needs_spark
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": ("channel",)},
        {"by": ("person",), "owners": Owners((Ownership("shop", SHOP, "甲", date(2026, 1, 1)),))},
    ],
    ids=["the house", "channels", "people"],
)
def test_five_metrics_are_the_same_to_the_last_digit(
    cluster: str, rows: View, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(engine.VARIABLE, raising=False)
    here = figures(rows, **asked)
    monkeypatch.setenv(engine.VARIABLE, cluster)
    there, columns = figures(rows, **asked), by_columns(rows, **asked)

    assert there == here
    assert columns == [(figure.metric, figure.period, figure.dims, figure.value) for figure in here]
    assert {figure.metric for figure in there} == {"销售额", "投产比", "复购率", "发货时长", "单笔中位数"}


@needs_spark
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_metric_of_the_library_compiles_for_it(cluster: str, path: Path, tmp_path: Path):
    compiled = lang.compile(path, catalogue(SCHEMAS)).regulation
    plan = sql.load(compile_metrics(compiled, SCHEMAS))
    cells = plan.cells.values()
    queries = [*plan.queries, *(one for cell in cells for one in (cell.raw, cell.divided, cell.drill) if one)]
    bound = {one.name: one for query in queries for one in query.bound}
    values = {name: [compiled.of(Parameter)[name].at(JANUARY.end)] for name in bound}
    explained = []
    with connected(cluster) as connection:
        for held in (None, Held((), (), 1)):
            run = Run(lake(tmp_path, {}), plan.facts, [JANUARY], (), list(bound.values()), values, held)
            prepare(connection, run)
            for query in queries:
                views(connection, run, query)
                text = query.shared if run.shared else query.sql
                explained.append(connection.session.sql(f"EXPLAIN {translated(text)}").collect()[0][0])
    assert [one for one in explained if not one.startswith("== Physical Plan ==")] == []
