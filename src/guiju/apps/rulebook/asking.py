"""Questions about rights, asked of the regulation in force and of the roster as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people.values import Administrator
from guiju.apps.rulebook import queries, rules
from guiju.engines.calendar.staff import Holder
from guiju.engines.rights.asking import EVERYBODY, Asked
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


def may_ask_who(actor: Actor, over: str = EVERYBODY) -> bool:
    """Ask who may do something to somebody's things: they themselves, and who may see them in the roster."""
    return _sees(actor, over)


def may_ask_why(actor: Actor, number: str) -> bool:
    """Ask what somebody may do and why: they themselves, and who may see them in the roster."""
    return _sees(actor, number)


def _sees(actor: Actor, number: str) -> bool:
    mine = bool(number) and number == actor.number
    return mine or rules.may(actor, Action.VIEW, Thing.ROSTER, number=number)
