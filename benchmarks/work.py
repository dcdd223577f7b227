"""Eight processes that complete work at once on SQLite, as eight busy web workers do.

Prints one JSON object: completions a minute, lock errors, lost writes, breaks in the ledger, and how often plain
``sqlite3`` commits a row of the same size on this disk, which is the ceiling. ``GUIJU_BENCH_SECONDS`` makes it shorter.
"""

import json
import os
import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path

import large

WRITERS, EACH = 8, 10  # processes, and people whose work each of them completes
SECONDS = int(os.environ.get("GUIJU_BENCH_SECONDS", "60"))
PIECES = 30 * max(1, SECONDS // 6)  # of each person: more than can be done in that time
AIM = 10_000


def main() -> None:
    """Let the writers run; then everything is counted and the ledger checked."""
    with large.home() as (folder, surroundings):
        large.child(__file__, surroundings, "prepare")
        writers = [large.start(__file__, surroundings, "write", str(number)) for number in range(WRITERS)]
        results = [json.loads(writer.communicate()[0]) for writer in writers]
        found = json.loads(large.child(__file__, surroundings, "check"))
        done, seconds = sum(one["done"] for one in results), max(one["seconds"] for one in results)
        large.say(
            {
                "what": "completions",
                "writers": WRITERS,
                "seconds": round(seconds),
                "per_minute": round(done / seconds * 60),
                "aim_per_minute": AIM,
                "errors": sum(one["errors"] for one in results),
                "lost": done - found["done"],
                "broken": found["broken"],
                "slowest_ms": round(max(one["slowest"] for one in results) * 1000),
                "plain_per_minute": plain(folder),
            }
        )


def plain(folder: Path) -> int:
    """How often this disk lets one process commit a row of the same size with nothing around it: the ceiling."""
    base = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER, said TEXT)")
    began, count, span = time.perf_counter(), 0, min(5, SECONDS)
    while time.perf_counter() - began < span:
        base.execute("INSERT INTO t VALUES (?, ?)", (count, "x" * 600))
        count += 1
    base.close()
    return round(count / span * 60)


# ---- what runs in the children -------------------------------------------------------------------------------------


def prepare() -> None:
    """A department with open work: each writer's own people."""
    from guiju.apps.work import models

    edition = large.regulation()
    large.people(WRITERS * EACH)
    rows = [
        large.piece(person, at, large.TODAY - timedelta(days=at // 4), done=False, edition=edition)
        for person in range(1, WRITERS * EACH + 1)
        for at in range(PIECES)
    ]
    models.Work.objects.bulk_create(rows, batch_size=2000)


def write(writer: int) -> None:
    """Complete this writer's work as fast as it goes, as its people would by a page."""
    from django.db import OperationalError

    from guiju.apps.audit.actor import Actor
    from guiju.apps.work import models
    from guiju.apps.work.actions import doing

    first = writer * EACH + 1
    mine = models.Work.objects.filter(accountable__in=range(first, first + EACH), source="duty").order_by("pk")
    todo = list(mine.values_list("pk", "accountable__number", "accountable__name"))
    began, errors, done, slowest = time.perf_counter(), 0, 0, 0.0
    for work, number, name in todo:
        if time.perf_counter() - began > SECONDS:
            break
        start = time.perf_counter()
        try:
            doing.complete(actor=Actor(name, "web", number=number), work_id=work, version=1)
            done += 1
        except OperationalError:
            errors += 1
        slowest = max(slowest, time.perf_counter() - start)
    seconds = time.perf_counter() - began
    print(json.dumps({"done": done, "errors": errors, "seconds": seconds, "slowest": slowest}))


def check() -> None:
    """What is in the tables, and whether the ledger is whole."""
    from guiju.apps.audit import queries as ledger
    from guiju.apps.audit.models import Entry
    from guiju.apps.work import models

    done = models.Work.objects.filter(state="done", version=2).count()
    steps = models.Step.objects.filter(did="done").values("work").distinct().count()
    entries = Entry.objects.filter(action="work.done").count()
    print(json.dumps({"done": min(done, steps, entries), "broken": len(list(ledger.broken_links()))}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from guiju.project import setup

        setup()
        part, *numbers = sys.argv[1:]
        {"prepare": prepare, "write": write, "check": check}[part](*map(int, numbers))
    else:
        main()
