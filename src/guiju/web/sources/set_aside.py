"""Rows that could not come in: listed for all who bring data, opened, mended and discarded by who brought them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions import set_aside as actions
from guiju.apps.figures.queries import set_aside as queries
from guiju.apps.figures.queries.set_aside import Cells, SetAside
from guiju.apps.refusal import Refused
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.sources import export, told, words
from guiju.web.sources.forms import AgainForm
from guiju.web.sources.told import LISTED, Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list; ``mine`` for those who may open it."""

    one: SetAside
    title: str
    by: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """What aside.html shows."""

    waiting: tuple[Waiting, ...]
    nameless: int  # of the reader's own, how many name no shop
    form: AgainForm


@dataclass(frozen=True, slots=True)
class One:
    """What aside_one.html shows: the first reasons and rows of a table; ``asks`` when something is to be said."""

    one: SetAside
    title: str
    form: AgainForm
    asks: bool
    reasons: tuple[Reason, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
    shown: int


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits, without its content."""
    if not rules.may_import_data(actor):
        raise NotYours
    form = AgainForm({"shop"}, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("sources:run", actions.name_shop_of_all(actor=actor, shop=form.cleaned_data["shop"]))
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("sources:aside")
    waiting = tuple(_waiting(one, actor) for one in queries.waiting())
    context = Listed(waiting, sum(row.mine and row.one.nameless for row in waiting), form)
    return show(request, "sources/aside.html", context, status=422 if form.errors else 200)


@never_cache
@page
def one(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The rows of one table, why they wait, and reading them once more."""
    found, cells = _mine(actor, name)
    asked = {words.NEEDS[problem.code] for problem in cells.problems if problem.code in words.NEEDS}
    form = AgainForm(asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        number = actions.retry_set_aside(actor=actor, name=name, shop=said.get("shop", ""), on=said.get("on"))
        return redirect("sources:run", number)
    context = One(
        one=found,
        title=found.title.say(words.language()),
        form=form,
        asks=bool(asked),
        reasons=told.alike(told.reason(problem) for problem in cells.problems if problem.row)[:LISTED],
        columns=cells.columns,
        rows=tuple((row, tuple(zip(cells.columns, filled, strict=True))) for row, filled in cells.rows[:LISTED]),
        shown=LISTED,
    )
    return show(request, "sources/aside_one.html", context, status=422 if form.errors else 200)


@page
def rows(_request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """All rows of a table as a workbook."""
    return export.rows(*_mine(actor, name))


@require_POST
@page
def discard(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Give rows up."""
    found, _cells = _mine(actor, name)
    actions.discard_set_aside(actor=actor, name=name)
    messages.success(request, _("已丢弃 %(file)s 搁置的行。") % {"file": found.file})
    return redirect("sources:aside")


def _mine(actor: Actor, name: str) -> tuple[SetAside, Cells]:
    if not rules.may_import_data(actor):
        raise NotYours
    found = queries.one(name)
    if found is None:
        raise Http404
    if not rules.may_see_set_aside(actor, found.importers):
        raise NotYours(_("搁置的行里可能有个人信息，只有导入的人能看。"))
    cells = queries.cells(name)
    if cells is None:
        raise Http404
    return found, cells


def _waiting(found: SetAside, actor: Actor) -> Waiting:
    by = words.listed(found.by) or _("命令行")
    return Waiting(found, found.title.say(words.language()), by, rules.may_see_set_aside(actor, found.importers))
