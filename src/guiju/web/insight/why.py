"""为什么变了: the difference between two months, taken apart so that it adds up."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.values import Point
from guiju.apps.insight.queries import changes
from guiju.apps.insight.queries.changes import Explained, Question
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.insight import asking, sheets, telling
from guiju.web.insight.asking import Asked
from guiju.web.insight.telling import Line
from guiju.web.kit import formats
from guiju.web.kit.charts import Chart
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.numbers.tabs import Tabs, tabs
from guiju.web.numbers.words import dim_word, lines

MONTHS = 15  # to choose from


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that stays in the address."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A month to choose."""

    label: str
    value: str
    current: bool


@dataclass(frozen=True, slots=True)
class Why:
    """What why.html shows."""

    tabs: Tabs
    name: str
    metric_url: str
    lead: str
    months: tuple[Choice, ...]
    others: tuple[Choice, ...]
    way: str
    dim: str
    ways: tuple[Chip, ...]
    dims: tuple[Chip, ...]
    said: str
    parts: str
    chart: Chart | None
    lines: tuple[Line, ...]
    split: bool
    method: str
    missing: str
    provisional: bool
    nothing: str
    reasons: tuple[str, ...]
    query: str
    may_export: bool


@page
def why(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The change of a metric between two months."""
    regulation, rule, asked = _asked(request, actor, name)
    found = _explained(asked, rule, regulation)
    told = telling.told(asked, rule, found)
    language = "en" if formats.english() else "zh"
    context = Why(
        tabs=tabs(actor, "board"),
        name=rule.name,
        metric_url=reverse("numbers:metric", args=[rule.name]),
        lead=_("%(name)s：%(now)s 比 %(then)s")
        % {"name": rule.name, "now": asked.now.label(language), "then": asked.then.label(language)},
        months=_choices(asked.now),
        others=_choices(asked.then),
        way=asked.way.key if asked.way else "",
        dim=asked.dim,
        ways=tuple(Chip(telling.way_word(one), asking.link(asked, way=one), one == asked.way) for one in asked.ways),
        dims=tuple(Chip(dim_word(dim), asking.link(asked, dim=dim), dim == asked.dim) for dim in asking.DIMS)
        if asked.divided
        else (),
        said=told.sentence,
        parts=told.parts,
        chart=told.chart,
        lines=told.lines,
        split=told.split,
        method=told.method,
        missing=told.missing,
        provisional=any(one is not None and one.provisional for one in (found.now, found.then)),
        nothing=_nothing(asked, found),
        reasons=tuple(said for one in (found.then, found.now) for said in _reasons(one)),
        query=asking.query(asked),
        may_export=rules.may_export_figures(actor) and found.change is not None,
    )
    return show(request, "insight/why.html", context)


@page
def export(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The same table as a workbook."""
    regulation, rule, asked = _asked(request, actor, name)
    if not rules.may_export_figures(actor):
        raise NotYours
    told = telling.told(asked, rule, _explained(asked, rule, regulation))
    return sheets.answer(rule, asked, told, actor.name)


def _asked(request: HttpRequest, actor: Actor, name: str) -> tuple[Regulation, Metric, Asked]:
    if not rules.may_view_figures(actor):
        raise NotYours
    regulation = rulebook.current()
    rule = regulation.of(Metric).get(name) if regulation else None
    if regulation is None or rule is None:
        raise Http404(_("制度里没有叫“%(name)s”的指标。") % {"name": name})
    return regulation, rule, asking.read(request.GET, rule, regulation, clock.today())


def _explained(asked: Asked, rule: Metric, regulation: Regulation) -> Explained:
    if asked.way is None:
        return Explained(None, None)
    return changes.explain(Question(rule, asked.now, asked.then, asked.way, asked.dim), regulation)


def _nothing(asked: Asked, found: Explained) -> str:
    """Why there is nothing to show; empty when there is."""
    if asked.way is None:
        return _("这个指标不由可以相加的数据算出，说不出是谁带来的变化。")
    if found.undivided:
        return _("这个指标的数据不分到%(dim)s。") % {"dim": dim_word(asked.dim)}
    if found.other:
        return _("两个月里有一个月是按另一版算法算的，不能拆开相比。")
    if found.now is None or found.then is None:
        return _("这两个月里有一个月还没有算过。")
    return "" if found.change else _("这两个月里有一个月缺数。")


def _reasons(point: Point | None) -> tuple[str, ...]:
    return lines(point.value) if point else ()


def _choices(chosen: Period) -> tuple[Choice, ...]:
    language = "en" if formats.english() else "zh"
    this = containing(clock.today(), Grain.MONTH)
    listed = {this.previous(back) for back in range(MONTHS)} | {chosen}
    ordered = sorted(listed, key=lambda period: period.start, reverse=True)
    return tuple(Choice(period.label(language), str(period), period == chosen) for period in ordered)
