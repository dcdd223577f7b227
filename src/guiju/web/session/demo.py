"""The people of the demo department whom a visitor may be with one click."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Guest:
    """One card on the demo's door."""

    role: str
    name: str
    note: str
    sees: str | Promise
    user: User


def guests() -> tuple[Guest, ...]:
    """The demo's cards; none unless ``GUIJU_DEMO`` is set."""
    if not getattr(settings, "GUIJU_DEMO", False):
        return ()
    return ()
