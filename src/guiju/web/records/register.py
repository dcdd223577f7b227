"""A register as its document says: a table, a board, a calendar or a timeline; narrowed, sorted, taken away."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.records import actions, forms, queries
from guiju.apps.records.queries.listing import COUNTED
from guiju.apps.records.values import FormView, Pile, Register
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds.choices import Layout
from guiju.lang.kinds.form.model import FieldType, Form
from guiju.lang.regulation import Regulation
from guiju.web.kit import address
from guiju.web.kit.attached import attached
from guiju.web.kit.paging import Paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.records import asked, bar, days, found, rows, words
from guiju.web.records.asked import Asked, Chip
from guiju.web.records.bar import Bar
from guiju.web.records.days import Bars, Month
from guiju.web.records.rows import Head, Row
from guiju.web.work.tabs import Tabs, tabs


@dataclass(frozen=True, slots=True)
class Card:
    """A record on a board, with the columns that it may be moved to by a button."""

    row: Row
    to: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a board; ``more`` when some are left out, ``url`` leads to all of it."""

    key: str
    title: str
    cards: tuple[Card, ...]
    total: str
    more: bool
    url: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A layout to choose."""

    word: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The records: a table with its pages, the lanes of a board, a month, or bars; ``more`` than are listed."""

    total: int
    more: bool = False
    heads: tuple[Head, ...] = ()
    rows: tuple[Row, ...] = ()
    at: Paging | None = None
    lanes: tuple[Lane, ...] = ()
    drags: bool = False
    month: Month | None = None
    bars: Bars | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What register.html shows."""

    tabs: Tabs
    name: str
    title: str
    lead: str
    clause: str
    clause_url: str
    new_url: str
    here: str
    query: str
    layout: str
    switch: tuple[Switch, ...]
    bar: Bar
    chips: tuple[Chip, ...]
    body: Body


@page
def register(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """A page of a register, for those to whom something of it is open."""
    return _answer(request, actor, name)


@require_POST
@page
def export(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The register as it is narrowed, as a workbook."""
    view = found.form(actor, name)
    what = asked.read(view.form, request.GET)
    try:
        content = actions.export(actor=actor, form=view.form.name, filters=what.filters)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_here(request, view))
    return attached(content, f"{view.form.name}-{clock.today():%Y%m%d}.xlsx")


