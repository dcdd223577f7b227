"""汇报: which duties ask for a form or for figures as they stand, who has reported for a day, who has not.

Leaders read, comment and return there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import Evidence, Item, Verb
from guiju.lang.kinds import Duty
from guiju.lang.kinds.choices import Evidence as Kind
from guiju.web.kit import address, formats
from guiju.web.kit.paging import SIZE, Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.work import spans, words
from guiju.web.work.lines import Button, Clause, Line, View, do_url, line
from guiju.web.work.scopes import MINE, Reach, Scope, reach
from guiju.web.work.shown import record_url
from guiju.web.work.tabs import Tabs, tabs

REPORTS = {Kind.FORM: ".answers", Kind.SNAPSHOT: ".readings"}  # evidence that is read, and where it stands on its page


@dataclass(frozen=True, slots=True)
class Row:
    """One report on one day: how many have filed it and how many have not."""

    name: str
    title: str
    clause: Clause | None
    has: int
    has_not: int
    late: int
    excused: int
    url: str


@dataclass(frozen=True, slots=True)
class Days:
    """The day that is looked at, and the ways to its neighbours."""

    label: str
    before: str
    after: str
    today: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """What reports.html shows; ``idle`` are the reports that are not asked for that day."""

    tabs: Tabs
    days: Days
    rows: tuple[Row, ...]
    idle: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """One report that came in; ``part`` of the page at ``read_url`` is what is read."""

    line: Line
    at: str
    unit: str
    read_url: str
    part: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What report.html shows: one page of who has filed and who has not, and how many there are of each."""

    tabs: Tabs
    stamp: int
    ticking: str
    name: str
    title: str
    clause: Clause | None
    days: Days
    has: tuple[Filed, ...]
    has_not: tuple[Line, ...]
    excused: tuple[Line, ...]
    count: int
    lacking: int
    let_off: int
    at: Paging
    reach: Reach
    scope: Scope
    unit: str


@page
def reports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every report, and how it stands on a day."""
    regulation, day = rulebook.current(), _day(request)
    if regulation is None:
        raise Unwritten(_("汇报"), strip="work/tabs.html", tabs=tabs(actor, "reports"))
    duties = [duty for duty in regulation.of(Duty).values() if duty.evidence in REPORTS]
    found = {one.key: one for one in queries.evidence(start=day, end=day, by=By.RULE)} if duties else {}
    rows = [_row(duty, found.get(f"duty:{duty.name}"), day) for duty in duties]
    context = ReportsPage(
        tabs=tabs(actor, "reports"),
        days=_days(reverse("work:reports"), day, {}),
        rows=tuple(row for row in rows if row.has or row.has_not or row.excused),
        idle=tuple(row for row in rows if not (row.has or row.has_not or row.excused)),
    )
    return show(request, "work/reports.html", context)


@page
def report(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One report on a day: who has filed it, who has not."""
    regulation, day = rulebook.current(), _day(request)
    duty = regulation.of(Duty).get(name) if regulation else None
    if duty is None:
        raise Http404
    open_to = reach(actor, regulation)
    unit = request.GET.get("unit", "")
    moment = clock.now()
    asked = address.number(request.GET.get("page", "")) or 1
    found = queries.reported(actor, name, day, unit=unit, page=asked, size=SIZE)
    view = View(moment, regulation, "", request.get_full_path(), "reported")
    context = ReportPage(
        tabs=tabs(actor, "reports"),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        name=name,
        title=duty.does or name,
        clause=_clause(duty),
        days=_days(reverse("work:report", args=[name]), day, {"unit": unit} if unit else {}),
        has=tuple(_filed(item, view, open_to) for item in found.has),
        has_not=_plain(found.has_not, view),
        excused=_plain(found.excused, view),
        count=found.count,
        lacking=found.lacking,
        let_off=found.let_off,
        at=paging(request, found.count + found.lacking),
        reach=open_to,
        scope=open_to.scope("all" if open_to.everything else "group" if open_to.units else MINE, ""),
        unit=unit,
    )
    return show(request, "work/report.html", context, fragments=("reported",))


def _row(duty: Duty, found: Evidence | None, day: date) -> Row:
    url = f"{reverse('work:report', args=[duty.name])}?{urlencode({'day': day.isoformat()})}"
    if found is None:
        return Row(duty.name, duty.does or duty.name, _clause(duty), 0, 0, 0, 0, url)
    has, has_not = found.kept + found.late, found.open + found.missed
    return Row(duty.name, duty.does or duty.name, _clause(duty), has, has_not, found.overdue, found.excused, url)


def _clause(duty: Duty) -> Clause | None:
    regulation = rulebook.current()
    found = regulation.clause(duty.clause) if regulation else None
    return Clause(found.number, found.title, reverse("rulebook:clause", args=[found.id])) if found else None


def _filed(item: Item, view: View, reach: Reach) -> Filed:
    """One report; who leads its author, or may view all work, reads it here and says something."""
    buttons, leads = [], reach.everything or item.unit in reach.units
    if leads:
        buttons.append(Button(str(words.VERBS[Verb.REMARK]), do_url(item, Verb.REMARK, view), "open"))
        if item.state == "review":
            buttons.append(Button(str(words.VERBS[Verb.GIVE_BACK]), do_url(item, Verb.GIVE_BACK, view), "open"))
    at = spans.clock_time(item.done, item.day, brief=True) if item.done else ""
    url = record_url(item) or (reverse("work:one", args=[item.id]) if item.evidence is Kind.SNAPSHOT else "")
    return Filed(line(item, view), at, item.unit, url if leads else "", REPORTS.get(item.evidence, ""), tuple(buttons))


def _plain(items: Iterable[Item], view: View) -> tuple[Line, ...]:
    return view.lines(items)


def _day(request: HttpRequest) -> date:
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()
    return day if date.min < day < date.max else clock.today()  # there is a day before and after it


def _days(url: str, day: date, kept: dict[str, str]) -> Days:
    def to(other: date) -> str:
        return f"{url}?{urlencode({**kept, 'day': other.isoformat()})}"

    today = clock.today()
    label = formats.day(day, today=today)
    label = _("%(day)s（今天）") % {"day": label} if day == today else label
    return Days(label, to(day - timedelta(days=1)), to(day + timedelta(days=1)), to(today) if day != today else "")
