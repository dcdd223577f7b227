"""Setting a second factor up, proving it, and keeping watch over open sessions."""

import secrets
import time
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.login import errors, models, sessions, totp
from guiju.apps.login.errors import Code
from guiju.apps.people import accounts, rules
from guiju.apps.people import queries as people
from guiju.apps.work import models as work
from guiju.apps.work import notify
from guiju.facts.secret import box_for

CODES = 10
_KEY = 20  # bytes, as RFC 4226 wants them
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
PURPOSE = b"factors"


@transaction.atomic
def begin(*, actor: Actor) -> bytes:
    """A key for an authenticator that is being set up: the same until it is confirmed."""
    user = actor.user_id or 0
    row = models.Factor.objects.filter(user_id=user).first()
    if row is not None and row.confirmed is None:
        return _key(row)
    if row is not None:
        raise errors.refused(Code.NOT_ALLOWED)  # take the old one off first
    key = secrets.token_bytes(_KEY)
    models.Factor.objects.create(user_id=user, sealed=_box().encrypt(key))
    return key


@transaction.atomic
def confirm(*, actor: Actor, typed: str) -> tuple[str, ...]:
    """The authenticator shows the right code: from now on it is asked for. Gives the recovery codes, shown once."""
    row = models.Factor.objects.select_for_update().filter(user_id=actor.user_id or 0, confirmed=None).first()
    if row is None:
        raise errors.refused(Code.NO_FACTOR)
    step = totp.matching(_key(row), typed, time.time(), row.step)
    if step is None:
        raise errors.refused(Code.WRONG_CODE)
    row.step, row.confirmed = step, clock.now()
    row.save(update_fields=["step", "confirmed"])
    ledger.record(actor=actor, action="login.set_factor", kind="factor", key=actor.name)
    return _new_codes(row.user_id)


@transaction.atomic
def prove(*, user_id: int, typed: str) -> bool:
    """Whether what was typed is the code of now or a recovery code; each counts once."""
    row = models.Factor.objects.select_for_update().filter(user_id=user_id, confirmed__isnull=False).first()
    if row is None:
        return False
    step = totp.matching(_key(row), typed, time.time(), row.step)
    if step is not None:
        row.step = step
        row.save(update_fields=["step"])
        return True
    used, _each = models.Recovery.objects.filter(user_id=user_id, digest=_digest(typed)).delete()
    return bool(used)


@transaction.atomic
def remove(*, actor: Actor, typed: str) -> None:
    """Take one's own authenticator off, with a code of it."""
    if not prove(user_id=actor.user_id or 0, typed=typed):
        raise errors.refused(Code.WRONG_CODE)
    _drop(actor.user_id or 0)
    ledger.record(actor=actor, action="login.remove_factor", kind="factor", key=actor.name)


@transaction.atomic
def reset(*, actor: Actor, number: str) -> None:
    """Take somebody's authenticator and passkeys off who has lost them: who manages accounts, never their own.

    Those of an administrator only a trusted actor, as with the password.
    """
    user = people.user_ids([number]).get(number)
    if not rules.may_manage_accounts(actor) or user is None or user == actor.user_id:
        raise errors.refused(Code.NOT_ALLOWED)
    if sessions.rules(user) and not actor.trusted:
        raise errors.refused(Code.NOT_ALLOWED)
    _drop(user)
    models.Passkey.objects.filter(user_id=user).delete()
    ledger.record(actor=actor, action="login.reset_factor", kind="person", key=number)
    touched(by=actor.name, number=number, title="您的两步验证和通行密钥被取消了")


@transaction.atomic
def reset_password(*, actor: Actor, number: str) -> str:
    """Give somebody another password, which is given back, and let them hear of it."""
    password = accounts.reset_password(actor=actor, number=number)
    touched(by=actor.name, number=number, title="您的登录密码被重设了")
    return password


def touched(*, by: str, number: str, title: str) -> None:
    """Let somebody hear that another did something to the way in to their account: it must never go unseen."""
    now = clock.now()
    notify.tell(
        numbers=[number],
        level=work.Notice.Level.INFORMED,
        work=None,
        key=f"account:{title}:{now.isoformat()}",
        moment=now,
        about={"title": f"{title}；不是您要的，请马上找管理员", "by": by},
    )


@transaction.atomic
def opened(*, actor: Actor, session: str, address: str, agent: str) -> None:
    """Somebody has signed in; a device or an address that is new is told to them."""
    mine = models.Opened.objects.filter(user_id=actor.user_id or 0)
    known = mine.filter(agent=agent[:200]).exists() or not mine.exists()
    models.Opened.objects.create(
        user_id=actor.user_id or 0, session=session, at=clock.now(), address=address[:64], agent=agent[:200]
    )
    ledger.record(actor=actor, action="login.sign_in", kind="session", key=actor.name, after={"address": address})
    if not known and actor.number:
        about = {"title": f"您的账号在新的设备上登录：{address}", "by": actor.name}
        level = work.Notice.Level.INFORMED
        notify.tell(
            numbers=[actor.number], level=level, work=None, key=f"login:{session}", moment=clock.now(), about=about
        )


@transaction.atomic
def end(*, actor: Actor, sessions: list[int]) -> int:
    """End open sessions of one's own; gives how many."""
    rows = list(models.Opened.objects.filter(user_id=actor.user_id or 0, pk__in=sessions))
    for row in rows:
        SessionStore(row.session).delete()
        row.delete()
    if rows:
        ledger.record(
            actor=actor, action="login.end_sessions", kind="session", key=actor.name, after={"rows": len(rows)}
        )
    return len(rows)


@transaction.atomic
def moved(*, actor: Actor, before: str, session: str) -> None:
    """Somebody's session goes on under another key, and all others are over: as after a new password."""
    mine = models.Opened.objects.filter(user_id=actor.user_id or 0)
    end(actor=actor, sessions=list(mine.exclude(session=before).values_list("pk", flat=True)))
    mine.update(session=session)


def _new_codes(user_id: int) -> tuple[str, ...]:
    codes = tuple(
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(CODES)
    )
    models.Recovery.objects.filter(user_id=user_id).delete()
    models.Recovery.objects.bulk_create(models.Recovery(user_id=user_id, digest=_digest(code)) for code in codes)
    return codes


def _digest(typed: str) -> str:
    """Codes hold 50 bits of chance: a plain hash of them tells nothing."""
    return sha256("".join(typed.split()).lower().encode()).hexdigest()


def _drop(user_id: int) -> None:
    models.Factor.objects.filter(user_id=user_id).delete()
    models.Recovery.objects.filter(user_id=user_id).delete()


def _key(row: models.Factor) -> bytes:
    return _box().decrypt(bytes(row.sealed))


def _box() -> Fernet:
    return box_for(settings.GUIJU_HOME, PURPOSE)
