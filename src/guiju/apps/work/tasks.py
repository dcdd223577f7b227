"""What the worker does with work; each task may run twice without harm."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from guiju.apps.work import models

PAUSE = timedelta(minutes=15)  # between two tellings: each makes figures of the running month be measured anew


@task()
def tell_lake() -> None:
    """Write the work of days that changed into the lake, where metrics count it. Loads heavy libraries."""
    from guiju.apps.work.actions import telling

    telling.tell_lake()


def request_telling(*, pause: timedelta = PAUSE) -> bool:
    """Let the worker tell the lake when some day changed and it was not asked to a moment ago; tells whether it was."""
    from django_tasks_db.models import DBTaskResult

    if not models.Untold.objects.exists():
        return False
    asked = DBTaskResult.objects.filter(task_path=tell_lake.module_path)
    if asked.filter(enqueued_at__gt=timezone.now() - pause).exists() or asked.ready().exists():
        return False
    tell_lake.enqueue()
    return True
