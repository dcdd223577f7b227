"""What the worker does for simulations; it may run twice without harm."""

from django.tasks import task


@task()
def simulate(simulation_id: int) -> None:
    """Work out a simulation that somebody asked for."""
    from guiju.apps.impact import actions

    actions.perform(simulation_id=simulation_id)
