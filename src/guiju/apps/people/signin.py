"""Signing in, slowly for those who guess."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from guiju.apps import clock
from guiju.apps.people import queries
from guiju.apps.people.models import SignInFailure

WINDOW = timedelta(minutes=15)
PER_NAME, PER_ADDRESS = 5, 30


def locked(*, name: str, address: str) -> bool:
    """Whether this name or this address has failed too often within the last quarter of an hour."""
    recent = SignInFailure.objects.filter(at__gt=clock.now() - WINDOW)
    return recent.filter(name=_key(name)).count() >= PER_NAME or recent.filter(address=address).count() >= PER_ADDRESS


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy, which HTTPS or a named one means, what that proxy saw."""
    seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return seen if seen and settings.GUIJU_BEHIND else str(request.META.get("REMOTE_ADDR", ""))


def failed(*, name: str, address: str) -> None:
    """Somebody tried and failed; what is older than the quarter of an hour that counts is forgotten."""
    now = clock.now()
    SignInFailure.objects.filter(at__lte=now - WINDOW).delete()
    SignInFailure.objects.create(name=_key(name), address=address[:64], at=now)


def onward(request: HttpRequest) -> str:
    """Where somebody wanted to go, as far as it lies in this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else str(settings.LOGIN_REDIRECT_URL)


class LimitedBackend(ModelBackend):
    """Django's own check of a password, refused without looking while ``locked``."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: object
    ) -> User | None:
        """The user whose password this is; ``None`` otherwise, and the failure counts."""
        name, address = username or "", address_of(request) if request else ""
        if locked(name=name, address=address):
            raise PermissionDenied
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None:
            SignInFailure.objects.filter(name=_key(name)).delete()
            return user
        failed(name=name, address=address)
        return None

    def user_can_authenticate(self, user: User | None) -> bool:  # type: ignore[override]
        """Active users who are administrators or employed today."""
        if user is None or not super().user_can_authenticate(user):
            return False
        if user.is_superuser:
            return True
        person = queries.person_of(user.pk)
        return person is not None and (person.left is None or person.left >= clock.today())


def _key(name: str) -> str:
    return name.strip().casefold()[:150]
