"""The background worker after it was killed."""

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiju.apps.figures.tasks import refresh_figures
from guiju.project import worker

pytestmark = pytest.mark.django_db


def left_by(*workers):
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path=refresh_figures.module_path,
        backend_name="default",
        run_after=timezone.now(),
    )
    for one in workers:
        task.claim(one)
    return task


def state_of(task):
    task.refresh_from_db()
    return task.status


def test_what_a_killed_worker_was_at_is_begun_again():
    mine, others = left_by("guiju@here"), left_by("guiju@there")

    done = worker.take_up("guiju@here")

    assert (done, state_of(mine), state_of(others)) == ((1, 0), TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_what_ends_the_worker_again_and_again_is_given_up():
    task = left_by("guiju@here", "guiju@here", "guiju@here")

    done = worker.take_up("guiju@here")

    assert (done, state_of(task)) == ((0, 1), TaskResultStatus.FAILED)
    assert task.traceback.strip() == "RuntimeError: the worker ended 3 times over it"
