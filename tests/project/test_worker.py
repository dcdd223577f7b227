"""The background worker after it was killed, and beside another one."""

import os
import subprocess
import sys

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiju.apps.figures import models
from guiju.apps.figures.actions import imports
from guiju.apps.figures.tasks import refresh_figures, run_import
from guiju.project import worker

pytestmark = pytest.mark.django_db


def left_by(*workers, task=refresh_figures, args=()):
    left = DBTaskResult.objects.create(
        args_kwargs={"args": list(args), "kwargs": {}},
        task_path=task.module_path,
        backend_name="default",
        run_after=timezone.now(),
    )
    for one in workers:
        left.claim(one)
    return left


def state_of(task):
    task.refresh_from_db()
    return task.status


def test_what_a_killed_worker_was_at_is_begun_again_whatever_its_machine_was_called():
    here, container = left_by("guiju@here"), left_by("guiju@3f2a9c")

    done = worker.take_up()

    assert (done, state_of(here), state_of(container)) == ((2, 0), TaskResultStatus.READY, TaskResultStatus.READY)


def test_what_ends_the_worker_again_and_again_is_given_up():
    task = left_by("guiju@here", "guiju@here", "guiju@here")

    done = worker.take_up()

    assert (done, state_of(task)) == ((0, 1), TaskResultStatus.FAILED)
    assert task.traceback.strip() == "RuntimeError: the worker ended 3 times over it"


def test_files_that_end_the_worker_again_and_again_are_not_begun_for_ever():
    run = models.ImportRun.objects.create(files=[], state="running", by="何琳", created=timezone.now())
    task = left_by("guiju@here", "guiju@here", task=run_import, args=[run.pk])
    seen = []
    for _ in range(2):
        worker.take_up()
        imports.resume_imports()
        run.refresh_from_db()
        seen.append((run.state, state_of(task), DBTaskResult.objects.count()))
        task.claim("guiju@here")  # and it dies again
        models.ImportRun.objects.filter(pk=run.pk, state="queued").update(state="running")

    assert seen == [("queued", TaskResultStatus.READY, 1), ("failed", TaskResultStatus.FAILED, 1)]
    assert run.error["en"].startswith("The worker ended over these files again and again")


AWAY = """
from guiju.project import worker, setup
setup()
from django.db import OperationalError, connection
def away(*_asked):
    raise OperationalError("connection refused\\nIs the server running?")
with connection.execute_wrapper(away):
    print(worker.worked())
"""


def test_a_worker_outlives_a_database_that_is_away(tmp_path):
    surroundings = {**os.environ, "GUIJU_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", AWAY], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.stdout == "False\n"
    assert done.stderr.partition("WARNING ")[2] == (
        "guiju.worker the database is away: connection refused; the next try is in 5.0 seconds\n"
    )


HOLD = """
import sys
from pathlib import Path
from guiju.project.worker import alone
with alone(Path(sys.argv[1])):
    print("works", flush=True)
    sys.stdin.readline()
"""


def begin(home):
    command = [sys.executable, "-c", HOLD, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_second_worker_of_a_store_waits_until_the_first_one_has_ended_however(tmp_path):
    first = begin(tmp_path)
    began = first.stdout.readline()
    second = begin(tmp_path)
    waits = second.stderr.readline()
    os.kill(first.pid, 9)
    then = second.stdout.readline()
    second.communicate("\n", timeout=60)
    first.communicate(timeout=60)

    assert (began, then, second.returncode) == ("works\n", "works\n", 0)
    assert waits == "another worker works on this store; this one waits until that one ends\n"
