"""The board of all metrics, one metric in depth, and its figures to take away."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.appraisal.entered import filled, monthly, resting
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.queries import coverage, points, stated
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.apps.insight.queries import findings
from guiju.apps.rulebook import queries as rulebook
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.kit import address
from guiju.web.kit.charts import Chart
from guiju.web.kit.figures import FigureView
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.numbers import board as boards
from guiju.web.numbers import export as exports
from guiju.web.numbers import happened, one
from guiju.web.numbers.aims import aims, main_aim
from guiju.web.numbers.board import Group
from guiju.web.numbers.card import Card, card
from guiju.web.numbers.live import live
from guiju.web.numbers.one import Asked, Drill, Tab
from guiju.web.numbers.tabs import Tabs, tabs


@dataclass(frozen=True, slots=True)
class Choice:
    """A period to choose."""

    label: str
    value: str
    current: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What board.html shows."""

    tabs: Tabs
    period: str
    choices: tuple[Choice, ...]
    groups: tuple[Group, ...]
    off: tuple[FigureView, ...]
    measured_at: str
    empty: bool
    may_import: bool
    worth: int


@dataclass(frozen=True, slots=True)
class OneMetric:
    """What metric.html shows."""

    tabs: Tabs
    name: str
    lead: str
    figure: FigureView
    last_year: str
    chart: Chart
    grains: tuple[Tab, ...]
    dims: tuple[Tab, ...]
    drill: Drill | None
    card: Card
    query: str
    may_export: bool
    may_import: bool
    entered: bool
    whole_url: str
    why_url: str
    card_url: str
    mark_url: str
    corrections: tuple[str, ...]


@page
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All metrics of a month."""
    if not rules.may_view_figures(actor):
        raise NotYours
    regulation = rulebook.current()
    period = _month(request.GET.get("month", ""))
    measured = points.measured_at()
    if regulation is None and measured is None:
        raise Unwritten(_("数据"), strip="numbers/tabs.html", tabs=tabs(actor, "board"))
    trends = points.trends(Grain.MONTH, period.previous(11).start, period.start)
    if regulation is not None:
        trends |= _entered(regulation, trends, period)
    groups = boards.board(regulation, trends, aims(regulation, stated.targets(), period), period) if regulation else ()
    context = Board(
        tabs=tabs(actor, "board"),
        period=period.label("en" if one.english() else "zh"),
        choices=_choices(period),
        groups=groups,
        off=boards.off_course(groups),
        measured_at=one.moment(measured),
        empty=not trends,
        may_import=rules.may_import_data(actor),
        worth=findings.open_count(),
    )
    return show(request, "numbers/board.html", context)


@page
def metric(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One metric: its course, its comparisons, what it is made of, and its parts by shop, channel or person."""
    regulation, rule = _metric(actor, name)
    by_month = rule.name in monthly(regulation)
    asked = _asked(request, by_month=by_month)
    if not rules.may_view_figures(actor, dim=asked.dim if asked.key else "none", key=asked.key):
        raise NotYours
    whole = asked.dim == "none" or not asked.key
    targets = _targets(regulation, rule, asked) if whole and asked.grain is Grain.MONTH else ()
    course = one.course(rule, asked)
    entered = rule.name in resting(regulation)
    drill = one.drill(rule, asked, actor) if not asked.key and not entered else None
    context = OneMetric(
        tabs=tabs(actor, "board"),
        name=rule.name,
        lead=one.lead(asked, course),
        figure=one.head(rule, asked, course, targets[-1] if targets else None),
        last_year=one.last_year(rule, course),
        chart=happened.upon(one.drawing(rule, asked, course, targets), asked),
        grains=() if by_month else one.grain_tabs(asked),
        dims=one.dim_tabs(rule, asked, actor, entered=entered),
        drill=drill,
        card=card(rule, regulation, live(regulation, _whole(asked), asked.period), coverage.coverage()),
        query=one.query(asked),
        may_export=rules.may_export_figures(actor),
        may_import=rules.may_import_data(actor),
        entered=entered,
        whole_url="" if whole else one.link(asked, key="", dim="none"),
        why_url=_why(rule, asked) if rules.may_view_figures(actor) else "",
        card_url=reverse("numbers:card", args=[rule.name]),
        mark_url=happened.new_url(actor, asked),
        corrections=_corrections(rule, asked, whole=whole),
    )
    return show(request, "numbers/metric.html", context, fragments=("course",))


@page
def export(request: HttpRequest, actor: Actor, name: str, form: str) -> HttpResponse:
    """The figures of a metric as CSV or XLSX, the same that the page draws."""
    regulation, rule = _metric(actor, name)
    asked = _asked(request, by_month=rule.name in monthly(regulation))
    if not rules.may_export_figures(actor) or not rules.may_view_figures(actor, dim=asked.dim, key=asked.key):
        raise NotYours
    if form not in exports.FORMS:
        raise Http404
    return exports.answer(rule, asked, one.course(rule, asked), form)


def _asked(request: HttpRequest, *, by_month: bool) -> Asked:
    """What the address asks for; of what is entered by month, its month and the whole: there is nothing else."""
    query = {"at": request.GET.get("at", "")} if by_month else request.GET
    return one.read(query, _last_full(), clock.today())


def _entered(regulation: Regulation, trends: boards.Trends, period: Period) -> dict[str, list[Point]]:
    """The last year of the metrics that rest on entries alone."""
    months = tuple(period.previous(back) for back in range(11, -1, -1))
    rules_ = (rule for name, rule in regulation.of(Metric).items() if name in resting(regulation))
    return {rule.name: [one for one in filled(trends.get(rule.name, ()), rule, months) if one] for rule in rules_}


def _why(rule: Metric, asked: Asked) -> str:
    month = periods.containing(asked.period.end, Grain.MONTH)
    return f"{reverse('insight:why', args=[rule.name])}?{urlencode({'at': str(month)})}"


def _metric(actor: Actor, name: str) -> tuple[Regulation, Metric]:
    if not rules.may_view_figures(actor) and not actor.number:
        raise NotYours
    regulation = rulebook.current()
    rule = regulation.of(Metric).get(name) if regulation else None
    if regulation is None or rule is None:
        raise Http404(_("制度里没有叫“%(name)s”的指标。") % {"name": name})
    return regulation, rule


def _targets(regulation: Regulation, rule: Metric, asked: Asked) -> tuple[Fraction | None, ...]:
    """What the metric should have reached in each month that is drawn."""
    said = stated.targets(metric=rule.name)
    return tuple(main_aim(aims(regulation, said, period), rule.name) for period in asked.periods)


def _corrections(rule: Metric, asked: Asked, *, whole: bool) -> tuple[str, ...]:
    """The corrections that met rows of a figure in its month."""
    month = periods.containing(asked.period.end, Grain.MONTH)
    dim, key = (DEPARTMENT, "") if whole else (asked.dim, asked.key)
    found = points.point(rule.name, month, dim=dim, key=key)
    return found.corrections if found else ()


def _whole(asked: Asked) -> dict[str, Point]:
    return points.board(asked.period)


def _last_full() -> Period:
    return periods.containing(clock.today(), Grain.MONTH).previous()


def _month(text: str) -> Period:
    return address.month(text) or _last_full()


def _choices(chosen: Period) -> tuple[Choice, ...]:
    language = "en" if one.english() else "zh"
    this = periods.containing(clock.today(), Grain.MONTH)
    listed = {this.previous(back) for back in range(4)} | {chosen}
    return tuple(
        Choice(period.label(language), str(period), period == chosen)
        for period in sorted(listed, key=lambda period: period.start, reverse=True)
    )
