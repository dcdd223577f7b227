"""What must not be kept for ever: rows set aside, files of nothing, ended sessions, results of tasks."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.tasks import task

from guiju.apps import clock

KEPT = timedelta(days=14)  # what became of a task
DELIVERED = timedelta(days=90)  # that a message went out
SIGNED_IN = timedelta(days=90)  # from where somebody signed in
BROUGHT = timedelta(days=180)  # that a file came by a folder; its import stays


@task()
def sweep() -> None:
    """Delete what has had its time; asked for once a day. Loads heavy libraries: for the worker."""
    from django_tasks_db.models import DBTaskResult

    from guiju.apps.intake.actions import watching
    from guiju.apps.login import sessions
    from guiju.apps.notices.actions import sending
    from guiju.apps.privacy import buyers
    from guiju.apps.records import files
    from guiju.apps.upkeep import once
    from guiju.facts import aside
    from guiju.facts.secret import open_secret

    now, home = clock.now(), settings.GUIJU_HOME
    if (home / "aside").is_dir():
        aside.expire(home, open_secret(home), now.replace(tzinfo=None))
    buyers.fade()
    buyers.sweep()
    files.sweep()
    once.sweep()
    sending.forget(before=now - DELIVERED)
    watching.forget(before=now - BROUGHT)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    call_command("clearsessions")
    sessions.sweep(before=now - SIGNED_IN)
