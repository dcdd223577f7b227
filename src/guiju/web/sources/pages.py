"""Data sources: what there is and what to bring next, bringing it, and how an import goes."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions import imports
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.figures.queries import coverage, runs
from guiju.apps.figures.values import Run
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.sources import strips, told
from guiju.web.sources.strips import Next, Strip
from guiju.web.sources.told import File

LATEST = 12


class ImportForm(forms.Form):
    """What the files do not say themselves; the files come beside it, as many as one likes."""

    shop = forms.CharField(label=gettext_lazy("店铺"), required=False, max_length=100)
    on = forms.DateField(label=gettext_lazy("哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    as_of = forms.DateTimeField(
        label=gettext_lazy("导出时间"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    first = forms.DateField(
        label=gettext_lazy("覆盖日期从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(label=gettext_lazy("到"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.label_suffix = ""
        self.fields["shop"].widget.attrs["list"] = "shops"


@dataclass(frozen=True, slots=True)
class Line:
    """One import in the list."""

    run: Run
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What sources.html shows."""

    form: ImportForm
    shops: tuple[str, ...]
    strips: tuple[Strip, ...]
    days: int
    first: date
    last: date
    next: tuple[Next, ...]
    clicks: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    may_import: bool


@dataclass(frozen=True, slots=True)
class OneRun:
    """What run.html shows; ``percent`` is 0 to 100."""

    run: Run
    word: str
    tone: str
    stage: str
    percent: int
    open: bool
    error: str
    files: tuple[File, ...]
    troubles: int
    may_import: bool


@page
def sources(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What data there is, and the door through which more comes."""
    if not rules.may_view_sources(actor):
        raise NotYours
    form = ImportForm(request.POST or None)
    if request.method == "POST":
        answer = _bring(request, actor, form)
        if answer is not None:
            return answer
    return show(request, "sources/sources.html", _sources(actor, form), status=422 if request.method == "POST" else 200)


@page
def run(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One import: how far it is, then what came of it."""
    found = _run(actor, number)
    context = OneRun(
        run=found,
        word=told.state_word(found.state),
        tone=told.state_tone(found.state),
        stage=told.stage(found),
        percent=round(found.progress * 100),
        open=found.state in told.OPEN,
        error=told.said(found.error) if found.error else "",
        files=told.files(found),
        troubles=len(told.troubles(found)),
        may_import=rules.may_import_data(actor),
    )
    return show(request, "sources/run.html", context, fragments=("run",))


@require_POST
@page
def stop(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Cancel an import that goes on, or try a failed one again."""
    try:
        if request.POST.get("step") == "retry":
            imports.retry_import(actor=actor, run_id=number)
        else:
            imports.cancel_import(actor=actor, run_id=number)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("sources:run", number)


@page
def aside(_request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Everything that did not come in, as a list to mend; only for who may bring data."""
    if not rules.may_import_data(actor):
        raise NotYours
    found = _run(actor, number)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("文件"), _("哪里"), _("原值"), _("什么问题"), _("怎样改")])
    for file, one in told.troubles(found):
        writer.writerow([_cell(text) for text in (file, one.where, one.value, one.what, one.how)])
    name = f"guiju-import-{number}-aside.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8", headers=headers
    )


def _bring(request: HttpRequest, actor: Actor, form: ImportForm) -> HttpResponse | None:
    """Keep the files and go to the run's page; ``None`` when something must be said first."""
    files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    if not form.is_valid():
        return None
    said = form.cleaned_data
    covers = (said["first"], said["last"]) if said["first"] and said["last"] else None
    as_of: datetime | None = said["as_of"]
    uploads = [Upload(file.name or "file", file.chunks()) for file in files]
    try:
        number = imports.request_import(
            actor=actor,
            uploads=uploads,
            shop=said["shop"],
            on=said["on"],
            covers=covers,
            as_of=as_of.replace(tzinfo=None) if as_of else None,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("sources:run", number)


def _sources(actor: Actor, form: ImportForm) -> Sources:
    covered, today = coverage.coverage(), clock.today()
    shops = dict.fromkeys([shop.name for shop in people.shops()] + [one.shop for one in covered])
    drawn = strips.strips(covered, today)
    lines = (Line(run, told.state_word(run.state), told.state_tone(run.state)) for run in runs.runs(LATEST))
    return Sources(
        form=form,
        shops=tuple(shops),
        strips=drawn,
        days=strips.DAYS,
        first=date.fromordinal(today.toordinal() - strips.DAYS),
        last=date.fromordinal(today.toordinal() - 1),
        next=strips.following(covered, today),
        clicks=strips.clicks(),
        lines=tuple(lines),
        may_import=rules.may_import_data(actor),
    )


def _run(actor: Actor, number: int) -> Run:
    if not rules.may_view_sources(actor):
        raise NotYours
    found = runs.run(number)
    if found is None:
        raise Http404
    return found


def _cell(text: str) -> str:
    """A cell that never begins a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
