"""The background worker as a process: ``python -m guiju.project.worker``."""

import logging
import socket
import threading

from guiju.project import setup

INTERVAL = 0.5  # seconds between two looks for something to do
TRIES = 3  # what was begun so often and never ended is not begun again: it may be what ends the worker
log = logging.getLogger("guiju.worker")


def main() -> None:
    """Do what is asked for until stopped; what is under way is finished first."""
    setup()
    from guiju.apps.upkeep.actions import beat_until

    threading.Thread(target=beat_until, args=("worker", threading.Event()), daemon=True).start()
    from django_tasks_db.management.commands.db_worker import Worker

    worker_id = f"guiju@{socket.gethostname()}"
    take_up(worker_id)
    worker = Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def take_up(worker_id: str) -> tuple[int, int]:
    """Begin again what the worker of this machine was killed over; gives how many are begun and how many given up.

    Each task can be done twice: it writes what follows from what is stored, or looks whether it still is to be done.
    """
    from django.tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    begun = given_up = 0
    for left in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if left.worker_ids[-1:] not in ([worker_id], ["guiju"]):  # of another machine, which may be at it
            continue
        if len(left.worker_ids) < TRIES:
            left.status = TaskResultStatus.READY
            left.save(update_fields=["status"])
            begun += 1
        else:
            left.set_failed(RuntimeError(f"the worker ended {TRIES} times over it"))
            given_up += 1
    if begun or given_up:
        log.warning("taken up what a killed worker left: %s begun again, %s given up", begun, given_up)
    return begun, given_up


if __name__ == "__main__":
    main()
