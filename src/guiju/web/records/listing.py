"""Every form that one may fill in and every register that one may look into, and the drafts that wait."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.records import queries
from guiju.apps.records.values import Draft, FormView
from guiju.apps.rulebook import queries as rulebook
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.work.tabs import Tabs, tabs


@dataclass(frozen=True, slots=True)
class Row:
    """One form."""

    name: str
    note: str
    clause: str
    clause_url: str
    may_file: bool
    last: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What list.html shows."""

    tabs: Tabs
    query: str
    drafts: tuple[Draft, ...]
    rows: tuple[Row, ...]
    any: bool


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The forms, those whose name or clause says what is looked for."""
    every = queries.registers(actor)
    query = request.GET.get("q", "").strip()
    drafts = queries.drafts(actor.number) if actor.number else ()
    if not every and not drafts and rulebook.current() is None:
        raise Unwritten(_("记录"), strip="work/tabs.html", tabs=tabs(actor, "records"))
    context = Listed(
        tabs=tabs(actor, "records"),
        query=query,
        drafts=drafts,
        rows=tuple(_row(one) for one in _found(every, query)),
        any=bool(every),
    )
    return show(request, "records/list.html", context, fragments=("found",))


def _found(every: Iterable[FormView], query: str) -> Iterable[FormView]:
    wanted = query.casefold().split()
    return (one for one in every if all(word in _said(one) for word in wanted))


def _said(one: FormView) -> str:
    return f"{one.form.name} {one.form.note} {one.clause.title if one.clause else ''}".casefold()


def _row(one: FormView) -> Row:
    clause = one.clause
    return Row(
        name=one.form.name,
        note=one.form.note,
        clause=f"{clause.number} {clause.title}".strip() if clause else "",
        clause_url=reverse("rulebook:clause", args=[clause.id]) if clause else "",
        may_file=one.may_file,
        last=formats.day(one.last.date()) if one.last else "",
    )
