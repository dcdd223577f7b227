"""What the worker does with work; each task may run twice without harm."""

from django.tasks import task

from guiju.apps.work import models


@task()
def tell_lake() -> None:
    """Write the work of days that changed into the lake, where metrics count it. Loads heavy libraries."""
    from guiju.apps.work.actions import telling

    telling.tell_lake()


def request_telling() -> bool:
    """Let the worker tell the lake when some day changed and it is not asked to already; tells whether it was."""
    from django_tasks_db.models import DBTaskResult

    if not models.Untold.objects.exists():
        return False
    if DBTaskResult.objects.ready().filter(task_path=tell_lake.module_path).exists():
        return False
    tell_lake.enqueue()
    return True
