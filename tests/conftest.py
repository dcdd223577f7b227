"""What every test has: a home of its own, a clock that stands, the English of the interface."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from guiju.apps import clock
from guiju.project import messages

TODAY = datetime(2026, 10, 9, 10, 30)  # a Friday


def pytest_configure() -> None:
    """Fast passwords, tasks that run where they are asked for, and no stop-watch: machines differ and are shared."""
    hypothesis.settings.register_profile(
        "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("house")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECRET_KEY = "not a secret"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


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
