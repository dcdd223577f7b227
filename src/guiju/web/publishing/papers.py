"""PDFs: asked for, waited for, taken away."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import actions, minuting, queries, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.models import Paper
from guiju.apps.records import files
from guiju.apps.refusal import Refused
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import forms
from guiju.web.records import brought


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What paper.html shows."""

    number: int
    name: str
    waiting: bool
    problem: str
    size: int
    digest: str
    url: str
    edition_url: str


@require_POST
@page
def ask(request: HttpRequest, actor: Actor, edition: str) -> HttpResponse:
    """Have a version, or the evidence about somebody, made as a PDF."""
    try:
        if "number" not in request.POST:
            return redirect("publishing:paper", actions.ask_for_text(actor=actor, edition=edition))
        form = forms.Evidence(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(one) for many in form.errors.values() for one in many))
            return redirect("publishing:edition", edition)
        data = form.cleaned_data
        made = actions.ask_for_evidence(
            actor=actor, edition=edition, number=data["number"].strip(), period=data["month"]
        )
        return redirect("publishing:paper", made)
    except Refused as refusal:
        if refusal.code is Code.NOT_ALLOWED:
            raise NotYours from refusal
        raise Http404 from refusal


@page
def paper(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """How far a paper is; once it is made, where to take it."""
    row = _mine(actor, number)
    context = PaperPage(
        number=number,
        name=row.name or _("正在排版"),
        waiting=row.state == Paper.State.WAITING,
        problem=row.problem,
        size=len(row.body or b"") // 1024,
        digest=row.digest,
        url=reverse("publishing:file", args=[number]),
        edition_url=reverse("publishing:edition", args=[row.edition]),
    )
    return show(request, "publishing/paper.html", context, fragments=("paper",))


@page
def download(_request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The file."""
    row = _mine(actor, number)
    if row.state != Paper.State.DONE or row.body is None:
        raise Http404
    return attached(bytes(row.body), row.name)


@page
def minutes(_request: HttpRequest, actor: Actor, number: int, file: int) -> HttpResponse:
    """The minutes of a consultation as they were brought."""
    if not rules.may_view(actor):
        raise NotYours
    try:
        found = minuting.file(actor, number, file)
    except Refused as refusal:
        raise Http404 from refusal
    content = files.opened(found.sha256)
    if content is None:
        raise Http404
    answer = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type, headers=brought.HEADERS
    )
    return cast("HttpResponse", answer)  # it streams, and a page does not mind


def _mine(actor: Actor, number: int) -> Paper:
    """A paper that the reader asked for, or may see by right."""
    if not rules.may_view(actor):
        raise NotYours
    row = queries.paper(number)
    if row is None:
        raise Http404
    if (
        row.user_id != actor.user_id
        and not actor.trusted
        and not (row.number and rules.may_make_evidence(actor, row.number))
    ):
        raise NotYours
    return row
