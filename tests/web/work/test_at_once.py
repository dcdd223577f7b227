"""Two people finish the same work at the same moment, each in a process of its own, on SQLite and on PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import postgresql

ROOT = Path(__file__).resolve().parents[3]
TASKS = 12
TOGETHER = """
import json, os, sys
from guiju.project import setup
setup()
from django.db import connections
from django.test import Client
import make
from apps.work import office
from guiju.apps.people.models import Person
from guiju.apps.work import models
from guiju.apps.work.actions import tasks
from guiju.apps.work.values import Task

def finish(client, goes):
    "Somebody presses every button that they see, as soon as they may."
    seen = list(models.Work.objects.order_by("pk").values_list("pk", "version"))
    goes.read(1)
    for pk, version in seen:
        page = client.post(f"/work/{pk}/do/complete/", {"version": version}, follow=True).content.decode()
        told = "已经了结：" in page or "已经改过这件事" in page
        print(json.dumps({"done": "办完：换主图" in page, "told": told}), flush=True)

office.opened()
for number in range(int(sys.argv[1])):
    tasks.create(actor=make.operator(), task=Task(f"换主图 {number}", "1", responsible=("2",)))
children = []
for number in "12":
    client = Client(SERVER_NAME="localhost")
    client.force_login(make.user(Person.objects.get(number=number)))
    client.get("/")
    connections.close_all()
    starts, start = os.pipe()
    out = os.path.join(os.environ["GUIJU_HOME"], number)
    if (child := os.fork()) == 0:
        sys.stdout = open(out, "w")
        finish(client, os.fdopen(starts))
        os._exit(0)
    children.append((child, start, out))
for _, start, _ in children:
    os.write(start, b"x")
codes = [os.waitpid(child, 0)[1] for child, _, _ in children]
steps = models.Step.objects.filter(did="done")
done = models.Work.objects.filter(state="done", version=2).count()
counts = (done, steps.count(), len(set(steps.values_list("work"))))
said = [[json.loads(line) for line in open(out)] for _, _, out in children]
print(json.dumps({"codes": codes, "counts": counts, "said": said}))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def run(request, tmp_path):
    """Runs Python with a department's home on either database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIJU_", "DJANGO_"))}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    home = {"GUIJU_HOME": str(tmp_path / "home"), "GUIJU_NOW": "2026-10-09T10:30", "PYTHONPATH": path}

    def started(script, *args):
        command = [sys.executable, "-c", script, *map(str, args)]
        done = subprocess.run(command, env=kept | home, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    if request.param == "sqlite":
        yield started
        return
    if not postgresql.binaries():
        pytest.skip(postgresql.HOW_TO_GET_IT)
    with postgresql.cluster() as url:
        home["GUIJU_DATABASE_URL"] = url
        yield started


def test_each_piece_is_finished_once_and_the_second_sees_what_the_first_did(run):
    found = run(TOGETHER, TASKS)

    first, second = found["said"]
    assert (found["codes"], found["counts"]) == ([0, 0], [TASKS, TASKS, TASKS])
    assert [(one["done"], one["told"]) for one in first] == [(two["told"], two["done"]) for two in second]
    assert {one["done"] for one in first + second} == {True, False}
