"""Asking the database each thing only once while a page is made that changes nothing."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("guiju_remembered", default=None)


def once[Found](key: Hashable, ask: Callable[[], Found]) -> Found:
    """What ``ask`` gives; within ``remembered`` it is asked the first time only. A key names the question entirely."""
    kept = _kept.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return cast("Found", kept[key])


def keep(key: Hashable, found: object) -> None:
    """Answer a question before it is asked, by what was read along with another; outside ``remembered`` nothing."""
    kept = _kept.get()
    if kept is not None:
        kept.setdefault(key, found)


@contextmanager
def remembered() -> Iterator[None]:
    """Keep what is asked by ``once`` until the page is made."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)
