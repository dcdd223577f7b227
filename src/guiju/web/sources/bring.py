"""Bringing files: dropped or chosen, imported by the worker, watched from a page that may be left."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from guiju import facts
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions import imports
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.figures.queries import coverage, set_aside
from guiju.apps.figures.queries import runs as queries
from guiju.apps.figures.values import Run
from guiju.apps.formats.queries import teachable
from guiju.apps.formats.rules import may_teach_from
from guiju.apps.refusal import Refused
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.sources import export, limits, standing, told, words
from guiju.web.sources.arranging import Arranged, arranged
from guiju.web.sources.forms import ImportForm
from guiju.web.sources.told import RunTold

SLOW = timedelta(minutes=1)  # after which a run that nobody takes up is odd


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of file that is recognised, and where it comes from."""

    name: str
    clicks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bring:
    """What bring.html shows; ``trouble`` is why the last upload was not taken, ``open`` whether more is asked.

    ``reports`` are of what the regulation reads or there is data of, ``more`` names the rest.
    """

    form: ImportForm
    trouble: str
    open: bool
    limits: str
    most: int
    reports: tuple[Report, ...]
    more: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """What run.html shows; ``ahead`` are imports that come first, ``slow`` says that nobody takes the run up."""

    run: RunTold
    files: Arranged
    ahead: int
    slow: bool
    may_cancel: bool
    may_retry: bool
    mine: bool
    told: int
    teachable: frozenset[str]  # names of files that nobody recognised and that are still there


@csrf_exempt  # the inner page checks the token, once the size of what is sent has been judged
@page
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose files and send them."""
    if not rules.may_import_data(actor):
        raise NotYours
    trouble = limits.too_much(request) if request.method == "POST" else ""
    if trouble:
        return _shown(request, ImportForm(), trouble, 413)
    return _bring(request, actor)


@csrf_protect
def _bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, ImportForm(), "", 200)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, "", 422)
    if sum(one.user_id == actor.user_id for one in queries.running()) >= limits.MOST_OPEN:
        return _shown(request, form, _("您已经有好几次导入在排队，等它们完成再来。"), 429)
    number = imports.request_import(
        actor=actor,
        uploads=[Upload(file.name or "", file.chunks()) for file in form.cleaned_data["file"]],
        shop=form.cleaned_data["shop"],
        on=form.cleaned_data["on"],
        as_of=form.exported,
        covers=form.covers,
    )
    onward = reverse("sources:run", args=[number])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": onward})
    return redirect(onward)


@page
def run(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """How far an import is, and what came of it."""
    one = _run(actor, number)
    mine = one.user_id is not None and one.user_id == actor.user_id
    ahead = sum(other.id < one.id for other in queries.running()) if one.state == "queued" else 0
    may = rules.may_import_data(actor)
    files = arranged(told.files(one, mine=mine, waiting=set_aside.names()))
    context = RunPage(
        run=told.run(one),
        files=files,
        ahead=ahead,
        slow=one.state == "queued" and not ahead and clock.now() - one.created > SLOW,
        may_cancel=may and one.state in told.LIVE and not one.cancelling,
        may_retry=may and one.state == "failed" and imports.may_be_tried_again(one.id),
        mine=mine,
        told=sum(1 for _reason in told.reasons(one)) if mine else 0,
        teachable=teachable(one.id, told.unknown(one)) if may_teach_from(actor, one.user_id) else frozenset(),
    )
    return show(request, "sources/run.html", context, fragments=("run",))


@page
def reasons(_request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Every reason of an import as a workbook, for those who brought it."""
    one = _run(actor, number)
    if one.user_id is None or one.user_id != actor.user_id:
        raise NotYours(_("没有导入的行里可能有个人信息，只有导入的人能看。"))
    return export.reasons(told.reasons(one), f"{one.created:%Y%m%d-%H%M}")


@require_POST
@page
def cancel(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Stop an import."""
    try:
        imports.cancel_import(actor=actor, run_id=number)
    except Refused as refusal:
        _run(actor, number)
        messages.warning(request, str(refusal))
    return redirect("sources:run", number)


@require_POST
@page
def retry(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Try a failed import again with the files that it kept."""
    try:
        imports.retry_import(actor=actor, run_id=number)
    except Refused as refusal:
        _run(actor, number)
        messages.warning(request, str(refusal))
    return redirect("sources:run", number)


def _run(actor: Actor, number: int) -> Run:
    if not rules.may_view_sources(actor):
        raise NotYours
    one = queries.run(number)
    if one is None:
        raise Http404
    return one


def _shown(request: HttpRequest, form: ImportForm, trouble: str, status: int) -> HttpResponse:
    asked = {"shop", "on", "as_of", "first", "last"}
    used = standing.needed_facts() | set(coverage.view().manifest.coverage)
    reports = tuple(Report(words.fact(fact), words.clicks(fact)) for fact in facts.brought() if fact in used)
    more = words.listed(words.fact(fact) for fact in facts.brought() if fact not in used)
    context = Bring(
        form=form,
        trouble=trouble,
        open=bool(asked & set(form.errors)) or "need" in request.GET or any(form.data.get(name) for name in asked),
        limits=limits.said(),
        most=limits.MOST_BYTES,
        reports=reports,
        more=more,
    )
    return show(request, "sources/bring.html", context, fragments=("asked",), status=status)