@require_POST
@page
def move(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Move a card to another column of a board, which answers its field anew."""
    view = found.form(actor, name)
    field = forms.by(view.form)
    lane, number = str(request.POST.get("lane", "")), address.number(str(request.POST.get("work", "")))
    if field is None or field.type is not FieldType.CHOICE or number is None:
        raise NotYours
    try:
        version = address.version(str(request.POST.get("version", "")))
        actions.amend(actor=actor, record_id=number, answers={field.name: lane}, version=version)
    except Refused as refusal:
        problems = refusal.data.get("problems") or ()
        said = "；".join(one.says for one in problems) if isinstance(problems, tuple) else ""
        messages.error(request, said or str(refusal))
    if request.headers.get("HX-Request"):
        return _answer(request, actor, name)
    return redirect(_here(request, view))


def _answer(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    view = found.form(actor, name)
    what = asked.read(view.form, request.GET)
    regulation = rulebook.regulation(view.edition)
    try:
        body = _BODIES[what.layout](request, actor, view, what, regulation)
    except Refused as refusal:
        raise NotYours(str(refusal)) from None
    clause = view.clause
    names = dict(people.names()) if what.filters.author or what.filters.fields else {}
    context = Page(
        tabs=tabs(actor, "records"),
        name=view.form.name,
        title=view.form.title,
        lead=view.form.note,
        clause=f"{clause.number} {clause.title}".strip() if clause else "",
        clause_url=reverse("rulebook:clause", args=[clause.id]) if clause else "",
        new_url=reverse("records:new", args=[view.form.name]) if view.may_file else "",
        here=reverse("records:register", args=[view.form.name]),
        query=f"?{request.GET.urlencode()}" if request.GET else "",
        layout=what.layout.value,
        switch=tuple(_switch(view.form, what, request)),
        bar=bar.bar(view.form, what, regulation),
        chips=asked.chips(view.form, what, request.GET, names),
        body=body,
    )
    return show(request, "records/register.html", context, fragments=("found", "board"))


def _table(request: HttpRequest, actor: Actor, view: FormView, what: Asked, regulation: Regulation) -> Body:
    number = address.number(request.GET.get("page", "")) or 1
    listed = queries.register(actor, view.form.name, what.filters, what.sort, number)
    kept = request.GET.copy()
    kept.pop("page", None)
    pages = max(1, -(-listed.total // listed.size))
    return Body(
        heads=rows.heads(listed, what, request.GET),
        rows=rows.rows(listed, listed.lines, regulation),
        at=Paging(listed.page, pages, listed.total, kept.urlencode(), listed.size),
        total=listed.total,
        more=listed.more,
    )


def _board(request: HttpRequest, actor: Actor, view: FormView, what: Asked, regulation: Regulation) -> Body:
    listed, piles = queries.piles(actor, view.form.name, what.filters)
    field = forms.by(view.form)
    keys = field.options if field and field.type is FieldType.CHOICE else ()
    by_id = {row.id: row for row in rows.rows(listed, listed.lines, regulation)}
    lanes = tuple(
        _lane(view.form, pile, [by_id[line.id] for line in pile.lines], keys, request)
        for pile in piles
        if pile.key or pile.total or not keys
    )
    return Body(lanes=lanes, drags=bool(keys), total=listed.total)


def _month(request: HttpRequest, actor: Actor, view: FormView, what: Asked, regulation: Regulation) -> Body:
    month = days.asked_month(request.GET, clock.today())
    listed, placed = queries.month(actor, view.form.name, *days.grid(month), what.filters)
    found_rows = days.placed(placed, _by_id(listed, regulation))
    cut = listed.total > listed.size
    return Body(month=days.calendar(month, clock.today(), found_rows, request.GET, cut=cut), total=listed.total)


def _timeline(request: HttpRequest, actor: Actor, view: FormView, what: Asked, regulation: Regulation) -> Body:
    month = days.asked_month(request.GET, clock.today())
    listed, bars = queries.span(actor, view.form.name, *days.stretch(month), what.filters)
    spans = days.spans(bars, _by_id(listed, regulation))
    cut = listed.total > listed.size
    return Body(bars=days.timeline(month, clock.today(), spans, request.GET, cut=cut), total=listed.total)


_BODIES = {Layout.TABLE: _table, Layout.BOARD: _board, Layout.CALENDAR: _month, Layout.TIMELINE: _timeline}


def _by_id(listed: Register, regulation: Regulation) -> dict[int, Row]:
    return {row.id: row for row in rows.rows(listed, listed.lines, regulation)}


def _lane(form: Form, pile: Pile, found_rows: list[Row], keys: tuple[str, ...], request: HttpRequest) -> Lane:
    at = keys.index(pile.key) if pile.key in keys else -1
    beside = [keys[place] for place in (at - 1, at + 1) if 0 <= place < len(keys) and place != at]
    cards = tuple(
        Card(row, tuple((key, _("移到“%(lane)s”") % {"lane": key}) for key in beside) if row.may_amend else ())
        for row in found_rows
    )
    if keys:
        title, narrowed = pile.key or _("未填"), {asked.key(forms.by(form)): pile.key} if pile.key else {}  # type: ignore[arg-type]  # there is one
    else:
        title, narrowed = pile.key or str(words.STATES["closed"]), {"state": pile.key or "closed"}
    url = asked.without(request.GET, **{"as": "table", **narrowed})
    total = f"{pile.total}+" if pile.total >= COUNTED else str(pile.total)
    return Lane(pile.key, title, cards, total, pile.total > len(cards), url)


def _switch(form: Form, what: Asked, request: HttpRequest) -> list[Switch]:
    offered = asked.layouts(form)
    if len(offered) == 1:
        return []
    return [
        Switch(str(words.LAYOUTS[one]), asked.without(request.GET, "month", **{"as": one.value}), one is what.layout)
        for one in offered
    ]


def _here(request: HttpRequest, view: FormView) -> str:
    here = reverse("records:register", args=[view.form.name])
    return f"{here}?{request.GET.urlencode()}" if request.GET else here
