"""Work at the size of a large department: eight writers at once, and Today over a million rows.

Prints one JSON object for the completions, and one for Today on SQLite and on PostgreSQL where a server is installed.
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITERS, SECONDS = 8, 60
PEOPLE, EACH, OPEN = 1_000, 1_000, 12
TODAY = date(2026, 10, 9)
AIM_PER_MINUTE, AIM_MS = 10_000, 100


def main() -> None:
    """Run each part in processes of their own, over a fresh home."""
    completions()
    today("SQLite", "")
    sys.path.append(str(ROOT / "tests"))
    import postgresql

    if postgresql.binaries() is None:
        say({"what": "Today over a million pieces of work, PostgreSQL", "skipped": postgresql.HOW_TO_GET_IT})
        return
    with postgresql.cluster() as url:
        today("PostgreSQL", url)


def completions() -> None:
    """Eight processes complete work for a minute; then everything is counted and the ledger checked."""
    with home() as (folder, surroundings):
        child(surroundings, "prepare", str(WRITERS))
        writers = [start(surroundings, "write", str(number)) for number in range(WRITERS)]
        results = [json.loads(writer.communicate()[0]) for writer in writers]
        found = json.loads(child(surroundings, "check"))
        done, seconds = sum(one["done"] for one in results), max(one["seconds"] for one in results)
        waits = sorted(wait for one in results for wait in one["slowest"])
        say(
            {
                "what": f"Completions by {WRITERS} processes at once on SQLite",
                "completions per minute": round(done / seconds * 60),
                "aim": AIM_PER_MINUTE,
                "lock errors": sum(one["errors"] for one in results),
                "lost": done - found["done"],
                "breaks in the ledger": found["broken"],
                "slowest ms": round(waits[-1] * 1000),
                "commits by plain sqlite3 per minute": plain(folder),
            }
        )


def today(store: str, url: str) -> None:
    """Fill the tables, then ask for people's inboxes."""
    with home(url) as (_, surroundings):
        say({"what": f"Today over a million pieces of work, {store}", **json.loads(child(surroundings, "inbox"))})


def plain(folder: Path) -> int:
    """How often this disk lets one process commit a row of the same size with nothing around it: the ceiling."""
    import sqlite3

    base = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER, said TEXT)")
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 5:
        base.execute("INSERT INTO t VALUES (?, ?)", (count, "x" * 600))
        count += 1
    base.close()
    return round(count / 5 * 60)


# ---- what runs in the children -------------------------------------------------------------------------------------


def prepare(writers: int) -> None:
    """A department with open work: each writer's own people."""
    from guiju.apps.work import models

    people(writers * 10)
    rows = [piece(models, person, number, done=False) for person in range(1, writers * 10 + 1) for number in range(300)]
    models.Work.objects.bulk_create(rows, batch_size=2000)


def write(writer: int) -> None:
    """Complete this writer's work as fast as it goes, as its people would by a page."""
    from django.db import OperationalError

    from guiju.apps.audit.actor import Actor
    from guiju.apps.work import models
    from guiju.apps.work.actions import doing

    first = writer * 10 + 1
    mine = models.Work.objects.filter(accountable__in=range(first, first + 10)).order_by("pk")
    todo = list(mine.values_list("pk", "accountable__number", "accountable__name"))
    began, errors, took = time.perf_counter(), 0, []
    for work, number, name in todo:
        if time.perf_counter() - began > SECONDS:
            break
        start_ = time.perf_counter()
        try:
            doing.complete(actor=Actor(name, "web", number=number), work_id=work, version=1)
        except OperationalError:
            errors += 1
        took.append(time.perf_counter() - start_)
    seconds = time.perf_counter() - began
    print(json.dumps({"done": len(took) - errors, "errors": errors, "seconds": seconds, "slowest": sorted(took)[-3:]}))


def check() -> None:
    """What is in the tables, and whether the ledger is whole."""
    from guiju.apps.audit import queries as ledger
    from guiju.apps.audit.models import Entry
    from guiju.apps.work import models

    done = models.Work.objects.filter(state="done", version=2).count()
    steps = models.Step.objects.filter(did="done").values("work").distinct().count()
    entries = Entry.objects.filter(action="work.done").count()
    print(json.dumps({"done": min(done, steps, entries), "broken": len(list(ledger.broken_links()))}))


