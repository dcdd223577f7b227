"""探索: ask, wait for what the worker computes, keep a view, take it away."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import points
from guiju.apps.insight import rules
from guiju.apps.insight.actions import exploring, keeping
from guiju.apps.insight.queries import cuts, views
from guiju.apps.insight.queries.cuts import Answer
from guiju.apps.insight.values import SavedView
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.regulation import Regulation
from guiju.web.explore import asked as asking
from guiju.web.explore import sheets, shown
from guiju.web.explore.asked import Asked
from guiju.web.explore.form import Controls, controls
from guiju.web.explore.pivot import table
from guiju.web.explore.shown import ShownTable, axis_word
from guiju.web.kit import address, formats
from guiju.web.kit.charts import Chart
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.numbers.tabs import Tabs, tabs

OFFERED = 200  # values of a dimension to choose from when one narrows


@dataclass(frozen=True, slots=True)
class Filter:
    """One dimension held to a value, and the address without that."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class View:
    """A saved view to open."""

    id: int
    name: str
    by: str
    url: str
    current: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Explore:
    """What explore.html shows; ``state`` is that of a computation, ``ready`` when nothing is to be computed."""

    tabs: Tabs
    controls: Controls
    start: str
    end: str
    filters: tuple[Filter, ...]
    only: tuple[str, ...]
    values: tuple[str, ...]
    lead: str
    state: str
    percent: int
    clash: bool
    empty: bool
    hidden: bool
    table: ShownTable | None
    chart: Chart | None
    compared: bool
    query: str
    command: str
    views: tuple[View, ...]
    view: str
    may_export: bool


@page
def explore(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The view that the address asks for; to compute, stop and keep are asked for by a form."""
    if not rules.may_explore(actor):
        raise NotYours
    regulation = rulebook.current()
    if regulation is None:
        raise Unwritten(_("探索"), strip="numbers/tabs.html", tabs=tabs(actor, "explore"))
    asked = asking.read(_narrowed(request.GET), regulation, clock.today())
    if request.method == "POST":
        return _do(request, actor, asked)
    clash = asking.clash(asked)
    answer = Answer(()) if clash else cuts.answer(asked.cut, actor)
    context = _context(request, actor, asked, regulation, answer)
    return show(request, "explore/explore.html", context, fragments=("found",))


@page
def opened(request: HttpRequest, actor: Actor, view_id: int) -> HttpResponse:  # noqa: ARG001 - a page has a request
    """A saved view by its link: the question, with the rights of whoever opens it."""
    if not rules.may_explore(actor):
        raise NotYours
    found = views.view(view_id)
    if found is None:
        raise Http404(_("没有这个视图，可能已被删除。"))
    return redirect(_url(found))


@page
def export(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The table as a file with the name of who took it."""
    regulation = rulebook.current()
    if not rules.may_export(actor):
        raise NotYours
    if form not in sheets.FORMS or regulation is None:
        raise Http404
    asked = asking.read(request.GET, regulation, clock.today())
    answer = Answer(None) if asking.clash(asked) else cuts.answer(asked.cut, actor)
    if answer.figures is None:
        return redirect(f"{reverse('explore:page')}?{asking.query(asked)}")
    keeping.exported(actor=actor, query=asking.query(asked), form=form)
    return sheets.answer(table(answer.figures, asked, regulation), asked, regulation, actor.name, form)


def _do(request: HttpRequest, actor: Actor, asked: Asked) -> HttpResponse:
    back = f"{reverse('explore:page')}?{asking.query(asked)}"
    try:
        if "compute" in request.POST:
            exploring.request(actor=actor, cut=asked.cut)
        elif "cancel" in request.POST:
            exploring.cancel(actor=actor, cut=asked.cut)
        elif "save" in request.POST:
            view_id = keeping.save(actor=actor, name=request.POST.get("name", ""), query=asking.query(asked))
            messages.success(request, _("已保存。把这个地址发给别人，别人看到的是自己有权看的数。"))
            return redirect("explore:view", view_id)
        elif "remove" in request.POST:
            keeping.remove(actor=actor, view_id=address.number(request.POST["remove"]) or 0)
            messages.success(request, _("删掉了。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back)


def _narrowed(query: QueryDict) -> QueryDict:
    """The address with the filter that was just chosen beside those that stood there."""
    found = query.copy()
    dim, value = (found.pop(name, [""])[-1] for name in ("dim", "value"))
    if dim and value:
        found.appendlist("only", f"{dim}:{value}")
    return found


def _context(request: HttpRequest, actor: Actor, asked: Asked, regulation: Regulation, answer: Answer) -> Explore:
    made = table(answer.figures, asked, regulation) if answer.figures else None
    computing = answer.computing
    current = address.number(request.GET.get("view", "")) or 0
    saved = tuple(_view(one, actor, current) for one in views.views())
    language = "en" if formats.english() else "zh"
    return Explore(
        tabs=tabs(actor, "explore"),
        controls=controls(asked, regulation),
        start=str(asked.start),
        end=str(asked.end),
        filters=tuple(Filter(f"{axis_word(dim)} {key}", asking.without(asked, dim)) for dim, key in asked.only.items()),
        only=tuple(f"{dim}:{key}" for dim, key in asked.only.items()),
        values=tuple(points.values("shop", OFFERED)),
        lead=f"{asked.start.label(language)} – {asked.end.label(language)}",
        state="ready" if computing is None else computing.state or "unasked",
        percent=round(computing.progress * 100) if computing else 100,
        clash=asking.clash(asked),
        empty=answer.figures is not None and not answer.figures,
        hidden=answer.hidden,
        table=shown.words(made, asked, regulation) if made else None,
        chart=shown.drawing(made, asked, regulation) if made else None,
        compared=bool(asked.versus),
        query=asking.query(asked),
        command=asking.command(asked),
        views=saved,
        view=next(
            (_("视图“%(name)s”，%(who)s 存") % {"name": one.name, "who": one.by} for one in saved if one.current), ""
        ),
        may_export=rules.may_export(actor) and made is not None,
    )


def _view(one: SavedView, actor: Actor, current: int) -> View:
    return View(one.id, one.name, one.by, _url(one), one.id == current, one.user_id == actor.user_id)


def _url(one: SavedView) -> str:
    return f"{reverse('explore:page')}?{one.query}&view={one.id}"
