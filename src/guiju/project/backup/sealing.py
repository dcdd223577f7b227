"""The keys under a passphrase: without it the backup's sealed rows and secrets stay shut."""

import base64
import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from guiju.project.backup.errors import BackupError

SHORTEST = 12
_SALT, _NONCE, _KEY = 16, 12, 32
_COST = {"n": 2**15, "r": 8, "p": 1}


def seal(keys: Mapping[str, bytes], passphrase: str) -> bytes:
    """All keys in one box; a passphrase that is too short is refused."""
    if len(passphrase) < SHORTEST:
        raise BackupError(f"口令至少要 {SHORTEST} 个字符", f"a passphrase has at least {SHORTEST} characters")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    told = json.dumps({name: base64.b64encode(key).decode() for name, key in keys.items()}).encode()
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, told, None)


def unseal(box: bytes, passphrase: str) -> dict[str, bytes]:
    """The keys by the way to them."""
    salt, nonce, sealed = box[:_SALT], box[_SALT : _SALT + _NONCE], box[_SALT + _NONCE :]
    try:
        told = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise BackupError("口令不对，钥匙打不开", "the passphrase does not open the keys") from error
    return {name: base64.b64decode(key) for name, key in json.loads(told).items()}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY, **_COST).derive(passphrase.encode())
