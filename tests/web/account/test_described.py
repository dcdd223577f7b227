"""What an issuer says of itself is asked for once in a while, whoever opens the sign-in page how often."""

import time
from threading import Thread

import pytest

from apps.notices import receivers
from guiju.apps.login.elsewhere import described

PATH = "/.well-known/openid-configuration"


@pytest.fixture(autouse=True)
def private(settings):
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)


@pytest.fixture
def there():
    with receivers.web() as found:
        yield found


@pytest.fixture
def now(monkeypatch):
    """A clock that a test winds."""
    at = [time.monotonic()]
    monkeypatch.setattr(described.time, "monotonic", lambda: at[0])
    return at


def tells(there, status: int = 200, **more: str) -> None:
    there.answers[PATH] = [(status, {"issuer": there.url, **more} if status == 200 else {}, {})]


def test_an_issuer_is_asked_once_in_ten_minutes(there, now):
    tells(there, authorization_endpoint="there")
    found = [described.of(there.url)["authorization_endpoint"] for _ in range(20)]
    once = len(there.came)
    now[0] += 599
    described.of(there.url)
    still = len(there.came)
    now[0] += 2
    described.of(there.url)

    assert (set(found), once, still, len(there.came)) == ({"there"}, 1, 1, 2)


def test_one_that_does_not_answer_well_is_left_alone_for_a_while(there, now):
    tells(there, 500)
    described.of(there.url)
    for _ in range(5):
        with pytest.raises(OSError, match="a moment ago"):
            described.of(there.url)
    once = len(there.came)
    now[0] += described.SULK + 1
    tells(there, token_endpoint="there")

    assert (once, described.of(there.url)["token_endpoint"], len(there.came)) == (1, "there", 2)


def test_what_was_said_before_holds_for_a_day_while_it_does_not_answer(there, now):
    tells(there, token_endpoint="there")
    before = described.of(there.url)
    tells(there, 503)
    now[0] += described.FRESH + 1
    during = [described.of(there.url) for _ in range(3)]
    now[0] += described.STALE
    after = described.of(there.url)

    assert (during, after) == ([before] * 3, {})


def test_many_at_once_ask_once_and_wait_only_a_little_for_a_slow_one(there, monkeypatch):
    monkeypatch.setattr(described, "WAIT", 0.05)
    there.silent.add(PATH)
    took: list[float] = []

    def come() -> None:
        start = time.perf_counter()
        try:
            described.of(there.url)
        except OSError:
            took.append(time.perf_counter() - start)

    visitors = [Thread(target=come, daemon=True) for _ in range(8)]
    for one in visitors:
        one.start()
    end = time.monotonic() + 60
    while len(took) < len(visitors) - 1 and time.monotonic() < end:
        time.sleep(0.01)
    waited = tuple(took)
    there.over.set()
    for one in visitors:
        one.join()

    assert (len(there.came), len(waited), len(took)) == (1, 7, 8)


def test_no_more_issuers_are_remembered_than_a_house_has():
    for at in range(described.MOST + 10):
        with pytest.raises(OSError, match=r".+"):
            described.of(f"http://127.0.0.1:1/{at}")

    assert len(described._kept) == described.MOST
