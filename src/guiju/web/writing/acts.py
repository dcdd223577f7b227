"""What buttons on the desk do: clauses and rules are added, moved, removed; saves taken back; remarks; who writes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import errors
from guiju.apps.rulebook.drafts import talking, writing
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.apps.rulebook.errors import Code
from guiju.lang import Sources, words
from guiju.lang.writing import blocks, clauses, rules
from guiju.lang.writing.clauses import Passage
from guiju.web.layout.visitor import page
from guiju.web.writing import heading, typed
from guiju.web.writing.clause_pages import address
from guiju.web.writing.opening import Desk, desk, keep

Act = Callable[[HttpRequest, Actor, Desk, Passage], HttpResponse]


@require_POST
@page
def on_clause(request: HttpRequest, actor: Actor, number: int, clause_id: str) -> HttpResponse:
    """One act on a clause of a draft."""
    found = desk(actor, number)
    passage = found.clause(clause_id)
    act = CLAUSE_ACTS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise errors.refused(Code.UNKNOWN_CLAUSE)
        return act(request, actor, found, passage)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address(number, clause_id))


@require_POST
@page
def on_draft(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One act on a draft as a whole."""
    found = desk(actor, number)
    data = request.POST
    try:
        match data.get("act"):
            case "head":
                _head(request, actor, found)
            case "undo":
                writing.undo(actor=actor, draft_id=number)
                messages.success(request, _("已撤销上一次改动。"))
            case "back":
                writing.go_back(actor=actor, draft_id=number, number=_number(data.get("save")))
                messages.success(request, _("已回到那一次保存的样子；之后的改动还在记录里。"))
            case "rename":
                writing.rename(actor=actor, draft_id=number, title=data.get("title", ""))
                messages.success(request, _("已改名。"))
            case "share":
                talking.share(actor=actor, draft_id=number, number=data.get("who", ""))
                messages.success(request, _("已请来共同起草。"))
            case "unshare":
                talking.unshare(actor=actor, draft_id=number, user_id=_number(data.get("who")))
                messages.success(request, _("不再共同起草。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(data["next"] if data.get("next", "").startswith("/rulebook/") else f"/rulebook/writing/{number}/")


def _head(request: HttpRequest, actor: Actor, found: Desk) -> None:
    """Title, version and day of the document."""
    form = heading.Head(request.POST)
    if not form.is_valid():
        messages.error(request, _("标题和版本号都要写；日期写成 2026-11-01 的样子。"))
        return
    new = heading.written(found.sources, form)
    if new == found.sources:
        messages.warning(request, _("没有变化。"))
        return
    keep(actor, found, new, Note("head"))
    messages.success(request, _("已记下。"))
    if heading.is_past(new):
        messages.warning(request, _("这一天已经过去；公示时要另定一天，制度不能约束过去的事。"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _add(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    """A clause behind this one and all below it, or as the first below it."""
    heading = request.POST.get("heading", "")
    if not heading.strip():
        raise errors.refused(Code.EMPTY_TEXT)
    below = request.POST.get("where") == "below"
    after = clauses.family(found.clauses, passage)[-1] if below else passage
    level = passage.level + below
    new, name = clauses.added(found.sources, heading, "", level=level, after=after)
    saved = keep(actor, found, new, Note("added", name))
    messages.success(request, _("已加了一条。"))
    return redirect(address(saved.draft, name))


def _move(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    by = -1 if request.POST.get("by") == "up" else 1
    new = clauses.moved(found.sources, passage, by)
    if new == found.sources:
        messages.warning(request, _("已经在同级各条的头上或末尾。"))
        return redirect(address(found.number, passage.id))
    saved = keep(actor, found, new, Note("moved", passage.id))
    messages.success(request, _("已移动。"))
    return redirect(address(saved.draft, passage.id))


def _remove(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    saved = keep(actor, found, clauses.removed(found.sources, passage), Note("removed", passage.id))
    messages.success(request, _("已删去《%(title)s》。可以撤销。") % {"title": passage.title})
    return redirect("writing:draft", saved.draft)


def _spot(request: HttpRequest, passage: Passage) -> typed.Spot:
    spot = typed.opened(passage, request.POST.get("rule", ""))
    if spot is None or spot.entry is None:
        raise errors.refused(Code.UNKNOWN_CLAUSE)
    return spot


def _move_rule(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    spot = _spot(request, passage)
    block = passage.blocks[spot.block].text
    moved = blocks.move(block, spot.kind, spot.name, -1 if request.POST.get("by") == "up" else 1)
    new = clauses.rewritten(found.sources, passage, blocks={spot.block: moved})
    saved = keep(actor, found, new, Note("rule_moved", passage.id)) if moved != block else None
    return redirect(address(saved.draft if saved else found.number, passage.id))


def _drop_rule(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    spot = _spot(request, passage)
    left = blocks.drop(passage.blocks[spot.block].text, spot.kind, spot.name)
    new = clauses.rewritten(found.sources, passage, blocks={spot.block: left})
    saved = keep(actor, found, new, Note("rule_removed", passage.id))
    messages.success(request, _("已删去这条规则。可以撤销。"))
    return redirect(address(saved.draft, passage.id))


def _carry_rule(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    """Move a rule to another clause."""
    spot = _spot(request, passage)
    target = next((one for one in found.clauses if one.id == request.POST.get("to")), None)
    if target is None or target.id == passage.id or spot.entry is None:
        raise errors.refused(Code.UNKNOWN_CLAUSE)
    first = with_rule(found, target, spot.kind, spot.entry.text)
    left = blocks.drop(passage.blocks[spot.block].text, spot.kind, spot.name)
    here = next(one for one in clauses.passages(first) if one.id == passage.id)
    new = clauses.rewritten(first, here, blocks={spot.block: left})
    saved = keep(actor, found, new, Note("rule_moved", target.id))
    messages.success(request, _("已移到《%(title)s》。") % {"title": target.title})
    return redirect(address(saved.draft, target.id))


def with_rule(found: Desk, passage: Passage, kind: str, text: str) -> Sources:
    """The files with one rule more in a clause; a name that is taken there gets a number."""
    taken = {one.name for one in typed.spots(passage) if one.kind == kind}
    entry = rules.entry_of(kind, text)
    if entry is not None and entry.name in taken and kind in words.KIND_WORDS:
        text = rules.rewritten(text, entry, clauses.free_id(entry.name, taken), rules.fields_of(entry))
    readable = [at for at in range(len(passage.blocks)) if at not in typed.unreadable(passage)]
    last = max(readable, default=-1)
    inside = passage.blocks[last].text if last >= 0 else ""
    return clauses.rewritten(found.sources, passage, blocks={last: blocks.add(inside, kind, text)})


def _remark(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    answers = _number(request.POST.get("answers")) or None
    talking.remark(
        actor=actor, draft_id=found.number, clause=passage.id, text=request.POST.get("text", ""), answers=answers
    )
    return redirect(f"{address(found.number, passage.id)}#remarks")


def _settle(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    settled = request.POST.get("settled") == "1"
    remark = _number(request.POST.get("remark"))
    talking.settle_remark(actor=actor, draft_id=found.number, remark_id=remark, settled=settled)
    return redirect(f"{address(found.number, passage.id)}#remarks")


def _decide(request: HttpRequest, actor: Actor, found: Desk, passage: Passage) -> HttpResponse:
    """Take a proposed rule into the clause, or refuse it; taken to be changed, its form opens."""
    how = request.POST.get("how", "")
    one = talking.decide(
        actor=actor, draft_id=found.number, proposal_id=_number(request.POST.get("proposal")), take=how != "refuse"
    )
    if how == "refuse":
        return redirect(address(found.number, passage.id))
    before = {spot.key for spot in typed.spots(passage)}
    new = with_rule(found, passage, one.kind, one.rule)
    saved = keep(actor, found, new, Note("taken", passage.id))
    messages.success(request, _("已采纳为规则。"))
    after = next(item for item in clauses.passages(new) if item.id == passage.id)
    added = next((spot.key for spot in typed.spots(after) if spot.key not in before), "")
    return redirect(address(saved.draft, passage.id, added if how == "change" else ""))


CLAUSE_ACTS: dict[str, Act] = {
    "add": _add,
    "move": _move,
    "remove": _remove,
    "rule_move": _move_rule,
    "rule_drop": _drop_rule,
    "rule_carry": _carry_rule,
    "remark": _remark,
    "settle": _settle,
    "decide": _decide,
}
