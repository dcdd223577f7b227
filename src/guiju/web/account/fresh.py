"""Deeds that matter want a fresh proof of who sits there: one table says which, one place asks."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from guiju.apps.audit.actor import Actor
from guiju.apps.login import actions, queries
from guiju.apps.login.elsewhere import queries as elsewhere
from guiju.apps.people import signin
from guiju.apps.publishing import queries as papers
from guiju.web.account import passkeys
from guiju.web.account.elsewhere import PROVED, key
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page

GUEST = "demo_guest"
LASTS = 900.0  # seconds that a proof lasts
MOST = 200  # fields that are carried over a proof
PROOF = ("proof", "proof_password", "proof_code", "proof_answer", "proof_back", "csrfmiddlewaretoken")
Carried = tuple[tuple[str, str], ...]
Matters = Callable[[HttpRequest], bool]


def _posted(request: HttpRequest) -> bool:
    return request.method == "POST"


def _always(_request: HttpRequest) -> bool:
    return True


def _one_of(field: str, *values: str) -> Matters:
    return lambda request: request.method == "POST" and request.POST.get(field) in values


def _tying(request: HttpRequest) -> bool:
    """To be tied to another house; to prove oneself by one that one is tied to is itself a proof."""
    match = request.resolver_match
    number = match.kwargs.get("number") if match else None
    return not any(one.tied and one.id == number for one in elsewhere.ties(request.user.pk or 0))


def _evidence(request: HttpRequest) -> bool:
    """To take a paper that tells of somebody; the text of the regulation is everybody's."""
    match = request.resolver_match
    return papers.is_about_somebody(match.kwargs.get("number", 0) if match else 0)


MATTERS: Mapping[str, Matters] = {
    # a regulation binds people
    "publishing:one": _one_of("deed", "approve", "refuse", "announce", "withdraw"),
    "start:adopt": _posted,
    "rulebook:finish": lambda request: _posted(request) and request.POST.get("step") not in {"measure", "discard"},
    # pay becomes final
    "score:closing": _posted,
    # pay and personal data leave the house, or are gone
    "score:export": _always,
    "impact:export": _always,
    "setup:roster_export": _posted,
    "setup:addresses_export": _posted,
    "people:export": _posted,
    "people:workbook": lambda request: _posted(request) and "export" in request.POST,
    "publishing:ask_paper": lambda request: _posted(request) and "number" in request.POST,  # evidence about somebody
    "publishing:file": _evidence,
    "ledger:workbook": _posted,
    "ledger:lines": _posted,
    "exports:decide": _posted,
    "privacy:export": _posted,
    "privacy:file": _always,
    "privacy:erase": _posted,
    "privacy:ask": _posted,
    # how others come in
    "people:account": _posted,
    "account:link": _posted,
    "account:add_provider": _posted,
    "account:provider": _posted,
    "account:switch_provider": _posted,
    "intake:tokens": _posted,
    "intake:end_token": _posted,
    # how one comes in oneself; a password is changed with the password, a code taken off with a code
    "account:security": _posted,
    "account:passkey_adding": _posted,
    "account:change_passkey": _one_of("step", "remove"),
    "account:with": _tying,
}

