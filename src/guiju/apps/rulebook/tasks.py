"""What the worker does with regulations."""

from django.tasks import task


@task()
def describe_library() -> None:
    """Compile each document of the library whose profile is not there yet, and keep what it is like."""
    from guiju.apps.rulebook import actions, compiled
    from guiju.apps.rulebook.shelf import profiles
    from guiju.lang import Level

    there = profiles.kept()
    for file in profiles.files():
        if file not in there:
            result = compiled.check(actions.read(profiles.FOLDER / file))
            sound = not any(found.level is Level.ERROR for found in result.diagnostics)
            profiles.keep(profiles.profile(file, result.regulation, sound=sound))


def request_description() -> bool:
    """Let the worker describe the library when something of it is lacking and nobody asked yet; whether it lacks."""
    from django_tasks_db.models import DBTaskResult

    from guiju.apps.rulebook.shelf import profiles

    if len(profiles.kept()) == len(profiles.files()):
        return False
    asked = DBTaskResult.objects.filter(task_path=describe_library.module_path)
    if not (asked.ready().exists() or asked.running().exists()):
        describe_library.enqueue()
    return True
