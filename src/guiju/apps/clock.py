"""The one clock: whatever asks for the time asks here, so that tests and the demo can set it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("guiju_clock", default=None)
_read: dict[str, tuple[tuple[int, int], timedelta]] = {}  # what the file said when it was last another one
_NONE = timedelta()


def now() -> datetime:
    """The present moment in the house's time zone.

    What ``at`` or ``GUIJU_NOW`` says when either is set; on the demo it runs ahead by what it was wound.
    """
    standing = _set.get()
    if standing is not None:
        return _local(standing)
    moment = _local(settings.GUIJU_NOW) if settings.GUIJU_NOW is not None else timezone.localtime()
    return moment + ahead() if settings.GUIJU_DEMO else moment


def today() -> date:
    """The present day in the house's time zone."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at ``moment``; without a zone it is local time."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def ahead() -> timedelta:
    """By how much the demo's clock was wound forward; every process of the home sees it at once."""
    path = _path()
    try:
        found = path.stat()
    except OSError:
        return _NONE
    mark, key = (found.st_ino, found.st_mtime_ns), str(path)
    known = _read.get(key)
    if known is None or known[0] != mark:
        known = _read[key] = (mark, timedelta(seconds=int(path.read_text("utf-8"))))
    return known[1]


def wind(by: timedelta) -> timedelta:
    """Wind the demo's clock forward by whole seconds; gives how far ahead it now is.

    Who may, and what then falls due, is for ``work.actions.winding``. Raises ``ValueError`` for winding backwards.
    """
    if by < _NONE:
        raise ValueError("time does not run backwards")
    goal = ahead() + timedelta(seconds=round(by.total_seconds()))
    path = _path()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_text(f"{int(goal.total_seconds())}\n", "utf-8")
    draft.replace(path)
    return goal


def _path() -> Path:
    return Path(settings.GUIJU_HOME) / "clock"


def _local(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else timezone.localtime(moment)
