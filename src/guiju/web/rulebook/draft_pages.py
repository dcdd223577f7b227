"""The pages one writes on: a rule in a form that is checked as one types, and the drafts that come of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, queries, rules
from guiju.apps.rulebook.values import Change, Draft
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds import Rule
from guiju.lang.regulation import Regulation
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.rulebook import drafting, slips
from guiju.web.rulebook.drafting import Trial
from guiju.web.rulebook.effect import Effect, effect, measure
from guiju.web.rulebook.places import EDITABLE, Place, places, prose, whole
from guiju.web.rulebook.words import kind_word


class AdoptForm(forms.Form):
    """From when a draft is to be in force."""

    start = forms.DateField(
        label=gettext_lazy("从哪天起施行"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@dataclass(frozen=True, slots=True)
class Edit:
    """What edit.html shows; ``trial`` is there once something differs from the base."""

    kind: str
    title: str
    clause_id: str
    clause_title: str
    base: str
    form: forms.Form
    now_said: str
    then_said: str
    trial: Trial | None
    effect: Effect | None
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Drafts:
    """What drafts.html shows."""

    drafts: tuple[Draft, ...]
    current: str


@dataclass(frozen=True, slots=True)
class OneDraft:
    """What draft.html shows."""

    draft: Draft
    base: str
    outdated: bool
    trial: Trial
    effect: Effect | None
    adopt: AdoptForm
    may_change: bool
    may_adopt: bool


@page
def edit(request: HttpRequest, actor: Actor, kind: str, name: str) -> HttpResponse:
    """One rule in a form; what is typed is tried at once and saved as a draft when asked."""
    regulation, rule = _rule(actor, kind, name)
    text = _text(regulation, rule.span.path)
    return _write(request, actor, regulation, Writing(rule.clause, rule, places(rule, text), whole(rule, text)))


@page
def edit_text(request: HttpRequest, actor: Actor, clause_id: str) -> HttpResponse:
    """The words of a clause, tried and saved in the same way."""
    _may_draft(actor)
    regulation = queries.current()
    clause = regulation.clause(clause_id) if regulation else None
    if regulation is None or clause is None:
        raise Http404
    words = prose(clause, regulation, _text(regulation, clause.span.path))
    return _write(request, actor, regulation, Writing(clause_id, None, (words,), None))


@dataclass(frozen=True, slots=True)
class Writing:
    """What is being written: a rule with its values and its source, or the words of a clause."""

    clause_id: str
    rule: Rule | None
    spots: tuple[Place, ...]
    entire: Place | None

    @property
    def around(self) -> Place:
        """The characters within which the changes lie."""
        return self.entire or self.spots[0]


def _write(request: HttpRequest, actor: Actor, regulation: Regulation, writing: Writing) -> HttpResponse:
    draft = drafting.own_draft(actor, regulation.hash)
    if request.method == "POST":
        typed = request.POST.dict()
        changed = drafting.changes(writing.spots, writing.entire, typed)
        new = drafting.merged(draft, writing.around, changed)
        if "save" in request.POST:
            return _save(request, actor, regulation, draft, new)
        made = drafting.form(writing.spots, writing.entire, typed)
    else:
        drafted, rewritten = drafting.as_drafted(writing.spots, writing.entire, draft)
        new = draft.changes if draft else ()
        made = drafting.filled(drafting.form(writing.spots, writing.entire), drafted, rewritten)
    tried = drafting.trial(regulation, new) if new else None
    if request.method == "POST" and tried and tried.sound:
        measure(tried.regulation, actor, regulation.hash, new)
    context = _edit(regulation, writing, made, tried, draft, actor)
    return show(request, "rulebook/edit.html", context, fragments=("outcome",))


def _text(regulation: Regulation, path: str) -> str:
    return queries.sources(regulation.hash).files[path].decode("utf-8-sig")


@page
def drafts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody's open drafts."""
    _may_draft(actor)
    current = queries.current()
    return show(request, "rulebook/drafts.html", Drafts(tuple(queries.drafts()), current.hash if current else ""))


