"""What people hear, and who is away."""

from datetime import datetime

from guiju.apps.work.values import Absence, Notice


def notices(number: str, *, unread: bool = False, below: int | None = None, limit: int = 50) -> list[Notice]:
    """A person's notices, the newest first; ``below`` goes on to older ones than that number."""
    raise NotImplementedError


def outgoing(*, after: int, moment: datetime | None = None, limit: int = 500) -> list[tuple[str, Notice]]:
    """Notices that may leave the house, with the 工号 they are for, in the order of their numbers from ``after`` on.

    Those of work that was closed before quiet hours ended are left out.
    """
    raise NotImplementedError


def absences(number: str = "", *, moment: datetime | None = None) -> list[Absence]:
    """Who is away, or will be, by start: of one person or of everybody."""
    raise NotImplementedError


def away(moment: datetime | None = None) -> dict[str, Absence]:
    """Who is away at a moment (now), by 工号."""
    raise NotImplementedError
