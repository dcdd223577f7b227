"""What every test has: a home of its own, a clock that stands, the English of the interface."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation

import postgresql
from guiju.apps import clock
from guiju.apps.audit import guards
from guiju.project import env, messages

TODAY = datetime(2026, 10, 9, 10, 30)  # a Friday


SERVER = "GUIJU_TEST_DATABASE_URL"  # a PostgreSQL server to test on, in place of one of our own


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--postgres``: the state in PostgreSQL, on a server of our own."""
    parser.addoption("--postgres", action="store_true", help="keep the state in PostgreSQL in place of SQLite")


def pytest_configure(config: pytest.Config) -> None:
    """Fast passwords, tasks that run where they are asked for, and no stop-watch: machines differ and are shared."""
    hypothesis.settings.register_profile(
        "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("house")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECRET_KEY = "not a secret"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    if config.getoption("--postgres"):
        config.add_cleanup(on_postgresql().close)


def on_postgresql() -> ExitStack:
    """Move the state to PostgreSQL until it is closed: the server that is named, else one of our own.

    Test processes side by side (``-n``) share the server of the one that started them; each has its own database.
    """
    until = ExitStack()
    if SERVER not in os.environ:
        if not postgresql.binaries():
            pytest.exit(postgresql.HOW_TO_GET_IT, returncode=pytest.ExitCode.USAGE_ERROR)
        os.environ[SERVER] = until.enter_context(postgresql.cluster())
        until.callback(os.environ.pop, SERVER)
    wanted = env.database(replace(env.read(), database_url=os.environ[SERVER]))
    settings.DATABASES["default"] |= {"OPTIONS": {}, **wanted, "CONN_MAX_AGE": 0}
    settings.DATABASES["default"]["TEST"]["NAME"] = None  # SQLite's is in memory; here each process makes its own
    connections["default"].close()
    del connections["default"]  # it was made for SQLite when Django was set up
    return until


@pytest.fixture(scope="session", autouse=True)
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The English of the interface."""
    settings.LOCALE_PATHS = [tmp_path_factory.mktemp("locale")]
    messages.refresh(settings.LOCALE_PATHS[0])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Without the ledger's guards: tests empty the tables, and break the chain on purpose."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own
        guards.take_down(connection)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty home for the test."""
    before, settings.GUIJU_HOME = settings.GUIJU_HOME, tmp_path / "home"
    settings.GUIJU_HOME.mkdir()
    yield settings.GUIJU_HOME
    settings.GUIJU_HOME = before


@pytest.fixture(autouse=True)
def nobody_knocked() -> None:
    """Nobody has asked at the doors yet, and no issuer has told of itself."""
    for name in ("guiju.web.account.knocking", "guiju.apps.login.elsewhere.described"):
        if name in sys.modules:
            sys.modules[name].forget()


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[datetime]:
    """The clock stands at 10:30 on Friday, 9 October 2026, in Shanghai."""
    with clock.at(TODAY):
        yield TODAY


@pytest.fixture(autouse=True)
def mother_tongue() -> Iterator[None]:
    """Chinese: a page asked for in English leaves its language to the thread, and no test may hang on another."""
    translation.deactivate()
    yield
    translation.deactivate()
