"""A new home becomes a working state by one call, in a process of its own as a command has it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.management import call_command

from guiju.project import migration

SCRIPT = """
import time
import guiju.project
guiju.project.setup()
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.utils import translation
from guiju.project import migration
print(User.objects.count(), migration.catch_up(), settings.DEBUG, len(str(settings.SECRET_KEY)) > 40)
with connection.cursor() as cursor:
    print(cursor.execute("PRAGMA journal_mode").fetchone()[0])
with translation.override("en"):
    print(translation.gettext("没有选文件。"))
"""


MEANWHILE = """
import guiju.project
guiju.project.setup(migrate=False)
from django.contrib.auth.models import User
from guiju.project import migration
before = len(migration.waiting())
ready = migration.meanwhile()
ready()
print(before > 0, migration.waiting(), User.objects.count(), migration.catch_up())
migration.meanwhile()()
"""


def python(script, home):
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    surroundings["GUIJU_HOME"] = str(home)
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def test_a_new_home_is_ready_after_one_call_and_again_after_another(tmp_path):
    first, second = python(SCRIPT, tmp_path / "new"), python(SCRIPT, tmp_path / "new")

    assert (first.stdout, first.stderr) == ("0 False False True\nwal\nNo files were chosen.\n", "")
    assert (second.stdout, second.stderr) == (first.stdout, "")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_new_home_catches_up_while_something_else_is_done(tmp_path):
    done = python(MEANWHILE, tmp_path / "new")

    assert (done.stdout, done.stderr) == ("True [] 0 False\n", "")


def test_commands_that_begin_at_once_on_a_new_home_all_find_it_ready(tmp_path):
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(python, [SCRIPT] * 3, [tmp_path / "new"] * 3))

    assert [one.stderr for one in done] == ["", "", ""]
    assert {one.stdout for one in done} == {"0 False False True\nwal\nNo files were chosen.\n"}


def test_what_another_process_could_not_catch_up_is_done_here(tmp_path):
    done = python(MEANWHILE.replace("ready = ", "migration.SETTING_UP = ('false',); ready = "), tmp_path / "new")

    assert (done.stdout, done.stderr) == ("True [] 0 False\n", "")


def test_a_web_worker_loads_no_heavy_library(tmp_path):
    script = (
        "import guiju.project.wsgi, sys; print({'ibis', 'polars', 'pyarrow', 'duckdb', 'numpy'} & set(sys.modules))"
    )

    assert python(script, tmp_path / "new").stdout == "set()\n"


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_nothing_is_behind_after_migrating():
    assert migration._on_disk() <= migration._applied()
    assert {label for label, _ in migration._on_disk()} >= {"audit", "people", "rulebook", "figures", "auth"}
    assert apps.get_app_config("people").name == "guiju.apps.people"
