"""The background worker as a process: ``python -m guiju.project.worker``."""

import threading

from guiju.project import setup

INTERVAL = 0.5  # seconds between two looks for something to do


def main() -> None:
    """Do what is asked for until stopped; what is under way is finished first."""
    setup()
    from guiju.apps.upkeep.actions import beat_until

    threading.Thread(target=beat_until, args=("worker", threading.Event()), daemon=True).start()
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="guiju",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


if __name__ == "__main__":
    main()
