"""Filling a chosen document in: a form made of its own figures, part by part, kept as a draft, then adopted."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, queries, rules
from guiju.apps.rulebook.shelf import choosing
from guiju.apps.rulebook.values import Change, Draft
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.rulebook import drafting
from guiju.web.rulebook.draft_pages import AdoptForm
from guiju.web.rulebook.drafting import Trial
from guiju.web.start.open import Spot, spots

PARTS: dict[str, tuple[Promise, Promise]] = {
    "names": (
        gettext_lazy("单位和岗位"),
        gettext_lazy("您那里叫别的名字？写在“又名”里，几个名字用顿号隔开；名册和通讯录就按这些名字对上。"),
    ),
    "people": (gettext_lazy("人数"), gettext_lazy("每个岗位至少几人、至多几人：写“2”或“1-3”。")),
    "parameter": (gettext_lazy("参数"), gettext_lazy("各条共用的数。")),
    "target": (gettext_lazy("目标"), gettext_lazy("先用原文的数也行，以后在“目标”页逐月下达。")),
    "grade": (gettext_lazy("等级"), gettext_lazy("多少分起算哪一级。")),
    "schedule": (gettext_lazy("作息"), gettext_lazy("上班时间和休息日；例行的截止照它算。")),
    "duty": (gettext_lazy("例行"), gettext_lazy("多久一次，几点以前。")),
    "scorecard": (gettext_lazy("权重"), gettext_lazy("每张计分卡里，各项占多少。")),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one rule."""

    title: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form, as a tab."""

    key: str
    title: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Fill:
    """What fill.html shows."""

    draft: Draft
    title: str
    parts: tuple[Part, ...]
    part: str
    hint: str
    groups: tuple[Group, ...]
    changes: int
    trial: Trial | None
    adopt: AdoptForm
    may_adopt: bool
    next_part: str


@page
def fill(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One part of the document in a form; what is saved stays in the draft, part by part."""
    draft = _mine(actor, number)
    base = queries.regulation(draft.base)
    every = spots(base, queries.sources(draft.base))
    here = _part(request, every)
    mine = every[here]
    drafted = {(one.path, one.start, one.end): one.text for one in draft.changes}
    status, form = 200, _form(mine, request.POST if request.method == "POST" else None, drafted)
    changes = draft.changes
    if request.method == "POST":
        new = _changes(mine, form)
        around = {(spot.place.path, spot.place.start, spot.place.end) for spot in mine}
        changes = (*(one for one in draft.changes if (one.path, one.start, one.end) not in around), *new)
        trial = drafting.trial(base, changes) if changes else None
        if trial is None or trial.sound:
            return _save(request, actor, draft, changes, every, here)
        status = 422
    trial = drafting.trial(base, changes) if changes else None
    following = _following(every, here)
    context = Fill(
        draft=draft,
        title=base.title,
        parts=tuple(Part(key, str(PARTS[key][0]), len(some), key == here) for key, some in every.items()),
        part=here,
        hint=str(PARTS[here][1]),
        groups=_groups(form, mine),
        changes=len(trial.differences) if trial else 0,
        trial=trial,
        adopt=AdoptForm(initial={"start": clock.today()}, label_suffix=""),
        may_adopt=rules.may_adopt(actor),
        next_part=str(PARTS[following][0]) if following else "",
    )
    return show(request, "start/fill.html", context, status=status)


@require_POST
@page
def adopt(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Put it into force from a day on."""
    draft = _mine(actor, number)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明从哪天起施行。"))
        return redirect("start:fill", number)
    start: date = form.cleaned_data["start"]
    try:
        choosing.adopt_chosen(actor=actor, draft_id=draft.id, in_force_from=start)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("start:fill", number)
    said = {"title": draft.title, "day": formats.full_day(start)}
    messages.success(request, _("《%(title)s》自 %(day)s 起施行。") % said)
    return redirect("start:index")


def _mine(actor: Actor, number: int) -> Draft:
    if not rules.may_draft(actor):
        raise NotYours
    draft = queries.draft(number)
    if draft is None or draft.state != "saved" or not rules.may_change_draft(actor, draft):
        raise Http404
    return draft


def _part(request: HttpRequest, every: dict[str, tuple[Spot, ...]]) -> str:
    wanted = request.POST.get("part") or request.GET.get("part", "")
    return wanted if wanted in every else next(iter(every))


def _following(every: dict[str, tuple[Spot, ...]], here: str) -> str:
    keys = list(every)
    at = keys.index(here) + 1
    return keys[at] if at < len(keys) else ""


def _form(mine: tuple[Spot, ...], data: dict[str, str] | None, drafted: dict[tuple[str, int, int], str]) -> forms.Form:
    made = drafting.form([spot.place for spot in mine], None, data)
    for spot in mine:
        said = drafted.get((spot.place.path, spot.place.start, spot.place.end))
        made.fields[spot.place.key].required = False
        made.initial[spot.place.key] = spot.shown(said) if said is not None else spot.initial
    return made


def _changes(mine: tuple[Spot, ...], form: forms.Form) -> tuple[Change, ...]:
    """What was typed where it differs from the document; an empty field leaves the document's own words."""
    found = []
    for spot in mine:
        typed = " ".join(str(form.data.get(spot.place.key, "")).split())
        text = spot.written(typed)
        if typed and typed != spot.initial and text != spot.place.text:
            found.append(Change(spot.place.path, spot.place.start, spot.place.end, text))
    return tuple(found)


def _save(
    request: HttpRequest,
    actor: Actor,
    draft: Draft,
    changes: tuple[Change, ...],
    every: dict[str, tuple[Spot, ...]],
    here: str,
) -> HttpResponse:
    try:
        actions.save_draft(actor=actor, base=draft.base, changes=changes, title=draft.title, draft_id=draft.id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("start:fill", draft.id)
    messages.success(request, _("草稿已保存。"))
    following = _following(every, here)
    if following and "on" in request.POST:
        here = following
    anchor = "#adopt" if not following and "on" in request.POST else ""
    return redirect(f"{request.path}?part={here}{anchor}")


def _groups(form: forms.Form, mine: tuple[Spot, ...]) -> tuple[Group, ...]:
    found: dict[str, list[BoundField]] = {}
    for spot in mine:
        found.setdefault(spot.rule, []).append(form[spot.place.key])
    return tuple(Group(title, tuple(fields)) for title, fields in found.items())
