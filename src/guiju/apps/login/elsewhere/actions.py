"""Setting other houses up, and letting in whom they vouch for: people of the roster with an account, nobody new."""

import secrets
from collections.abc import Mapping

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.login import errors, models, sessions
from guiju.apps.login.elsewhere import described, kinds, queries
from guiju.apps.login.elsewhere.values import MOST, Attempt, NotProved, Way, Who
from guiju.apps.login.errors import Code
from guiju.apps.notices import queries as notices
from guiju.apps.notices.sealing import seal
from guiju.apps.people import queries as people
from guiju.apps.people import rules

NAME = 60


@transaction.atomic
def save(*, actor: Actor, name: str, told: Mapping[str, str], kind: str = "", number: int | None = None) -> int:
    """Add a house, or change one; a secret left empty stays, unless it would now go to another address.

    ``Refused``: UNREADABLE (``names`` holds the fields), NAME_TAKEN. Who it knew is forgotten where it is another.
    """
    _allowed(actor)
    row = _found(number) if number is not None else models.Provider(kind=kind)
    fields = kinds.FIELDS[row.kind]
    plain = {field.name: told.get(field.name, "").strip() for field in fields if not field.secret}
    moved = row.pk is not None and any(
        plain.get(one) != row.settings.get(one) for one in kinds.IDENTIFYING & plain.keys()
    )
    bad = [] if 0 < len(name.strip()) <= NAME and name.isprintable() else ["name"]
    bad += kinds.unreadable(row.kind, told, kept=bool(row.secret) and not moved)
    if bad:
        raise errors.refused(Code.UNREADABLE, names=tuple(bad))
    if models.Provider.objects.filter(name=name.strip()).exclude(pk=row.pk).exists():
        raise errors.refused(Code.NAME_TAKEN, name=name.strip())
    before = {"name": row.name, "settings": row.settings} if row.pk else None
    row.name, row.settings = name.strip(), plain
    if told.get("secret") or moved:
        row.secret = seal({"secret": told.get("secret", "")}, queries.PURPOSE)
    row.save()
    described.forget()
    if moved:
        models.Identity.objects.filter(provider=row).delete()
    after = {"name": row.name, "settings": row.settings}
    ledger.record(actor=actor, action="login.save_provider", kind="provider", key=row.name, before=before, after=after)
    return int(row.pk)


@transaction.atomic
def switch(*, actor: Actor, number: int, on: bool) -> None:
    """Let people come in by a house, or no more."""
    _allowed(actor)
    row = _found(number)
    row.on = on
    row.save(update_fields=["on"])
    action = "login.turn_on_provider" if on else "login.turn_off_provider"
    ledger.record(actor=actor, action=action, kind="provider", key=row.name)


@transaction.atomic
def remove(*, actor: Actor, number: int) -> None:
    """Forget a house, its secret and whom it knew."""
    _allowed(actor)
    row = _found(number)
    row.delete()
    ledger.record(actor=actor, action="login.remove_provider", kind="provider", key=row.name)


def attempt(*, redirect: str) -> Attempt:
    """An attempt that nobody can guess; letters and digits alone, as WeCom wants them."""
    return Attempt(secrets.token_hex(24), secrets.token_hex(24), secrets.token_urlsafe(48), redirect)


def address(way: Way, begun: Attempt, *, inside: bool) -> str:
    """Where somebody is sent to prove who they are; ``Refused`` when that house does not answer."""
    try:
        return kinds.HALVES[way.kind].address(way, begun, inside=inside)
    except (NotProved, OSError, KeyError) as error:
        raise errors.refused(Code.NO_ANSWER, name=way.name) from error


def who(way: Way, begun: Attempt, code: str) -> Who:
    """Whom the other house vouches for; ``Refused`` when it does not."""
    try:
        found = kinds.HALVES[way.kind].who(way, begun, code[:2000])
    except NotProved as error:
        raise errors.refused(Code.NOT_PROVED, name=way.name, said=str(error)[:120] or "—") from error
    except (OSError, KeyError) as error:
        raise errors.refused(Code.NO_ANSWER, name=way.name) from error
    if not 0 < len(found.subject) <= MOST:
        raise errors.refused(Code.NOT_PROVED, name=way.name, said="—")
    return found


@transaction.atomic
def arrive(*, way: Way, seen: Who, where: str) -> int:
    """The user that somebody is here: by the tie made before, else by what the roster's addresses say, which ties them.

    ``Refused`` for who is nobody of the roster, has no account, may not sign in, or could be two people.
    """
    known = models.Identity.objects.filter(provider_id=way.id, subject=seen.subject).first()
    user = known.user_id if known else _by_address(way, seen)
    if user is None or not sessions.may_sign_in(user):
        raise errors.refused(Code.STRANGER, name=way.name)
    if known is None:
        person = people.person_of(user)
        me = Actor(person.name if person else way.name, where, user_id=user, number=person.number if person else "")
        _tie(me, way, seen.subject)
    return user


def is_tied(*, user_id: int, way: Way, seen: Who) -> bool:
    """Whether somebody is whom the other house has seen."""
    return models.Identity.objects.filter(provider_id=way.id, subject=seen.subject, user_id=user_id).exists()


@transaction.atomic
def bind(*, actor: Actor, way: Way, seen: Who) -> None:
    """Tie the one who is signed in to whom the other house has seen; ``Refused`` when that is somebody else here."""
    taken = models.Identity.objects.filter(provider_id=way.id, subject=seen.subject).exclude(user_id=actor.user_id or 0)
    if taken.exists():
        raise errors.refused(Code.TIED_ALREADY, name=way.name)
    models.Identity.objects.filter(provider_id=way.id, user_id=actor.user_id or 0).delete()
    _tie(actor, way, seen.subject)


@transaction.atomic
def unbind(*, actor: Actor, number: int) -> None:
    """Untie oneself from a house."""
    rows = models.Identity.objects.filter(provider_id=number, user_id=actor.user_id or 0)
    name = rows.values_list("provider__name", flat=True).first()
    if name is not None:
        rows.delete()
        ledger.record(actor=actor, action="login.untie", kind="provider", key=name)


def _tie(actor: Actor, way: Way, subject: str) -> None:
    models.Identity.objects.create(provider_id=way.id, user_id=actor.user_id or 0, subject=subject, made=clock.now())
    ledger.record(actor=actor, action="login.tie", kind="provider", key=way.name)


def _by_address(way: Way, seen: Who) -> int | None:
    """Who is written down under a name that the other house proved; nobody who rules here, nobody tied already."""
    numbers = notices.reached_at(way.kind, seen.names) if seen.names else ()
    numbers = numbers or ((seen.number,) if seen.number else ())
    if len(numbers) > 1:
        raise errors.refused(Code.TWO_PEOPLE, name=way.name)
    user = people.user_ids(numbers).get(numbers[0]) if numbers else None
    if user is None or sessions.rules(user):
        return None  # whoever may do everything ties it by hand, signed in
    return None if models.Identity.objects.filter(provider_id=way.id, user_id=user).exists() else user


def _allowed(actor: Actor) -> None:
    if not rules.may_manage_accounts(actor):
        raise errors.refused(Code.NOT_ALLOWED)


def _found(number: int) -> models.Provider:
    row = models.Provider.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise errors.refused(Code.NO_PROVIDER)
    return row
