"""Receiving what was handed in. Each gives the new version of the work that was handed in."""

from guiju.apps.audit.actor import Actor


def accept(*, actor: Actor, work_id: int, version: int, said: str = "") -> int:
    """It is good: the work is done as of when it was handed in. ``work_id`` is that work or its review."""
    raise NotImplementedError


def give_back(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """It is not good yet, and why: the work is open again. ``work_id`` is that work or its review."""
    raise NotImplementedError
