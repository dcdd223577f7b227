"""The secret address of one's calendar: given once, of which only the digest stays."""

from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import errors, models
from guiju.apps.notices.errors import Code
from guiju.apps.people.models import Person

BYTES = 32  # of chance in an address


@transaction.atomic
def renew_feed(*, actor: Actor) -> str:
    """Give the actor's calendar a new address, which ends the one before; gives its secret part, this once."""
    person = _mine(actor)
    secret = token_urlsafe(BYTES)
    language = get_language() or settings.LANGUAGE_CODE
    values = {"digest": digest(secret), "made": clock.now(), "language": language}
    models.Feed.objects.update_or_create(person=person, defaults=values)
    ledger.record(actor=actor, action="notices.renew_feed", kind="person", key=person.number)
    return secret


@transaction.atomic
def close_feed(*, actor: Actor) -> None:
    """Let the actor's calendar be read no more."""
    person = _mine(actor)
    gone, _tables = models.Feed.objects.filter(person=person).delete()
    if gone:
        ledger.record(actor=actor, action="notices.close_feed", kind="person", key=person.number)


def digest(secret: str) -> str:
    """What is kept of an address."""
    return sha256(secret.encode()).hexdigest()


def _mine(actor: Actor) -> Person:
    person = Person.objects.filter(number=actor.number).first() if actor.number else None
    if person is None:
        raise errors.refused(Code.NOT_IN_ROSTER)
    return person
