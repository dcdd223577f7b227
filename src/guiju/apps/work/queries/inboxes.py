"""What is before one person."""

from datetime import date, datetime
from typing import NamedTuple

from guiju.apps.work.values import Inbox, Item


class Counts(NamedTuple):
    """For a badge: pieces before somebody that are late or due today, those late among them, notices unread."""

    due: int
    late: int
    unread: int


def inbox(number: str, *, moment: datetime | None = None) -> Inbox:
    """Everything before a person now: their own work, what they take part in, and that of those they stand in for."""
    raise NotImplementedError


def counts(number: str, *, moment: datetime | None = None) -> Counts:
    """How much of it there is."""
    raise NotImplementedError


def calendar(number: str, start: date, end: date) -> list[Item]:
    """A person's work and meetings due on the days from ``start`` to ``end``, whatever became of them, by due."""
    raise NotImplementedError
