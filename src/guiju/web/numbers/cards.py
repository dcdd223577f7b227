"""指标目录: the cards of all metrics, found by name, English or pinyin initials, and one card to read or print."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions.refreshing import STORED
from guiju.apps.figures.queries import coverage, points
from guiju.apps.figures.values import Point
from guiju.apps.rulebook import queries as rulebook
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds import Metric
from guiju.lang.readback import sentence
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.numbers.card import Card, card, known_facts
from guiju.web.numbers.initials import initials
from guiju.web.numbers.live import live, metric_url
from guiju.web.numbers.tabs import Tabs, tabs
from guiju.web.numbers.uses import Use, uses
from guiju.web.numbers.words import dim_word, known, lines


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of the catalogue."""

    name: str
    url: str
    said: str
    unit: str
    owner: str
    clause: str
    clause_url: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What cards.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    q: str
    total: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a value is missing, for the whole department or for one shop."""

    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardPage:
    """What card.html shows."""

    tabs: Tabs
    name: str
    lead: str
    card: Card
    uses: tuple[Use, ...]
    grains: str
    dims: str
    lacks: tuple[Lack, ...]
    period: str
    metric_url: str
    corrections_url: str


@page
def cards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All metrics, or those that match what was typed."""
    if not rules.may_view_figures(actor):
        raise NotYours
    regulation = rulebook.current()
    asked = request.GET.get("q", "").strip()[:80]
    if regulation is None:
        raise Unwritten(_("指标目录"), strip="numbers/tabs.html", tabs=tabs(actor, "cards"))
    declared = list(regulation.of(Metric).values())
    now = points.board(periods.containing(clock.today(), Grain.MONTH).previous())
    found = [_row(rule, regulation, now) for rule in declared if regulation and matches(rule, asked)]
    return show(request, "numbers/cards.html", Catalogue(tabs(actor, "cards"), tuple(found), asked, len(declared)))


@page
def one(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One card in full."""
    if not rules.may_view_figures(actor):
        raise NotYours
    regulation = rulebook.current()
    rule = regulation.of(Metric).get(name) if regulation else None
    if regulation is None or rule is None:
        raise Http404(_("制度里没有叫“%(name)s”的指标。") % {"name": name})
    period = periods.containing(clock.today(), Grain.MONTH).previous()
    board = points.board(period)
    there = points.dims(rule.name, period)
    context = CardPage(
        tabs=tabs(actor, "cards"),
        name=rule.name,
        lead=formats.listed(rule.aliases),
        card=card(rule, regulation, live(regulation, board, period), coverage.coverage()),
        uses=uses(rule, regulation),
        grains=formats.listed(_grain_word(grain) for grain in STORED["none"]),
        dims=formats.listed(dim_word(dim) for dim in STORED if dim in there) or _("不分"),
        lacks=tuple(_lacks(board.get(rule.name), points.by_dim(rule.name, period, "shop"))),
        period=period.label("en" if formats.english() else "zh"),
        metric_url=metric_url(rule.name),
        corrections_url=_corrections(),
    )
    return show(request, "numbers/card.html", context)


def matches(rule: Metric, asked: str) -> bool:
    """Whether a metric is meant: by a part of a name or alias, or by the beginning of pinyin initials."""
    wanted = asked.casefold()
    names = (rule.name, *rule.aliases)
    return any(wanted in name.casefold() or wanted in initials(name) for name in names)


def _row(rule: Metric, regulation: Regulation, now: dict[str, Point]) -> Row:
    clause = regulation.clause(rule.clause)
    return Row(
        name=rule.name,
        url=reverse("numbers:card", args=[rule.name]),
        said=sentence(rule, regulation, "en" if formats.english() else "zh", known_facts()),
        unit=formats.ENGLISH.get(rule.unit, rule.unit) if formats.english() else rule.unit,
        owner=rule.owner,
        clause=f"{clause.number} {clause.title}".strip() if clause else "",
        clause_url=reverse("rulebook:clause", args=[rule.clause]),
        lacks=known(now.get(rule.name)) is None,
    )


def _lacks(whole: Point | None, shops: Iterable[Point]) -> Iterable[Lack]:
    if whole is None:
        yield Lack(dim_word("none"), (_("还没有算过这一期"),))
        return
    said = lines(whole.value)
    if said:
        yield Lack(dim_word("none"), said)
    for point in shops:
        theirs = lines(point.value)
        if theirs and theirs != said:
            yield Lack(point.key or _("未归属"), theirs)


def _grain_word(grain: Grain) -> str:
    return {Grain.DAY: _("日"), Grain.WEEK: _("周"), Grain.MONTH: _("月")}[grain]


def _corrections() -> str:
    try:
        return reverse("corrections:list")
    except NoReverseMatch:
        return ""
