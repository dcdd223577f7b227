"""Access tokens of messenger apps, kept while they hold: asking for each message is forbidden, and slow."""

import time
from collections.abc import Callable
from threading import Lock

from guiju.apps.notices.answers import Answer

EARLY = 120  # seconds before its end that a token is given up
Key = tuple[str, ...]
_kept: dict[Key, tuple[str, float]] = {}
_lock = Lock()


class NoTokenError(Exception):
    """The messenger gave none; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


def token(key: Key, ask: Callable[[], tuple[str, int]]) -> str:
    """The token under a key; ``ask`` gives a new one and the seconds it holds, or raises ``NoTokenError``."""
    with _lock:
        known, end = _kept.get(key, ("", 0.0))
        if known and time.monotonic() < end:
            return known
        fresh, seconds = ask()
        _kept[key] = (fresh, time.monotonic() + max(0, seconds - EARLY))
        return fresh


def forget(key: Key) -> None:
    """The messenger takes this one no more."""
    with _lock:
        _kept.pop(key, None)
