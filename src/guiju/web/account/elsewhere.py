"""There and back: somebody is sent to another house to prove who they are, and what comes back is checked."""

import secrets
import time
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.login.elsewhere import actions, queries
from guiju.apps.login.elsewhere.values import Attempt, Way
from guiju.apps.people import signin
from guiju.apps.refusal import Refused
from guiju.web.account import door
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.visitor import actor as who_asks
from guiju.web.layout.visitor import page

PROVED = "proved"  # when somebody last proved who they are
BEGUN, BIND = "elsewhere", "elsewhere_key"
PATIENCE = 600.0  # seconds to scan a code or to type a password there
MOST = 4  # attempts of one browser at a time: some open two windows


@dataclass(frozen=True, slots=True)
class NotIn:
    """What not_in.html shows: why one is not in, and where to try again."""

    said: str
    again: str


@require_GET
@never_cache
@sensitive_variables("way", "attempt")
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Send somebody there; who is signed in already comes back to be tied, and must have asked for it on their page."""
    if request.user.is_authenticated and not _asked_for(request):
        return redirect("account:security")
    way = queries.way(number)
    if way is None:
        raise Http404
    back = reverse("account:back", args=[number])
    home = settings.GUIJU_URL.rstrip("/")
    attempt = actions.attempt(redirect=f"{home}{back}" if home else request.build_absolute_uri(back))
    inside = "wxwork" in request.headers.get("User-Agent", "").lower()
    try:
        to = actions.address(way, attempt, inside=inside)
    except Refused as refusal:
        return _not_in(request, str(refusal), number)
    begun = dict(list(request.session.get(BEGUN, {}).items())[-(MOST - 1) :])
    begun[attempt.state] = [time.time(), number, request.user.pk, signin.onward(request), asdict(attempt)]
    request.session[BEGUN] = begun
    if not request.user.is_authenticated:
        request.session.set_expiry(int(PATIENCE))  # who does not come back leaves nothing behind
    return HttpResponseRedirect(to)


@require_GET
@never_cache
@sensitive_variables("way", "attempt", "seen")
def back(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody comes back: with what was given to them on the way out, once, and while it is fresh."""
    begun = request.session.get(BEGUN, {})
    at, house, user, onward, kept = begun.pop(request.GET.get("state", ""), (0.0, None, None, "/", None))
    request.session[BEGUN] = begun
    if kept is None or house != number or not 0 <= time.time() - at <= PATIENCE or user != request.user.pk:
        return _not_in(request, _("这次登录不是从这里开始的，或者放得太久了。请重新登录。"), number)
    way, code = queries.way(number), request.GET.get("code") or request.GET.get("authCode") or ""
    if way is None or not code or not _same_issuer(request, way):
        return _not_in(request, _("没有完成登录：那边取消了，或没有给出凭证。"), number)
    return _seen(request, way, Attempt(**kept), code, onward)


@require_POST
@page
def untie(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Untie oneself from another house."""
    actions.unbind(actor=actor, number=address.number(request.POST.get("provider", "")) or 0)
    messages.success(request, _("绑定解除了。"))
    return redirect("account:security")


def _seen(request: HttpRequest, way: Way, attempt: Attempt, code: str, onward: str) -> HttpResponse:
    try:
        seen = actions.who(way, attempt, code)
        if request.user.is_authenticated:
            if actions.is_tied(user_id=request.user.pk or 0, way=way, seen=seen):
                request.session[PROVED] = time.time()
                messages.success(request, _("证明好了，请再提交一次。"))
                return HttpResponseRedirect(onward)
            actions.bind(actor=who_asks(request), way=way, seen=seen)
            messages.success(request, _("绑定好了，以后可以用%(name)s登录。") % {"name": way.name})
            return redirect("account:security")
        where = f"web {signin.address_of(request)}".strip()
        user = User.objects.get(pk=actions.arrive(way=way, seen=seen, where=where))
    except Refused as refusal:
        return _not_in(request, str(refusal), way.id)
    return door.enter(request, user, onward)


def key(request: HttpRequest) -> str:
    """A word of this session's own: nobody is sent to be tied by a link that another made."""
    if BIND not in request.session:
        request.session[BIND] = secrets.token_hex(16)
    return str(request.session[BIND])


def _asked_for(request: HttpRequest) -> bool:
    return constant_time_compare(request.GET.get("key", ""), request.session.get(BIND) or secrets.token_hex(16))


def _same_issuer(request: HttpRequest, way: Way) -> bool:
    """Who says in the address that another issuer answered is believed (RFC 9207)."""
    return request.GET.get("iss", way.settings.get("issuer")) == way.settings.get("issuer")


def _not_in(request: HttpRequest, said: str, number: int) -> HttpResponse:
    return show(request, "account/not_in.html", NotIn(said, reverse("account:with", args=[number])), status=403)
