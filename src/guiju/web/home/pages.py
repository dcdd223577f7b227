"""今日: what is to be done, how one is doing, and for leaders what is off course."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries
from guiju.web.home.todo import Task, tasks
from guiju.web.home.view import Broken, Mine, Others, broken, figures, people
from guiju.web.kit import formats
from guiju.web.kit.figures import FigureView
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.rulebook.now import present


@dataclass(frozen=True, slots=True)
class Today:
    """What today.html shows."""

    who: str
    day: str
    period: str
    tasks: tuple[Task, ...]
    mine: Mine | None
    others: Others | None
    figures: tuple[FigureView, ...]
    broken: tuple[Broken, ...]
    ruled: bool


@page
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first screen: something true, and one next step."""
    regulation = queries.current()
    now = present(regulation, actor) if regulation else None
    mine, others = people(actor, now) if now else (None, None)
    context = Today(
        who=actor.name,
        day=formats.day(clock.today()),
        period=now.period if now else "",
        tasks=tasks(actor, now),
        mine=mine,
        others=others,
        figures=figures(actor, now) if now else (),
        broken=broken(actor, now) if now else (),
        ruled=now is not None,
    )
    return show(request, "home/today.html", context)