def inbox() -> None:
    """A thousand people with a thousand pieces each, and how long it takes to show one of them their day."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from guiju.apps import clock
    from guiju.apps.work import queries

    fill()
    chance = random.Random(1)
    times, asked, lines = [], set(), []
    with clock.at(midnight(TODAY) + timedelta(hours=10, minutes=30)):
        for number in [str(chance.randint(1, PEOPLE)) for _ in range(200)]:
            with CaptureQueriesContext(connection) as captured:
                began = time.perf_counter()
                found = queries.inbox(number)
                times.append(time.perf_counter() - began)
            asked.add(len(captured))
            lines.append(len(found.now) + len(found.today) + len(found.soon) + len(found.waiting))
    print(
        json.dumps(
            {
                "rows": PEOPLE * EACH,
                "median ms": round(statistics.median(times) * 1000, 1),
                "slowest ms": round(max(times) * 1000, 1),
                "aim ms": AIM_MS,
                "queries": sorted(asked),
                "lines": round(statistics.mean(lines)),
            }
        )
    )


def fill() -> None:
    """The rows: all but the last dozen of each person done, a tenth of them meetings that five others attend."""
    from django.db import connection

    from guiju.apps.work import models

    people(PEOPLE)
    for number in range(0, EACH, 10):
        rows = [
            piece(models, person, each, done=each < EACH - OPEN)
            for each in range(number, number + 10)
            for person in range(1, PEOPLE + 1)
        ]
        models.Work.objects.bulk_create(rows, batch_size=2000)
        meetings = [row for row in rows if row.source == "meeting"]
        attending = [
            models.Participant(work=row, person_id=(row.accountable_id + other * 7) % PEOPLE + 1, part="attends")
            for row in meetings
            for other in range(5)
        ]
        models.Participant.objects.bulk_create(attending, batch_size=2000)
        steps = [models.Step(work=row, at=row.done, who="x", did="done") for row in rows[::10] if row.done]
        models.Step.objects.bulk_create(steps, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def people(count: int) -> None:
    """So many people of one unit."""
    from guiju.apps.people.models import Assignment, Person

    joined = date(2020, 1, 1)
    rows = [
        Person(pk=number, number=str(number), name=f"员工{number}", joined=joined) for number in range(1, count + 1)
    ]
    Person.objects.bulk_create(rows, batch_size=500)
    posts = [Assignment(person=row, unit=f"组{row.pk % 50}", position="专员", start=joined) for row in rows]
    Assignment.objects.bulk_create(posts, batch_size=500)


def piece(models: object, person: int, number: int, *, done: bool) -> object:
    """One piece of somebody's work; four a day, the newest ones today and tomorrow."""
    day = TODAY - timedelta(days=(EACH - 1 - number) // 4 - 1)
    opens = midnight(day)
    due = opens + timedelta(hours=9 + 3 * (number % 4))
    moment = due - timedelta(minutes=5) if done else None
    meeting = number % 10 == 0
    return models.Work(  # type: ignore[attr-defined]
        source="meeting" if meeting else "duty",
        key=f"duty:例行{number % 4}:{day}:{person}:{number}",
        title=f"例行{number % 4}",
        rule=f"duty:例行{number % 4}",
        clause="work",
        accountable_id=person,
        unit=f"组{person % 50}",
        position="专员",
        day=day,
        opens=opens,
        due=due,
        state="done" if done else "todo",
        done=moment,
        done_by_id=person if done else None,
        closed=moment,
        seconds_late=0 if done else None,
        created=opens,
    )


def midnight(day: date) -> datetime:
    """The start of a day, by the clock on the wall."""
    from guiju.apps.work.queries.inboxes import at_midnight

    return at_midnight(day)


# ---- running the children ------------------------------------------------------------------------------------------


class home:  # noqa: N801 - reads as a word
    """A fresh folder and the environment of the processes that work in it."""

    def __init__(self, url: str = "") -> None:
        self.url, self.until = url, ExitStack()

    def __enter__(self) -> tuple[Path, dict[str, str]]:
        folder = Path(tempfile.mkdtemp(prefix="guiju-bench-"))
        self.until.callback(shutil.rmtree, folder, ignore_errors=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIJU_", "DJANGO_"))}
        path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
        return folder, {**kept, "GUIJU_HOME": str(folder), "GUIJU_DATABASE_URL": self.url, "PYTHONPATH": path}

    def __exit__(self, *_: object) -> None:
        self.until.close()


def start(surroundings: dict[str, str], *said: str) -> subprocess.Popen[str]:
    """A child at one of the parts above."""
    command = [sys.executable, str(Path(__file__).resolve()), *said]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)


def child(surroundings: dict[str, str], *said: str) -> str:
    """What a child says."""
    process = start(surroundings, *said)
    out = process.communicate()[0]
    if process.returncode:
        raise SystemExit(process.returncode)
    return out


def say(result: dict[str, object]) -> None:
    """Print one result."""
    print(json.dumps(result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from guiju.project import setup

        setup()
        part, *numbers = sys.argv[1:]
        {"prepare": prepare, "write": write, "check": check, "inbox": inbox}[part](*map(int, numbers))
    else:
        main()
