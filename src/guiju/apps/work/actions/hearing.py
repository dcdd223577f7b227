"""What people have heard."""

from collections.abc import Collection

from guiju.apps.audit.actor import Actor


def read(*, actor: Actor, notices: Collection[int] | None = None) -> int:
    """Mark the actor's own notices as read, all of them when none are named; gives how many were unread."""
    raise NotImplementedError
