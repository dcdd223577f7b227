"""A buyer who asks: looked for by the worker, exported, made nobody."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.privacy import actions, queries, rules
from guiju.apps.privacy import buyers as answers
from guiju.apps.privacy.queries import Asked
from guiju.apps.refusal import Refused
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.privacy import pages, words

SLOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What buyer.html shows."""

    one: Asked
    kind: str
    state: str
    tone: str
    waiting: bool
    slow: bool
    line: str
    rows: tuple[tuple[str, str], ...]
    aside: int
    pinned: int
    error: str


@require_POST
@page
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let the worker look for a buyer."""
    if not rules.may_answer_buyers(actor):
        raise NotYours
    kind = request.POST.get("kind", "")
    if kind not in words.KINDS:
        raise Http404
    said = {"original": request.POST.get("original", ""), "reason": request.POST.get("reason", "")}
    try:
        number = actions.request_buyer(actor=actor, kind=kind, **said)
    except Refused as no:
        return pages.shown(request, actor, str(no))
    return redirect("privacy:answer", number)


@page
def answer(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What came of it."""
    one = _mine(actor, number)
    found = one.found
    total = sum(found.get("rows", {}).values()) + found.get("aside", 0)
    state, tone = words.STATES[one.state]
    context = Answer(
        one=one,
        kind=str(words.KINDS[one.kind]),
        state=str(state),
        tone=tone,
        waiting=one.state == "queued",
        slow=one.state == "queued" and clock.now() - one.created > SLOW,
        line=_line(one, total) if one.state == "done" else "",
        rows=tuple((words.fact(fact), f"{count:,}") for fact, count in found.get("rows", {}).items()),
        aside=found.get("aside", 0),
        pinned=len(found.get("pinned", ())),
        error=one.error.get(words.language(), ""),
    )
    return show(request, "privacy/buyer.html", context, fragments=("answer",))


@page
def file(_request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The rows of a buyer as a workbook, for as long as it waits."""
    one = _mine(actor, number)
    content = answers.fetched(one.id)
    if content is None:
        raise Http404
    return attached(content, _("买家数据-%(number)s.xlsx") % {"number": one.id})


def _mine(actor: Actor, number: int) -> Asked:
    if not rules.may_answer_buyers(actor):
        raise NotYours
    one = queries.asked(number)
    if one is None:
        raise Http404
    return one


def _line(one: Asked, total: int) -> str:
    if one.kind == "erase":
        told = ngettext("%(count)s 行已不再认得出是谁", "%(count)s 行已不再认得出是谁", total)
        return told % {"count": f"{total:,}"}
    if not total and one.found.get("before"):
        return _("已在 %(day)s 抹去，没有能认出的行") % {"day": one.found["before"]}
    if not total:
        return _("没有这位买家的数据")
    return ngettext("找到 %(count)s 行", "找到 %(count)s 行", total) % {"count": f"{total:,}"}
