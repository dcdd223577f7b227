"""What the worker does to look into figures; each task may run twice without harm."""

from django.tasks import task

SOON = 10  # somebody looks at the page and waits: before what is only queued


@task(priority=SOON)
def explore(exploration_id: int) -> None:
    """Compute a cut that somebody asked for."""
    from guiju.apps.insight.actions import exploring

    exploring.perform(exploration_id=exploration_id)


@task()
def look() -> None:
    """Look over the days of all metrics."""
    from guiju.apps.insight.actions import looking

    looking.look()


def request_look() -> bool:
    """Let the worker look once a day; tells whether it was asked to."""
    from django_tasks_db.models import DBTaskResult

    from guiju.apps import clock
    from guiju.apps.insight.queries import findings

    waiting = DBTaskResult.objects.ready().filter(task_path=look.module_path)
    if findings.looked_at() == clock.today() or waiting.exists():
        return False
    look.enqueue()
    return True
