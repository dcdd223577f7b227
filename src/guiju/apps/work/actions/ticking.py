"""What time brings: work is planned, people are reminded, work falls due, goes up the line, lapses."""

from datetime import datetime
from typing import NamedTuple


class Ticked(NamedTuple):
    """What a tick did: pieces planned, notices made, pieces lapsed. ``held`` when another machine is at it."""

    planned: int
    notices: int
    lapsed: int
    held: bool = False


def tick(*, moment: datetime | None = None, holder: str = "") -> Ticked:
    """Do everything that time has brought up to ``moment`` (now); safe twice, on several machines, and after days.

    After time without ticks each piece of work is told of once, at the latest step it has reached.
    """
    raise NotImplementedError
