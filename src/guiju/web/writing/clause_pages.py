"""The desk: one clause, its words beside its rules, tried as one types and saved when asked."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook.drafts import reading, writing
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.lang import words
from guiju.lang.writing import forms, rules
from guiju.lang.writing.clauses import Passage
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.rulebook.effect import Effect
from guiju.web.writing import names, typed
from guiju.web.writing.checking import Checked, checked
from guiju.web.writing.opening import Desk, begun, desk, keep, may_write
from guiju.web.writing.rule_forms import RuleForm, lists, rule_form
from guiju.web.writing.showing import Card, Outcome, cards, outcome, word_of
from guiju.web.writing.touching import later, touching
from guiju.web.writing.typed import PREFIX, Spot, Trap, Written

MOST_NAMES = 400  # in a list that the page carries; formulas ask for theirs


@dataclass(frozen=True, slots=True)
class Leaf:
    """A clause in the outline."""

    id: str
    number: str
    title: str
    level: int
    url: str
    changed: bool
    broken: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The rule that stands open: as a form, or as ``text`` where it was asked for or no form fits."""

    spot: Spot
    word: str
    form: RuleForm | None
    text: str
    fits: bool
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """What clause.html shows."""

    number: int
    draft_title: str
    seen: int
    base: str
    may_write: bool
    outdated: bool
    clause: Passage
    texts: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str], ...]
    heading: str
    outline: tuple[Leaf, ...]
    cards: tuple[Card, ...]
    opened: Opened | None
    outcome: Outcome
    traps: tuple[Trap, ...]
    kinds: tuple[tuple[str, str], ...]
    remarks: tuple[reading.Remark, ...]
    proposals: tuple[reading.Proposal, ...]
    tokens: str
    waiting: tuple[reading.Save, ...]
    rule_key: str
    touched: Effect | None
    most: int
    awaited: bool


@page
def clause(request: HttpRequest, actor: Actor, number: int, clause_id: str) -> HttpResponse:
    """One clause of a draft: shown, checked as it is typed, saved."""
    data = request.POST
    seen = int(data["seen"]) if data.get("seen", "").isdigit() else None
    found = desk(actor, number, seen=seen, base=data.get("base", ""))
    passage = found.clause(clause_id)
    if request.method == "GET" and found.draft is None and begun(actor, found):
        # whoever goes back after the first save goes on with that draft: another is begun only when asked for
        return redirect(f"{reverse('writing:write', args=[clause_id])}?{request.GET.urlencode()}".rstrip("?"))
    spot = typed.opened(passage, request.GET.get("rule", "")) if request.GET.get("rule") else None
    written = typed.apply(found.sources, passage, data, spot) if data else Written(found.sources, spot)
    if "save" in data and not written.traps and may_write(actor, found):
        return _save(request, actor, found, passage, written)
    tried = checked(found.base, number, written.sources)
    if request.headers.get("HX-Target", "").endswith("#touched"):
        return show(request, "writing/touched.html", touching(actor, found, tried))
    context = _context(request, actor, found, passage, spot, written, tried)
    return show(request, "writing/clause.html", context, fragments=("outcome",))


