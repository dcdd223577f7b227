"""Large exports: asking for one, the request, and the decision of another."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.exports import actions, queries, rules, sealing
from guiju.apps.exports.queries import Request
from guiju.apps.refusal import Refused
from guiju.web.kit import address, formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page

PROGRAMS = {"api:metric"}  # a browser cannot take what a token asked for
_STATES: dict[str, tuple[str | Promise, str]] = {
    "asked": (gettext_lazy("等人批"), "wait"),
    "approved": (gettext_lazy("已批准"), "kept"),
    "refused": (gettext_lazy("未批准"), "broken"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request as it is shown; ``back`` is where it can be taken, while the approval holds."""

    id: int
    who: str
    file: str
    rows: str
    reason: str
    asked: str
    state: str
    tone: str
    decided: str
    said: str
    until: str
    taken: int
    back: str
    version: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What exports.html shows."""

    waiting: tuple[Row, ...]
    mine: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What ask.html shows; ``most`` is how much may go without approval."""

    sealed: str
    file: str
    rows: str
    most: str
    refusal: str
    reason: str


@dataclass(frozen=True, slots=True)
class One:
    """What one.html shows."""

    row: Row
    may_decide: bool


@page
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I asked for, and what waits for me."""
    waiting = tuple(_row(row, actor) for row in queries.waiting(actor))
    return show(
        request, "exports/exports.html", Listing(waiting, tuple(_row(row, actor) for row in queries.mine(actor)))
    )


@page
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Why the file did not come, and the question for whoever approves."""
    sealed = request.POST.get("of", "") or request.GET.get("of", "")
    parcel = sealing.opened(sealed)
    if parcel is None:
        raise Http404
    refusal, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            number = actions.ask(actor=actor, parcel=parcel, reason=reason)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("已送审，批下来会通知您。"))
            return redirect("exports:one", number)
    most = f"{rules.most(actor, parcel.thing):,}"
    context = Asking(sealed, parcel.file, f"{parcel.rows:,}", most, refusal, reason)
    return show(request, "exports/ask.html", context, status=422 if refusal else 200)


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A request, for whose it is and who decides it."""
    row = _found(actor, number)
    open_still = row.state == Request.State.ASKED
    return show(request, "exports/one.html", One(_row(row, actor), open_still and rules.may_decide(actor, row)))


@require_POST
@page
def decide(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Approve or refuse."""
    row = _found(actor, number)
    approve = request.POST.get("step") == "approve"
    version = address.version(request.POST.get("version", ""))
    try:
        actions.decide(
            actor=actor, request_id=row.pk, version=version, approve=approve, said=request.POST.get("said", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已批准，一天之内可以取。") if approve else _("没有批准，已告诉对方。"))
    return redirect("exports:one", number)


def _found(actor: Actor, number: int) -> Request:
    row = queries.request(actor, number)
    if row is None:
        raise Http404
    return row


def _row(row: Request, actor: Actor) -> Row:
    word, tone = _STATES[row.state]
    holds = row.state == Request.State.APPROVED and row.until is not None and row.until > clock.now()
    local = timezone.localtime
    return Row(
        id=row.pk,
        who=row.who,
        file=row.file,
        rows=f"{row.rows:,}",
        reason=row.reason,
        asked=formats.moment(local(row.asked)),
        state=str(word) if holds or row.state != Request.State.APPROVED else _("已过期"),
        tone=tone,
        decided=f"{row.decided_by} {formats.moment(local(row.decided))}" if row.decided else "",
        said=row.said,
        until=formats.moment(local(row.until)) if holds and row.until else "",
        taken=row.taken,
        back=row.address if holds and rules.is_own(actor, row) and not row.posted and row.what not in PROGRAMS else "",
        version=row.version,
    )
