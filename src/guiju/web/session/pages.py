"""Signing in with a name and a password, or on the demo with one click; leaving; language and theme."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.login.elsewhere import queries as elsewhere
from guiju.apps.people import firstcode
from guiju.apps.people.signin import onward as onward_of
from guiju.apps.refusal import Refused
from guiju.apps.work.actions import winding
from guiju.web.account.door import enter
from guiju.web.account.fresh import GUEST
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.session.demo import Guest, guests, user_of

THEMES = ("auto", "light", "dark")
YEAR = 365 * 86400


class SignInForm(AuthenticationForm):
    """Name and password; what is wrong is said without telling which of the two."""

    error_messages = {  # noqa: RUF012 as Django declares it
        "invalid_login": _("用户名或密码不对。连续输错几次后要等一刻钟再试。"),
        "inactive": _("这个账号已经停用，请找管理员。"),
    }

    def __init__(self, request: HttpRequest | None = None, *args: object, **kwargs: object) -> None:
        super().__init__(request, *args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autofocus": True}
        self.fields["password"].widget.attrs |= {"autocomplete": "current-password"}


@dataclass(frozen=True, slots=True)
class SignIn:
    """What sign_in.html shows."""

    form: SignInForm
    guests: tuple[Guest, ...]
    next: str
    doors: tuple[tuple[int, str], ...]


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; whoever is in already goes on."""
    onward = onward_of(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    if firstcode.waiting() and not guests():
        return redirect("start:first")
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        return enter(request, form.get_user(), onward)
    status = 422 if request.method == "POST" else 200
    return show(request, "session/sign_in.html", SignIn(form, guests(), onward, elsewhere.doors()), status=status)


@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    """Come in as one of the demo's people; there is no such door elsewhere."""
    guest = next((guest for guest in guests() if guest.role == role), None)
    if guest is None:
        raise Http404
    login(request, user_of(guest), backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[GUEST] = True
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("session:sign_in")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read on in the other language; kept for a year."""
    return set_language(request)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device likes; kept for a year."""
    chosen = request.POST.get("theme", "auto")
    response = HttpResponseRedirect(onward_of(request))
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_POST
@page
def wind(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Wind the demo's clock forward by an hour or a day; what falls due meanwhile falls due."""
    if not settings.GUIJU_DEMO:
        raise Http404
    by = {"hour": {"hours": 1}, "day": {"days": 1}}.get(request.POST.get("by", ""))
    if by is not None:
        try:
            done = winding.wind(actor=actor, **by)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(onward_of(request))
        said = _("时钟拨到了 %(at)s：新派 %(planned)s 件事，发出 %(notices)s 条通知。")
        at = formats.moment(clock.now())
        messages.success(request, said % {"at": at, "planned": done.planned, "notices": done.notices})
    return HttpResponseRedirect(onward_of(request))
