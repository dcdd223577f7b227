"""What the regulation in force lets somebody do: its 权限 rules, read for the posts that they hold today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from guiju.apps import clock
from guiju.apps.audit.actor import Actor, Grant
from guiju.apps.people import queries as people
from guiju.apps.people.values import Post
from guiju.apps.rulebook import positions, queries
from guiju.lang import Regulation
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing


class Role(StrEnum):
    """What somebody comes to Guiju for; it chooses what a page shows first and opens nothing by itself."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"  # leads a unit that has none above it
    LEADER = "leader"  # leads another unit
    HR = "hr"  # may edit the whole roster without leading
    FINANCE = "finance"  # may take all scores away without editing the roster
    SPECIALIST = "specialist"  # holds any other post


def actor_of(user: AbstractBaseUser | AnonymousUser, *, where: str) -> Actor:
    """Who a signed-in user is today, and what they may do; a stranger to the roster may do nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Actor(name="", where=where)
    person = people.person_of(user.pk)
    name = person.name if person else user.get_username()
    someone = Actor(name, where, user.pk, person.number if person else "", trusted=user.is_superuser)
    return replace(someone, grants=grants(someone.number, clock.today())) if person else someone


def grants(number: str, day: date) -> frozenset[Grant]:
    """Everything that the regulation in force on a day opens to somebody for the posts held that day."""
    regulation = queries.regulation_at(day)
    if regulation is None:
        return frozenset()
    return frozenset(grant for post in people.posts(on=day, number=number) for grant in _opened(regulation, post))


def _opened(regulation: Regulation, post: Post) -> Iterator[Grant]:
    """What one post opens: 本组 is the unit of that post, and not of others that the same person holds."""
    position = positions.position(regulation, post.position)
    for rule in regulation.of(Access).values():
        if not rule.who or (position is not None and position.name in rule.who):
            unit = post.unit if rule.range is Range.GROUP else ""
            yield from (Grant(may, what, rule.range, unit, rule.clause) for may in rule.may for what in rule.what)


def rows_without_approval(actor: Actor, thing: Thing) -> int | None:
    """How many rows of a thing an actor may export without another's approval, by the strictest rule that says so."""
    said = [rule.approval_above for rule in _held_rules(actor) if thing in rule.what and Action.EXPORT in rule.may]
    return min((most for most in said if most is not None), default=None)


def needs_second_factor(actor: Actor) -> bool:
    """Whether a rule demands more than a password of somebody."""
    return any(rule.second_factor for rule in _held_rules(actor))


def _held_rules(actor: Actor) -> Iterator[Access]:
    """The access rules for the posts that somebody holds today."""
    regulation = queries.current() if actor.number else None
    if regulation is None:
        return
    for post in people.posts(on=clock.today(), number=actor.number):
        position = positions.position(regulation, post.position)
        for rule in regulation.of(Access).values():
            if not rule.who or (position is not None and position.name in rule.who):
                yield rule


def holders(regulation: Regulation, day: date, may: Action, thing: Thing) -> list[str]:
    """The 工号 of everybody who may do this to all of a thing on a day, in the order of the roster."""
    rules = [rule for rule in regulation.of(Access).values() if may in rule.may and thing in rule.what]
    wide = [rule for rule in rules if rule.range is Range.ALL]
    found: dict[str, None] = {}
    for post in people.held(day):
        position = positions.position(regulation, post.position)
        if any(not rule.who or (position is not None and position.name in rule.who) for rule in wide):
            found[post.number] = None
    return list(found)


def roles(actor: Actor) -> frozenset[Role]:
    """What an actor comes for, by the posts held today and by what they may do."""
    found = {Role.ADMINISTRATOR} if actor.trusted else set()
    regulation = queries.current()
    held = people.posts(on=clock.today(), number=actor.number) if actor.number else []
    if regulation is not None:
        found |= {role for post in held if (role := _by_post(regulation, post))}
    leads = found & {Role.DIRECTOR, Role.LEADER}
    if held and not leads and not actor.trusted:
        found.add(_by_grants(actor))
    return frozenset(found)


def _by_post(regulation: Regulation, post: Post) -> Role | None:
    if positions.leads_the_top(regulation, post):
        return Role.DIRECTOR
    return Role.LEADER if positions.leads(regulation, post) else None


def _by_grants(actor: Actor) -> Role:
    if actor.reach(Action.EDIT, Thing.ROSTER) == Range.ALL:
        return Role.HR
    return Role.FINANCE if actor.reach(Action.EXPORT, Thing.APPRAISAL) == Range.ALL else Role.SPECIALIST
