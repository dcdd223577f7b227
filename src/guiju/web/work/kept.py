"""守得怎样: how often a duty was done in time, late, missed or excused, by whom and when; each count opens its list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import Evidence
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds import Duty
from guiju.web.kit import address, formats
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work.lines import Clause
from guiju.web.work.scopes import ALL, GROUP, MINE, Reach, Scope, reach
from guiju.web.work.tabs import Tabs, tabs

VERDICTS: Mapping[str, str | Promise] = {
    "kept": gettext_lazy("按时"),
    "late": gettext_lazy("晚办"),
    "missed": gettext_lazy("已作废"),
    "overdue": gettext_lazy("逾期未办"),
    "excused": gettext_lazy("免除"),
}
WAYS: Mapping[By, str | Promise] = {
    By.PERSON: gettext_lazy("按人"),
    By.UNIT: gettext_lazy("按小组"),
    By.MONTH: gettext_lazy("按月"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something to choose."""

    word: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and the list of what was counted; no list of nothing."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person, group or month."""

    label: str
    cells: tuple[Cell, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What kept.html shows: one page of ``rows``; ``total`` is of all rows together."""

    tabs: Tabs
    title: str
    clause: Clause | None
    days: str
    spans: tuple[Chip, ...]
    ways: tuple[Chip, ...]
    head: str
    total: Row
    rows: tuple[Row, ...]
    at: Paging
    reach: Reach
    scope: Scope
    unit: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: of which days, by what, whose."""

    name: str
    start: date
    end: date
    period: str
    by: By
    scope: Scope
    unit: str
    number: str

    def url(self, **other: str) -> str:
        """The same page with something else chosen."""
        said = {"period": self.period, "by": self.by.value, "of": self.scope.of, "unit": self.unit, **other}
        chosen = {name: value for name, value in said.items() if value}
        return f"{reverse('work:kept', args=[self.name])}?{urlencode(chosen)}"


@page
def kept(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """How a duty is kept, as far as its work is open to the reader."""
    regulation = rulebook.current()
    duty = regulation.of(Duty).get(name) if regulation else None
    if regulation is None or duty is None:
        raise Http404
    open_to = reach(actor, regulation)
    asked = _asked(request, actor, name, open_to)
    found = sorted(_evidence(asked), key=_worst) if asked.by is By.PERSON else _evidence(asked)
    at = paging(request, len(found))
    clause = regulation.clause(duty.clause)
    context = KeptPage(
        tabs=tabs(actor, ""),
        title=duty.does or name,
        clause=Clause(clause.number, clause.title, reverse("rulebook:clause", args=[clause.id])) if clause else None,
        days=_("%(first)s – %(last)s") % {"first": formats.full_day(asked.start), "last": formats.full_day(asked.end)},
        spans=tuple(_spans(asked)),
        ways=tuple(Chip(str(word), asked.url(by=by.value), by is asked.by) for by, word in WAYS.items()),
        head=str({By.PERSON: _("谁"), By.UNIT: _("小组"), By.MONTH: _("月份")}[asked.by]),
        total=_row(_together(found), asked, By.ALL),
        rows=tuple(_row(one, asked, asked.by) for one in at.of(found)),
        at=at,
        reach=open_to,
        scope=asked.scope,
        unit=asked.unit,
    )
    return show(request, "work/kept.html", context)


def _asked(request: HttpRequest, actor: Actor, name: str, open_to: Reach) -> Asked:
    unit, today = request.GET.get("unit", ""), clock.today()
    wanted = ALL if open_to.everything else GROUP if open_to.units else MINE
    scope = open_to.scope(request.GET.get("of", wanted), unit)
    period = address.period(request.GET.get("period", ""))
    start = period.start if period else periods.containing(today, Grain.MONTH).previous().start
    by = next((one for one in WAYS if one.value == request.GET.get("by")), By.PERSON)
    return Asked(
        name=name,
        start=start,
        end=max(start, min(period.end, today) if period else today),
        period=str(period) if period else "",
        by=by,
        scope=scope,
        unit=unit if unit in open_to.units else "",
        number=actor.number if scope.of == MINE else "",
    )


def _evidence(asked: Asked) -> list[Evidence]:
    units, rule = asked.scope.units if asked.scope.of != MINE else None, f"duty:{asked.name}"
    return queries.evidence(rule=rule, by=asked.by, units=units, number=asked.number, start=asked.start, end=asked.end)


def _worst(one: Evidence) -> tuple[int, str]:
    """Who has most that was not in time stands first: of many people a page names only some."""
    return -(one.late + one.missed + one.overdue), one.key


def _together(found: Sequence[Evidence]) -> Evidence:
    """The sum of all rows."""
    counts = ("kept", "late", "missed", "excused", "open", "overdue")
    return Evidence("", "", *(sum(getattr(one, name) for one in found) for name in counts))


def _spans(asked: Asked) -> Iterator[Chip]:
    """The spans that people look at; another one stands in the address."""
    month = periods.containing(clock.today(), Grain.MONTH)
    quarter, year = (periods.containing(clock.today(), grain) for grain in (Grain.QUARTER, Grain.YEAR))
    named = [("", _("上月以来")), (str(month), _("本月")), (str(month.previous()), _("上月"))]
    named += [(str(quarter), _("本季")), (str(year), _("今年"))]
    for period, word in named:
        yield Chip(word, asked.url(period=period), period == asked.period)


def _row(found: Evidence, asked: Asked, by: By) -> Row:
    rate = formats.amount(found.rate, "%", decimals=1).text if found.rate is not None else "—"
    label = found.label
    if by is By.MONTH:
        label = periods.parse(found.key).label("en" if formats.english() else "zh")
    counts = {name: getattr(found, name) for name in VERDICTS}
    lists = {name: _list(found, asked, by, name) if count else "" for name, count in counts.items()}
    cells = tuple(Cell(str(word), counts[name], lists[name]) for name, word in VERDICTS.items())
    return Row(label or _("空缺"), cells, rate)


def _list(found: Evidence, asked: Asked, by: By, verdict: str) -> str:
    """The list of what a count counts; empty where no list can say it: nobody's work among others'."""
    start, end, unit = asked.start, asked.end, asked.unit
    if by is By.MONTH:
        month = periods.parse(found.key)
        start, end = max(start, month.start), min(end, month.end)
    if by is By.UNIT:
        unit = found.key if found.key in (asked.scope.units or {found.key}) else unit
    if by is By.PERSON and not found.key:
        return ""
    said = {"of": asked.scope.of, "unit": unit, "person": found.key if by is By.PERSON else "", "verdict": verdict}
    said |= {"rule": f"duty:{asked.name}", "from": start.isoformat(), "to": end.isoformat()}
    return f"{reverse('work:list')}?{urlencode({name: value for name, value in said.items() if value})}"


def day(request: HttpRequest, name: str) -> date | None:
    """A day that an address names."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def said(request: HttpRequest, verdict: str) -> str:
    """What a list is narrowed to by a count that led to it."""
    if not verdict:
        return ""
    first, last = day(request, "from"), day(request, "to")
    if first is None or last is None:
        return str(VERDICTS[verdict])
    days = _("%(first)s – %(last)s") % {"first": formats.full_day(first), "last": formats.full_day(last)}
    return f"{VERDICTS[verdict]} · {days}"
