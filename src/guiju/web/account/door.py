"""The second half of signing in: the code, asked for after the password and before anything else."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from guiju.apps.audit.actor import Actor
from guiju.apps.login import actions, queries
from guiju.apps.people import signin
from guiju.apps.rulebook import access
from guiju.web.kit.show import show

HALF, DEMANDED = "half_signed_in", "factor_demanded"
PATIENCE = 300.0  # seconds between the password and the code
_OPEN = ("/me/security/", "/me/prove/", "/sign-out/", "/language/", "/theme/", "/health/")


@dataclass(frozen=True, slots=True)
class CodePage:
    """What code.html shows: asked for is a code, a passkey, or either."""

    next: str
    wrong: str
    codes: bool
    passkeys: bool


def enter(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Let somebody in whose password was right: at once, or after the code of their authenticator.

    Where the regulation demands more than a password, a passkey stands for the code.
    """
    if not queries.has_factor(user.pk) and not (queries.has_key(user.pk) and _demanded(request, user)):
        return through(request, user, onward)
    request.session.cycle_key()
    request.session[HALF] = [user.pk, time.time()]
    return HttpResponseRedirect(f"{reverse('account:code')}?{urlencode({'next': onward})}")


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a recovery code does too, once. Who guesses waits a quarter of an hour."""
    onward = signin.onward(request)
    user = User.objects.filter(pk=half(request) or 0, is_active=True).first()
    if user is None:
        request.session.pop(HALF, None)
        return redirect("session:sign_in")
    wrong = ""
    if request.method == "POST":
        name, address = f"code:{user.pk}", signin.address_of(request)
        if signin.locked(name=name, address=address):
            wrong = _("错得太多，请过一刻钟再试。")
        elif actions.prove(user_id=user.pk, typed=request.POST.get("code", "")[:64]):
            request.session.pop(HALF, None)
            return through(request, user, onward)
        else:
            signin.failed(name=name, address=address)
            wrong = _("验证码不对。请看手机时间准不准，等下一个码再试。")
    asked = CodePage(onward, wrong, codes=queries.has_factor(user.pk), passkeys=queries.has_key(user.pk))
    return show(request, "account/code.html", asked, status=422 if wrong else 200)


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Who must have a second factor by the regulation, and has none, sets it up before anything else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_OPEN) and request.session.get(DEMANDED):
            messages.warning(request, _("按现行制度，您的岗位登录要两步验证，先在这里设好。"))
            return redirect("account:security")
        return get_response(request)

    return answer


def half(request: HttpRequest) -> int | None:
    """Whose password was right a moment ago in this browser."""
    number, at = request.session.get(HALF, [None, 0.0])
    return number if 0 <= time.time() - at <= PATIENCE else None


def demand(request: HttpRequest, actor: Actor) -> None:
    """Remember of this session whether a second factor has to be set up before anything else."""
    user = actor.user_id or 0
    if access.needs_second_factor(actor) and not queries.has_factor(user) and not queries.has_key(user):
        request.session[DEMANDED] = True


def through(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Let somebody in, all that is asked for being proved."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    actor = _as_actor(request, user)
    demand(request, actor)
    actions.opened(
        actor=actor,
        session=request.session.session_key or "",
        address=signin.address_of(request),
        agent=request.headers.get("User-Agent", ""),
    )
    return HttpResponseRedirect(onward)


def _demanded(request: HttpRequest, user: User) -> bool:
    return access.needs_second_factor(_as_actor(request, user))


def _as_actor(request: HttpRequest, user: User) -> Actor:
    return access.actor_of(user, where=f"web {signin.address_of(request)}".strip())
