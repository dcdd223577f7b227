"""The one gate through which every file leaves: nothing that a page hands out as XLSX, CSV or PDF goes round it."""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.exports import actions, queries, rules, sealing
from guiju.apps.exports.values import Parcel
from guiju.lang.kinds.choices import Thing
from guiju.web.exports.signing import CSV, PDF, XLSX, rows, signed
from guiju.web.kit import formats
from guiju.web.layout.visitor import actor as who

LEAVES = {XLSX, CSV, PDF}
# What a page's files are of; whoever may export all of it may approve. Pages that stand nowhere here hand out figures.
_THINGS = {
    "setup": Thing.ROSTER,
    "people": Thing.INPUTS,
    "score": Thing.BONUSES,
    "costs": Thing.COSTS,
    "records": Thing.RECORDS,
    "work": Thing.WORK,
    "privacy": Thing.ROSTER,
    "ledger": Thing.ROSTER,
    "sources": Thing.SOURCES,
    "corrections": Thing.SOURCES,
    "rulebook": Thing.REGULATION,
}


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign what leaves and write it down; hold back what is too much to go without approval."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        leaves = isinstance(response, HttpResponse) and response.status_code == 200 and _kind(response) in LEAVES  # noqa: PLR2004 - well
        if not leaves or "attachment" not in response.headers.get("Content-Disposition", ""):
            return response
        if not request.user.is_authenticated:
            return response
        return _through(request, response, who(request))  # type: ignore[arg-type]  # as was just seen

    return answer


def _through(request: HttpRequest, response: HttpResponse, actor: Actor) -> HttpResponseBase:
    kind = _kind(response)
    name = request.resolver_match.view_name if request.resolver_match else ""
    parcel = Parcel(
        what=name,
        thing=_THINGS.get(name.partition(":")[0], Thing.METRICS),
        address=request.get_full_path()[:4000],
        file=_file(response),
        rows=rows(response.content, kind),
        posted=request.method == "POST",
    )
    approval = None
    if parcel.rows > rules.most(actor, parcel.thing):
        approval = queries.approval(actor, parcel)
        if approval is None:
            return _held_back(parcel)
    response.content = signed(response.content, kind, _said(actor))
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    digest = sha256(response.content).hexdigest()
    actions.take(
        actor=actor,
        parcel=Parcel(
            parcel.what, parcel.thing, parcel.address, parcel.file, parcel.rows, parcel.posted, digest, approval
        ),
    )
    return response


def _held_back(parcel: Parcel) -> HttpResponseRedirect:
    """On to the page that asks for approval; what is asked for is sealed: nobody asks for less and takes more."""
    return HttpResponseRedirect(f"{reverse('exports:ask')}?{urlencode({'of': sealing.sealed(parcel)})}", status=303)


def _kind(response: HttpResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip()


def _file(response: HttpResponse) -> str:
    """The name under which it is kept."""
    said = response.headers.get("Content-Disposition", "")
    plain = said.partition("filename*=UTF-8''")[2] or said.partition("filename=")[2]
    return unquote(plain.partition(";")[0].strip().strip('"'))[:200]


def _said(actor: Actor) -> str:
    """The line that stands in the file."""
    name = f"{actor.name}（{actor.number}）" if actor.number and not formats.english() else actor.name
    if actor.number and formats.english():
        name = f"{actor.name} ({actor.number})"
    return _("%(who)s 导出，%(at)s") % {"who": name, "at": f"{clock.now():%Y-%m-%d %H:%M}"}
