"""Doing work: from starting it to its end. Each gives the new version."""

from collections.abc import Collection

from guiju.apps.audit.actor import Actor


def start(*, actor: Actor, work_id: int, version: int) -> int:
    """Begin; others see that somebody is at it."""
    raise NotImplementedError


def complete(
    *,
    actor: Actor,
    work_id: int,
    version: int,
    said: str = "",
    ticks: Collection[int] = (),
    minutes: str = "",
    files: Collection[int] = (),
    record_id: int | None = None,
) -> int:
    """Finish with the evidence that it wants; with a reviewer it is handed in to them.

    ``ticks`` are the places (from 0) of checklist items, beside those ticked before; ``files`` ids of attachments.
    ``Refused``: NOT_ALLOWED, CHANGED_MEANWHILE, IS_CLOSED, NOT_OPEN_YET, NEEDS_….
    """
    raise NotImplementedError


def tick(*, actor: Actor, work_id: int, version: int, place: int, done: bool = True) -> int:
    """Tick one item of the checklist, or take the tick back."""
    raise NotImplementedError


def take_back(*, actor: Actor, work_id: int, version: int) -> int:
    """Take back what was handed in and not looked at."""
    raise NotImplementedError


def excuse(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """A leader lets somebody off, and says why."""
    raise NotImplementedError


def cancel(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """It is not wanted any more, and why."""
    raise NotImplementedError


def reassign(*, actor: Actor, work_id: int, version: int, number: str, said: str = "") -> int:
    """Another person answers for it from now on."""
    raise NotImplementedError


def remark(*, actor: Actor, work_id: int, said: str, files: Collection[int] = ()) -> int:
    """Say something; whoever is mentioned as @姓名 and may see the work hears of it. Needs no version."""
    raise NotImplementedError
