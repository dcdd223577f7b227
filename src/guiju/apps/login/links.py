"""One-time links: HR hands somebody a way to set their own password, which nobody else then knows."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.login import actions, errors, models, sessions
from guiju.apps.login.errors import Code
from guiju.apps.people import accounts, queries

VALID = timedelta(days=3)  # over a weekend, for who starts on Monday


@dataclass(frozen=True, slots=True)
class Made:
    """A link just made: its secret, which is nowhere kept, and until when it opens."""

    secret: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for."""

    user_id: int
    name: str
    username: str
    until: datetime


@transaction.atomic
def make(*, actor: Actor, number: str) -> Made:
    """A link for a person, in place of any before it; an account is opened where there is none.

    ``Refused`` for who may not manage accounts, for oneself, for an administrator's account and for who has left.
    """
    person = queries.person(number)
    if number == actor.number:
        raise errors.refused(Code.NOT_ONESELF)
    if person is not None and person.left is not None and person.left < clock.today():
        raise errors.refused(Code.HAS_LEFT, name=person.name)
    had = number in queries.usernames([number])
    user = accounts.account_for(actor=actor, number=number)
    secret, until = f"{secrets.token_urlsafe(32)}-{_password(user)}", clock.now() + VALID
    models.Link.objects.update_or_create(user_id=user, defaults={"digest": _digest(secret), "until": until})
    ledger.record(actor=actor, action="login.make_link", kind="person", key=number, after={"until": until})
    if had:
        actions.touched(by=actor.name, number=number, title="有人为您发了一次性登录链接")
    return Made(secret, timezone.localtime(until))


def invited(secret: str) -> Invited:
    """Whom a link is for; ``Refused`` for one that was used, replaced, never made, or is over."""
    row = models.Link.objects.select_related("user").filter(digest=_digest(secret)).first()
    if row is None:
        raise errors.refused(Code.NO_LINK)
    if row.until < clock.now():
        raise errors.refused(Code.LINK_OVER, until=f"{timezone.localtime(row.until):%Y-%m-%d %H:%M}")
    if not secret.endswith(f"-{_password(row.user_id)}") or not sessions.may_sign_in(row.user_id):
        raise errors.refused(Code.NO_LINK)
    name = row.user.first_name or row.user.username
    return Invited(row.user_id, name, row.user.username, timezone.localtime(row.until))


@transaction.atomic
def redeem(*, secret: str, password: str, where: str) -> int:
    """Set the password that the link is for; gives the user. The link is gone and open sessions end.

    ``Refused`` as ``invited`` is, and for a weak password, which leaves the link as it was.
    """
    whom = invited(secret)
    if not models.Link.objects.filter(user_id=whom.user_id, digest=_digest(secret)).delete()[0]:
        raise errors.refused(Code.NO_LINK)  # of two at once, one finds it gone
    person = queries.person_of(whom.user_id)
    actor = Actor(whom.name, where, user_id=whom.user_id, number=person.number if person else "")
    accounts.change_own_password(actor=actor, password=password)
    sessions.end_all(whom.user_id)
    ledger.record(actor=actor, action="login.use_link", kind="person", key=actor.number or whom.username)
    return whom.user_id


def _password(user_id: int) -> str:
    """Which password somebody has, so that a link is over when another is set; it tells nothing of the password."""
    user = User.objects.get(pk=user_id)
    return salted_hmac("guiju.login.links", user.password, algorithm="sha256").hexdigest()[:16]


def _digest(secret: str) -> str:
    """Links hold 256 bits of chance: a plain hash of them tells nothing."""
    return sha256(f"guiju link {secret}".encode()).hexdigest()
