"""The very first account: whoever reads the window in which Guiju was started makes it, with a code that works once."""

import hmac
import json
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import accounts, errors
from guiju.apps.people.errors import Code

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that one takes for another
LENGTH = 12  # 59 bits
TRIES = 10


def issue() -> str:
    """A new code, in place of any before it; only its hash is kept. Empty where somebody can sign in already."""
    if not accounts.nobody_can_sign_in():
        _path().unlink(missing_ok=True)
        return ""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    _keep(_hash(code), TRIES)
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def waiting() -> bool:
    """Whether nobody can sign in yet, so that the first account is still to be made."""
    return accounts.nobody_can_sign_in()


def claim(*, code: str, username: str, password: str, where: str) -> None:
    """Make the administrator with the code; ``Refused`` for a wrong or used one, a weak password, or too late.

    Each wrong code counts, whatever becomes of the request: after ten a new one has to be issued.
    """
    expected, left = _kept()
    if not accounts.nobody_can_sign_in() or not left:
        raise errors.refused(Code.BAD_CODE)
    if not hmac.compare_digest(_hash(code), expected):
        _keep(expected, left - 1)
        raise errors.refused(Code.BAD_CODE)
    _make(username.strip(), password, where)


@transaction.atomic
def _make(username: str, password: str, where: str) -> None:
    actor = Actor(name=username, where=where, trusted=True)
    accounts.create_administrator(actor=actor, username=username, password=password)
    ledger.record(actor=actor, action="people.claim", kind="user", key=username)
    try:
        _path().rename(_path().with_suffix(".used"))  # of two at once, one finds it gone
    except OSError as gone:
        raise errors.refused(Code.BAD_CODE) from gone
    with suppress(OSError):
        _path().with_suffix(".used").unlink()


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return sha256(f"guiju first account {plain}".encode()).hexdigest()


def _kept() -> tuple[str, int]:
    try:
        found = json.loads(_path().read_text("utf-8"))
        return str(found["hash"]), int(found["left"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0


def _keep(digest: str, left: int) -> None:
    path = _path()
    path.touch(mode=0o600)
    path.write_text(json.dumps({"hash": digest, "left": max(left, 0)}), "utf-8")


def _path() -> Path:
    return Path(settings.GUIJU_HOME) / "first-account.json"
