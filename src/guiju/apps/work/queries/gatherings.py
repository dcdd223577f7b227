"""Meetings: when they are, and what they start from."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import Agenda, Item


def meetings(actor: Actor, start: date, end: date) -> list[Item]:
    """Meetings that the actor calls, attends or leads the unit of, by time."""
    raise NotImplementedError


def agenda(actor: Actor, work_id: int) -> Agenda:
    """A meeting's topics, figures and open action items; ``Refused`` (NOT_A_MEETING, UNKNOWN_WORK)."""
    raise NotImplementedError
