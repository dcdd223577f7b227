"""A deed on a piece of work: its short form, done in place on whatever page shows the line, or on a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.actions import doing, excusing, meetings, reviewing, stages
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Piece, Verb
from guiju.web.kit import address, formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import words
from guiju.web.work.forms import ASK, TICK, Actions, decided, form_for
from guiju.web.work.lines import Line, View, line
from guiju.web.work.picking import near
from guiju.web.work.shown import AgendaView, agenda

PARTS = {"inbox", "one", "list", "group", "board", "reported"}  # what a page shows again after a deed
MENDED = {  # refusals that the form itself can answer
    Code.NEEDS_FILE,
    Code.NEEDS_MINUTES,
    Code.NEEDS_REASON,
    Code.NEEDS_TICKS,
    Code.NEEDS_TITLE,
    Code.UNKNOWN_PERSON,
    Code.UNKNOWN_FILE,
    Code.NOT_YOURS_TO_GIVE,
}
Given = Mapping[str, Any]  # Any: what a form cleaned


@dataclass(frozen=True, slots=True)
class Do:
    """What do.html shows: the short form of one verb on one piece of work; ``actions`` and ``agenda`` of a meeting."""

    line: Line
    verb: str
    word: str
    hint: str
    form: forms.Form
    actions: Any  # Any: a formset or nothing
    agenda: AgendaView | None
    near: tuple[str, ...]
    url: str
    next: str
    at: str
    slot: str
    in_place: bool  # on a page of its own there is no part to take what comes of it


@require_http_methods(["GET", "POST"])
@page
def do(request: HttpRequest, actor: Actor, work_id: int, verb: str) -> HttpResponse:
    """Do something to a piece of work, or show the form that it takes."""
    if verb not in DEEDS:
        raise Http404
    onward = _onward(request, work_id)
    if request.method == "POST" and not request.POST.get("more"):
        return _done(request, actor, work_id, verb, onward)
    piece = queries.item(actor, work_id)
    if verb == TICK:
        return redirect(onward)
    return _form(request, actor, piece, verb, onward)


def _done(request: HttpRequest, actor: Actor, work_id: int, verb: str, onward: str) -> HttpResponse:
    piece = queries.item(actor, work_id)
    form = form_for(verb, piece, request.POST, request.FILES)
    if verb == TICK and not form.is_valid():  # a box on the page, without words of its own
        messages.error(request, _("没有这一项，请刷新页面再勾。"))
        return redirect(onward)
    actions = Actions(request.POST, prefix="action") if verb == Verb.HOLD else None
    if form.is_valid() and (actions is None or actions.is_valid()):
        given = {**form.cleaned_data, "actions": decided(actions.cleaned_data) if actions else ()}
        given["version"] = given["version"] or address.UNSEEN
        try:
            DEEDS[verb](actor, piece, given)
        except Refused as refusal:
            if refusal.code not in MENDED:
                messages.error(request, str(refusal))
                return redirect(onward)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done_words(verb, piece))
            return redirect(onward)
    return _form(request, actor, piece, verb, onward, form=form, actions=actions)


def _form(
    request: HttpRequest,
    actor: Actor,
    piece: Piece,
    verb: str,
    onward: str,
    *,
    form: forms.Form | None = None,
    actions: Any = None,  # Any: a formset or nothing
) -> HttpResponse:
    at = _part(request)
    view = View(clock.now(), rulebook.current(), actor.number, onward, at)
    slot = f"do-{piece.item.id}"
    meeting = verb == Verb.HOLD
    context = Do(
        line=line(piece.item, view),
        verb=verb,
        word=_word(verb, piece),
        hint=_hint(verb, piece),
        form=form or form_for(verb, piece, *_typed(request)),
        actions=(actions or _rows(request)) if meeting else None,
        agenda=agenda(piece.agenda, view) if meeting and piece.agenda else None,
        near=near() if verb in {Verb.HOLD, Verb.REASSIGN} else (),
        url=request.get_full_path(),
        next=onward,
        at=at,
        slot=slot,
        in_place="HX-Request" in request.headers,
    )
    # What was posted goes to the part that shows the line; what was wrong with it is said where it was typed.
    again = {slot: "do", at: "do"} if request.method == "POST" else {slot: "do"}
    response = show(request, "work/do.html", context, fragments=again, status=422 if form is not None else 200)
    if request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = f"#{slot}", "outerHTML"
    return response


def _typed(request: HttpRequest) -> tuple[Any, Any]:  # Any: as forms take them
    """What was typed when only more rows are wanted."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _rows(request: HttpRequest) -> Any:  # Any: a formset
    if request.method != "POST":
        return Actions(prefix="action")
    given = request.POST.copy()
    given["action-TOTAL_FORMS"] = str(min(int(given.get("action-TOTAL_FORMS") or 0) + 2, Actions.max_num))
    return Actions(given, prefix="action")


def _complete(actor: Actor, piece: Piece, given: Given) -> None:
    doing.complete(
        actor=actor,
        work_id=piece.item.id,
        version=given["version"],
        said=given.get("said", ""),
        ticks=given.get("ticks", ()),
        minutes=given.get("minutes", ""),
        files=_kept(actor, given),
    )


