"""Bring the database up to the code, and notice in a moment when there is nothing to do."""

from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection


def catch_up() -> bool:
    """Migrate when some migration of some app has not been applied; tells whether it had to."""
    if _on_disk() <= _applied():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _on_disk() -> set[tuple[str, str]]:
    return {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("[0-9]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}
