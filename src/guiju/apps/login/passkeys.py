"""Passkeys: made on a device that knows its owner, and proved without anything that could be told to somebody else."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.login import errors, models, sessions
from guiju.apps.login.errors import Code

MOST = 10
LONGEST = 60  # characters of a name
VERIFIED = UserVerificationRequirement.REQUIRED
State = Mapping[str, str]
# What reading an answer raises that no device gives: its parts are cut short, of another kind, or nested endlessly.
NO_ANSWER = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class House:
    """Who asks for a passkey: the name of the host that it belongs to, and the origins from which it may be used."""

    id: str
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is told, as JSON, and what is kept of it on this side until the answer comes."""

    options: str
    state: dict[str, str]


def begin_adding(*, actor: Actor, house: House, shown: str) -> Asked:
    """Ask for a new passkey, to be kept on the device under the name ``shown``; none that is there already."""
    mine = list(models.Passkey.objects.filter(user_id=actor.user_id or 0))
    if len(mine) >= MOST:
        raise errors.refused(Code.TOO_MANY, most=MOST)
    handle = mine[0].handle if mine else secrets.token_hex(32)
    options, state = _server(house).register_begin(
        PublicKeyCredentialUserEntity(id=bytes.fromhex(handle), name=shown, display_name=actor.name),
        credentials=[_credential(row) for row in mine],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return Asked(json.dumps(dict(options)), {**state, "handle": handle})


@transaction.atomic
def add(*, actor: Actor, house: House, state: State, answer: str, name: str) -> None:
    """Keep the passkey that a device has made; ``Refused`` for an answer to anything but what was asked."""
    try:
        made = _server(house).register_complete(dict(state), _read(answer))
        data = made.credential_data
        if data is None:
            raise errors.refused(Code.WRONG_PASSKEY)
    except NO_ANSWER as error:
        raise errors.refused(Code.WRONG_PASSKEY) from error
    if models.Passkey.objects.filter(digest=_digest(data.credential_id)).exists():
        raise errors.refused(Code.WRONG_PASSKEY)
    if models.Passkey.objects.filter(user_id=actor.user_id or 0).count() >= MOST:
        raise errors.refused(Code.TOO_MANY, most=MOST)
    row = models.Passkey.objects.create(
        user_id=actor.user_id or 0,
        digest=_digest(data.credential_id),
        data=bytes(data),
        handle=state["handle"],
        counter=made.counter,
        name=name.strip()[:LONGEST],
        made=clock.now(),
    )
    ledger.record(actor=actor, action="login.add_passkey", kind="passkey", key=row.name)


def begin_asking(*, house: House, user_id: int | None = None) -> Asked:
    """Ask for a passkey: any that the device has for this house, or one of somebody's."""
    mine = models.Passkey.objects.filter(user_id=user_id) if user_id is not None else ()
    options, state = _server(house).authenticate_begin(
        [_credential(row) for row in mine] or None, user_verification=VERIFIED
    )
    return Asked(json.dumps(dict(options)), state)


@transaction.atomic
def prove(*, house: House, state: State, answer: str, where: str, user_id: int | None = None) -> int | None:
    """The user whose passkey signed what was asked; ``None`` for any other answer.

    One whose counter does not grow was copied: it is refused, and the ledger says so.
    """
    try:
        given = AuthenticationResponse.from_dict(_read(answer))
        row = models.Passkey.objects.select_for_update().filter(digest=_digest(given.raw_id)).first()
        if row is None or (user_id is not None and row.user_id != user_id):
            return None
        owner = given.response.user_handle
        if owner is not None and owner != bytes.fromhex(row.handle):
            return None
        _server(house).authenticate_complete(dict(state), [_credential(row)], given)
        signed: AuthenticatorData = given.response.authenticator_data
    except NO_ANSWER:
        return None
    if not sessions.may_sign_in(row.user_id):
        return None
    if (row.counter or signed.counter) and signed.counter <= row.counter:
        actor = Actor(row.name, where, user_id=row.user_id)
        ledger.record(actor=actor, action="login.copied_passkey", kind="passkey", key=row.name)
        return None
    row.counter, row.used = signed.counter, clock.now()
    row.save(update_fields=["counter", "used"])
    return int(row.user_id)


@transaction.atomic
def rename(*, actor: Actor, passkey: int, name: str) -> None:
    """Call one of one's own passkeys something else."""
    row = _own(actor, passkey)
    before, row.name = row.name, name.strip()[:LONGEST] or row.name
    row.save(update_fields=["name"])
    ledger.record(actor=actor, action="login.rename_passkey", kind="passkey", key=row.name, before=before)


@transaction.atomic
def remove(*, actor: Actor, passkey: int) -> None:
    """Let one of one's own passkeys open nothing any more."""
    row = _own(actor, passkey)
    row.delete()
    ledger.record(actor=actor, action="login.remove_passkey", kind="passkey", key=row.name)


def _own(actor: Actor, passkey: int) -> models.Passkey:
    row = models.Passkey.objects.select_for_update().filter(user_id=actor.user_id or 0, pk=passkey).first()
    if row is None:
        raise errors.refused(Code.NO_PASSKEY)
    return row


def _server(house: House) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=house.id, name="Guiju 规矩"), verify_origin=house.origins.__contains__
    )


def _credential(row: models.Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(row.data))


def _digest(credential_id: bytes) -> str:
    return sha256(credential_id).hexdigest()


def _read(answer: str) -> dict[str, object]:
    """What the browser sent, as far as it is an object of JSON."""
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