@page
def known(_request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Everything that a formula of a draft may name, for completing."""
    found = desk(actor, number)
    regulation = checked(found.base, number, found.sources).regulation
    return JsonResponse({"names": list(names.formula_names(regulation))})


def address(number: int, clause_id: str, rule: str = "") -> str:
    """Where a clause of a draft is written."""
    url = reverse("writing:clause", args=[number, clause_id])
    return f"{url}?{urlencode({'rule': rule})}#rule" if rule else url


def _save(request: HttpRequest, actor: Actor, found: Desk, passage: Passage, written: Written) -> HttpResponse:
    token = request.POST.get("token", "")[:40]
    kind = "rule" if request.GET.get("rule") else "clause"
    try:
        saved = keep(actor, found, written.sources, Note(kind, passage.id, token))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    if saved.aside:
        return redirect("writing:apart", saved.draft, saved.aside)
    said = _("已保存。您打开之后别人也改了这份草稿，两边的改动都在。") if saved.met else _("已保存。")
    messages.success(request, said)
    rule = written.spot.key if written.spot and "close" not in request.POST else ""
    return redirect(address(saved.draft, passage.id, rule).partition("#")[0])


def _context(
    request: HttpRequest,
    actor: Actor,
    found: Desk,
    passage: Passage,
    spot: Spot | None,
    written: Written,
    tried: Checked,
) -> Writing:
    data, draft = request.POST, found.draft
    stroke = request.headers.get("HX-Target", "").endswith("#outcome")  # what stands around it stays as it is
    mine = draft is not None and not stroke
    asked = bool(data) and not stroke  # by who asks without script
    whom = touching(actor, found, tried) if asked else later(found)
    return Writing(
        number=found.number,
        draft_title=found.title,
        seen=found.seen,
        base=found.base,
        may_write=may_write(actor, found),
        outdated=draft is not None and bool(writing.moved_on(draft)),
        clause=passage,
        texts=tuple((f"text-{at}", data.get(f"text-{at}", one)) for at, one in enumerate(passage.texts)),
        blocks=tuple((f"block-{at}", data.get(f"block-{at}", one)) for at, one in typed.unreadable(passage).items()),
        heading=data.get("heading", passage.heading),
        outline=() if stroke else outline(found, tried, passage.id),
        cards=() if stroke else cards(passage, tried.regulation),
        opened=_opened(data, request.GET.get("as", ""), spot, tried) if spot and not stroke else None,
        outcome=outcome(actor, found.base, passage, written, tried),
        traps=written.traps,
        kinds=tuple((kind, word_of(kind)) for kind in (*words.KIND_WORDS, *words.BLOCK_WORDS)),
        remarks=tuple(reading.remarks(found.number, passage.id)) if mine else (),
        proposals=tuple(reading.proposals(found.number, passage.id)) if mine else (),
        tokens=" ".join(reading.tokens(found.number, actor.user_id, passage.id)) if mine else "",
        waiting=tuple(reading.waiting(found.number, actor.user_id)) if mine else (),
        rule_key=request.GET.get("rule", ""),
        touched=whom.touched,
        most=whom.most,
        awaited=whom.awaited,
    )


def outline(found: Desk, tried: Checked, here: str = "") -> tuple[Leaf, ...]:
    """All clauses in order, with those that the draft changes and those that something is wrong with."""
    broken = {one.clause for one in tried.problems if one.hinders}
    text = {path: body.decode("utf-8-sig") for path, body in found.sources.files.items()}
    before = Desk(0, None, found.base, (), 0)
    old = {path: body.decode("utf-8-sig") for path, body in before.sources.files.items()}
    was = {one.id: old[one.file][one.start : one.end].strip() for one in before.clauses} if found.changes else {}
    return tuple(
        Leaf(
            id=one.id,
            number=one.number,
            title=one.title,
            level=min(one.level, 4),
            url=reverse("writing:clause", args=[found.number, one.id]),
            changed=bool(found.changes) and was.get(one.id, "") != text[one.file][one.start : one.end].strip(),
            broken=one.id in broken,
            here=one.id == here,
        )
        for one in found.clauses
    )


def _opened(data: QueryDict, way: str, spot: Spot, tried: Checked) -> Opened:
    text = data.get("rule-text") or (spot.entry.text if spot.entry else "")
    inputs: dict[str, list[str]] = {}
    fits = True
    try:
        inputs = forms.inputs(spot.kind, rules.fields_of(spot.entry)) if spot.entry else {}
    except forms.Misfit:
        fits = False
    sent = {key.removeprefix(PREFIX): data.getlist(key) for key in data if key.startswith(PREFIX)}
    as_text = data.get("way", way) == "text" or not fits
    name = data.get(f"{PREFIX}_name", spot.name)
    made = None if as_text else rule_form(spot.kind, name, sent or inputs, data.get("more", ""))
    completing = [("-".join(sort), names.declared(tried.regulation, sort)[:MOST_NAMES]) for sort in lists(spot.kind)]
    if as_text and not text:
        text = _skeleton(spot.kind)
    return Opened(spot, word_of(spot.kind), made, text, fits, tuple(completing))


def _skeleton(kind: str) -> str:
    if kind in words.BLOCK_WORDS:
        return f"{words.BLOCK_WORDS[kind][0]}: "
    return _("名称") + ":\n" + "\n".join(f"  {both[0]}: " for both in list(words.FIELD_WORDS[kind].values())[:2])
