"""What the worker does to look into figures; each task may run twice without harm."""

from django.tasks import task


@task()
def explore(exploration_id: int) -> None:
    """Compute a cut that somebody asked for."""
    from guiju.apps.insight.actions import exploring

    exploring.perform(exploration_id=exploration_id)
