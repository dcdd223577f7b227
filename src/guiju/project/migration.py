"""Bring the database up to the code, and notice in a moment when there is nothing to do."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from guiju.apps.audit import guards

SETTING_UP = (sys.executable, "-c", "from guiju import project; project.setup()")


def catch_up(*, always: bool = False) -> bool:
    """Migrate when some migration of some app has not been applied, or ``always``; tells whether it had to."""
    if not always and _on_disk() <= _applied():
        return False
    with _alone(settings.GUIJU_HOME):
        if not always and _on_disk() <= _applied():
            return False  # another command on this home did it meanwhile
        call_command("migrate", interactive=False, verbosity=0)
        guards.put_up(connection)  # SQLite forgets them when a migration makes the table anew
    return True


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Wait until no other process of this home migrates; the lock is the folder itself and goes with its holder."""
    handle = os.open(home, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def meanwhile() -> Callable[[], None]:
    """Begin to catch up in a process of its own; what this gives waits for it and does whatever that left undone.

    For who has something else to do that needs no database: on a new home catching up takes some seconds.
    """
    child = None
    if not _on_disk() <= _applied():
        connection.close()
        child = subprocess.Popen(SETTING_UP, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish() -> None:
        if child is not None:
            child.wait()
        catch_up()

    return finish


def waiting() -> list[str]:
    """The migrations of this version that the database has not been through."""
    return sorted(".".join(one) for one in _on_disk() - _applied())


def unknown() -> list[str]:
    """The migrations that the database has been through and this version does not know: it is of a newer one."""
    ours = {config.label for config in apps.get_app_configs()}
    return sorted(".".join(one) for one in _applied() - _on_disk() if one[0] in ours)


def try_on_copy(folder: Path) -> str:
    """Migrate a copy; gives what went wrong, nothing when all went well. On PostgreSQL it is undone in place."""
    if connection.vendor == "sqlite":
        return _on_copied_file(folder / "guiju.sqlite3")
    try:
        with transaction.atomic():
            call_command("migrate", interactive=False, verbosity=0)
            transaction.set_rollback(True)
    except (DatabaseError, ValueError, LookupError) as error:
        return str(error)
    return ""


def _on_copied_file(copy: Path) -> str:
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    surroundings = {**os.environ, "GUIJU_HOME": str(copy.parent)}
    done = subprocess.run(SETTING_UP, env=surroundings, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1]


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
