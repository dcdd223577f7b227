"""A draft as a whole: its clauses and what was saved, who writes along, and what has to be brought together."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import rules
from guiju.apps.rulebook.drafts import reading, writing
from guiju.apps.rulebook.values import Draft
from guiju.lang.writing import clauses
from guiju.lang.writing.clauses import Passage
from guiju.lang.writing.merge import Choice, Conflict
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.writing import heading
from guiju.web.writing.checking import Problem, checked
from guiju.web.writing.clause_pages import Leaf, address, outline
from guiju.web.writing.opening import Desk, begun, default_title, desk, may_write
from guiju.web.writing.words import deed

CHOICES: dict[str, Choice] = {"mine": "mine", "theirs": "theirs", "both": "both"}


@dataclass(frozen=True, slots=True)
class Overview:
    """What draft.html shows."""

    draft: Draft
    outline: tuple[Leaf, ...]
    problems: tuple[Problem, ...]
    saves: tuple[tuple[reading.Save, str, str], ...]
    remarks: tuple[tuple[reading.Remark, str], ...]
    proposals: tuple[tuple[str, str, int], ...]
    candidates: tuple[tuple[str, str], ...]
    may_write: bool
    may_share: bool
    outdated: bool
    waiting: tuple[reading.Save, ...]
    head: heading.Head
    past: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """A clause that both changed, as both have it; ``key`` names the choice."""

    key: str
    title: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Apart:
    """What apart.html shows: clauses to choose on; ``mine`` and ``theirs`` say whose they are."""

    draft: Draft
    clashes: tuple[Clash, ...]
    mine: str
    theirs: str
    overtaken: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """What removal.html shows before a clause goes: what goes with it, and what would be wrong afterwards."""

    number: int
    draft_title: str
    clause: Passage
    family: tuple[Passage, ...]
    problems: tuple[Problem, ...]


@page
def draft(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One draft: where it stands, and what was done to it."""
    found = desk(actor, number)
    if found.draft is None:
        raise Http404
    tried = checked(found.base, number, found.sources)
    titles = {one.id: one.title for one in found.clauses}
    counts: dict[str, int] = {}
    for one in reading.proposals(number):
        counts[one.clause] = counts.get(one.clause, 0) + 1
    may_share = rules.may_share_draft(actor, found.draft) and found.draft.state == "saved"
    context = Overview(
        draft=found.draft,
        outline=outline(found, tried),
        problems=tried.problems,
        saves=tuple((one, deed(one.what), titles.get(one.clause, "")) for one in reading.saves(number)),
        remarks=tuple((one, titles.get(one.clause, "")) for one in reading.remarks(number) if not one.settled_by),
        proposals=tuple((address(number, name), titles.get(name, name), count) for name, count in counts.items()),
        candidates=tuple(reading.candidates(found.draft)) if may_share else (),
        may_write=may_write(actor, found),
        may_share=may_share,
        outdated=bool(writing.moved_on(found.draft)),
        waiting=tuple(reading.waiting(number, actor.user_id)),
        head=heading.head(found.sources),
        past=heading.is_past(found.sources),
    )
    return show(request, "writing/draft.html", context)


@page
def apart(request: HttpRequest, actor: Actor, number: int, save: int) -> HttpResponse:
    """What somebody wrote and another changed meanwhile: clause by clause mine, theirs or both."""
    found = desk(actor, number)
    aside = reading.aside(number, save)
    if found.draft is None or aside is None:
        raise Http404
    if request.method == "POST":
        choices = None if request.POST.get("act") == "drop" else _choices(request)
        return _settled(request, number, lambda: writing.settle(
            actor=actor, draft_id=number, save_id=save, choices=choices
        ))  # fmt: skip
    merged = writing.apart(found.draft, aside)
    context = Apart(found.draft, _clashes(merged.conflicts, found), _("我写的"), _("已保存的"), overtaken=False)
    return show(request, "writing/apart.html", context)


@page
def overtaken(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A draft whose edition is in force no longer: put on the one that is, clause by clause where both changed."""
    found = desk(actor, number)
    if found.draft is None:
        raise Http404
    if request.method == "POST":
        return _settled(
            request, number, lambda: writing.rebase(actor=actor, draft_id=number, choices=_choices(request))
        )
    if not writing.moved_on(found.draft):
        return redirect("writing:draft", number)
    merged = writing.overtaken(found.draft)
    context = Apart(found.draft, _clashes(merged.conflicts, found), _("草稿"), _("现行版"), overtaken=True)
    return show(request, "writing/apart.html", context)


def _settled(request: HttpRequest, number: int, settle: object) -> HttpResponse:
    try:
        settle()  # type: ignore[operator]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    messages.success(request, _("已合到一起。"))
    return redirect("writing:draft", number)


def _choices(request: HttpRequest) -> dict[str, Choice]:
    return {
        key.removeprefix("choice-"): CHOICES[str(value)]
        for key, value in request.POST.items()
        if key.startswith("choice-") and value in CHOICES
    }


def _clashes(conflicts: tuple[Conflict, ...], found: Desk) -> tuple[Clash, ...]:
    titles = {one.id: one.title for one in (*Desk(0, None, found.base, (), 0).clauses, *found.clauses)}
    return tuple(
        Clash(one.key, titles.get(one.id, _("开头")), one.base.strip(), one.mine.strip(), one.theirs.strip())
        for one in conflicts
    )


@page
def removal(request: HttpRequest, actor: Actor, number: int, clause_id: str) -> HttpResponse:
    """What would go with a clause, and who refers to it."""
    found = desk(actor, number)
    passage = found.clause(clause_id)
    before = {(one.says, one.quote) for one in checked(found.base, number, found.sources).problems}
    tried = checked(found.base, number, clauses.removed(found.sources, passage))
    problems = tuple(one for one in tried.problems if (one.says, one.quote) not in before)
    family = clauses.family(found.clauses, passage)
    context = Removal(number, found.title, passage, family, problems)
    return show(request, "writing/removal.html", context)


@require_POST
@page
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new draft of the edition in force, beside others there may be."""
    found = desk(actor, 0)
    title = request.POST.get("title", "").strip() or default_title(found.base)
    saved = writing.begin(actor=actor, base=found.base, title=title)
    return redirect("writing:draft", saved.draft)


@page
def write(request: HttpRequest, actor: Actor, clause_id: str) -> HttpResponse:
    """Where a clause of the edition in force is written: in one's latest draft of it, else in none yet."""
    found = desk(actor, 0)
    mine = begun(actor, found)
    rule = request.GET.get("rule", "")
    number = mine.id if mine else 0
    if mine and not any(one.id == clause_id for one in Desk(number, mine, found.base, mine.changes, 0).clauses):
        return redirect(reverse("writing:draft", args=[number]))
    found.clause(clause_id)
    return redirect(address(number, clause_id, rule).partition("#")[0])
