"""Being away, and who stands in."""

from datetime import datetime

from guiju.apps.audit.actor import Actor


def add(*, actor: Actor, number: str, start: datetime, end: datetime, deputy: str = "", reason: str = "") -> int:
    """Somebody is away; the deputy sees and may do their work meanwhile. Gives the number.

    Said by oneself, by who leads them, or by who may edit the roster.
    """
    raise NotImplementedError


def end(*, actor: Actor, absence_id: int, at: datetime | None = None) -> None:
    """Back earlier (now), or not going at all."""
    raise NotImplementedError
