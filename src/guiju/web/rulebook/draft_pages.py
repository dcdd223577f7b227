"""The drafts there are, what one comes to, and how it comes into force. They are written at the desk (web/writing)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import queries as publishing
from guiju.apps.publishing import rules as publishing_rules
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, queries, rules
from guiju.apps.rulebook.values import Draft
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import authors
from guiju.web.publishing.authors import Authors
from guiju.web.publishing.forms import Begin
from guiju.web.rulebook import drafting
from guiju.web.rulebook.drafting import Trial
from guiju.web.rulebook.effect import Effect, effect, measure

WHOM = "whom"  # asks for whom a draft touches: a month is judged twice for that, so the page stands first


class AdoptForm(forms.Form):
    """From when a draft is to be in force."""

    start = forms.DateField(
        label=gettext_lazy("从哪天起施行"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@dataclass(frozen=True, slots=True)
class Drafts:
    """What drafts.html shows: each draft with the name of the version that it changes."""

    drafts: tuple[tuple[Draft, str], ...]
    current: str


@dataclass(frozen=True, slots=True)
class OneDraft:
    """What draft.html shows; ``later`` when whom it touches is asked for once the page stands.

    ``alone``: what it touches has the page to itself, for who asks without script.
    """

    draft: Draft
    base: str
    outdated: bool
    trial: Trial
    alone: bool
    later: bool
    effect: Effect | None
    adopt: AdoptForm
    may_change: bool
    may_adopt: bool
    may_publish: bool
    publication: int | None
    begin: Begin
    authors: Authors | None  # of the whole page


@page
def drafts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody's open drafts."""
    _may_draft(actor)
    current = queries.current()
    based = {one.hash: f"{one.title} {one.version}" for one in queries.editions()}
    found = tuple((one, based.get(one.base, "")) for one in queries.drafts())
    return show(request, "rulebook/drafts.html", Drafts(found, current.hash if current else ""))


@page
def draft(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One draft: what it changes, what is wrong with it, whom it touches, and how it comes into force."""
    _may_draft(actor)
    found = queries.draft(number)
    if found is None:
        raise Http404
    base = queries.regulation(found.base)
    tried = drafting.trial(base, found.changes)
    part = request.headers.get("HX-Target", "").endswith("#outcome")
    whom = part or WHOM in request.GET
    current = queries.edition_at(clock.today())
    publication = None if whom else publishing.of_draft(number)
    next_month = periods.containing(clock.today(), Grain.MONTH).next().start
    context = OneDraft(
        draft=found,
        base=f"{base.title} {base.version}",
        outdated=bool(current) and not found.fresh and found.base != current,
        trial=tried,
        alone=whom and not part,
        later=tried.sound and not whom,
        effect=effect(tried.regulation, actor) if tried.sound and whom else None,
        adopt=AdoptForm(initial={"start": next_month}, label_suffix=""),
        may_change=rules.may_change_draft(actor, found),
        may_adopt=rules.may_adopt_at_once(actor),
        # The first text is put into force at once: where nobody is bound yet, nobody can be asked, nobody approve.
        may_publish=publishing_rules.may_run(actor) and bool(current or publication),
        publication=publication,
        begin=Begin(label_suffix=""),
        authors=None if whom else authors.of_draft(found, actor),
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
    return redirect(f"{reverse('rulebook:draft', args=(number,))}?{WHOM}=1")


def _adopted(start: date) -> str:
    return _("已采用，自 %(day)s 起施行。") % {"day": formats.full_day(start)}


def _may_draft(actor: Actor) -> None:
    if not rules.may_draft(actor):
        raise NotYours
