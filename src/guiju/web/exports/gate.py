"""The one gate through which every file leaves: whatever is answered and is no page goes through it.

Nobody has to remember it: what is let by is listed here with its reason, and all else is counted and written down.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import parse_header_parameters, urlencode
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.exports import actions, queries, rules, sealing
from guiju.apps.exports.values import Parcel
from guiju.lang.kinds.choices import Thing
from guiju.web.account.fresh import PROOF
from guiju.web.exports.lines import Lines
from guiju.web.exports.signing import rows, signed
from guiju.web.kit import formats
from guiju.web.layout.visitor import actor as who

PAGES = "text/html"
WELL = {200, 206}
# Answers that are no page and carry nothing away.
NO_FILES = {
    "health:machine": "whether the house is well, for whoever watches it",
    "account:passkey_asking": "what a device is asked when somebody comes in",
    "account:passkey_adding": "what a device is asked to make a key",
    "writing:names": "the names that a formula may use, for the editor",
    "setup:calendar": "one's own calendar, fetched by a program that knows its secret address",
}
# What somebody brought, handed out byte by byte as it came: written down, never signed or counted.
AS_BROUGHT = {"records:file", "publishing:minutes"}
BY_PROGRAMS = "api:"  # they pass guiju.api.leaving
# What a page's files are of; whoever may export all of it may approve. Pages that stand nowhere here hand out figures.
_THINGS = {
    "setup": Thing.ROSTER,
    "people": Thing.INPUTS,
    "score": Thing.BONUSES,
    "impact": Thing.BONUSES,
    "costs": Thing.COSTS,
    "records": Thing.RECORDS,
    "work": Thing.WORK,
    "privacy": Thing.ROSTER,
    "ledger": Thing.ROSTER,
    "sources": Thing.SOURCES,
    "corrections": Thing.SOURCES,
    "rulebook": Thing.REGULATION,
    "publishing": Thing.REGULATION,
}


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign what leaves and write it down; hold back what is too much to go without approval."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in NO_FILES or name.startswith(BY_PROGRAMS) or not _leaves(response):
            return response
        if not request.user.is_authenticated:
            return HttpResponseNotFound()  # nothing leaves to nobody
        if name in AS_BROUGHT or isinstance(response, Lines):
            return _streamed(request, response, name)
        return _through(request, _whole(response), name)

    return answer


def _leaves(response: HttpResponseBase) -> bool:
    """Whether an answer is to be kept: it says so, or it is no page."""
    if response.status_code not in WELL:
        return False
    attached = "Content-Disposition" in response.headers
    return attached or response.streaming or (_kind(response) != PAGES and _has_content(response))


def _has_content(response: HttpResponseBase) -> bool:
    return bool(getattr(response, "content", b""))


def _whole(response: HttpResponseBase) -> HttpResponse:
    """An answer that was to flow, all at once, so that it can be counted and signed."""
    if isinstance(response, HttpResponse):
        return response
    content = b"".join(cast("StreamingHttpResponse", response))
    return HttpResponse(content, status=response.status_code, headers=response.headers)


def _streamed(request: HttpRequest, response: HttpResponseBase, name: str) -> HttpResponseBase:
    """What flows and says itself how much it is."""
    parcel = _parcel(request, response, name, response.rows if isinstance(response, Lines) else 0)
    approval, held = _approved(who(request), parcel)
    if held:
        response.close()
        return _held_back(parcel)
    return _taken(who(request), parcel, response, "", approval)


def _through(request: HttpRequest, response: HttpResponse, name: str) -> HttpResponseBase:
    actor, kind = who(request), _kind(response)
    parcel = _parcel(request, response, name, rows(response.content, kind))
    approval, held = _approved(actor, parcel)
    if held:
        return _held_back(parcel)
    response.content = signed(response.content, kind, _said(actor))
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return _taken(actor, parcel, response, sha256(response.content).hexdigest(), approval)


def _parcel(request: HttpRequest, response: HttpResponseBase, name: str, count: int) -> Parcel:
    return Parcel(
        what=name,
        thing=_THINGS.get(name.partition(":")[0], Thing.METRICS),
        address=_address(request),
        file=_file(response),
        rows=count,
        posted=request.method == "POST",
    )


def _address(request: HttpRequest) -> str:
    """Where it was asked for; what was posted with it narrows it too, and an approval holds for just that."""
    posted = sorted((name, values) for name, values in request.POST.lists() if name not in PROOF)
    said = f"#{sha256(repr(posted).encode()).hexdigest()[:16]}" if posted else ""
    return f"{request.get_full_path()[:4000]}{said}"


def _approved(actor: Actor, parcel: Parcel) -> tuple[int | None, bool]:
    """The approval by which it leaves, if it needs one, and whether it is held back for want of one."""
    if parcel.rows <= rules.most(actor, parcel.thing):
        return None, False
    approval = queries.approval(actor, parcel)
    return approval, approval is None


def _taken(
    actor: Actor, parcel: Parcel, response: HttpResponseBase, digest: str, approval: int | None
) -> HttpResponseBase:
    actions.take(actor=actor, parcel=replace(parcel, digest=digest, approval=approval))
    return response


def _held_back(parcel: Parcel) -> HttpResponseRedirect:
    """On to the page that asks for approval; what is asked for is sealed: nobody asks for less and takes more."""
    return HttpResponseRedirect(f"{reverse('exports:ask')}?{urlencode({'of': sealing.sealed(parcel)})}", status=303)


def _kind(response: HttpResponseBase) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip()


def _file(response: HttpResponseBase) -> str:
    """The name under which it is kept."""
    _how, said = parse_header_parameters(response.headers.get("Content-Disposition", ""))
    return said.get("filename", "")[:200]


def _said(actor: Actor) -> str:
    """The line that stands in the file."""
    name = f"{actor.name}（{actor.number}）" if actor.number and not formats.english() else actor.name
    if actor.number and formats.english():
        name = f"{actor.name} ({actor.number})"
    return _("%(who)s 导出，%(at)s") % {"who": name, "at": f"{clock.now():%Y-%m-%d %H:%M}"}
