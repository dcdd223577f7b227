"""The other side of every channel, and a house that may speak to it."""

import pytest

from apps.notices import receivers
from guiju.apps.notices.senders import tokens


@pytest.fixture(autouse=True)
def house(settings):
    """Messages may go to this machine, and lead back to the house."""
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    settings.GUIJU_URL = "https://guiju.example/"


@pytest.fixture(autouse=True)
def no_tokens():
    """No test knows the token of another."""
    tokens._kept.clear()


@pytest.fixture
def web():
    """A messenger."""
    with receivers.web() as found:
        yield found


@pytest.fixture
def mails():
    """A mail server."""
    with receivers.mails() as found:
        yield found
