"""Who may be let in at all, and ending what somebody has open."""

from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

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


def rules(user_id: int) -> bool:
    """Whether this account may do everything."""
    return User.objects.filter(pk=user_id, is_superuser=True).exists()
