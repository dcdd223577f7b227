"""The one clock: whatever asks for the time asks here, so that tests and the demo can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("guiju_clock", default=None)


def now() -> datetime:
    """The present moment in the house's time zone; what ``at`` or ``GUIJU_NOW`` says when either is set."""
    moment = _set.get() or settings.GUIJU_NOW
    return _local(moment) if moment is not None else timezone.localtime()


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


def _local(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else timezone.localtime(moment)
