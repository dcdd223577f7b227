"""Asking for a simulation, following it, and what it came to in all."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import points
from guiju.apps.impact import actions, queries, rules, texts
from guiju.apps.impact.texts import Text
from guiju.apps.impact.values import Simulation, State
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import library
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Draft
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.web.impact import people, telling
from guiju.web.impact.people import Crowd
from guiju.web.impact.telling import Told
from guiju.web.kit import address, formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

MONTHS = 6  # that are offered at first
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Choice:
    """A text or a month to choose."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A simulation that somebody asked for."""

    id: int
    title: str
    months: str
    state: State
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Start:
    """What start.html shows."""

    drafts: tuple[Draft, ...]
    draft: int
    choices: tuple[Choice, ...]
    months: tuple[Choice, ...]
    first: str
    last: str
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class One:
    """What one.html shows; ``told`` and ``crowd`` once it is done."""

    simulation: Simulation
    title: str
    months: str
    running: bool
    told: Told | None
    crowd: Crowd | None
    may_export: bool


@page
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a draft, or two or three regulations, and the months."""
    _may(actor)
    if request.method == "POST":
        try:
            return redirect("impact:one", _request(request, actor))
        except Refused as refusal:
            messages.error(request, str(refusal))
    last, speech = periods.containing(clock.today(), Grain.MONTH).previous(), "en" if formats.english() else "zh"
    current = rulebook.current()
    offered = [Choice(CURRENT, _("现行：%(title)s") % {"title": current.title})] if current else []
    offered += [Choice(one.name, one.title) for one in library.documents()]
    context = Start(
        drafts=tuple(rulebook.drafts()),
        draft=address.number(request.GET.get("draft", "")) or 0,
        choices=tuple(offered),
        months=tuple(Choice(str(one), one.label(speech)) for one in map(last.previous, range(actions.MOST_MONTHS))),
        first=str(_offered(last)),
        last=str(last),
        earlier=tuple(_earlier(one) for one in queries.latest()),
    )
    return show(request, "impact/start.html", context)


def _offered(last: Period) -> Period:
    """The first month that is offered: of none before there were figures anybody's change could be told."""
    known, usual = points.first_known(Grain.MONTH), last.previous(MONTHS - 1)
    return min(max(usual, known), last) if known else usual


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One simulation: how far it is, then what it came to and for whom."""
    found = _found(actor, number)
    done = found.state is State.DONE
    context = One(
        simulation=found,
        title=formats.listed(found.titles),
        months=span(found),
        running=found.state in {State.QUEUED, State.RUNNING},
        told=telling.told(found, costs=rules.may_see_cost(actor)) if done else None,
        crowd=people.crowd(request, actor, found) if done else None,
        may_export=rules.may_export(actor),
    )
    return show(request, "impact/one.html", context, fragments=("outcome",))


@require_POST
@page
def stop(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Stop it."""
    _may(actor)
    try:
        actions.cancel(actor=actor, simulation_id=number)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("impact:start")
    return redirect("impact:one", number)


@require_POST
@page
def again(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The same texts and months on the state as it is now."""
    found = _found(actor, number)
    try:
        sides = [texts.of_json(one) for one in found.texts]
        return redirect("impact:one", actions.request(actor=actor, sides=sides, first=found.first, last=found.last))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("impact:one", number)


def span(found: Simulation) -> str:
    """The months of a simulation, in words."""
    speech = "en" if formats.english() else "zh"
    if found.first == found.last:
        return found.first.label(speech)
    return _("%(first)s – %(last)s") % {"first": found.first.label(speech), "last": found.last.label(speech)}


def _may(actor: Actor) -> None:
    if not rules.may_simulate(actor):
        raise NotYours


def _found(actor: Actor, number: int) -> Simulation:
    _may(actor)
    found = queries.simulation(number)
    if found is None:
        raise Http404
    return found


def _request(request: HttpRequest, actor: Actor) -> int:
    first, last = (_month(request.POST.get(name, "")) for name in ("first", "last"))
    if "draft" in request.POST:
        draft = rulebook.draft(address.number(request.POST["draft"]) or 0)
        if draft is None:
            raise Http404
        sides = [Text(draft.base), Text(draft.base, draft.changes)]
    else:
        chosen = dict.fromkeys(name for name in request.POST.getlist("text") if name)
        sides = [Text(rulebook.edition_at(clock.today())) if one == CURRENT else Text(document=one) for one in chosen]
    return actions.request(actor=actor, sides=sides, first=first, last=last)


def _month(text: str) -> Period:
    return address.month(text) or periods.containing(clock.today(), Grain.MONTH).previous()


def _earlier(found: Simulation) -> Earlier:
    title = " · ".join(dict.fromkeys(found.titles))
    return Earlier(found.id, title, span(found), found.state, found.by, formats.moment(found.asked))
