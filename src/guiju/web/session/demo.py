"""The people of the demo department whom a visitor may be with one click."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.people.values import Held
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.regulation import Regulation

ROLES = ("director", "leader", "specialist", "hr")


@dataclass(frozen=True, slots=True)
class Guest:
    """One card on the demo's door: who it is, what they hold, and what there is to see as them."""

    role: str
    number: str
    name: str
    note: str
    sees: str


def guests() -> tuple[Guest, ...]:
    """One of each role among those who have an account; none unless ``GUIJU_DEMO`` is set."""
    regulation = rulebook.current() if settings.GUIJU_DEMO else None
    if regulation is None:
        return ()
    today = clock.today()
    employed, accounts = dict(people.names(today)), people.usernames()
    found: dict[str, Guest] = {}
    for post in people.held(today):
        if post.number in accounts and post.number in employed:
            role = _role(regulation, post)
            found.setdefault(role, Guest(role, post.number, post.name, post.position, _sees(role)))
    return tuple(found[role] for role in ROLES if role in found)


def user_of(guest: Guest) -> User:
    """The account behind a card."""
    return User.objects.get(username=people.usernames()[guest.number], is_active=True)


def _role(regulation: Regulation, post: Held) -> str:
    """What somebody comes for, by the post held."""
    if positions.leads_the_top(regulation, post):
        return "director"
    if positions.leads(regulation, post):
        return "leader"
    return "hr" if _keeps_the_roster(regulation, post.position) else "specialist"


def _keeps_the_roster(regulation: Regulation, position: str) -> bool:
    return any(
        position in rule.who and Action.EDIT in rule.may and Thing.ROSTER in rule.what and rule.range is Range.ALL
        for rule in regulation.of(Access).values()
    )


def _sees(role: str) -> str:
    return {
        "director": _("全部门：哪些条款被破、改一条会怎样"),
        "leader": _("本组：谁落后，差在哪"),
        "specialist": _("自己：得分、奖金从哪来"),
        "hr": _("名册、填报与全部门的绩效"),
    }[role]
