"""guiju upgrade: an older store is brought up; what cannot be done is not begun; a newer store is told."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from guiju.apps.publishing import migrations

FIRST, NEXT = "0001_publications", "publishing.0002_repeal_what_is_in_force"
EVERY = sorted(one.stem for one in Path(migrations.__file__).parent.glob("0*.py"))
OLDER = """
from guiju import project
project.setup()
from django.core.management import call_command
call_command("migrate", "publishing", "0001", verbosity=0)
"""


def python(home, *arguments):
    around = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    around |= {"GUIJU_HOME": str(home), "GUIJU_LANG": "zh"}
    return subprocess.run([sys.executable, *arguments], env=around, capture_output=True, text=True, check=False)


def upgrade(home, *arguments):
    done = python(home, "-c", "import sys; from guiju.cli import main; sys.exit(main())", "upgrade", *arguments)
    return done.returncode, done.stdout, done.stderr


def sql(home, *statements):
    with closing(sqlite3.connect(home / "guiju.sqlite3")) as store:
        found = [store.execute(one).fetchall() for one in statements]
        store.commit()
    return found[-1]


def applied(home):
    rows = sql(home, "SELECT name FROM django_migrations WHERE app = 'publishing' ORDER BY id")
    return [name for (name,) in rows]


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    home = tmp_path_factory.mktemp("older") / "home"
    done = python(home, "-c", OLDER)
    assert (done.returncode, done.stderr) == (0, "")
    return home


def test_an_older_store_is_tried_on_a_copy_and_then_brought_up(older):
    sql(older, "INSERT INTO rulebook_document VALUES ('a', x'61', '2026-01-01')")
    code, out, _ = upgrade(older, "--check")
    assert (code, NEXT in out, applied(older)) == (1, True, [FIRST])

    code, out, _ = upgrade(older)
    assert (code, out.splitlines()[-1]) == (0, "数据库已是最新")
    assert applied(older) == EVERY
    assert sql(older, "SELECT sha256 FROM rulebook_document") == [("a",)]
    assert upgrade(older, "--check")[:2] == (0, "没有要升级的\n")


def test_a_migration_that_fails_leaves_the_old_store_as_it_was(older):
    undone = f"DELETE FROM django_migrations WHERE app = 'publishing' AND name <> '{FIRST}'"
    sql(older, undone, "ALTER TABLE publishing_publication RENAME TO elsewhere")  # a table that is not there fails it
    before = sql(older, "SELECT app, name FROM django_migrations ORDER BY id")

    code, _, err = upgrade(older)

    assert (code, "副本上没有成功，数据库没有动" in err, "publishing_publication" in err) == (2, True, True)
    assert sql(older, "SELECT app, name FROM django_migrations ORDER BY id") == before
    assert sql(older, "SELECT sha256 FROM rulebook_document") == [("a",)]


def test_a_store_of_a_newer_version_is_told_and_left_alone(older):
    sql(older, "INSERT INTO django_migrations (app, name, applied) VALUES ('publishing', '0099_later', '2030-01-01')")

    code, _, err = upgrade(older)

    assert (code, err) == (2, "数据库比程序新（publishing.0099_later），请换新版程序\n")
