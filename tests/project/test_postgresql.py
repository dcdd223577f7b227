"""The state can be kept in PostgreSQL: on a real server, by the real command.

The apps' own tests run on it with ``pytest --postgres tests/apps``, as ``make test`` does.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

import make
import postgresql

pytestmark = pytest.mark.skipif(not postgresql.binaries(), reason=postgresql.HOW_TO_GET_IT)
GUIJU = [sys.executable, "-c", "import sys; from guiju.cli import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def server():
    with postgresql.cluster() as url:
        yield url


def test_a_server_goes_with_its_folder():
    with postgresql.cluster() as url:
        with psycopg.connect(url) as asking:
            folder = Path(asking.execute("SHOW unix_socket_directories").fetchone()[0])
        assert folder.is_dir()

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    assert not folder.exists()


def test_a_command_makes_its_tables_and_keeps_its_state_there(server, tmp_path):
    file = tmp_path / "名册.xlsx"
    file.write_bytes(make.workbook(people=[{"number": "30", "name": "钱多", "joined": make.START}]))
    home = tmp_path / "home"
    surroundings = {**os.environ, "GUIJU_DATABASE_URL": server, "GUIJU_HOME": str(home)}

    for _twice in range(2):
        done = subprocess.run(
            [*GUIJU, "roster", "import", str(file)], env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    with psycopg.connect(server) as asking:
        assert asking.execute("SELECT number, name FROM people_person").fetchall() == [("30", "钱多")]
    assert not (home / "guiju.sqlite3").exists()


@pytest.mark.django_db
def test_tests_keep_their_state_where_they_were_asked_to(request):
    assert connection.vendor == ("postgresql" if request.config.getoption("--postgres") else "sqlite")
