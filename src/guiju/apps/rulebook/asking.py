"""Questions about rights, asked of the regulation in force and of the roster as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people.values import Administrator
from guiju.apps.rulebook import queries, rules
from guiju.engines.calendar.staff import Holder
from guiju.engines.rights.asking import Asked
from guiju.lang.kinds.choices import Action, Thing


@dataclass(frozen=True, slots=True)
class State:
    """What is asked of: the posts of a day, names by 工号, and who may do everything as an administrator."""

    asked: Asked
    names: dict[str, str]
    administrators: tuple[Administrator, ...]


def state(day: date) -> State | None:
    """Everything that questions about a day are answered from; ``None`` when no regulation was in force."""
    regulation = queries.regulation_at(day)
    if regulation is None:
        return None
    holders = [
        Holder(post.number, post.unit, post.position, post.leader, post.start, post.end)
        for post in people.posts(on=day)
    ]
    return State(Asked.on(regulation, holders, day), dict(people.names()), tuple(people.administrators()))


def asks_about(actor: Actor) -> frozenset[str] | None:
    """About whom somebody may ask who sees theirs and what they may do; ``None`` for everybody.

    Themselves, those whom they may see in the roster, and those whose points they may see.
    """
    found: frozenset[str] = frozenset({actor.number} - {""})
    for thing in (Thing.ROSTER, Thing.APPRAISAL):
        within = rules.numbers_within(actor, Action.VIEW, thing)
        if within is None:
            return None
        found |= within
    return found


def may_ask_of_all(actor: Actor) -> bool:
    """Ask who may do something to the things of everybody."""
    return asks_about(actor) is None
