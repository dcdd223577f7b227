"""Who has a second factor, and where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone

from guiju.apps.login.models import Factor, Opened, Passkey, Recovery


@dataclass(frozen=True, slots=True)
class Place:
    """A session that is open."""

    id: int
    at: datetime
    address: str
    agent: str
    here: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey as its owner sees it."""

    id: int
    name: str
    made: datetime
    used: datetime | None


def keys(user_id: int) -> tuple[Key, ...]:
    """Somebody's passkeys, the oldest first."""
    rows = Passkey.objects.filter(user_id=user_id)
    local = timezone.localtime
    return tuple(Key(row.pk, row.name, local(row.made), local(row.used) if row.used else None) for row in rows)


def has_key(user_id: int) -> bool:
    """Whether somebody has a passkey."""
    return Passkey.objects.filter(user_id=user_id).exists()


def has_factor(user_id: int) -> bool:
    """Whether a code is asked for when somebody signs in."""
    return Factor.objects.filter(user_id=user_id, confirmed__isnull=False).exists()


def codes_left(user_id: int) -> int:
    """How many recovery codes are unused."""
    return Recovery.objects.filter(user_id=user_id).count()


def places(user_id: int, here: str) -> tuple[Place, ...]:
    """Where somebody is signed in, the newest first."""
    rows = list(Opened.objects.filter(user_id=user_id).order_by("-id"))
    keys = [row.session for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    return tuple(
        Place(row.pk, timezone.localtime(row.at), row.address, row.agent, row.session == here)
        for row in rows
        if row.session in alive
    )
