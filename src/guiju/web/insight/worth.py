"""值得看一眼: odd days, told with what was expected, answered and remembered. They are proposals and page nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.insight import rules
from guiju.apps.insight.actions import answering
from guiju.apps.insight.actions.answering import Said
from guiju.apps.insight.queries import findings as queries
from guiju.apps.insight.values import Finding, Mark
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.formula import types
from guiju.lang.formula.units import unit_of
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.insight.marks import days
from guiju.web.kit import address, formats
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.numbers.live import metric_url
from guiju.web.numbers.tabs import Tabs, tabs

SHOWN = 200  # findings gathered on a page
TOLD = 5  # metrics of a group told in full; two metrics with the same figures are told once


@dataclass(frozen=True, slots=True)
class Row:
    """One odd metric: the day and figure farthest off, and what was expected."""

    metric: str
    url: str
    day: str
    value: str
    expected: str
    usual: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was odd in a shop on days that touch; ``seen`` is what its form sends back."""

    title: str
    days: str
    rows: tuple[Row, ...]
    more: str
    seen: tuple[str, ...]
    likely: tuple[Mark, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What worth.html shows."""

    tabs: Tabs
    groups: tuple[Group, ...]
    at: Paging
    answered: bool
    open_count: int
    looked: str
    may: bool
    mark_url: str


@page
def worth(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for an answer, or what has one."""
    if not rules.may_mark(actor):
        raise NotYours
    if request.method == "POST":
        return _answer(request, actor)
    answered = request.GET.get("answered") == "1"
    count = queries.count(answered=answered)
    at = paging(request, count, size=SHOWN)
    found = queries.findings(answered=answered, skip=at.offset, most=SHOWN)
    regulation = rulebook.current()
    looked = queries.looked_at()
    context = Worth(
        tabs=tabs(actor, "board"),
        groups=tuple(groups(found, queries.likely(found), regulation)) if regulation else (),
        at=at,
        answered=answered,
        open_count=queries.open_count(),
        looked=formats.day(looked, today=clock.today()) if looked else "",
        may=rules.may_mark(actor),
        mark_url=reverse("insight:marks"),
    )
    return show(request, "insight/worth.html", context)


def groups(found: Iterable[Finding], likely: dict[int, list[Mark]], regulation: Regulation) -> Iterable[Group]:
    """Findings of the same shop, answer and days that touch, together; the latest first."""
    gathered: list[list[Finding]] = []
    for one in found:
        mine = next((some for some in gathered if _touch(some, one)), None)
        if mine is None:
            gathered.append([one])
        else:
            mine.append(one)
    for some in gathered:
        ordered = sorted(some, key=lambda one: -abs(one.score))
        first = list({(one.peak, one.value, one.expected): one for one in reversed(ordered)}.values())[::-1]
        told = {one.id for one in first[:TOLD]}
        marks = {mark.id: mark for one in some for mark in likely.get(one.id, ())}
        start, end = min(one.start for one in some), max(one.end for one in some)
        yield Group(
            title=some[0].shop or _("未归属"),
            days=days(start, end),
            rows=tuple(_row(one, regulation) for one in first[:TOLD]),
            more=formats.listed(one.metric for one in ordered if one.id not in told),
            seen=tuple(f"{one.id}:{one.version}" for one in some),
            likely=tuple(marks.values()),
            answer=_said(some[0]),
        )


def _touch(some: list[Finding], one: Finding) -> bool:
    first = some[0]
    alike = (first.shop, first.state, first.by, first.at) == (one.shop, one.state, one.by, one.at)
    return alike and any(other.start <= one.end and other.end >= one.start for other in some)


def _row(one: Finding, regulation: Regulation) -> Row:
    rule = regulation.of(Metric).get(one.metric)
    unit, decimals = (rule.unit, rule.decimals) if rule else ("", None)

    known = unit_of(unit) if unit else None
    counted = known is not None and known.type == types.COUNT and "/" not in unit

    def said(value: float) -> str:
        near = Fraction(value).limit_denominator(10_000)
        if counted:  # nobody comes by halves
            near = Fraction(round(near))
        return formats.amount(near, unit, decimals=decimals, compact=True).text

    url = f"{metric_url(one.metric)}?grain=day&at={one.peak}&dim=shop&key={one.shop}" if rule else ""
    usual = _between(said(one.low), said(one.high))
    word = _("偏高") if one.score > 0 else _("偏低")
    return Row(one.metric, url, _day(one.peak), said(one.value), said(one.expected), usual, word)


def _between(low: str, high: str) -> str:
    """``1,946 – 2,564 人``: the unit is said once."""
    figure, held, unit = low.rpartition(formats.HELD)
    return f"{figure if held and high.endswith(held + unit) else low} – {high}"


def _day(value: date) -> str:
    return formats.day(value, today=clock.today())


def _said(one: Finding) -> str:
    """What somebody answered; empty while nobody has."""
    if one.at is None:
        return ""
    word = _("已知原因") if one.state == "known" else _("不是问题")
    text = "：".join(filter(None, (word, one.mark.text if one.mark else "", one.said)))
    return _("%(text)s（%(who)s，%(day)s）") % {"text": text, "who": one.by, "day": _day(one.at.date())}


def _answer(request: HttpRequest, actor: Actor) -> HttpResponse:
    state = next((name for name in ("known", "fine", "open") if name in request.POST), "open")
    pairs = (one.partition(":") for one in request.POST.getlist("seen"))
    seen = {number: address.version(version) for said, _colon, version in pairs if (number := address.number(said))}
    mark_id = address.number(request.POST.get("mark", ""))
    try:
        said = Said(state, mark_id if state == "known" else None, request.POST.get("said", ""))
        answering.answer(actor=actor, seen=seen, said=said)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("记下了，以后不再提这几天。") if state != "open" else _("又放回来了。"))
    return redirect(f"{reverse('insight:worth')}{'?answered=1' if state == 'open' else ''}")
