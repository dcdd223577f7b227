"""What the worker does for buyers; each task may run twice without harm."""

from django.tasks import task


@task()
def answer(request_id: int) -> None:
    """Find, export or erase a buyer."""
    from guiju.apps.privacy import buyers

    buyers.perform(request_id)
