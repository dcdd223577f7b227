"""Who may be let in at all, and ending what somebody has open."""

from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from guiju.apps.login import models
from guiju.apps.people.signin import LimitedBackend


def may_sign_in(user_id: int) -> bool:
    """Whether this account is open and its person, if it is somebody of the roster, employed today."""
    return LimitedBackend().user_can_authenticate(User.objects.filter(pk=user_id).first())


def end_all(user_id: int) -> int:
    """End whatever somebody has open; gives how many."""
    rows = list(models.Opened.objects.filter(user_id=user_id))
    for row in rows:
        SessionStore(row.session).delete()
        row.delete()
    return len(rows)


def sweep(*, before: datetime) -> int:
    """Forget where somebody signed in whose session is over, and who did so before a moment; gives how many.

    Until then it tells a new device from a known one.
    """
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return models.Opened.objects.filter(at__lt=before).exclude(session__in=alive).delete()[0]


def rules(user_id: int) -> bool:
    """Whether this account may do everything."""
    return User.objects.filter(pk=user_id, is_superuser=True).exists()
