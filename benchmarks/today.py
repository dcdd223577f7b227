"""Today over a million pieces of work, on SQLite and on PostgreSQL where a server is installed.

Prints one JSON object a store and part of the page: what a specialist has before them, what a leader sees of a group
and a director of everybody, each the whole answer to a signed-in request. ``GUIJU_BENCH_EACH`` makes it smaller.
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import large

PEOPLE, OPEN = 1_000, 12  # people, and pieces of each that are still open
EACH = int(os.environ.get("GUIJU_BENCH_EACH", "1000"))  # pieces of each, a tenth of them meetings of five others
TIMES = 20
AIM_MS = 100
PARTS = {
    "what is before a specialist": "",
    "a group of twenty, for its leader": "group",
    "a thousand people, for the director": "group",
}


def main() -> None:
    """Measure each store in a process of its own, over a fresh home."""
    today("SQLite", "")
    sys.path.append(str(large.ROOT / "tests"))
    import postgresql

    if postgresql.binaries() is None:
        print(postgresql.HOW_TO_GET_IT, file=sys.stderr)
        return
    with postgresql.cluster() as url:
        today("PostgreSQL", url)


def today(store: str, url: str) -> None:
    """Fill the tables, then ask for people's pages."""
    with large.home(url) as (_, surroundings):
        for line in large.child(__file__, surroundings, "pages").splitlines():
            large.say({"what": "today", "store": store, **json.loads(line)})


# ---- what runs in the child ----------------------------------------------------------------------------------------


def pages() -> None:
    """A thousand people with a thousand pieces each, and how long their pages take."""
    from guiju.apps import clock

    fill()
    chance = random.Random(1)
    specialists = [str(chance.randint(large.GROUPS + 1, PEOPLE)) for _ in range(TIMES)]
    leaders = [str(chance.randint(1, large.GROUPS)) for _ in range(TIMES)]
    with clock.at(large.midnight(large.TODAY) + timedelta(hours=10, minutes=30)):
        for part, asked in zip(PARTS, (specialists, leaders, [large.DIRECTOR] * TIMES), strict=True):
            times, queries, sizes = zip(*answers(asked, PARTS[part]), strict=True)
            print(
                json.dumps(
                    {
                        "part": part,
                        "rows": PEOPLE * EACH,
                        "p50_ms": round(statistics.median(times) * 1000, 1),
                        "slowest_ms": round(max(times) * 1000, 1),
                        "aim_ms": AIM_MS,
                        "queries": sorted(set(queries)),
                        "KiB": round(statistics.median(sizes) / 1024),
                    },
                    ensure_ascii=False,
                )
            )


def answers(numbers: Sequence[str], part: str) -> Iterator[tuple[float, int, int]]:
    """Seconds, queries and bytes of the page, or of a part of it, for each of these people, who were there before."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    import make
    from guiju.apps.people.models import Person

    settings.ALLOWED_HOSTS = ["*"]
    people = {number: Person.objects.get(number=number) for number in numbers}
    clients = {number: Client(headers={"HX-Request": "true", "HX-Target": part} if part else {}) for number in people}
    queries = {}
    for number, person in people.items():
        clients[number].force_login(make.user(person))
        clients[number].get("/")
        with CaptureQueriesContext(connection) as captured:
            clients[number].get("/")
        queries[number] = len(captured)
    for number in numbers:
        began = time.perf_counter()
        answer = clients[number].get("/")
        seconds = time.perf_counter() - began
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} for {number}")
        yield seconds, queries[number], len(answer.content)


def fill() -> None:
    """The rows: all but the last dozen of each person done."""
    from django.db import connection

    from guiju.apps.work import models

    edition = large.regulation()
    large.people(PEOPLE)
    for first in range(0, EACH, 10):
        rows = [
            large.piece(person, at, _day(at), done=at < EACH - OPEN, edition=edition)
            for at in range(first, min(EACH, first + 10))
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


def _day(at: int) -> object:
    """Four pieces a day, the newest today and tomorrow."""
    return large.TODAY - timedelta(days=(EACH - 1 - at) // 4 - 1)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from guiju.project import setup

        setup()
        pages()
    else:
        main()
