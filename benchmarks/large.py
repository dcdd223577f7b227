"""A large department for the benchmarks of work: its regulation, its people, their pieces, and processes over it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 10, 9)
GROUPS = 50
DIRECTOR = "总监"


def regulation() -> str:
    """Put a regulation of fifty groups and four duties into force; gives the edition's hash."""
    import make

    groups = range(GROUPS)
    units = "".join(f"  组{n}: {{上级: 电商部, 负责人: 组长{n}}}\n" for n in groups)
    leaders = "".join(f"  组长{n}: {{单位: 组{n}, 上级: 电商总监}}\n" for n in groups)
    others = "".join(f"  专员{n}: {{单位: 组{n}, 上级: 组长{n}}}\n" for n in groups)
    duties = "".join(
        f'  例行{n}: {{谁: 全员, 何时: 每个工作日, 截止: "{9 + 3 * n}:00", 证据: 确认}}\n' for n in range(4)
    )
    block = f"```yaml 规矩\n单位:\n{units}岗位:\n{leaders}{others}例行:\n{duties}```\n"
    return make.book(f"{make.BOOK}\n# 做事 {{#work}}\n\n每天的事。\n\n{block}")


def people(count: int) -> None:
    """So many people in the groups, the first of each its leader, and a director above them."""
    from guiju.apps.people.models import Assignment, Person

    joined = date(2020, 1, 1)
    rows = [
        Person(pk=number, number=str(number), name=f"员工{number}", joined=joined) for number in range(1, count + 1)
    ]
    posts = [
        Assignment(
            person=row, unit=f"组{row.pk % GROUPS}", position=_position(row.pk), leader=_leads(row.pk), start=joined
        )
        for row in rows
    ]
    director = Person(pk=count + 1, number=DIRECTOR, name="高远", joined=joined)
    posts.append(Assignment(person=director, unit="电商部", position="电商总监", leader=True, start=joined))
    Person.objects.bulk_create([*rows, director], batch_size=500)
    Assignment.objects.bulk_create(posts, batch_size=500)


def piece(person: int, at: int, day: date, *, done: bool, edition: str = "") -> object:
    """One of the four pieces that somebody has on a day; each tenth is a meeting."""
    from guiju.apps.work import models

    opens = midnight(day)
    due = opens + timedelta(hours=9 + 3 * (at % 4))
    moment = due - timedelta(minutes=5) if done else None
    return models.Work(
        source="meeting" if at % 10 == 0 else "duty",
        key=f"duty:例行{at % 4}:{day}:{person}:{at}",
        title=f"例行{at % 4}",
        rule=f"duty:例行{at % 4}",
        clause="work",
        edition=edition,
        accountable_id=person,
        unit=f"组{person % GROUPS}",
        position=_position(person),
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


def _leads(person: int) -> bool:
    return person <= GROUPS


def _position(person: int) -> str:
    return f"{'组长' if _leads(person) else '专员'}{person % GROUPS}"


# ---- processes over it ---------------------------------------------------------------------------------------------


@contextmanager
def home(url: str = "") -> Iterator[tuple[Path, dict[str, str]]]:
    """A fresh folder, and the environment of the processes that work in it."""
    folder = Path(tempfile.mkdtemp(prefix="guiju-bench-"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIJU_", "DJANGO_"))}
    sizes = {name: value for name, value in os.environ.items() if name.startswith("GUIJU_BENCH_")}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    try:
        yield folder, {**kept, **sizes, "GUIJU_HOME": str(folder), "GUIJU_DATABASE_URL": url, "PYTHONPATH": path}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(script: str, surroundings: dict[str, str], *said: str) -> subprocess.Popen[str]:
    """A benchmark once more, as a child at one of its parts."""
    command = [sys.executable, script, *said]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)


def child(script: str, surroundings: dict[str, str], *said: str) -> str:
    """What a child says."""
    process = start(script, surroundings, *said)
    out = process.communicate()[0]
    if process.returncode:
        raise SystemExit(process.returncode)
    return out


def say(result: dict[str, object]) -> None:
    """Print one result."""
    print(json.dumps(result, ensure_ascii=False), flush=True)
