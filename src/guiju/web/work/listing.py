"""清单: work in a table, narrowed by what stands in the address: whose, which state, made by what, of which period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.queries import lists
from guiju.apps.work.queries.lists import Filters
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import kept, spans, words
from guiju.web.work.lines import Line, View
from guiju.web.work.scopes import MINE, Reach, Scope, reach
from guiju.web.work.tabs import Tabs, tabs

STATES: Mapping[str, str | Promise] = {
    "open": _("没办完"),
    "late": _("已逾期"),
    "review": _("待审"),
    "done": _("已完成"),
    "missed": _("已作废"),
    "excused": _("已免除"),
    "cancelled": _("已取消"),
}
CLOSED = {"done", "missed", "excused", "cancelled"}
SPANS: Mapping[str, str | Promise] = {
    "7": _("最近 7 天"),
    "31": _("最近 31 天"),
    "92": _("最近 92 天"),
    "366": _("最近一年"),
}
MONTH = "31"


class FilterForm(forms.Form):
    """What narrows the list; what makes no sense narrows nothing."""

    source = forms.ChoiceField(
        label=pgettext_lazy("work", "来源"),
        required=False,
        choices=lambda: [("", _("全部来源")), *words.SOURCES.items()],
    )
    days = forms.ChoiceField(label=_("时间"), required=False, choices=lambda: list(SPANS.items()))
    q = forms.CharField(
        label=_("找"), required=False, max_length=60, widget=forms.TextInput(attrs={"placeholder": _("找一件事")})
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """One state to look at."""

    key: str
    word: str | Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """What list.html shows."""

    tabs: Tabs
    stamp: int
    ticking: str
    here: str
    lines: tuple[Line, ...]
    at: Paging
    form: FilterForm
    chips: tuple[Chip, ...]
    state: str
    closed: bool
    reach: Reach
    scope: Scope
    unit: str
    person: str
    rule: str
    rule_name: str
    narrowed: bool
    verdict: str


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Work of oneself, of a group or of the department."""
    regulation, moment, here = rulebook.current(), clock.now(), request.get_full_path()
    open_to = reach(actor, regulation)
    unit, person = request.GET.get("unit", ""), request.GET.get("person", "")
    scope = open_to.scope(request.GET.get("of", MINE), unit)
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    rule = request.GET.get("rule", "")[:100]
    form = FilterForm({"days": MONTH, **request.GET.dict()})
    given = form.cleaned_data if form.is_valid() else {}
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in kept.VERDICTS else ""
    filters = Filters(
        state=state,
        source=given.get("source", ""),
        query=given.get("q", ""),
        number=actor.number if scope.of == MINE else person,
        mine=scope.of == MINE,
        rule=rule,
        units=scope.units if scope.of != MINE else None,
        since=kept.day(request, "from") if verdict else _since(given, moment.date()) if state in CLOSED else None,
        until=kept.day(request, "to") if verdict else None,
        verdict=verdict,
    )
    total = lists.count(actor, filters)
    at = paging(request, total)
    view = View(moment, regulation, actor.number if scope.of == MINE else "", here, "list")
    context = ListPage(
        tabs=tabs(actor, "list"),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        here=here,
        lines=view.lines(lists.listed(actor, filters, offset=at.offset, limit=at.size)),
        at=at,
        form=form,
        chips=_chips(request, "" if verdict else state),
        state=state,
        closed=state in CLOSED,
        reach=open_to,
        scope=scope,
        unit=unit,
        person=person,
        rule=rule,
        rule_name=rule.partition(":")[2],
        narrowed=bool(given.get("source") or given.get("q") or person or rule or verdict),
        verdict=kept.said(request, verdict),
    )
    return show(request, "work/list.html", context, fragments=("list",))


def _since(given: Mapping[str, str], today: date) -> date:
    return today - timedelta(days=int(given.get("days") or MONTH))


def _chips(request: HttpRequest, state: str) -> tuple[Chip, ...]:
    asked = request.GET.copy()
    for name in ("page", "verdict", "from", "to"):
        asked.pop(name, None)
    found = []
    for key, word in STATES.items():
        asked["state"] = key
        found.append(Chip(key, word, f"?{asked.urlencode()}", key == state))
    return tuple(found)
