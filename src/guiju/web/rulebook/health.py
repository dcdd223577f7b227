"""守规矩: how far we live by our own rules, by chapter, over a year; what never happens; what no rule sees to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.impact import health as judged
from guiju.apps.rulebook import queries, rules
from guiju.apps.rulebook.kept import per_edition
from guiju.apps.work.queries.finished import begun, kept_by_month
from guiju.engines import periods
from guiju.engines.impact.demands import Demand, demands
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Alert, Duty, Input, Metric, Scorecard
from guiju.lang.regulation import Clause, Regulation
from guiju.web.kit import formats
from guiju.web.kit.charts import Chart, Series, chart
from guiju.web.kit.figures import Spark, spark
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.rulebook import duties
from guiju.web.rulebook.mine import Where, where
from guiju.web.rulebook.words import kind_word

MONTHS = 12
MOST = 40  # sentences and rules listed of a kind
Counts = Counter[str]  # by kept, broken, pending


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: how often its bounds and duties were kept in the last month, and the share over the months."""

    title: str
    url: str
    kept: int
    broken: int
    pending: int
    rate: str
    course: Spark | None


@dataclass(frozen=True, slots=True)
class Broke:
    """A rule that was not kept, how often of how many times, with where to see it."""

    kind: str
    name: str
    told: str
    url: str
    clause: Where | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A rule of which nothing was heard in all the months."""

    kind: str
    name: str
    why: str
    clause: Where | None


@dataclass(frozen=True, slots=True)
class Unruled:
    """A sentence that demands something, without a rule."""

    sentence: str
    clause: Where | None


@dataclass(frozen=True, slots=True)
class Health:
    """What health.html shows."""

    title: str
    period: str
    kept: int
    broken: int
    pending: int
    rate: str
    course: Chart | None
    chapters: tuple[Chapter, ...]
    broke: tuple[Broke, ...]
    quiet: tuple[Quiet, ...]
    unruled: tuple[Unruled, ...]
    unruled_count: int
    judged: bool


def _by_month() -> dict[Period, Counts]:
    return defaultdict(Counter)


@dataclass
class _Tally:
    """Counts by clause and month, and by rule over all months."""

    by_clause: dict[str, dict[Period, Counts]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    by_rule: dict[tuple[str, str, str], Counts] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, clause: str, rule: tuple[str, str, str], period: Period, counts: Mapping[str, int]) -> None:
        self.by_clause[clause][period].update(counts)
        self.by_rule[rule].update(counts)

    def of(self, clauses: Iterable[str], period: Period) -> Counts:
        found: Counts = Counter()
        for one in clauses:
            found.update(self.by_clause[one][period] if one in self.by_clause else {})
        return found


@page
def health(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rules as a whole: nothing here names a person."""
    if not rules.may_view_regulation(actor):
        raise NotYours
    regulation = queries.current()
    if regulation is None:
        raise Unwritten(_("守规矩"), strip="rulebook/rooms.html", room="health")
    last = periods.containing(clock.today(), Grain.MONTH).previous()
    spans = [last.previous(back) for back in reversed(range(MONTHS))]
    months = judged.months(last, MONTHS)
    tally = _tally(months, spans)
    every = [clause.id for clause in regulation.clauses]
    whole = tally.of(every, last)
    found = _demands(regulation)
    context = Health(
        title=regulation.title,
        period=last.label("en" if formats.english() else "zh"),
        kept=whole["kept"],
        broken=whole["broken"],
        pending=whole["pending"],
        rate=_rate(whole),
        course=_course([tally.of(every, span) for span in spans], spans),
        chapters=tuple(_chapters(regulation, tally, spans)),
        broke=tuple(_broke(regulation, tally, spans)),
        quiet=tuple(_quiet(regulation, tally, months, spans))[:MOST],
        unruled=tuple(Unruled(one.sentence, where(regulation, one.clause)) for one in found[:MOST]),
        unruled_count=len(found),
        judged=bool(months),
    )
    return show(request, "rulebook/health.html", context)


@per_edition
def _demands(regulation: Regulation) -> tuple[Demand, ...]:
    return demands(regulation)


def _tally(months: Sequence[judged.Month], spans: Sequence[Period]) -> _Tally:
    found = _Tally()
    for month in months:
        for one in month.verdicts:
            found.add(one.clause, (one.kind, one.name, one.clause), month.period, {one.verdict: 1})
    for clause, rule, at, evidence in kept_by_month(spans[0].start, clock.today()):
        counts = {"kept": evidence.kept, "broken": evidence.late + evidence.missed + evidence.overdue}
        name = rule.partition(":")[2]
        found.add(clause, ("duty", name, clause), periods.parse(at), counts)
    return found


