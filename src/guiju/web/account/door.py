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

from guiju.apps.login import actions, queries
from guiju.apps.people import signin
from guiju.apps.rulebook import access
from guiju.web.kit.show import show

HALF, DEMANDED = "half_signed_in", "factor_demanded"
PATIENCE = 300.0  # seconds between the password and the code
_OPEN = ("/me/security/", "/sign-out/", "/language/", "/theme/", "/health/")


@dataclass(frozen=True, slots=True)
class CodePage:
    """What code.html shows."""

    next: str
    wrong: str


def enter(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Let somebody in whose password was right: at once, or after the code of their authenticator."""
    if not queries.has_factor(user.pk):
        return _through(request, user, onward)
    request.session.cycle_key()
    request.session[HALF] = [user.pk, time.time()]
    return HttpResponseRedirect(f"{reverse('account:code')}?{urlencode({'next': onward})}")


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a recovery code does too, once. Who guesses waits a quarter of an hour."""
    onward = signin.onward(request)
    number, at = request.session.get(HALF, [0, 0.0])
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None or not 0 <= time.time() - at <= PATIENCE:
        request.session.pop(HALF, None)
        return redirect("session:sign_in")
    wrong = ""
    if request.method == "POST":
        name, address = f"code:{user.pk}", signin.address_of(request)
        if signin.locked(name=name, address=address):
            wrong = _("错得太多，请过一刻钟再试。")
        elif actions.prove(user_id=user.pk, typed=request.POST.get("code", "")[:64]):
            request.session.pop(HALF, None)
            return _through(request, user, onward)
        else:
            signin.failed(name=name, address=address)
            wrong = _("验证码不对。请看手机时间准不准，等下一个码再试。")
    return show(request, "account/code.html", CodePage(onward, wrong), status=422 if wrong else 200)


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Who must have a second factor by the regulation, and has none, sets it up before anything else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_OPEN) and request.session.get(DEMANDED):
            messages.warning(request, _("按现行制度，您的岗位登录要两步验证，先在这里设好。"))
            return redirect("account:security")
        return get_response(request)

    return answer


def _through(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    actor = access.actor_of(user, where=f"web {signin.address_of(request)}".strip())
    if access.needs_second_factor(actor) and not queries.has_factor(user.pk):
        request.session[DEMANDED] = True
    actions.opened(
        actor=actor,
        session=request.session.session_key or "",
        address=signin.address_of(request),
        agent=request.headers.get("User-Agent", ""),
    )
    return HttpResponseRedirect(onward)
