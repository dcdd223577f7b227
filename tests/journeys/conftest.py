"""A real browser on a real server, with the department of the page tests behind it."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright

import make
from guiju.apps.people import models as people
from web import department, working

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
PARTS = Path(__file__).resolve().parents[2] / "src/guiju/web/static/parts/htmx.min.js"
TODAY = datetime(2026, 10, 9, 10, 30)  # where the clock of the tests stands, for the server's threads too
PATIENCE = 60_000  # milliseconds for whatever is waited for: a slow machine is no fault


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The state in a file, as people run it: each thread of the server has a connection of its own.

    In memory, Django's live server shares one connection between its threads, and a page that is checked while it is
    being saved would meet the other request's transaction.
    """
    where = connection.settings_dict
    if connection.vendor == "sqlite":
        where["TEST"]["NAME"] = str(tmp_path_factory.mktemp("state") / "guiju.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not CHROMIUM or not PARTS.exists():
        pytest.skip("no Chromium on PATH, or the page parts are not installed (make setup)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def demo(tmp_path, transactional_db, settings, live_server) -> str:
    """The department as a demo, with accounts for one of each role; gives its address."""
    settings.GUIJU_DEMO, settings.GUIJU_NOW, settings.WHITENOISE_USE_FINDERS = True, TODAY, True
    department.open_department(tmp_path)
    for who in people.Person.objects.filter(number__in=("1", "3", "8", "9")):
        make.user(who)
    return live_server.url


@pytest.fixture
def busy(tmp_path, transactional_db, settings, live_server) -> str:
    """The department at work on its duties, as a demo; gives its address. Its clock stands at ``TODAY``."""
    settings.GUIJU_DEMO, settings.GUIJU_NOW, settings.WHITENOISE_USE_FINDERS = True, TODAY, True
    working.open_department()
    for who in people.Person.objects.filter(number__in=("1", "2", "3", "9")):
        make.user(who)
    return live_server.url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A Chinese reader at a desk; whatever the browser complains of fails the journey."""
    with reading(browser) as found:
        yield found


def answered() -> bool:
    """Whether the server has done with all that it was asked, once the browser has hung up."""
    end = time.monotonic() + PATIENCE / 1000
    while any("process_request_thread" in one.name for one in threading.enumerate()):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class reading:  # noqa: N801 reads as a sentence
    """A page of a reader; leaving it asserts that nothing was refused by the content policy and no script failed.

    Whoever has left it may read the state and change the clock: the server does nothing more.
    """

    def __init__(self, browser: Browser, **like: object) -> None:
        like = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "reduced_motion": "reduce", **like}
        self.context = browser.new_context(**like)
        self.context.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []

    def __enter__(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert (self.complaints, answered()) == ([], True)
