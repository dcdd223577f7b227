"""看板: tasks in three columns, moved by dragging or by a button, of a person, a unit or a project."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.actions import tasks
from guiju.apps.work.values import Board, Item, Project
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import spans, words
from guiju.web.work.lines import Line, View, line
from guiju.web.work.scopes import MINE, Reach, Scope, reach
from guiju.web.work.tabs import Tabs, tabs

LANES = ("todo", "doing", "done")


class MoveForm(forms.Form):
    """Where a card goes."""

    work = forms.IntegerField()
    version = forms.IntegerField()
    lane = forms.ChoiceField(choices=[(lane, lane) for lane in LANES])
    before = forms.IntegerField(required=False)


@dataclass(frozen=True, slots=True)
class To:
    """A column that a card may be moved to by a button."""

    lane: str
    word: str


@dataclass(frozen=True, slots=True)
class Card:
    """A task on a board."""

    line: Line
    ticks: str
    to: tuple[To, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column."""

    key: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What board.html shows."""

    tabs: Tabs
    stamp: int
    ticking: str
    here: str
    lanes: tuple[Lane, ...]
    reach: Reach
    scope: Scope
    unit: str
    project: Project | None
    new_url: str
    bare: bool


@page
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The board of one's own tasks, of a group or of a project; what is posted is a card that was moved."""
    here = request.get_full_path()
    if request.method == "POST":
        move(request, actor)
        return redirect(here)
    regulation = rulebook.current()
    open_to = reach(actor, regulation)
    unit, project_id = request.GET.get("unit", ""), request.GET.get("project", "")
    scope = open_to.scope(request.GET.get("of", MINE), unit)
    project = queries.project(actor, int(project_id)) if project_id.isdecimal() else None
    found = _found(actor, scope, unit, project, open_to)
    moment = clock.now()
    view = View(moment, regulation, actor.number, here, "board")
    context = BoardPage(
        tabs=tabs(actor, "projects" if project else "board"),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        here=here,
        lanes=lanes(found, view),
        bare=not (found.todo or found.doing or found.done),
        reach=open_to,
        scope=scope,
        unit=unit,
        project=project,
        new_url=reverse("work:new") + (f"?project={project.id}" if project else ""),
    )
    return show(request, "work/board.html", context, fragments=("board",))


def move(request: HttpRequest, actor: Actor) -> None:
    """Move a card as it was posted; why not is told on the page."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有移动：看板上的内容变了，请再试一次。"))
        return
    given = form.cleaned_data
    try:
        tasks.move(
            actor=actor,
            work_id=given["work"],
            version=given["version"],
            state=given["lane"],
            before=given["before"],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))


def lanes(found: Board, view: View) -> tuple[Lane, ...]:
    """The three columns with their cards."""
    piles = (found.todo, found.doing, found.done)
    return tuple(
        Lane(key, str(words.STATES[key]), tuple(_card(item, key, view) for item in pile))
        for key, pile in zip(LANES, piles, strict=True)
    )


def _card(item: Item, lane: str, view: View) -> Card:
    ticks = f"{item.ticked}/{item.ticks}" if item.ticks else ""
    return Card(line(item, view), ticks, tuple(_to(lane)))


def _to(lane: str) -> Iterator[To]:
    said = {"todo": _("退回待办"), "doing": _("开始"), "done": _("办完了")}
    if lane == "doing":
        yield To("done", said["done"])
        yield To("todo", said["todo"])
    else:
        yield To("doing", _("重新打开") if lane == "done" else said["doing"])


def _found(actor: Actor, scope: Scope, unit: str, project: Project | None, open_to: Reach) -> Board:
    if project is not None:
        return queries.board(actor, project=project.id)
    if scope.of == MINE:
        return queries.board(actor, number=actor.number)
    return queries.board(actor, unit=unit or (open_to.units[0] if open_to.units else ""))
