"""One publication: its line of stages, what is due now, the opinions with their answers."""

from dataclasses import dataclass, replace

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import actions, queries, rules
from guiju.apps.publishing.models import Publication
from guiju.apps.publishing.values import LegState, Life, Opinion, Stage, State
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import authors, due, forms, repealing, words
from guiju.web.publishing.authors import Authors
from guiju.web.publishing.due import Deed, clauses, deeds
from guiju.web.publishing.effect import Effect, effect
from guiju.web.publishing.words import Stop


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion with its answer; ``form`` for who may answer."""

    opinion: Opinion
    clause: str
    at: str
    form: forms.Answer | None


@dataclass(frozen=True, slots=True)
class OnePage:
    """What one.html shows."""

    life: Life
    state: str
    tone: str
    begun: str
    start: str
    stops: tuple[Stop, ...]
    changes: tuple[str, ...]
    deeds: tuple[Deed, ...]
    comments: tuple[Said, ...]
    draft_url: str
    edition_url: str
    sign_url: str
    signed: str
    signers_url: str
    tally: tuple[int, int]
    ends: tuple[str, ...]
    effect: Effect | None
    authors: Authors


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The page; what is posted is one of the deeds."""
    if not rules.may_view(actor):
        raise NotYours
    row = queries.row(number)
    if row is None:
        raise Http404
    life = queries.of_row(row)
    key, posted, status = request.POST.get("deed", ""), None, 200
    if request.method == "POST":
        posted = due.posted(request, key, life)
        if posted.is_valid():
            try:
                _perform(actor, life, key, posted)
            except Refused as refusal:
                messages.error(request, str(refusal))
                row = queries.row(number) or row
                life = queries.of_row(row)
            else:
                messages.success(request, _("已记下。"))
                return redirect("publishing:one", number)
        status = 422
    context = _page(row, life, actor)
    if posted is not None:  # what was typed stays in its form, on the version as it now is
        again = request.POST.copy()
        again["version"] = str(life.version)
        posted.data = again
        filled = [
            replace(deed, form=posted) if any(b.key == key for b in deed.buttons) else deed for deed in context.deeds
        ]
        context = replace(context, deeds=tuple(filled))
    return show(request, "publishing/one.html", context, status=status)


@require_POST
@page
def begin(request: HttpRequest, actor: Actor, draft: int) -> HttpResponse:
    """Send a draft on its way."""
    if not rules.may_run(actor):
        raise NotYours
    form = forms.Begin(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明为什么要改。"))
        return redirect("rulebook:draft", draft)
    try:
        number = actions.begin(actor=actor, draft_id=draft, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rulebook:draft", draft)
    messages.success(request, _("已送去发布。"))
    return redirect("publishing:one", number)


@require_POST
@page
def answer(request: HttpRequest, actor: Actor, number: int, comment: int) -> HttpResponse:
    """Answer an opinion."""
    if not rules.may_run(actor):
        raise NotYours
    form = forms.Answer(request.POST)
    if form.is_valid():
        taken, text = form.cleaned_data["taken"] == "yes", form.cleaned_data["text"]
        try:
            actions.answer(actor=actor, comment_id=comment, taken=taken, text=text)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已答复。"))
    else:
        messages.error(request, _("请写明采纳还是不采纳、为什么。"))
    return redirect("publishing:one", number)


def _perform(actor: Actor, life: Life, key: str, form: django_forms.Form) -> None:
    data = dict(form.cleaned_data)
    if key == "comment":
        actions.comment(actor=actor, publication_id=life.id, text=data["text"], clause=data["clause"])
    elif key == "no_comment":
        actions.no_comment(actor=actor, publication_id=life.id)
    else:
        if key == "skip":
            data["stage"] = life.current
        if "attached" in data:
            sent = data.pop("attached")
            data["files"] = [records.attach(actor=actor, name=one.name or "", stream=one.file) for one in sent]
        getattr(actions, key)(actor=actor, publication_id=life.id, **data)


def _page(row: Publication, life: Life, actor: Actor) -> OnePage:
    hears = life.leg(Stage.COMMENTS).state == LegState.OPEN
    asked, silent = queries.asked_to_comment(row, actor) if hears else (False, False)
    signing = life.state in queries.TO_SIGN and not life.repeals
    sheet = queries.sheet(life.edition) if signing or life.state in {State.AMENDED, State.REPEALED} else []
    mine = next((one for one in sheet if one.number == actor.number and actor.number), None)
    may_answer = rules.may_run(actor)
    titles = dict(clauses(life))
    return OnePage(
        life=life,
        state=words.state(life),
        tone=words.TONES.get(life.state, ""),
        begun=formats.day(life.begun, today=clock.today()),
        start=formats.full_day(life.in_force_from) if life.in_force_from else "",
        stops=words.line(life),
        changes=queries.changes(life, "en" if formats.english() else "zh"),
        deeds=tuple(deeds(row, life, actor, asked=asked, silent=silent)),
        comments=tuple(_said(one, titles, may_answer=may_answer) for one in queries.comments(life.id)),
        draft_url=reverse("rulebook:draft", args=[life.draft]) if life.draft and may_answer else "",
        edition_url=reverse("publishing:edition", args=[life.edition]),
        sign_url=reverse("publishing:sign", args=[life.id]) if signing and mine and not mine.at else "",
        signed=formats.moment(mine.at, today=clock.today()) if mine and mine.at else "",
        signers_url=reverse("publishing:signers", args=[life.id]) if sheet and rules.may_see_signers(actor) else "",
        ends=repealing.told(row, life),
        effect=effect(row, actor),
        authors=authors.of(row, life, actor),
        tally=(sum(one.at is not None for one in sheet if one.bound), sum(one.bound for one in sheet)),
    )


def _said(one: Opinion, titles: dict[str, str], *, may_answer: bool) -> Said:
    form = forms.Answer(label_suffix="", auto_id=f"id_{one.id}_%s") if may_answer and one.taken is None else None
    return Said(one, titles.get(one.clause, _("整篇")), formats.moment(one.at), form)
