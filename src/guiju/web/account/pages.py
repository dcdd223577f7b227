"""One's own safety: the authenticator, recovery codes, and where one is signed in."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.login import actions, queries, totp
from guiju.apps.login.elsewhere import queries as elsewhere
from guiju.apps.login.elsewhere.queries import Tie
from guiju.apps.login.queries import Key, Place
from guiju.apps.people import accounts, signin
from guiju.apps.refusal import Refused
from guiju.web.account import qr
from guiju.web.account.door import DEMANDED, demand
from guiju.web.account.elsewhere import key as key_of
from guiju.web.account.forms import OwnPasswordForm
from guiju.web.account.passkeys import house
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Security:
    """What security.html shows; ``codes`` are recovery codes just made, ``secret`` a key to set up."""

    on: bool
    left: int
    secret: str
    link: str
    codes: tuple[str, ...]
    wrong: str
    sessions: tuple[Place, ...]
    picture: str
    keys: tuple[Key, ...]
    keys_here: bool
    ties: tuple[Tie, ...]
    bind: str
    form: OwnPasswordForm


@page
def security(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How safe one's account is; posted, the key for an authenticator."""
    return _shown(request, actor, setting=request.method == "POST")


@require_POST
@sensitive_post_parameters("code")
@page
def confirm(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The authenticator is set up: the recovery codes are shown, once."""
    try:
        codes = actions.confirm(actor=actor, typed=request.POST.get("code", "")[:64])
    except Refused as refusal:
        return _shown(request, actor, setting=True, wrong=str(refusal))
    request.session.pop(DEMANDED, None)
    return _shown(request, actor, codes=codes)


@require_POST
@sensitive_post_parameters("code")
@page
def remove(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take one's authenticator off; who guesses waits, as at the door."""
    name, address = f"code:{actor.user_id}", signin.address_of(request)
    if signin.locked(name=name, address=address):
        messages.error(request, _("错得太多，请过一刻钟再试。"))
        return redirect("account:security")
    try:
        actions.remove(actor=actor, typed=request.POST.get("code", "")[:64])
    except Refused as refusal:
        signin.failed(name=name, address=address)
        messages.error(request, str(refusal))
    else:
        demand(request, actor)
        messages.success(request, _("两步验证已经取消。"))
    return redirect("account:security")


@require_POST
@sensitive_post_parameters("now", "password", "again")
@page
def password(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose another password, with the one of now; whoever is signed in elsewhere is signed out."""
    form = OwnPasswordForm(request.POST)
    user = User.objects.get(pk=actor.user_id or 0)
    name, address = user.get_username(), signin.address_of(request)
    if form.is_valid():
        if signin.locked(name=name, address=address):
            form.add_error("now", _("错得太多，请过一刻钟再试。"))
        elif not user.check_password(form.cleaned_data["now"]):
            signin.failed(name=name, address=address)
            form.add_error("now", _("现在的密码不对。"))
        else:
            try:
                accounts.change_own_password(actor=actor, password=form.cleaned_data["password"])
            except Refused as refusal:
                form.add_error("password", str(refusal))
    if form.errors:
        return _shown(request, actor, form=form)
    user.refresh_from_db()
    before = request.session.session_key or ""
    update_session_auth_hash(request, user)
    actions.moved(actor=actor, before=before, session=request.session.session_key or "")
    messages.success(request, _("密码已保存，别处都已退出。"))
    return redirect("account:security")


@require_POST
@page
def end(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sign out elsewhere: one session, or all others."""
    here = request.session.session_key or ""
    others = [one.id for one in queries.places(actor.user_id or 0, here) if not one.here]
    chosen = request.POST.get("session", "")
    done = actions.end(
        actor=actor, sessions=others if chosen == "all" else [one for one in others if str(one) == chosen]
    )
    messages.success(request, _("已退出 %(n)s 处。") % {"n": done})
    return redirect("account:security")


def _shown(
    request: HttpRequest,
    actor: Actor,
    *,
    setting: bool = False,
    codes: tuple[str, ...] = (),
    wrong: str = "",
    form: OwnPasswordForm | None = None,
) -> HttpResponse:
    user = actor.user_id or 0
    on = queries.has_factor(user)
    key = actions.begin(actor=actor) if setting and not on else b""
    link = totp.link(key, actor.number or actor.name) if key else ""
    ties = elsewhere.ties(user)
    context = Security(
        on=on,
        left=queries.codes_left(user) if on else 0,
        secret=" ".join(totp.written(key)[at : at + 4] for at in range(0, 32, 4)) if key else "",
        link=link,
        picture=qr.picture(link) if link else "",
        keys=queries.keys(user),
        keys_here=house(request) is not None,
        ties=ties,
        bind=key_of(request) if ties else "",
        form=form or OwnPasswordForm(),
        codes=codes,
        wrong=wrong,
        sessions=queries.places(user, request.session.session_key or ""),
    )
    return show(request, "account/security.html", context, status=422 if wrong or (form and form.errors) else 200)