# Of these the ones that answer with a file: a browser stays on the page that asked for it, so none asks from the proof.
GIVES = frozenset(
    {
        "score:export",
        "impact:export",
        "setup:roster_export",
        "setup:addresses_export",
        "people:export",
        "people:workbook",
        "publishing:file",
        "ledger:workbook",
        "ledger:lines",
        "privacy:export",
        "privacy:file",
    }
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What taken.html shows: where the file is, by what was posted unless it is only read, and the way back."""

    action: str
    carried: Carried
    is_read: bool
    back: str


@dataclass(frozen=True, slots=True)
class Prove:
    """What prove.html shows: by what one may prove it, what was wrong, and what was posted, to be posted again."""

    action: str
    carried: Carried
    codes: bool
    passkeys: bool
    password: bool
    houses: tuple[tuple[int, str], ...]
    bind: str
    wrong: str


@receiver(user_logged_in, dispatch_uid="guiju.fresh")
def just_proved(request: HttpRequest, **_more: object) -> None:
    """Whoever signs in, by whatever door, has just proved it; their session lasts as sessions do."""
    request.session[PROVED] = time.time()
    request.session.set_expiry(None)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is young enough; a guest of the demo, who has no password to give, is never asked."""
    if settings.GUIJU_DEMO and request.session.get(GUEST):
        return True
    return 0 <= time.time() - float(request.session.get(PROVED, 0.0)) <= LASTS


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Ask for a proof before any deed of the table is done."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def before(request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        matters = MATTERS.get(name)
        if matters is None or not request.user.is_authenticated or is_fresh(request):
            return None
        if request.POST.get("proof"):
            return _answered(request, name, matters)
        return _asked(request, name) if matters(request) else None

    answer.process_view = before  # type: ignore[attr-defined]  # how Django finds it
    return answer


@never_cache
@sensitive_post_parameters("proof_password", "proof_code")
@page
def prove(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 - as pages are called
    """Prove it by itself, and go on to where one was."""
    onward = signin.onward(request)
    if request.method == "POST" and _is_proved(request):
        return HttpResponseRedirect(onward)
    wrong = _wrong() if request.method == "POST" else ""
    return _shown(request, reverse("account:prove"), (("next", onward),), wrong, status=200)


def _answered(request: HttpRequest, name: str, matters: Matters) -> HttpResponseBase | None:
    """The proof comes with the deed: right, the deed is done as it was posted, and a file is fetched from a page."""
    if not _is_proved(request):
        return _shown(request, request.get_full_path(), _carried(request), _wrong())
    was_read = request.POST.get("proof") == "GET" or not matters(request)
    if name in GIVES:
        return _taken(request, was_read=was_read)
    return HttpResponseRedirect(request.get_full_path()) if was_read else None


def _taken(request: HttpRequest, *, was_read: bool) -> HttpResponse:
    """The page that fetches the file and leads back to where it was asked for."""
    back = request.POST.get("proof_back", "")
    safe = url_has_allowed_host_and_scheme(back, None) and back.startswith("/")
    carried = tuple(one for one in _carried(request) if one[0] not in PROOF)
    context = Taken(request.get_full_path(), carried, was_read, back if safe else reverse("home:today"))
    answer = show(request, "account/taken.html", context)
    patch_cache_control(answer, no_store=True, private=True)
    return answer


def _asked(request: HttpRequest, name: str) -> HttpResponse:
    """The page that asks, with what was posted; files, long forms and scripts prove it first and come again."""
    back = _path(request.headers.get("Referer", ""))
    alone = f"{reverse('account:prove')}?{urlencode({'next': back})}"
    if name == "account:passkey_adding":
        return HttpResponse(status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": alone})
    if request.method == "POST" and (request.FILES or len(request.POST) > MOST):
        return HttpResponseRedirect(alone, status=303)
    return _shown(request, request.get_full_path(), _carried(request), "")


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all
        return "/"
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _carried(request: HttpRequest) -> Carried:
    posted = tuple((name, value) for name, values in request.POST.lists() for value in values if name not in PROOF)
    back = request.POST.get("proof_back") or _path(request.headers.get("Referer", ""))
    return (("proof", request.POST.get("proof") or str(request.method)), ("proof_back", back), *posted)


def _is_proved(request: HttpRequest) -> bool:
    """Whether the password, a code or a passkey was right; guesses count like wrong passwords."""
    user = User.objects.get(pk=request.user.pk or 0)
    name, where = user.get_username(), signin.address_of(request)
    if request.POST.get("proof_answer"):
        right = passkeys.proved(request, user.pk, "proof_answer") is not None
    elif signin.locked(name=name, address=where):
        right = False
    else:
        password, code = request.POST.get("proof_password", ""), request.POST.get("proof_code", "")[:64]
        right = bool(password and user.check_password(password[:256]))
        right = right or bool(code and actions.prove(user_id=user.pk, typed=code))
        if not right:
            signin.failed(name=name, address=where)
    if right:
        request.session[PROVED] = time.time()
    return right


def _wrong() -> str:
    return _("不对。请再试一次；连错几次要等一刻钟。")


def _shown(request: HttpRequest, action: str, carried: Carried, wrong: str, status: int = 403) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk or 0)
    tied = tuple((one.id, one.name) for one in elsewhere.ties(user.pk) if one.tied)
    carries = (*carried, ("proof", "POST")) if "proof" not in dict(carried) else carried
    context = Prove(
        action=action,
        carried=carries,
        codes=queries.has_factor(user.pk),
        passkeys=queries.has_key(user.pk) and passkeys.house(request) is not None,
        password=user.has_usable_password(),
        houses=tied,
        bind=key(request) if tied else "",
        wrong=wrong,
    )
    answer = show(request, "account/prove.html", context, status=422 if wrong else status)
    patch_cache_control(answer, no_store=True, private=True)  # what was posted stands in it
    return answer
