"""Who may set up the ways by which people hear."""

from guiju.apps.audit.actor import Actor
from guiju.apps.people import rules as people


def may_manage_channels(actor: Actor) -> bool:
    """Add, change and try channels, and say how others are reached: whoever also opens their accounts."""
    return people.may_manage_accounts(actor)


def may_keep_contacts(actor: Actor, number: str) -> bool:
    """Say how somebody is reached: everybody for themselves."""
    return bool(number) and (actor.number == number or may_manage_channels(actor))
