"""The state works on PostgreSQL as it does on SQLite: the apps' tests once more, on a server of their own."""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

TOOLS = [tool for tool in ("initdb", "pg_ctl") if shutil.which(tool)]
ROOT = Path(__file__).resolve().parents[2]


def skipped():
    if not find_spec("psycopg"):
        return "psycopg is not installed"
    named = os.environ.get("GUIJU_TEST_DATABASE_URL")
    return "" if named or len(TOOLS) > 1 else "no initdb and pg_ctl, and no GUIJU_TEST_DATABASE_URL"


def as_owner(*command):
    """PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return subprocess.run([*prefix, *command], check=True, capture_output=True, cwd="/")


@pytest.fixture
def server():
    """The URL of a server: the one that is named, else an empty one on a socket of its own."""
    named = os.environ.get("GUIJU_TEST_DATABASE_URL")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="guiju-pg-"))  # pytest's own folders are closed to other users
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    as_owner("initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "-U", "guiju", "-D", data)
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    as_owner("pg_ctl", "-w", "-D", data, "-l", str(folder / "log"), "-o", options, "start")
    yield f"postgresql://guiju@/postgres?host={folder}"
    as_owner("pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.mark.skipif(bool(skipped()), reason=skipped())
def test_the_apps_keep_their_promises_on_postgresql_too(server):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/apps"]
    surroundings = {**os.environ, "GUIJU_DATABASE_URL": server}

    result = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
