"""Tokens: made and ended by people, shown once, proved by a secret of which the digest is kept."""

import hmac
import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.intake import errors, models, rules
from guiju.apps.intake.actions.sources import one_line
from guiju.apps.intake.errors import Code
from guiju.apps.intake.values import Scope
from guiju.apps.people.signin import LimitedBackend
from guiju.apps.rulebook import access

PREFIX = "gj"
LONGEST = 366  # days that a token may last
MOST = 20  # tokens of one person that are live
CALLS = 120  # in a minute
MINUTE = timedelta(minutes=1)


class Made(NamedTuple):
    """A token just made; ``text`` is what the program says, and nobody can show it again."""

    id: int
    text: str


class Proved(NamedTuple):
    """Who acts by a token, what it is for, and whether it has called too often this minute."""

    actor: Actor
    scopes: frozenset[Scope]
    too_often: bool


@transaction.atomic
def make(*, actor: Actor, name: str, scopes: Collection[Scope], days: int) -> Made:
    """Make a token that acts in the actor's own name, for ``days`` days."""
    if actor.user_id is None:
        raise errors.refused(Code.NOT_ALLOWED)
    if not one_line(name):
        raise errors.refused(Code.NEEDS_NAME)
    if not scopes or not all(rules.may_give(actor, scope) for scope in scopes):
        raise errors.refused(Code.NO_SCOPE)
    if not 1 <= days <= LONGEST:
        raise errors.refused(Code.TOO_LONG, days=LONGEST)
    now = clock.now()
    live = models.Token.objects.filter(user_id=actor.user_id, ended__isnull=True, expires__gt=now)
    if live.count() >= MOST:
        raise errors.refused(Code.TOO_MANY_TOKENS, count=MOST)
    public, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    row = models.Token.objects.create(
        user_id=actor.user_id,
        name=name.strip(),
        public=public,
        digest=_digest(secret),
        uploads=Scope.UPLOAD in scopes,
        reads=Scope.READ in scopes,
        made=now,
        expires=now + timedelta(days=days),
    )
    after = {"name": row.name, "scopes": sorted(scopes), "expires": row.expires}
    ledger.record(actor=actor, action="intake.make_token", kind="token", key=public, after=after)
    return Made(row.pk, f"{PREFIX}_{public}_{secret}")


@transaction.atomic
def end(*, actor: Actor, token_id: int) -> None:
    """Let a token open nothing any more: one's own, and any for who keeps the data sources."""
    row = models.Token.objects.select_for_update().filter(pk=token_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.user_id != actor.user_id and not rules.may_see_tokens(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.ended is not None:
        return
    row.ended = clock.now()
    row.save(update_fields=["ended"])
    ledger.record(actor=actor, action="intake.end_token", kind="token", key=row.public, after={"name": row.name})


def prove(text: str, address: str) -> Proved | None:
    """Who acts by a token, with the rights that they have now; ``None`` for one that opens nothing.

    One that is forged, expired or ended is not told from another, nor is one of somebody who may not sign in any more.
    """
    prefix, _, rest = text.partition("_")
    public, _, secret = rest.partition("_")
    if prefix != PREFIX or not secret or len(text) > 100:  # noqa: PLR2004 - longer than any
        return None
    row = models.Token.objects.select_related("user").filter(public=public).first()
    known = row.digest if row else "0" * 64
    if not hmac.compare_digest(known, _digest(secret)) or row is None:
        return None
    now = clock.now()
    if row.ended is not None or row.expires <= now or not LimitedBackend().user_can_authenticate(_user(row)):
        return None
    actor = access.actor_of(row.user, where=f"api {row.name} {address}".strip())
    scopes = {Scope.UPLOAD: row.uploads, Scope.READ: row.reads}
    allowed = frozenset(scope for scope, given in scopes.items() if given and rules.may_give(actor, scope))
    return Proved(actor, allowed, _too_often(row))


def _too_often(row: models.Token) -> bool:
    """Count the call within its minute, in the database: every process counts the same calls."""
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    mine = models.Token.objects.filter(pk=row.pk)
    if not mine.filter(minute=minute).update(calls=F("calls") + 1, used=now):
        mine.update(minute=minute, calls=1, used=now)
        return False
    return row.minute == minute and row.calls >= CALLS


def _user(row: models.Token) -> User:
    user = row.user
    assert isinstance(user, User)  # noqa: S101 - the house signs in no other
    return user


def _digest(secret: str) -> str:
    """Enough for a secret that was drawn at random: there is nothing to guess."""
    return sha256(secret.encode()).hexdigest()
