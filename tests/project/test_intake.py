"""Looking into folders as a process of its own: killed at any moment, and beside another."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = 3
OPEN = """
import make
from django.conf import settings
make.shop("旗舰店")
folder = settings.GUIJU_HOME / "inbox" / "旗舰店"
folder.mkdir(parents=True)
for number in range({files}):
    rows = ((f"{{number}}-{{row}}", "2026-08-01", "100.00") for row in range(60))
    (folder / f"{{number}}.csv").write_bytes(make.orders(*rows))
(folder / "x.csv").write_text("a,b\\n1,2\\n")
"""
LOOK = """
import sys, time
from django.conf import settings
settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
from guiju.apps.figures.actions import imports
from guiju.apps.figures import models
from guiju.apps.intake import leases
from guiju.apps.intake.actions import watching
import datetime
leases.HELD = datetime.timedelta(seconds=0)
watching.SETTLED = watching.TOGETHER = 0.0
looks = watching.Looks()
folder = settings.GUIJU_HOME / "inbox" / "旗舰店"
if "resume" in sys.argv:
    imports.resume_imports()
end = time.monotonic() + 300
while time.monotonic() < end and any(path.is_file() for path in folder.iterdir()):
    watching.look(looks)
    time.sleep(0.01)
"""
STATE = """
import json
from django.conf import settings
from guiju.apps.figures.queries import coverage
from guiju.apps.intake import models
from guiju.apps.figures.models import ImportRun
folder = settings.GUIJU_HOME / "inbox" / "旗舰店"
print(json.dumps({
    "lie": sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()),
    "rows": coverage.view().rows("order"),
    "states": sorted(set(ImportRun.objects.values_list("state", flat=True))),
    "open": models.Parcel.objects.filter(filed=None).count(),
    "uploads": sorted({path.name for path in (settings.GUIJU_HOME / "uploads").rglob("*.csv")} - {"x.csv"}),
}))
"""
WHOLE = {
    "lie": [*(f"done/{number}.csv" for number in range(FILES)), "refused/x.csv", "refused/x.csv.原因.txt"],
    "rows": FILES * 60,
    "states": ["done"],
    "open": 0,
    "uploads": [],  # what was not recognised waits to be taught
}


def start(home, code, *arguments):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    env = {**kept, "GUIJU_HOME": str(home), "PYTHONPATH": path}
    said = f"from guiju.project import setup\nsetup()\n{code}"
    command = [sys.executable, "-c", said, *arguments]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(home, code, *arguments):
    process = start(home, code, *arguments)
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    found = tmp_path_factory.mktemp("made") / "home"
    run(found, OPEN.format(files=FILES))
    return found


@pytest.fixture
def home(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "home"))


def test_killed_again_and_again_nothing_is_lost_and_nothing_comes_twice(home):
    chance = random.Random(7)
    for _ in range(4):
        process = start(home, LOOK)
        end = time.monotonic() + 120
        while not (home / "uploads").exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(chance.random() * 2.0)
        process.kill()
        process.communicate()

    run(home, LOOK, "resume")

    assert json.loads(run(home, STATE)) == WHOLE


def test_two_at_once_take_everything_once(home):
    both = [start(home, LOOK) for _ in range(2)]
    ended = [process.communicate(timeout=600)[1] for process in both]
    run(home, LOOK, "resume")

    assert [process.returncode for process in both] == [0, 0], ended
    assert json.loads(run(home, STATE)) == WHOLE
