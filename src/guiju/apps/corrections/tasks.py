"""What the worker does for corrections; each task may run twice without harm."""

from django.tasks import task


@task()
def measure(correction_id: int) -> None:
    """Find out what a correction would change."""
    from guiju.apps.corrections import publishing

    publishing.perform_measuring(correction_id=correction_id)


@task()
def publish(correction_id: int) -> None:
    """Put an approved correction into the lake."""
    from guiju.apps.corrections import publishing

    publishing.perform_publication(correction_id=correction_id)
