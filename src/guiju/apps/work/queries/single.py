"""One piece of work with everything on it."""

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import Piece


def item(actor: Actor, work_id: int) -> Piece:
    """The piece of work; ``Refused`` (UNKNOWN_WORK) when there is none that the actor may see."""
    raise NotImplementedError
