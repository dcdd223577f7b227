"""The checklist of the first hour: where one stands, what is next, what lacks while a step is skipped."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.people import rules as people_rules
from guiju.apps.people import skipping
from guiju.apps.rulebook import rules
from guiju.apps.rulebook import tasks as library
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.start.steps import Step, steps


@dataclass(frozen=True, slots=True)
class Start:
    """What index.html shows; ``next`` is the first step that waits, empty when all are done or skipped."""

    steps: tuple[Step, ...]
    done: int
    whole: int
    next: str
    lacking: tuple[str, ...]


@page
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where one stands; everything is read from what is there, so that one may leave and come back."""
    may_begin(actor)
    found = steps(actor)
    if not found[1].done:
        library.request_description()  # so that the gallery is ready when it is opened
    waiting = next((step.key for step in found if step.state == "next"), "")
    done = sum(step.done for step in found)
    lacking = tuple(step.lacks for step in found if step.state == "skipped")
    return show(request, "start/index.html", Start(found, done, len(found), waiting, lacking))


@require_POST
@page
def skip(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Leave a step for later, or take it up again."""
    may_begin(actor)
    known = {step.key for step in steps(actor) if step.lacks}
    key = request.POST.get("step", "")
    if key in known:
        skipping.skip(actor=actor, step=key, back="back" in request.POST)
    return redirect("start:index")


def may_begin(actor: Actor) -> None:
    """Those who set the house up: who adopts regulations, keeps the roster or brings data."""
    may = rules.may_adopt(actor) or people_rules.may_edit_roster(actor)
    if not (may or actor.reach(Action.IMPORT, Thing.SOURCES) is not None):
        raise NotYours(_("开始使用的这几步，由管理员、总监或人事来做。"))
