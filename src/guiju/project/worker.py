"""The background worker as a process: ``python -m guiju.project.worker``. On one store one works at a time."""

import fcntl
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guiju.project import setup
from guiju.project.logs import first_line

INTERVAL = 0.5  # seconds between two looks for something to do
PAUSE = 5.0  # seconds between two tries while the database is away
TRIES = 3  # what was begun so often and never ended is not begun again: it may be what ends the worker
log = logging.getLogger("guiju.worker")


def main() -> None:
    """Do what is asked for until stopped; what is under way is finished first."""
    setup()
    from django.conf import settings

    from guiju.apps.upkeep.actions import beat_until

    with alone(settings.GUIJU_HOME):
        threading.Thread(target=beat_until, args=("worker", threading.Event()), daemon=True).start()
        while not worked():
            time.sleep(PAUSE)


def worked() -> bool:
    """Work until stopped; False when the database went away, so that all is to be taken up anew once it is back."""
    from django.db import InterfaceError, OperationalError, connection

    try:
        _work()
    except (OperationalError, InterfaceError) as error:
        log.warning("the database is away: %s; the next try is in %s seconds", first_line(error), PAUSE)
        connection.close()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
            signal.signal(name, signal.SIG_DFL)  # nothing is under way that a stop had to wait for
        return False
    return True


def _work() -> None:
    """Take up what was left, then look for something to do again and again."""
    from django.db import InterfaceError, OperationalError
    from django_tasks_db.management.commands.db_worker import Worker

    from guiju.apps.figures.actions import imports

    take_up()
    imports.resume_imports()
    worker = Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"guiju@{socket.gethostname()}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    try:
        worker.run()
    except (OperationalError, InterfaceError):
        if worker.running:  # else somebody asked it to stop while the database was away
            raise


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Wait until no other worker works on this store, be it on another machine; the system frees the lock of the dead.

    So whatever counts as being done when one begins is what another was killed over, wherever that was.
    """
    folder = home / "run"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / "worker.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("another worker works on this store; this one waits until that one ends")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def take_up() -> tuple[int, int]:
    """Begin again what a worker was killed over; gives how many are begun and how many given up.

    Each task can be done twice: it writes what follows from what is stored, or looks whether it still is to be done.
    """
    from django.tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    begun = given_up = 0
    for left in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if len(left.worker_ids) < TRIES:
            left.status = TaskResultStatus.READY
            left.save(update_fields=["status"])
            begun += 1
        else:
            left.set_failed(RuntimeError(f"the worker ended {TRIES} times over it"))
            _tell(left.task_path, left.args_kwargs["args"])
            given_up += 1
    if begun or given_up:
        log.warning("taken up what a killed worker left: %s begun again, %s given up", begun, given_up)
    return begun, given_up


def _tell(task: str, args: list[int]) -> None:
    """Have whoever waits for what is given up know it."""
    from guiju.apps.figures import tasks
    from guiju.apps.figures.actions import imports

    if task == tasks.run_import.module_path:
        imports.give_up(args[0])


if __name__ == "__main__":
    main()
