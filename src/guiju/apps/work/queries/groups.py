"""A leader's view: who is behind, what is stuck, who has not reported."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import GroupDay, Reported


def group(actor: Actor, unit: str, day: date | None = None) -> GroupDay:
    """A unit with all under it on a day (today); ``Refused`` (NOT_ALLOWED) for who may not see its work."""
    raise NotImplementedError


def reported(actor: Actor, name: str, day: date | None = None, *, unit: str = "") -> Reported:
    """Who has done the duty of that name, or the duty that asks for the form of that name, for a day (today).

    Everybody who is bound by a duty may see it; without ``unit`` everybody in it is listed.
    """
    raise NotImplementedError
