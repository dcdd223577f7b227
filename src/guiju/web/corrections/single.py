"""One correction: what it does, what it changes, its life, and what the reader may do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import actions, queries, rules
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.models import Correction
from guiju.apps.corrections.values import Did, Entry, Kind, Measuring, Sheet, Stage
from guiju.apps.records import consequences
from guiju.apps.refusal import Refused
from guiju.web.corrections import effect, words
from guiju.web.corrections.effect import Shown
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


class Said(forms.Form):
    """What somebody says with a step, and the version that they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that the reader may do: its button, and whether words come with it."""

    key: str
    word: str
    says: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Another correction of the chain."""

    number: int
    word: str
    stage: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the life."""

    word: str
    who: str
    at: str
    said: str
    tone: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """What one.html shows."""

    sheet: Sheet
    title: str
    what: str
    formula: str
    stage: str
    tone: words.Tone
    waiting: bool
    failed: bool
    effect: Shown | None
    measured: str
    chain: tuple[Link, ...]
    life: tuple[Line, ...]
    deeds: tuple[Deed, ...]
    says: bool
    form: Said
    correct_url: str
    cause: tuple[int, str] | None


def _again(**given: Any) -> int:  # Any: as the deeds below
    actions.measure(actor=given["actor"], correction_id=given["correction_id"], version=given["version"])
    return int(given["correction_id"])


def _undo(**given: Any) -> int:  # Any: as the deeds below
    return actions.undo(actor=given["actor"], correction_id=given["correction_id"], reason=given["said"])


def _step(action: Callable[..., object], *, says: bool = False) -> Callable[..., int]:
    def step(**given: Any) -> int:  # Any: an actor, a number, a version and words
        said = {"said": given["said"]} if says else {}
        action(actor=given["actor"], correction_id=given["correction_id"], version=given["version"], **said)
        return int(given["correction_id"])

    return step


DEEDS: dict[str, Callable[..., int]] = {
    "propose": _step(actions.propose),
    "approve": _step(actions.approve, says=True),
    "refuse": _step(actions.refuse, says=True),
    "withdraw": _step(actions.withdraw),
    "measure": _again,
    "undo": _undo,
}


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The page; what is posted is one of the deeds."""
    if not rules.may_view(actor):
        raise NotYours
    deed = DEEDS.get(request.POST.get("deed", ""))
    form = Said(request.POST if request.method == "POST" else None)
    if request.method == "POST" and deed is not None and form.is_valid():
        try:
            then = deed(actor=actor, correction_id=number, **form.cleaned_data)
        except Refused as refusal:
            if refusal.code is Code.UNKNOWN:
                raise Http404 from refusal
            if refusal.code is not Code.NEEDS_REASON:
                messages.error(request, str(refusal))
                return redirect("corrections:one", number)
            form.add_error("said", str(refusal))
        else:
            messages.success(request, _("已记下。"))
            return redirect("corrections:one", then)
    sheet, row = queries.one(number), queries.row(number)
    if sheet is None or row is None:
        raise Http404
    context = _page(sheet, row, actor, form if form.errors else Said(initial={"version": sheet.version}))
    return show(request, "corrections/one.html", context, fragments=("effect",), status=422 if form.errors else 200)


def _page(sheet: Sheet, row: Correction, actor: Actor, form: Said) -> OnePage:
    open_ = sheet.stage in rules.OPEN
    deeds = tuple(_deeds(sheet, row, actor))
    correctable = _holds(sheet) and rules.may_propose(actor)
    return OnePage(
        sheet=sheet,
        title=words.title(sheet),
        what=words.sentence(sheet),
        formula=sheet.condition,
        stage=str(words.STAGES[sheet.stage]),
        tone=words.TONES.get(sheet.stage, ""),
        waiting=open_ and sheet.measuring == Measuring.WAITING,
        failed=sheet.measuring == Measuring.FAILED,
        effect=effect.shown(sheet, actor),
        measured=formats.moment(sheet.measured) if sheet.measured else "",
        chain=tuple(_chain(sheet)),
        life=tuple(_line(entry) for entry in queries.life(sheet.id)),
        deeds=deeds,
        says=any(deed.says for deed in deeds),
        form=form,
        cause=consequences.cause(consequences.What.CORRECTION, str(sheet.id)),
        correct_url=f"{reverse('corrections:new')}?replaces={sheet.id}" if correctable else "",
    )


def _holds(sheet: Sheet) -> bool:
    return sheet.stage == Stage.IN_FORCE and sheet.kind != Kind.UNDO


def _deeds(sheet: Sheet, row: Correction, actor: Actor) -> Iterator[Deed]:
    """What the reader may do now, the step that is due first."""
    measured = sheet.measuring == Measuring.DONE
    may_change, may_approve = rules.may_change(actor, row), rules.may_approve(actor, row)
    if sheet.stage == Stage.PROPOSED and may_approve:
        if measured:
            yield Deed("approve", _("批准"), says=True, main=True)
        yield Deed("refuse", _("不批准"), says=True, main=False)
    if sheet.stage == Stage.DRAFT and may_change and measured and (sheet.rows or sheet.kind == Kind.UNDO):
        yield Deed("propose", _("提交审批"), says=False, main=True)
    if sheet.stage in rules.OPEN and (may_change or may_approve) and sheet.measuring != Measuring.WAITING:
        yield Deed("measure", _("重新测算"), says=False, main=False)
    if sheet.stage in rules.OPEN and may_change:
        yield Deed("withdraw", _("撤回"), says=False, main=False)
    if _holds(sheet) and rules.may_propose(actor):
        yield Deed("undo", _("申请撤销"), says=True, main=False)


def _chain(sheet: Sheet) -> Iterator[Link]:
    found = queries.chain(sheet.id)
    for number, kind, stage in found if len(found) > 1 else ():
        url = reverse("corrections:one", args=[number])
        yield Link(number, str(words.KINDS[kind]), str(words.STAGES[stage]), url, number == sheet.id)


def _line(entry: Entry) -> Line:
    said = entry.said
    if entry.did in {Did.REPLACED, Did.UNDONE}:
        said = _("见更正单 %(number)s") % {"number": said}
    who = "" if entry.did in {Did.IN_FORCE, Did.REPLACED, Did.UNDONE} else entry.who
    tone = {Did.IN_FORCE: "kept", Did.REFUSED: "broken"}.get(entry.did, "")
    return Line(str(words.DID[entry.did]), who, formats.moment(entry.at), said, tone)
