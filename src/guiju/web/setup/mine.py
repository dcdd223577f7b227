"""我的通知: how one hears, and one's calendar for phone and desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from guiju.apps.audit.actor import Actor
from guiju.apps.notices import calendars, queries, wording
from guiju.apps.notices.actions import contacts, feeds
from guiju.apps.notices.errors import Code
from guiju.apps.notices.kinds import ADDRESSES, Kind
from guiju.apps.notices.values import Reached
from guiju.apps.refusal import Refused
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.setup.channel_forms import KINDS, Words

PLACES: Words = {
    Kind.EMAIL: gettext_lazy("邮箱地址"),
    Kind.WECOM: gettext_lazy("企业微信账号（UserID）"),
    Kind.DINGTALK: gettext_lazy("钉钉 UserID"),
    Kind.FEISHU: gettext_lazy("飞书邮箱、open_id 或 user_id"),
}
GIVEN = "given_feed"  # in the session, until it was shown


@dataclass(frozen=True, slots=True)
class Way:
    """One way of hearing; ``channel`` is empty where the house has none of the kind."""

    kind: str
    title: str | Promise
    place: str | Promise
    channel: str
    address: str
    on: bool
    error: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What mine.html shows; ``feed`` is the calendar's address just made, ``since`` when it was made."""

    ways: tuple[Way, ...]
    quiet: str
    since: str
    feed: str
    webcal: str


@page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How one hears: addresses, and by which of them one wants to."""
    if not actor.number:
        return show(request, "setup/mine.html", Mine((), "", "", "", ""))
    wrong: tuple[str, ...] = ()
    if request.method == "POST":
        given = {kind: request.POST.get(f"address:{kind}", "") for kind in ADDRESSES}
        on = {kind for kind in ADDRESSES if request.POST.get(f"on:{kind}")}
        try:
            contacts.save_contacts(actor=actor, number=actor.number, addresses=given, on=on)
        except Refused as refusal:
            if refusal.code != Code.UNREADABLE:
                raise
            wrong = tuple(map(str, refusal.data["names"]))  # type: ignore[call-overload]  # a tuple, as it says
        else:
            messages.success(request, _("已保存。"))
            return redirect("setup:mine")
    found = queries.reached(actor)
    secret = request.session.pop(GIVEN, "") if request.method == "GET" else ""
    address = _address(request, secret) if secret else ""
    ways = _ways(found, wrong, request.POST.dict() if wrong else {})
    since = formats.moment(found.feed) if found.feed else ""
    context = Mine(ways, _quiet(found), since, address, f"webcal:{address.partition(':')[2]}" if address else "")
    return show(request, "setup/mine.html", context, status=422 if wrong else 200)


@require_POST
@page
def feed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give one's calendar a new address, shown once, or none."""
    if request.POST.get("step") == "close":
        feeds.close_feed(actor=actor)
    else:
        request.session[GIVEN] = feeds.renew_feed(actor=actor)
    return redirect(reverse("setup:mine") + "#calendar")


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for whoever has its address; nothing when it says what it said before."""
    found = queries.reader(secret)
    if found is None:
        return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
    person, language = found
    with translation.override(language):
        entries = calendars.entries(person)
        mark = f'"{calendars.mark(person, entries)}"'
        if mark in request.headers.get("If-None-Match", "").replace("W/", "").split(", "):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = HttpResponse(calendars.written(person, entries), content_type="text/calendar; charset=utf-8")
            response["Content-Disposition"] = 'inline; filename="guiju.ics"'
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _address(request: HttpRequest, secret: str) -> str:
    path = reverse("setup:calendar", args=[secret])
    return wording.home().rstrip("/") + path if settings.GUIJU_URL else request.build_absolute_uri(path)


def _ways(found: Reached, wrong: tuple[str, ...], typed: Mapping[str, str]) -> tuple[Way, ...]:
    return tuple(
        Way(
            kind=one.kind,
            title=KINDS[one.kind],
            place=PLACES[one.kind],
            channel=one.channel,
            address=typed.get(f"address:{one.kind}", one.address),
            on=one.on,
            error=_("这不是一个地址。") if one.kind in wrong else "",
        )
        for one in found.contacts
    )


def _quiet(found: Reached) -> str:
    return f"{found.quiet[0]:%H:%M}–{found.quiet[1]:%H:%M}" if found.quiet else ""
