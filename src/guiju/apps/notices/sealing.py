"""Secrets as they lie in the database: sealed by a key of the home for each purpose, opened where they are used."""

import json
from collections.abc import Mapping

from cryptography.fernet import InvalidToken
from django.conf import settings

from guiju.facts.secret import box_for

CHANNELS = b"channels"


class CannotOpenError(ValueError):
    """Sealed by another home's key, or damaged."""


def seal(secrets: Mapping[str, str], purpose: bytes = CHANNELS) -> bytes:
    """Secrets by name, sealed; nothing for none."""
    given = {name: text for name, text in secrets.items() if text}
    return box_for(settings.GUIJU_HOME, purpose).encrypt(json.dumps(given).encode()) if given else b""


def unseal(sealed: bytes | memoryview, purpose: bytes = CHANNELS) -> dict[str, str]:
    """The secrets by name; raises ``CannotOpenError``."""
    if not sealed:
        return {}
    try:
        opened = box_for(settings.GUIJU_HOME, purpose).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise CannotOpenError from error
    return dict(json.loads(opened))
