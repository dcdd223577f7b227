"""Passkeys in the browser: added, named and taken off on one's own page, and signed in with."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.login import passkeys
from guiju.apps.login.passkeys import Asked, House
from guiju.apps.people import signin
from guiju.apps.refusal import Refused
from guiju.web.account import door
from guiju.web.kit import address
from guiju.web.layout.visitor import page

ADDING, ASKING = "passkey_adding", "passkey_asking"
PATIENCE = 300.0  # seconds between the question and the answer
MOST = 20_000  # characters of an answer


def house(request: HttpRequest) -> House | None:
    """Whom passkeys belong to: the host of ``GUIJU_URL``, or the one asked for; ``None`` where it is a bare number.

    They may be used from that address and from those of ``GUIJU_ORIGINS`` on the same host or below it.
    """
    here = settings.GUIJU_URL or f"{request.scheme}://{request.get_host()}/"
    host = urlsplit(here).hostname or ""
    if not host or host.replace(".", "").isdigit() or ":" in host:
        return None  # browsers keep no passkeys for a number
    known = {_origin(here), *(origin.rstrip("/") for origin in settings.CSRF_TRUSTED_ORIGINS)}
    return House(host, frozenset(one for one in known if _below(urlsplit(one).hostname or "", host)))


@require_POST
@page
def adding(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the browser needs to make a passkey."""
    where = house(request)
    if where is None:
        return HttpResponse(status=404)
    shown = User.objects.values_list("username", flat=True).get(pk=actor.user_id or 0)
    try:
        return _asked(request, ADDING, passkeys.begin_adding(actor=actor, house=where, shown=shown))
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")


@require_POST
@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep the passkey that the browser has made."""
    where, state = house(request), _kept(request, ADDING)
    name = request.POST.get("name", "").strip() or _("通行密钥")
    try:
        if where is None or state is None:
            messages.error(request, _("等得太久了，请再添加一次。"))
        else:
            answer = request.POST.get("answer", "")[:MOST]
            passkeys.add(actor=actor, house=where, state=state, answer=answer, name=name)
            request.session.pop(door.DEMANDED, None)
            messages.success(request, _("通行密钥“%(name)s”加好了，以后可以用它登录。") % {"name": name[:60]})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("account:security")


@require_POST
@page
def change(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Name a passkey anew, or take it off."""
    number = address.number(request.POST.get("passkey", "")) or 0
    try:
        if request.POST.get("step") == "remove":
            passkeys.remove(actor=actor, passkey=number)
            door.demand(request, actor)
            messages.success(request, _("通行密钥去掉了。设备里的那一份请在设备上删除。"))
        else:
            passkeys.rename(actor=actor, passkey=number, name=request.POST.get("name", ""))
            messages.success(request, _("名称已保存。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("account:security")


@require_POST
@never_cache
def asking(request: HttpRequest) -> HttpResponse:
    """What the browser needs to prove a passkey: any of this house, or of whoever has given the password or is in."""
    where = house(request)
    if where is None:
        return HttpResponse(status=404)
    user = request.user.pk if request.user.is_authenticated else door.half(request)
    return _asked(request, ASKING, passkeys.begin_asking(house=where, user_id=user))


@require_POST
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: it stands for the password and for the code."""
    onward = signin.onward(request)
    user = User.objects.filter(pk=proved(request, door.half(request)) or 0).first()
    if user is None:
        messages.error(request, _("这个通行密钥没有通过，请再试一次，或用密码登录。"))
        return redirect("session:sign_in")
    request.session.pop(door.HALF, None)
    return door.through(request, user, onward)


def proved(request: HttpRequest, user_id: int | None, field: str = "answer") -> int | None:
    """Whose passkey answered what was asked last, once; ``None`` for nobody's and for who fails too often."""
    where, state, from_where = house(request), _kept(request, ASKING), signin.address_of(request)
    name = f"passkey:{from_where}"
    if where is None or state is None or signin.locked(name=name, address=from_where):
        return None
    found = passkeys.prove(
        house=where,
        state=state,
        answer=request.POST.get(field, "")[:MOST],
        where=f"web {from_where}".strip(),
        user_id=user_id,
    )
    if found is None:
        signin.failed(name=name, address=from_where)
    return found


def _asked(request: HttpRequest, key: str, asked: Asked) -> HttpResponse:
    request.session[key] = [time.time(), asked.state]
    if not request.user.is_authenticated:
        request.session.set_expiry(int(PATIENCE))  # who does not come back leaves nothing behind
    return HttpResponse(asked.options, content_type="application/json", headers={"Cache-Control": "no-store, private"})


def _kept(request: HttpRequest, key: str) -> dict[str, str] | None:
    """What was asked, while it is fresh; asked once, answered once."""
    at, state = request.session.pop(key, (0.0, None))
    return state if state and 0 <= time.time() - at <= PATIENCE else None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _below(name: str, host: str) -> bool:
    return name == host or name.endswith(f".{host}")
