"""What the worker does for lessons; each task may run twice without harm."""

from django.tasks import task

SOON = 10  # somebody looks at the page and waits: before what is only queued


@task(priority=SOON)
def look_at(lesson_id: int) -> None:
    """Read the beginning of a file."""
    from guiju.apps.formats.actions import reading

    reading.perform_look(lesson_id)


@task(priority=SOON)
def try_out(lesson_id: int, version: int) -> None:
    """Read the whole file by what was said so far."""
    from guiju.apps.formats.actions import reading

    reading.perform_trial(lesson_id, version)