@page
def draft(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One draft: what it changes, what is wrong with it, whom it touches, and how it comes into force."""
    _may_draft(actor)
    found = queries.draft(number)
    if found is None:
        raise Http404
    base = queries.regulation(found.base)
    tried = drafting.trial(base, found.changes)
    next_month = periods.containing(clock.today(), Grain.MONTH).next().start
    context = OneDraft(
        draft=found,
        base=found.base[:12],
        outdated=found.base != queries.edition_at(clock.today()),
        trial=tried,
        effect=effect(tried.regulation, actor) if tried.sound else None,
        adopt=AdoptForm(initial={"start": next_month}, label_suffix=""),
        may_change=rules.may_change_draft(actor, found),
        may_adopt=rules.may_adopt(actor),
    )
    return show(request, "rulebook/draft.html", context, fragments=("outcome",))


@require_POST
@page
def finish(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Put a draft into force, give it up, or have measured what it asks of last month."""
    try:
        if request.POST.get("step") == "measure":
            return _measure(actor, number)
        if request.POST.get("step") == "discard":
            actions.discard_draft(actor=actor, draft_id=number)
            messages.success(request, _("草稿已放弃。"))
            return redirect("rulebook:drafts")
        form = AdoptForm(request.POST)
        start = form.cleaned_data["start"] if form.is_valid() else clock.today() + timedelta(days=1)
        actions.adopt_draft(actor=actor, draft_id=number, in_force_from=start)
        messages.success(request, _adopted(start))
        return redirect("rulebook:history")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rulebook:draft", number)


def _measure(actor: Actor, number: int) -> HttpResponse:
    _may_draft(actor)
    found = queries.draft(number)
    if found is None:
        raise Http404
    tried = drafting.trial(queries.regulation(found.base), found.changes)
    if tried.sound:
        measure(tried.regulation, actor, found.base, found.changes)
    return redirect("rulebook:draft", number)


def _adopted(start: date) -> str:
    return _("已采用，自 %(day)s 起施行。") % {"day": start.isoformat()}


def _may_draft(actor: Actor) -> None:
    if not rules.may_draft(actor):
        raise NotYours


def _rule(actor: Actor, kind: str, name: str) -> tuple[Regulation, Rule]:
    _may_draft(actor)
    regulation = queries.current()
    rule = regulation.of(kind).get(name) if regulation else None
    if regulation is None or rule is None or kind not in EDITABLE:
        raise Http404
    return regulation, rule


def _save(
    request: HttpRequest, actor: Actor, regulation: Regulation, draft: Draft | None, new: tuple[Change, ...]
) -> HttpResponse:
    title = draft.title if draft else _("%(title)s的修订") % {"title": regulation.title}
    number = draft.id if draft else None
    number = actions.save_draft(actor=actor, base=regulation.hash, changes=new, title=title, draft_id=number)
    messages.success(request, _("草稿已保存。"))
    return redirect("rulebook:draft", number)


def _edit(
    regulation: Regulation, writing: Writing, form: forms.Form, tried: Trial | None, draft: Draft | None, actor: Actor
) -> Edit:
    clause, rule = regulation.clause(writing.clause_id), writing.rule
    after = tried.regulation.of(rule.kind).get(rule.name) if tried and rule else None
    title = clause.title if clause else ""
    return Edit(
        kind=kind_word(rule.kind) if rule else _("条文"),
        title=rule.name if rule else title,
        clause_id=writing.clause_id,
        clause_title=title,
        base=regulation.hash[:12],
        form=form,
        now_said=slips.said(rule, regulation) if rule else "",
        then_said=slips.said(after, tried.regulation) if after and tried else "",
        trial=tried,
        effect=effect(tried.regulation, actor) if tried and tried.sound else None,
        draft=draft,
    )
