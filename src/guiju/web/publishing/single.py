"""One publication: its line of stages, what is due now, the opinions with their answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import actions, demands, queries, rules
from guiju.apps.publishing.models import Publication
from guiju.apps.publishing.values import LegState, Life, Opinion, Stage, State
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import authors, forms, repealing, words
from guiju.web.publishing.authors import Authors
from guiju.web.publishing.effect import Effect, effect
from guiju.web.publishing.words import Stop


@dataclass(frozen=True, slots=True)
class Button:
    """One way to end what is due."""

    key: str
    word: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class Deed:
    """What the reader may do now: a form, or buttons alone; ``help`` says what it means."""

    title: str
    form: django_forms.Form
    buttons: tuple[Button, ...]
    help: str = ""
    folded: bool = False


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


FORMS: dict[str, type[django_forms.Form]] = {
    "look": forms.Look,
    "ask": forms.Ask,
    "close_comments": forms.Versioned,
    "consult": forms.Consult,
    "hand_in": forms.Versioned,
    "approve": forms.Decide,
    "refuse": forms.Decide,
    "announce": forms.Announce,
    "revise": forms.Revise,
    "skip": forms.Skip,
    "withdraw": forms.Withdraw,
}


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
        posted = _posted(request, key, life)
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


def _posted(request: HttpRequest, key: str, life: Life) -> django_forms.Form:
    if key in {"comment", "no_comment"}:
        data = request.POST.copy()
        if key == "no_comment":
            data["text"] = "—"
        return forms.Comment(data, clauses=_clauses(life))
    if key not in FORMS:
        raise Http404
    return FORMS[key](request.POST, request.FILES)


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
    titles = dict(_clauses(life))
    return OnePage(
        life=life,
        state=words.state(life),
        tone=words.TONES.get(life.state, ""),
        begun=formats.day(life.begun, today=clock.today()),
        start=formats.full_day(life.in_force_from) if life.in_force_from else "",
        stops=words.line(life),
        changes=queries.changes(life, "en" if formats.english() else "zh"),
        deeds=tuple(_deeds(row, life, actor, asked=asked, silent=silent)),
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


def _clauses(life: Life) -> tuple[tuple[str, str], ...]:
    return tuple((clause.id, clause.title) for clause in rulebook.regulation(life.edition).clauses)


def _said(one: Opinion, titles: dict[str, str], *, may_answer: bool) -> Said:
    form = forms.Answer(label_suffix="", auto_id=f"id_{one.id}_%s") if may_answer and one.taken is None else None
    return Said(one, titles.get(one.clause, _("整篇")), formats.moment(one.at), form)


def _deeds(row: Publication, life: Life, actor: Actor, *, asked: bool, silent: bool) -> Iterator[Deed]:
    """What the reader may do now, what is due first."""
    if asked:
        form = forms.Comment(clauses=_clauses(life), label_suffix="")
        none = (Button("no_comment", _("没有意见"), main=False),) if silent else ()
        buttons = (Button("comment", _("提交意见")), *none)
        yield Deed(_("您的意见"), form, buttons, _("可以提多次；每一条都会有答复。"))
    if (
        life.current is Stage.APPROVAL
        and life.leg(Stage.APPROVAL).state == LegState.OPEN
        and rules.may_approve(actor, row)
    ):
        buttons = (Button("approve", _("批准")), Button("refuse", _("不批准"), main=False))
        yield Deed(_("审批"), _form("approve", life), buttons, _("不批准时请写明理由。"))
    if rules.may_run(actor) and life.state == State.OPEN:
        yield from _running(row, life)
    may_withdraw = rulebook_rules.may_adopt(actor) or (life.state == State.OPEN and rules.may_run(actor))
    if may_withdraw and life.state in {State.OPEN, State.ANNOUNCED}:
        yield Deed(_("撤回这一版"), _form("withdraw", life), (Button("withdraw", _("撤回"), main=False),), folded=True)


def _running(row: Publication, life: Life) -> Iterator[Deed]:
    rule, stage, today = demands.of(row), life.current, clock.today()
    opened = stage is not None and life.leg(stage).state == LegState.OPEN
    match stage:
        case Stage.IMPACT:
            yield Deed(
                _("看影响"),
                _form("look", life),
                (Button("look", _("看过了")),),
                _("看清下面写的废止以后会怎样，再写下看到的。")
                if life.repeals
                else _("先测算影响，看谁会多拿少拿、要多做什么，再写下看到的。"),
            )
        case Stage.COMMENTS if opened:
            yield Deed(
                _("征求意见"),
                _form("close_comments", life),
                (Button("close_comments", _("结束征求意见")),),
                _("每一条都答复了、到期了或人人都答复了，才能结束。"),
            )
        case Stage.COMMENTS:
            first = today + timedelta(days=rule.comment_days)
            said = _("制度要求至少 %(days)s 天。") % {"days": rule.comment_days}
            yield Deed(_("征求意见"), _form("ask", life, until=first), (Button("ask", _("请全员提意见")),), said)
        case Stage.CONSULTATION:
            whom = "、".join(rule.consults)
            yield Deed(_("协商"), _form("consult", life, held=today, whom=whom), (Button("consult", _("记下协商")),))
        case Stage.APPROVAL if not opened:
            yield Deed(
                _("审批"),
                _form("hand_in", life),
                (Button("hand_in", _("提交审批")),),
                _("写过或提交过这份文字的人不参加审批。"),
            )
        case Stage.NOTICE:
            first = today + timedelta(days=rule.notice_days)
            yield _announcing(life, rule.notice_days, first)
    if stage is not None and not life.leg(stage).demanded:
        yield Deed(_("不经过这一步"), _form("skip", life), (Button("skip", _("跳过")),), folded=True)
    if life.draft:
        yield Deed(
            _("文字又改过了"),
            _form("revise", life),
            (Button("revise", _("改用草稿现在的文字"), main=False),),
            _("换了文字，协商和审批要重新来过。"),
            folded=True,
        )


def _announcing(life: Life, days: int, first: date) -> Deed:
    meant = None if life.repeals else rulebook.regulation(life.edition).effective
    form = _form("announce", life, in_force_from=max(first, meant or first))
    if life.repeals:
        form.fields["in_force_from"].label = _("从哪天起废止")
        said = _("制度要求至少公示 %(days)s 天；公示时告知每一个人。") % {"days": days}
        return Deed(_("公示"), form, (Button("announce", _("公示废止")),), said)
    said = _("制度要求至少公示 %(days)s 天；公示后开始签收。") % {"days": days}
    return Deed(_("公示"), form, (Button("announce", _("公示这一版")),), said)


def _form(key: str, life: Life, **initial: object) -> django_forms.Form:
    return FORMS[key](initial={"version": life.version, **initial}, label_suffix="", auto_id=f"id_{key}_%s")
