"""Codes that change with time, as RFC 6238 has them: HMAC-SHA-1, 30 seconds, six digits."""

import base64
import hmac
from urllib.parse import quote

STEP, DIGITS = 30, 6
DRIFT = 1  # steps that a phone's clock may be off


def code(key: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step."""
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching(key: bytes, typed: str, now: float, after: int) -> int | None:
    """The step whose code was typed, later than ``after``; ``None`` when it is none of now."""
    typed = "".join(typed.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdecimal()):
        return None
    here = int(now) // STEP
    steps = (step for step in range(here - DRIFT, here + DRIFT + 1) if step > after)
    return next((step for step in steps if hmac.compare_digest(code(key, step), typed)), None)


def written(key: bytes) -> str:
    """The key as people type it."""
    return base64.b32encode(key).decode().rstrip("=")


def link(key: bytes, name: str) -> str:
    """The address that an authenticator on the same device opens."""
    return f"otpauth://totp/Guiju:{quote(name)}?secret={written(key)}&issuer=Guiju"