def _advance(actor: Actor, piece: Piece, given: Given) -> None:
    stages.pass_stage(actor=actor, work_id=piece.item.id, version=given["version"], said=given.get("said", ""))


def _accept(actor: Actor, piece: Piece, given: Given) -> None:
    if piece.item.source == "approval":
        _answer(actor, piece, given, lets_off=True)
        return
    reviewing.accept(actor=actor, work_id=piece.item.id, version=given["version"], said=given.get("said", ""))


def _answer(actor: Actor, piece: Piece, given: Given, *, lets_off: bool) -> None:
    said = given.get("said", "")
    excusing.answer(actor=actor, work_id=piece.item.id, version=given["version"], lets_off=lets_off, said=said)


def _ask(actor: Actor, piece: Piece, given: Given) -> None:
    excusing.ask(actor=actor, work_id=piece.item.id, version=given["version"], said=given["said"])


def _give_back(actor: Actor, piece: Piece, given: Given) -> None:
    if piece.item.source == "approval":
        _answer(actor, piece, given, lets_off=False)
        return
    give_back = stages.return_stage if piece.item.source == "stage" else reviewing.give_back
    give_back(actor=actor, work_id=piece.item.id, version=given["version"], said=given["said"])


def _hold(actor: Actor, piece: Piece, given: Given) -> None:
    meetings.hold(
        actor=actor,
        work_id=piece.item.id,
        version=given["version"],
        present=given["present"],
        minutes=given["minutes"],
        actions=given["actions"],
    )


def _remark(actor: Actor, piece: Piece, given: Given) -> None:
    doing.remark(actor=actor, work_id=piece.item.id, said=given["said"], files=_kept(actor, given))


def _reassign(actor: Actor, piece: Piece, given: Given) -> None:
    said, number = given.get("said", ""), given["number"]
    doing.reassign(actor=actor, work_id=piece.item.id, version=given["version"], number=number, said=said)


def _kept(actor: Actor, given: Given) -> tuple[int, ...]:
    """The files that came with a form, kept; gives their ids."""
    return tuple(
        records.attach(actor=actor, name=one.name or "", stream=one.file) for one in given.get("attachments") or ()
    )


DEEDS: dict[str, Callable[[Actor, Piece, Given], object]] = {
    Verb.START.value: lambda actor, piece, given: doing.start(
        actor=actor, work_id=piece.item.id, version=given["version"]
    ),
    Verb.COMPLETE.value: _complete,
    Verb.HAND_IN.value: _complete,
    Verb.HOLD.value: _hold,
    Verb.ADVANCE.value: _advance,
    Verb.TAKE_BACK.value: lambda actor, piece, given: doing.take_back(
        actor=actor, work_id=piece.item.id, version=given["version"]
    ),
    Verb.ACCEPT.value: _accept,
    Verb.GIVE_BACK.value: _give_back,
    Verb.EXCUSE.value: lambda actor, piece, given: doing.excuse(
        actor=actor, work_id=piece.item.id, version=given["version"], said=given["said"]
    ),
    Verb.CANCEL.value: lambda actor, piece, given: doing.cancel(
        actor=actor, work_id=piece.item.id, version=given["version"], said=given["said"]
    ),
    Verb.REASSIGN.value: _reassign,
    Verb.REMARK.value: _remark,
    ASK: _ask,
    TICK: lambda actor, piece, given: doing.tick(
        actor=actor, work_id=piece.item.id, version=given["version"], place=given["place"], done=given["on"]
    ),
}


def done_words(verb: str, piece: Piece) -> str:
    """What was done, for a message."""
    return formats.named(str(words.DONE[verb]), piece.item.title)


def _word(verb: str, piece: Piece) -> str:
    if verb in {Verb.COMPLETE, Verb.HAND_IN}:
        return str(words.COMPLETE[piece.item.evidence])
    if verb == Verb.HOLD:
        return _("记下会议")
    return _("申请免除") if verb == ASK else str(words.VERBS[Verb(verb)])


def _hint(verb: str, piece: Piece) -> str:
    """What happens with it, said beside the button."""
    if verb in {Verb.COMPLETE, Verb.HAND_IN, Verb.HOLD} and piece.reviewer.name:
        return _("会交给%(name)s审阅。") % {"name": piece.reviewer.name}
    if verb == Verb.GIVE_BACK:
        return _given_back(piece)
    return _("免除后不再算迟到，也不算按时。") if verb == Verb.EXCUSE else ""


def _given_back(piece: Piece) -> str:
    """Who hears the reason: a review and an approval are about somebody else's work, a stage about the one before."""
    if piece.item.source == "stage":
        return _("退回后，上一步的人会收到原因，接着改。")
    if piece.item.source == "approval":
        return _("退回后，%(name)s会收到原因，这件事照旧要办。") % {"name": piece.made_by.name}
    about = piece.parent if piece.item.source == "review" and piece.parent else piece.item
    name = about.done_by.name or about.accountable.name
    return _("退回后，%(name)s会收到原因，这件事重新变成待办。") % {"name": name}


def _onward(request: HttpRequest, work_id: int) -> str:
    """The page to come back to: the one that asked, else the piece of work's own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else reverse("work:one", args=[work_id])


def _part(request: HttpRequest) -> str:
    wanted = request.GET.get("at", "")
    return wanted if wanted in PARTS else "one"
