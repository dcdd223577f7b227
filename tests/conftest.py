"""What every test may ask for: a home of its own, a clock that stands, and, on demand, PostgreSQL."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from guiju.apps import clock
from guiju.project import env, messages

TODAY = datetime(2026, 10, 9, 10, 30)  # a Friday


def pytest_configure() -> None:
    """Fast passwords; the state in PostgreSQL when ``GUIJU_TEST_DATABASE_URL`` names one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECRET_KEY = "not a secret"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    url = os.environ.get("GUIJU_TEST_DATABASE_URL")
    if url:
        here = env.read({"GUIJU_DATABASE_URL": url})
        settings.DATABASES["default"] |= env.database(here)


@pytest.fixture(scope="session", autouse=True)
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The English of the interface."""
    settings.LOCALE_PATHS = [tmp_path_factory.mktemp("locale")]
    messages.refresh(settings.LOCALE_PATHS[0])


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty home for the test."""
    before, settings.GUIJU_HOME = settings.GUIJU_HOME, tmp_path / "home"
    settings.GUIJU_HOME.mkdir()
    yield settings.GUIJU_HOME
    settings.GUIJU_HOME = before


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[datetime]:
    """The clock stands at 10:30 on Friday, 9 October 2026, in Shanghai."""
    with clock.at(TODAY):
        yield TODAY
