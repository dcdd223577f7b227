"""The pages of costs: articles, freight, commission and categories, the history of one thing, and the workbook."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.costs import actions, exchange, queries, rules
from guiju.apps.costs.values import Gap, Kind, Taken
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.apps.spreadsheet import Finding
from guiju.web.costs import goods as articles
from guiju.web.costs import rates as others
from guiju.web.costs import words
from guiju.web.kit import address, formats
from guiju.web.kit.attached import attached
from guiju.web.kit.paging import Paging
from guiju.web.kit.show import show
from guiju.web.kit.workbook import WorkbookForm
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.numbers.tabs import Tabs, tabs


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of cost in the strip above the table."""

    title: str | Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """What goods.html shows; ``gap`` is what sold without a cost, in one sentence."""

    tabs: Tabs
    parts: tuple[Part, ...]
    day: date
    query: str
    gap: str
    complete: bool
    unit: str
    rows: tuple[articles.Row, ...]
    at: Paging
    may_edit: bool
    may_import: bool
    may_export: bool
    form: WorkbookForm


@dataclass(frozen=True, slots=True)
class Rates:
    """What rates.html shows."""

    tabs: Tabs
    parts: tuple[Part, ...]
    day: date
    kind: str
    title: str
    lead: str
    unit: str
    lines: tuple[others.Line, ...]
    shops: tuple[str, ...]
    per: tuple[tuple[str, str | Promise], ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One row of a history."""

    id: int
    shop: str
    value: str
    start: date
    end: date | None
    by: str
    at: str
    gone: str
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """What history.html shows."""

    tabs: Tabs
    kind: str
    title: str
    thing: str
    back: str
    rows: tuple[Past, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What brought.html shows: what came of a workbook, or would."""

    findings: tuple[Finding, ...]
    taken: Taken
    name: str


@page
def goods(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Articles with their cost on a day, what has none first."""
    _check(actor)
    gap = queries.gap()
    day, errors = _day(request, since=_first(gap)), dict[str, str]()
    if request.method == "POST":
        count, errors = articles.take(actor, day, request.POST)
        if not errors:
            return _saved(request, count)
    query = request.GET.get("q", "").strip()
    at, rows = articles.rows(request, day, query, request.POST.dict(), errors)
    said, complete = _gap(gap)
    context = Goods(
        tabs=tabs(actor, "costs"),
        parts=_parts(Kind.GOODS, day),
        day=day,
        query=query,
        gap=said,
        complete=complete,
        unit=words.UNITS[Kind.GOODS],
        rows=rows,
        at=at,
        may_edit=rules.may_edit_costs(actor),
        may_import=rules.may_import_costs(actor),
        may_export=rules.may_export_costs(actor),
        form=WorkbookForm(),
    )
    return show(request, "costs/goods.html", context, status=422 if errors else 200)


@page
def rates(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Freight, commission or categories on a day."""
    _check(actor)
    chosen = _kind(kind)
    day, errors = _day(request), dict[int, str]()
    if request.method == "POST":
        count, errors = others.take(actor, chosen, day, request.POST)
        if not errors:
            return _saved(request, count)
    context = Rates(
        tabs=tabs(actor, "costs"),
        parts=_parts(chosen, day),
        day=day,
        kind=chosen.value,
        title=str(words.TITLES[chosen]),
        lead=str(words.LEADS.get(chosen, "")),
        unit=words.UNITS[chosen],
        lines=others.lines(chosen, day, request.POST.dict(), errors),
        shops=tuple(shop.name for shop in people.shops()),
        per=tuple((per.value, word) for per, word in words.PER.items()) if chosen is Kind.FREIGHT else (),
        may_edit=rules.may_edit_costs(actor),
    )
    return show(request, "costs/rates.html", context, status=422 if errors else 200)


@page
def history(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that was ever stated of one thing; a row is taken back here."""
    _check(actor)
    kind = _kind(request.GET.get("kind", ""), every=True)
    of = words.of_key(kind, request.GET.get("of", ""))
    if of is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.withdraw(actor=actor, rate_id=address.number(request.POST.get("withdraw", "")) or 0)
            messages.success(request, _("已撤回，之前的那条继续有效。"))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    back = reverse("costs:list") if kind is Kind.GOODS else reverse("costs:rates", args=[kind.value])
    found = queries.history(of, shops=kind in {Kind.GOODS, Kind.CATEGORY})
    rows = tuple(
        Past(
            id=rate.id,
            shop=rate.said.of.shop,
            value=words.shown(rate.said),
            start=rate.said.start,
            end=rate.said.end,
            by=rate.by,
            at=formats.moment(rate.at),
            gone=f"{rate.gone_by} {formats.moment(rate.gone_at)}" if rate.gone_at else "",
            note=rate.said.note,
        )
        for rate in found
    )
    title = str(words.TITLES[kind])
    context = History(tabs(actor, "costs"), kind.value, title, words.thing(of), back, rows, rules.may_edit_costs(actor))
    return show(request, "costs/history.html", context)


@require_POST
@page
def workbook(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bring costs as a workbook, look at what it would do, or take them away as one."""
    if "export" in request.POST:
        return attached(exchange.export_costs(actor=actor), f"guiju-costs-{clock.today():%Y%m%d}.xlsx")
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("没有选文件。"))
        return redirect("costs:list")
    upload = form.cleaned_data["file"]
    dry = "look" in request.POST
    findings, taken = exchange.import_costs(actor=actor, content=upload.read(), name=upload.name, dry_run=dry)
    context = Brought(findings, taken, upload.name) if not dry else Brought(findings, taken, "")
    return show(request, "costs/brought.html", context, status=422 if findings else 200)


def _check(actor: Actor) -> None:
    if not rules.may_view_costs(actor):
        raise NotYours


def _kind(text: str, *, every: bool = False) -> Kind:
    if text not in set(Kind) or (text == Kind.GOODS and not every):
        raise Http404
    return Kind(text)


def _day(request: HttpRequest, since: date | None = None) -> date:
    """The day that is asked for; else ``since``, usually the first of this month, from which costs are agreed."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return since or clock.today().replace(day=1)


def _saved(request: HttpRequest, count: int) -> HttpResponse:
    said = ngettext("已保存 %(n)s 项，数字随后重算。", "已保存 %(n)s 项，数字随后重算。", count)
    messages.success(request, said % {"n": count})
    return redirect(request.get_full_path())


def _parts(current: Kind, day: date) -> tuple[Part, ...]:
    def url(kind: Kind) -> str:
        place = reverse("costs:list") if kind is Kind.GOODS else reverse("costs:rates", args=[kind.value])
        return f"{place}?day={day}"

    return tuple(Part(title, url(kind), kind is current) for kind, title in words.TITLES.items())


def _first(gap: Gap | None) -> date | None:
    """The first day of what sold, while no article has a cost yet: from a later one on it would go on lacking."""
    return None if gap is None or not gap.articles or queries.standing(Kind.GOODS).exists() else gap.first


def _gap(gap: Gap | None) -> tuple[str, bool]:
    """How much of what sold has no cost, as a sentence, and whether that is nothing."""
    if gap is None:
        return "", False
    days = {"first": formats.day(gap.first), "last": formats.day(gap.last)}
    if not gap.articles:
        return _("%(first)s到%(last)s卖出的商品都有成本。") % days, True
    share = formats.amount(Fraction(gap.unknown) / Fraction(gap.amount or 1), "%", decimals=1).text
    said = ngettext(
        "%(first)s到%(last)s卖出的有 %(n)s 个商品没有成本，占销售额 %(share)s。",
        "%(first)s到%(last)s卖出的有 %(n)s 个商品没有成本，占销售额 %(share)s。",
        gap.articles,
    )
    return said % (days | {"n": gap.articles, "share": share}), False
