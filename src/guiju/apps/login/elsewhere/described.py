"""What an issuer says of itself, asked for once in a while.

A stranger who sets out to it again and again neither makes us hammer the issuer nor holds others up behind a slow one.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from guiju.apps.notices import outward

FRESH = 600.0  # seconds that a description is believed
STALE = 86400.0  # seconds that an old one is used while the issuer does not answer
SULK = 20.0  # seconds that an issuer which did not answer is not asked again
WAIT = 5.0  # seconds that others wait while one asks
MOST = 50  # issuers that are remembered
Told = Mapping[str, Any]  # Any: whatever JSON holds


@dataclass(slots=True)
class _Kept:
    """What is known of an issuer: its description and when it came, when asking failed last, and who asks now."""

    told: Told | None
    at: float
    failed: float
    asking: Lock


_kept: dict[str, _Kept] = {}
_lock = Lock()


def of(issuer: str) -> Told:
    """The issuer's description of itself; ``OSError`` when it does not answer, or has just not answered."""
    kept = _entry(issuer)
    if kept.told is not None and _age(kept.at) < FRESH:
        return kept.told
    old = kept.told if _age(kept.at) < STALE else None
    if _age(kept.failed) < SULK or not kept.asking.acquire(timeout=0.0 if old else WAIT):
        return _or_gone(old)
    try:
        if kept.told is not None and _age(kept.at) < FRESH:
            return kept.told  # another asked while we waited
        if _age(kept.failed) < SULK:
            return _or_gone(old)
        return _asked(issuer, kept, old)
    finally:
        kept.asking.release()


def forget() -> None:
    """Know nothing of any issuer, as after one was set up anew."""
    with _lock:
        _kept.clear()


def _asked(issuer: str, kept: _Kept, old: Told | None) -> Told:
    try:
        reply = outward.call(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    except OSError:
        kept.failed = time.monotonic()
        if old is None:
            raise
        return old
    if reply.data.get("issuer") != issuer:  # an error page, or another's: nothing to believe for ten minutes
        kept.failed = time.monotonic()
        return old or reply.data
    kept.told, kept.at = reply.data, time.monotonic()
    return reply.data


def _entry(issuer: str) -> _Kept:
    with _lock:
        if issuer not in _kept and len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)))
        return _kept.setdefault(issuer, _Kept(None, 0.0, float("-inf"), Lock()))


def _age(at: float) -> float:
    return time.monotonic() - at


def _or_gone(old: Told | None) -> Told:
    if old is None:
        raise OSError("asked a moment ago")
    return old
