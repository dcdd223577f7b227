"""Ten thousand orders from an export file to figures on the page, beside what others need to write as many drafts.

A new home has the demo's roster and regulation, and a worker that has worked before. Prints one JSON object: seconds
from the file handed in until the page shows the figure, in parts. Tryton needed 119 s to make 10,000 draft orders on
such a machine.
"""

import json
import os
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

ORDERS = int(os.environ.get("GUIJU_BENCH_DRAFTS", "10000"))
WARM = 200
TRYTON = 119
PAGE = "/numbers/"


def main() -> None:
    """Open a house, let its worker import once, and time the file."""
    with tempfile.TemporaryDirectory(prefix="guiju-bench-") as home:
        os.environ |= {"GUIJU_HOME": home, "GUIJU_DEMO": "1", "GUIJU_NOW": "2026-11-23T11:20"}
        from guiju.project import setup

        setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        shop = opened(Path(home))
        through(shop, WARM, date(2026, 10, 1))
        before = time.process_time()
        took = through(shop, ORDERS, date(2026, 11, 1))
        processor = time.process_time() - before
        whole = sum(took.values())
        row = {
            "what": "orders",
            "orders": ORDERS,
            "seconds": round(whole, 2),
            "processor_s": round(processor, 2),
            "aim_s": 5,
            "tryton_s": TRYTON,
        }
        parts = {f"{name}_s": round(seconds, 2) for name, seconds in took.items()}
        print(json.dumps(row | {"ratio": round(whole / TRYTON, 3)} | parts))


def opened(home: Path) -> str:
    """Bring in the demo's roster and put its regulation into force; gives the name of a shop."""
    from guiju.apps.people import queries
    from guiju.apps.rulebook import actions as rulebook
    from guiju.apps.rulebook import queries as editions
    from guiju.project.demo import build, exports

    work = build.Work(home / "demo", exports.plan(home / "demo", date(2026, 11, 23)), datetime(2026, 11, 23, 11, 20))  # noqa: DTZ001 - wall time
    build.import_roster(work, lambda _share: None)
    build.adopt(work, lambda _share: None)
    build.open_accounts(work, lambda _share: None)
    rulebook.keep_metric_sql(edition=editions.adoptions()[-1].edition.hash)
    return str(queries.shops()[0].name)


def through(shop: str, orders: int, first: date) -> dict[str, float]:
    """Hand in a file, do the worker's part, ask for the page; gives the seconds of each."""
    from django.test import Client

    from guiju.apps.audit.actor import operator
    from guiju.apps.figures import tasks
    from guiju.apps.figures.actions import imports as bringing
    from guiju.apps.figures.queries import points, runs
    from guiju.engines.periods import Grain, containing

    client = Client()
    client.post("/sign-in/as/director/")
    client.get(PAGE)
    content = written(shop, orders, first)
    started = time.perf_counter()
    uploads = [bringing.Upload("淘宝订单.csv", [content])]
    run_id = bringing.request_import(actor=operator(), uploads=uploads)
    handed = time.perf_counter()
    tasks.run_import.func(run_id)
    worked = time.perf_counter()
    page = client.get(PAGE)
    shown = time.perf_counter()
    assert page.status_code == 200, page.status_code
    (file,) = runs.run(run_id).report["files"]
    assert (file["status"], file["rows"]) == ("imported", orders), file
    assert points.point("支付订单数", containing(first, Grain.MONTH)) is not None
    return {"handed_in": handed - started, "worker": worked - handed, "page": shown - worked}


def written(shop: str, orders: int, first: date) -> bytes:
    """A month's orders as Taobao writes them: GB18030, spread over the days before today."""
    from imports import COLUMNS, FIRST, row

    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - wall time
    step = timedelta(days=20) / orders
    lines = [COLUMNS]
    for number in range(orders):
        made = FIRST + timedelta(seconds=number * 31)
        told = row(number).replace("晴山旗舰店", shop).rstrip("\r\n")
        moved = start + (step * number) - timedelta(microseconds=(step * number).microseconds)
        for later in (timedelta(), timedelta(minutes=2), timedelta(hours=20), timedelta(days=5)):
            told = told.replace(str(made + later), str(moved + later), 1)
        lines.append(told)
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


if __name__ == "__main__":
    main()