def _chapters(regulation: Regulation, tally: _Tally, spans: Sequence[Period]) -> Iterator[Chapter]:
    inside: dict[str, list[str]] = defaultdict(list)
    for clause in regulation.clauses:
        inside[_top(regulation, clause).id].append(clause.id)
    for top, clauses in inside.items():
        course = [tally.of(clauses, span) for span in spans]
        last = course[-1]
        place = where(regulation, top)
        if place is not None and any(one.total() for one in course):
            rates = [_share(one) for one in course]
            line = spark(rates) if sum(one is not None for one in rates) > 1 else None
            yield Chapter(place.title, place.url, last["kept"], last["broken"], last["pending"], _rate(last), line)


def _top(regulation: Regulation, clause: Clause) -> Clause:
    while clause.parent and (above := regulation.clause(clause.parent)) is not None:
        clause = above
    return clause


def _broke(regulation: Regulation, tally: _Tally, spans: Sequence[Period]) -> Iterator[Broke]:
    """Rules by how often they were not kept, the worst first."""
    worst = sorted(tally.by_rule.items(), key=lambda pair: -pair[1]["broken"])
    days = {"from": spans[0].start.isoformat(), "to": clock.today().isoformat()}
    for (kind, name, clause), counts in worst[:MOST]:
        if not counts["broken"]:
            return
        told = _("%(broken)s 次没有守住，共 %(all)s 次") % {"broken": counts["broken"], "all": counts.total()}
        url = ""
        if kind == "duty":
            asked = urlencode({"of": "all", "rule": f"duty:{name}", **days, "verdict": "late"})
            url = f"{reverse('work:list')}?{asked}" if name in regulation.of(Duty) else ""
        elif place := where(regulation, clause):
            url = place.url
        yield Broke(kind_word(kind), name, told, url, where(regulation, clause))


def _uncalled(duty: Duty, regulation: Regulation, first: date | None, since: date) -> str:
    """Why nothing was heard of a duty: for want of a whole year of planning, it may just not have come round yet."""
    if first is None:
        return _("还没有开始派活")
    if first <= since:
        return _("十二个月里没有到期过")
    told = {"day": formats.full_day(first), "next": duties.coming(duty, regulation) or "—"}
    return _("%(day)s 起才派活，还没轮到过；下次 %(next)s") % told


def _quiet(
    regulation: Regulation, tally: _Tally, months: Sequence[judged.Month], spans: Sequence[Period]
) -> Iterator[Quiet]:
    """Duties that never came round, alerts that never rang, caps that nobody reached.

    Not whether anybody was reported: in a small house that says of whom.
    """
    asked = {name for (kind, name, _clause), counts in tally.by_rule.items() if kind == "duty" and counts.total()}
    rang = {name for (kind, name, _c), counts in tally.by_rule.items() if kind == "alert" and counts["broken"]}
    capped = frozenset().union(*(month.capped for month in months)) if months else None
    first = begun()
    for duty in regulation.of(Duty).values():
        if duty.name not in asked:
            why = _uncalled(duty, regulation, first, spans[0].start)
            yield Quiet(kind_word("duty"), duty.name, why, where(regulation, duty.clause))
    for alert in regulation.of(Alert).values():
        if months and alert.name not in rang:
            yield Quiet(kind_word("alert"), alert.name, _("从来没有响过"), where(regulation, alert.clause))
    of_cap = (regulation.of(Metric), regulation.of(Input), regulation.of(Scorecard))
    bounded = [rule for found in of_cap for rule in found.values() if getattr(rule, "cap", None) is not None]
    for rule in bounded:
        if capped is not None and rule.name not in capped:
            yield Quiet(kind_word(rule.kind), rule.name, _("封顶从来没有人到过"), where(regulation, rule.clause))


def _share(counts: Counts) -> Fraction | None:
    known = counts["kept"] + counts["broken"]
    return Fraction(counts["kept"], known) if known else None


def _rate(counts: Counts) -> str:
    share = _share(counts)
    return formats.amount(share, "%", decimals=0).text if share is not None else "—"


def _course(course: Sequence[Counts], spans: Sequence[Period]) -> Chart | None:
    rates = tuple(_share(one) for one in course)
    if sum(one is not None for one in rates) < 2:  # noqa: PLR2004 - one point is no line
        return None
    labels = [span.label("en" if formats.english() else "zh") for span in spans]
    return chart("health", _("守住的比例"), labels, [Series(_("守住"), rates)], "%", decimals=0)
