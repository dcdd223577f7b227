"""Somebody of the demo's roster at work, with the rights of that day."""

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as roster
from guiju.apps.rulebook import access

WRITER = "1605"  # who keeps the regulation, the sources and the formats


def builder() -> Actor:
    """Who makes the demo: its pages never show the account of the machine."""
    return Actor("演示", "cli", trusted=True)


def acting(number: str) -> Actor:
    """The person of a 工号 as the clock stands; the builder where the roster does not have them."""
    person = roster.person(number)
    if person is None:
        return builder()
    return Actor(person.name, "demo", number=number, grants=access.grants(number, clock.today()))
