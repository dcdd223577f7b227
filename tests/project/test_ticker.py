"""The ticker as a process of its own: stopped, killed, and beside another."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OPEN = """
import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work.actions import ticking
office.people()
for number in range(100, 100 + {more}):
    make.post(make.person(str(number), f"员工{{number}}"), "流量获取组", "推广专员")
make.book(office.BOOK)
ticking.tick(holder="test")
"""
STATE = """
import json
from guiju.apps.audit import queries as ledger
from guiju.apps.work import models
print(json.dumps({
    "work": sorted(models.Work.objects.values_list("key", "state")),
    "notices": sorted(models.Notice.objects.values_list("work__key", "level", "person__number"), key=str),
    "late": sorted(models.Work.objects.filter(next_step__isnull=True).values_list("key", flat=True)),
    "broken": list(ledger.broken_links()),
}))
"""


def surroundings(home, now):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    return {**kept, "GUIJU_HOME": str(home), "GUIJU_NOW": now, "PYTHONPATH": path}


def run(home, now, code):
    """What a piece of code prints in a process of its own."""
    said = f"from guiju.project import setup\nsetup()\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", said], env=surroundings(home, now), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(home, now):
    command = [sys.executable, "-m", "guiju.project.ticker"]
    return subprocess.Popen(command, env=surroundings(home, now), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def beat(home):
    """Who holds the ticker's row, and up to when it has swept."""
    with closing(sqlite3.connect(home / "guiju.sqlite3", timeout=60)) as database:
        return database.execute("SELECT holder, swept FROM work_beat").fetchone()


def until(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def stop(process):
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def state(home, now):
    return json.loads(run(home, now, STATE))


FRIDAY, MONDAY = "2026-10-09T09:00", "2026-10-12T09:00"


@pytest.fixture
def undisturbed(tmp_path):
    """What three days bring to a department when nothing goes wrong."""
    home = tmp_path / "undisturbed"
    run(home, FRIDAY, OPEN.format(more=60))
    run(home, MONDAY, "from guiju.apps.work.actions import ticking; ticking.tick(holder='test')")
    return state(home, MONDAY)


def test_it_says_nothing_when_there_is_nothing_to_do_and_stops_when_asked(tmp_path):
    run(tmp_path, FRIDAY, OPEN.format(more=0))
    before = beat(tmp_path)[1]

    process = start(tmp_path, "2026-10-09T09:01")
    until(lambda: beat(tmp_path)[1] != before)
    ended = stop(process)

    assert ended == (0, "", "")


def test_it_does_what_time_brings_and_says_how_much(tmp_path):
    run(tmp_path, FRIDAY, OPEN.format(more=0))
    before = beat(tmp_path)[1]

    process = start(tmp_path, "2026-10-09T12:00")
    until(lambda: beat(tmp_path)[1] != before)
    code, out, err = stop(process)

    told = [(level, number) for _, level, number in state(tmp_path, FRIDAY)["notices"]]
    assert (code, out, told) == (0, "", [("due", "1"), ("due", "2")])
    assert "guiju.ticker planned 0, told 2, lapsed 0" in err


def test_killed_again_and_again_it_ends_where_it_would_have_without(tmp_path, undisturbed):
    home = tmp_path / "killed"
    run(home, FRIDAY, OPEN.format(more=60))
    chance = random.Random(7)
    before = beat(home)[1]

    for _ in range(4):
        process = start(home, MONDAY)
        until(lambda: beat(home)[0] not in ("", "test") or beat(home)[1] != before)
        time.sleep(chance.random() * 0.4)
        process.kill()
        process.communicate()
        with sqlite3.connect(home / "guiju.sqlite3", timeout=60) as database:
            database.execute("UPDATE work_beat SET holder = '', until = NULL")  # a minute passes
    run(home, MONDAY, "from guiju.apps.work.actions import ticking; ticking.tick(holder='test')")

    assert state(home, MONDAY) == undisturbed


def test_two_at_once_do_everything_once(tmp_path, undisturbed):
    home = tmp_path / "twice"
    run(home, FRIDAY, OPEN.format(more=60))
    before = beat(home)[1]

    both = [start(home, MONDAY) for _ in range(2)]
    until(lambda: beat(home)[1] != before)
    ended = [stop(process)[0] for process in both]

    assert (ended, state(home, MONDAY)) == ([0, 0], undisturbed)
