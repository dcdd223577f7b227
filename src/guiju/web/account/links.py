"""One-time links: made by who manages accounts and shown once; opened by whom they are for, without signing in."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.login import links
from guiju.apps.login.links import Invited
from guiju.apps.people import queries, rules
from guiju.apps.people.signin import address_of
from guiju.apps.people.values import Person
from guiju.apps.refusal import Refused
from guiju.web.account import qr
from guiju.web.account.door import enter
from guiju.web.account.forms import PasswordForm
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class MadeLink:
    """What link.html shows; ``here`` when the address opens on this machine only."""

    person: Person
    url: str
    picture: str
    until: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class SetPassword:
    """What set_password.html shows; ``closed`` says why the link does not open."""

    whom: Invited | None
    form: PasswordForm
    closed: str


@require_POST
@sensitive_variables("made", "url")
@page
def make(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Make a link for somebody and show it, this once."""
    if not rules.may_manage_accounts(actor):
        raise NotYours
    person = queries.person(number)
    if person is None:
        raise Http404
    made = links.make(actor=actor, number=number)
    path = reverse("account:set_password", args=[made.secret])
    url = f"{settings.GUIJU_URL.rstrip('/')}{path}" if settings.GUIJU_URL else request.build_absolute_uri(path)
    here = request.get_host().partition(":")[0] in {"localhost", "127.0.0.1"} and not settings.GUIJU_URL
    return show(request, "account/link.html", MadeLink(person, url, qr.picture(url), made.until, here))


@never_cache
@sensitive_post_parameters("password", "again")
@sensitive_variables("secret")
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the password that the link is for, and go in; looking at the page does not use the link up."""
    form = PasswordForm(request.POST or None)
    try:
        whom = links.invited(secret)
    except Refused as refusal:
        return show(request, "account/set_password.html", SetPassword(None, form, str(refusal)), status=410)
    if request.method == "POST" and form.is_valid():
        where = f"web {address_of(request)}".strip()
        try:
            user = links.redeem(secret=secret, password=form.cleaned_data["password"], where=where)
        except Refused as refusal:
            form.add_error("password", str(refusal))
        else:
            logout(request)  # whoever sat here before
            messages.success(request, _("密码设好了，以后用 %(name)s 和它登录。") % {"name": whom.username})
            return enter(request, User.objects.get(pk=user), settings.LOGIN_REDIRECT_URL)
    status = 422 if request.method == "POST" else 200
    return show(request, "account/set_password.html", SetPassword(whom, form, ""), status=status)
