"""Holding meetings."""

from collections.abc import Collection, Sequence

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import ActionItem


def hold(
    *,
    actor: Actor,
    work_id: int,
    version: int,
    present: Collection[str],
    minutes: str,
    actions: Sequence[ActionItem] = (),
) -> int:
    """A meeting was held: who came, what was said, and who does what by when, which becomes Work.

    The figures of its agenda are kept as they stand. Gives the new version.
    """
    raise NotImplementedError
