"""A page of a register of 300,000 records on SQLite, beside filtering and sorting the answers' JSON itself.

Prints one JSON object a kind of page: the median of what the page asks, by the cells and by ``json_extract`` over the
same rows, and how many queries it takes.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

COUNT = int(os.environ.get("GUIJU_BENCH_RECORDS", "300000"))
TIMES = 7
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Fill a home with records and read their register."""
    with tempfile.TemporaryDirectory(prefix="guiju-bench-") as home:
        os.environ["GUIJU_HOME"] = os.environ.get("GUIJU_BENCH_HOME") or home
        sys.path[:0] = [str(ROOT / "tests")]
        from guiju.project import setup

        setup()
        measure()


def measure() -> None:
    """Ask for the pages that people ask for."""
    from apps.records import office
    from guiju.apps.records.models import Record

    if not Record.objects.exists():
        office.open_department()
        fill()
    director, specialist, leader = (office.actor(one) for one in (office.FINANCE, office.AUTHOR, office.LEADER))
    from guiju.apps.records.values import Filters

    say("newest first", director, Filters(), "-number", "", "number DESC")
    say("by a figure", director, Filters(), "-预算", "", "CAST(answers ->> '$.预算' AS REAL) DESC")
    say("a choice, by a day", director, Filters(fields={"紧急": "紧急"}), "交付日",
        "AND answers ->> '$.紧急' = '紧急'", "answers ->> '$.交付日'")  # fmt: skip
    say("two filters", director, Filters(fields={"紧急": "紧急", "预算": (40_000, None)}), "-number",
        "AND answers ->> '$.紧急' = '紧急' AND CAST(answers ->> '$.预算' AS REAL) >= 40000", "number DESC")  # fmt: skip
    say("part of a title", director, Filters(q="主图 2999"), "-number", "AND answers ->> '$.主题' LIKE '%主图 2999%'",
        "number DESC")  # fmt: skip
    say("a leader's group, by a figure", leader, Filters(), "-预算", "AND unit = '流量获取组'",
        "CAST(answers ->> '$.预算' AS REAL) DESC")  # fmt: skip
    say(
        "one's own, by a figure",
        specialist,
        Filters(),
        "-预算",
        "AND author_id = 1",
        "CAST(answers ->> '$.预算' AS REAL) DESC",
    )


def fill() -> None:
    """Write the records with their cells, as filing does, many at a time."""
    from django.db import transaction

    from apps.records import office
    from guiju.apps import clock
    from guiju.apps.people.models import Person
    from guiju.apps.records import cells, forms
    from guiju.apps.records.models import Cell, Record, Shelf

    regulation, form = forms.on("设计需求", date(2026, 10, 9))
    columns = cells.columns(form, first=True)
    people = list(Person.objects.order_by("number"))
    now, first = clock.now(), date(2024, 1, 1)
    for start in range(0, COUNT, 10_000):
        rows = []
        for at in range(start, min(COUNT, start + 10_000)):
            # of each hundred the specialist wrote one
            author = people[0] if at % 100 == 0 else people[1 + at % (len(people) - 1)]
            said = {"主题": f"主图 {at}", "预算": str(at * 7919 % 50_000), "紧急": ("一般", "紧急")[at % 20 == 0],
                    "交付日": (first + timedelta(days=at * 31 % 900)).isoformat(), "说明": "长" * 200}  # fmt: skip
            rows.append(Record(form=form.name, number=at + 1, edition=regulation.hash, clause=form.clause,
                               title=said["主题"], state=("open", "closed")[at % 10 > 0],
                               stage=("受理", "")[at % 10 > 0], author=author, unit="流量获取组",
                               day=first + timedelta(days=at // 400), answers=said, version=2,
                               created=now, filed=now, changed=now))  # fmt: skip
        with transaction.atomic():
            made = Record.objects.bulk_create(rows)
            Cell.objects.bulk_create(cell for row in made for cell in cells.made(row, form, columns))
    Shelf.objects.create(form=form.name, last=COUNT)
    assert people[0].number == office.AUTHOR


def say(what: str, actor: object, filters: object, sort: str, where: str, order: str) -> None:
    """Time one page both ways and print the figures."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from guiju.apps.records import queries

    def page() -> object:
        return queries.register(actor, "设计需求", filters, sort)

    def naive() -> object:
        wanted = f"form = '设计需求' AND number IS NOT NULL AND state <> 'withdrawn' {where}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM records_record WHERE {wanted}")
            total = cursor.fetchone()
            cursor.execute(f"SELECT * FROM records_record WHERE {wanted} ORDER BY {order} LIMIT 50")
            return total, cursor.fetchall()

    ours, theirs = timed(page), timed(naive)
    with CaptureQueriesContext(connection) as asked:
        found = page()
    if os.environ.get("GUIJU_BENCH_EXPLAIN"):
        for query in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                print(query["time"], query["sql"][:400], *cursor.fetchall(), sep="\n   ", file=sys.stderr)
    row = {"what": "register", "records": COUNT, "page": what, "found": found.total, "ms": ours, "json_ms": theirs}
    print(json.dumps(row | {"queries": len(asked), "aim_ms": 200}, ensure_ascii=False), flush=True)


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds of the median of several times."""
    ask()
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times) * 1000, 1)


if __name__ == "__main__":
    main()
