"""Many processes write one SQLite file one after another, and what was said to be written is on the disk."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.utils import load_backend

SRC = Path(__file__).resolve().parents[2] / "src"
COUNT = """
from guiju.project import setup
setup()
from django.db import transaction
from guiju.apps.audit import actions
from guiju.apps.audit.actor import operator
for number in range({times}):
    actions.record(actor=operator(), action="x.y", kind="k", key=number)
"""
CHECK = """
from guiju.project import setup
setup()
from guiju.apps.audit import queries
from guiju.apps.audit.models import Entry
print(Entry.objects.count(), list(queries.broken_links()))
"""


def start(home, code):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    surroundings = {**kept, "GUIJU_HOME": str(home), "PYTHONPATH": str(SRC)}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_writers_at_once_lose_nothing_and_none_is_locked_out(tmp_path):
    assert start(tmp_path, COUNT.format(times=0)).communicate()[1] == ""

    writers = [start(tmp_path, COUNT.format(times=60)) for _ in range(6)]
    said = [writer.communicate()[1] for writer in writers]

    assert (said, start(tmp_path, CHECK).communicate()[0]) == ([""] * 6, "360 []\n")


@pytest.fixture
def database(tmp_path, django_db_blocker):
    """A connection of our own to a file of our own, with a table."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.2, "init_command": "PRAGMA journal_mode=WAL;"}
    said = {"ENGINE": "guiju.project.sqlite", "NAME": str(tmp_path / "state.sqlite3"), "OPTIONS": options}
    rest = {"TIME_ZONE": None, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": 0}
    wrapper = load_backend("guiju.project.sqlite").DatabaseWrapper({**said, **rest}, "other")
    with django_db_blocker.unblock():
        with wrapper.cursor() as cursor:
            cursor.execute("CREATE TABLE t (n INTEGER)")
        yield wrapper
        wrapper.close()


def mode(database):
    return database.connection.execute("PRAGMA synchronous").fetchone()[0]


def inside(database, said="INSERT INTO t VALUES (1)"):
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with database.cursor() as cursor:
        cursor.execute(said)


def test_a_commit_is_forced_to_the_disk_and_the_next_may_write(database, monkeypatch):
    forced = []
    monkeypatch.setattr(os, "fdatasync", forced.append)

    inside(database)
    while_writing = (mode(database), database._queue is None)
    database.commit()

    assert (while_writing, mode(database), database._queue, len(forced)) == ((1, False), 2, None, 1)


def test_what_only_reads_waits_for_no_disk(database, monkeypatch):
    forced = []
    monkeypatch.setattr(os, "fdatasync", forced.append)

    inside(database, "SELECT * FROM t")
    database.commit()

    assert (forced, database._queue) == ([], None)


def test_what_is_rolled_back_lets_the_next_write(database):
    inside(database)
    database.rollback()

    assert (mode(database), database._queue) == (2, None)


def test_who_waits_too_long_is_told_as_by_sqlite_itself(database, tmp_path):
    with (tmp_path / "state.sqlite3-queue").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OperationalError, match="database is locked"):
            inside(database)

    assert database._queue is None


def test_closing_within_a_transaction_lets_the_next_write(database):
    inside(database)
    database.close()

    assert (database._queue, database._log) == (None, None)


def test_without_a_log_the_commit_itself_has_waited(database):
    database.connection.execute("PRAGMA journal_mode=DELETE")

    inside(database)
    database.commit()

    assert database.connection.execute("SELECT n FROM t").fetchall() == [(1,)]


@pytest.mark.django_db
def test_a_database_in_memory_has_no_queue():
    with transaction.atomic():
        assert getattr(connection, "_queue", None) is None
