"""What the worker does for simulations; it may run twice without harm."""

from django.tasks import task


@task()
def simulate(simulation_id: int) -> None:
    """Work out a simulation that somebody asked for."""
    from guiju.apps.impact import actions

    actions.perform(simulation_id=simulation_id)


@task()
def map_needs() -> None:
    """Hold the needs of the real regulations against the library."""
    from guiju.apps.impact import needs

    needs.make()


def request_needs() -> bool:
    """Let the worker map the needs, once; tells whether it was asked to."""
    from django_tasks_db.models import DBTaskResult

    from guiju.apps.impact import needs

    waiting = DBTaskResult.objects.filter(task_path=map_needs.module_path, status__in=("READY", "RUNNING"))
    if needs.table() is not None or waiting.exists():
        return False
    map_needs.enqueue()
    return True


@task()
def spell(edition: str) -> None:
    """Write an edition in traditional characters and pinyin, for searches."""
    from guiju.apps.rulebook import searching

    searching.make(edition)


def request_spellings(edition: str) -> None:
    """Let the worker write the other spellings of an edition, once."""
    from django_tasks_db.models import DBTaskResult

    if not DBTaskResult.objects.filter(task_path=spell.module_path, status__in=("READY", "RUNNING")).exists():
        spell.enqueue(edition)
