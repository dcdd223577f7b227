"""Somebody of the demo's roster at work, with the rights of that day."""

from guiju.apps import clock
from guiju.apps.audit.actor import Actor, operator
from guiju.apps.people import queries as roster
from guiju.apps.rulebook import access

WRITER = "1605"  # who keeps the regulation, the sources and the formats


def acting(number: str) -> Actor:
    """The person of a 工号 as the clock stands; the operator where the roster does not have them."""
    person = roster.person(number)
    if person is None:
        return operator()
    return Actor(person.name, "demo", number=number, grants=access.grants(number, clock.today()))
