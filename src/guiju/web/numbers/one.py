"""One metric in depth: what was asked for in the address, its course, and its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from guiju.apps.appraisal.entered import filled
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.queries import points
from guiju.apps.figures.values import Point
from guiju.apps.people import queries as people
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Metric
from guiju.web.kit import address, formats
from guiju.web.kit.charts import Chart, Series, chart
from guiju.web.kit.figures import FigureView, Measured, change, figure
from guiju.web.kit.formats import Amount
from guiju.web.numbers.words import dim_word, direction, known, lines, provisional

SHOWN = {Grain.DAY: 31, Grain.WEEK: 16, Grain.MONTH: 13}
DIMS = ("shop", "channel", "product", "unit", "person")
MOST = 50  # parts in a table; the rest are in the workbook
BARS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    grain: Grain
    period: Period
    dim: str
    key: str

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods drawn, oldest first."""
        return tuple(self.period.previous(back) for back in range(SHOWN[self.grain] - 1, -1, -1))


@dataclass(frozen=True, slots=True)
class Course:
    """A metric over the periods drawn, with the same periods a year before."""

    now: tuple[Point | None, ...]
    before: Point | None
    year: tuple[Point | None, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice that stays in the address."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One shop, channel, product, unit or person."""

    name: str
    value: Amount | None
    share: Fraction | None
    reasons: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Drill:
    """The parts of a metric along one dimension; ``more`` is how many are left out."""

    dim: str
    parts: tuple[Part, ...]
    more: int


def english() -> bool:
    """Whether the page is in English."""
    return formats.english()


def moment(value: datetime | None) -> str:
    """A moment in words; empty when there is none."""
    return formats.moment(value) if value else ""


def read(query: Mapping[str, str], month: Period, today: date) -> Asked:
    """What an address asks for; whatever cannot be read is as usual: the last full month."""
    grain = Grain(query["grain"]) if query.get("grain") in {"day", "week", "month"} else Grain.MONTH
    usual = month if grain is Grain.MONTH else periods.containing(today, grain).previous()
    at = address.period(query.get("at", ""))
    period = periods.containing(at.end, grain) if at else usual
    dim = query.get("dim", "none")
    return Asked(grain, period, dim if dim in DIMS else "none", query.get("key", "") if dim in DIMS else "")


def query(asked: Asked) -> str:
    """The address's query for what is asked."""
    return urlencode({"grain": asked.grain, "at": str(asked.period), "dim": asked.dim, "key": asked.key})


def link(asked: Asked, **changes: str) -> str:
    """The same page with something else asked."""
    if "grain" in changes:
        asked = replace(asked, grain=Grain(changes["grain"]), period=_last_of(asked, Grain(changes["grain"])))
    return "?" + query(replace(asked, dim=changes.get("dim", asked.dim), key=changes.get("key", asked.key)))


def _last_of(asked: Asked, grain: Grain) -> Period:
    return periods.containing(asked.period.end, grain)


def course(rule: Metric, asked: Asked) -> Course:
    """The stored figures of what is asked, period by period."""
    shown = asked.periods
    dim, key = (asked.dim, asked.key) if asked.key else ("none", "")
    year_ago = [points.year_before(period) for period in shown]
    first = min(year_ago[0].start, shown[0].previous().start)
    found = {
        point.period: point for point in points.series(rule.name, asked.grain, first, shown[-1].start, dim=dim, key=key)
    }
    every = tuple(dict.fromkeys((*shown, asked.period.previous(), *year_ago)))
    if asked.grain is Grain.MONTH and not asked.key:
        found = {point.period: point for point in filled(found.values(), rule, every) if point}
    return Course(
        now=tuple(found.get(period) for period in shown),
        before=found.get(asked.period.previous()),
        year=tuple(found.get(period) for period in year_ago),
    )


def lead(asked: Asked, found: Course) -> str:
    """Of what the page speaks: the period, and the part when it is one."""
    period, now = asked.period.label("en" if english() else "zh"), found.now[-1]
    if now is not None and now.dim == "unit" and not asked.key:
        return f"{period} · {now.key}"
    return f"{period} · {dim_word(asked.dim)} {_name(asked.dim, asked.key)}" if asked.key else period


def head(rule: Metric, asked: Asked, found: Course, target: Fraction | None) -> FigureView:
    """The figure at the head of the page."""
    point = found.now[-1]
    mark = provisional(point)
    measured = Measured(
        value=known(point),
        unit=rule.unit,
        direction=direction(rule),
        target=target if asked.grain is Grain.MONTH else None,
        before=None if mark else known(found.before),
        decimals=rule.decimals,
        reasons=lines(point.value) if point else (_("还没有算过这一期"),),
        provisional=mark,
    )
    return figure(rule.name, measured)


def last_year(rule: Metric, found: Course) -> str:
    """The same period a year before, and the change since; empty when there is none."""
    now, then = known(found.now[-1]), known(found.year[-1])
    if now is None or then is None or provisional(found.now[-1]):
        return ""
    moved = change(now, then, rule.unit, direction(rule))
    value = formats.amount(then, rule.unit, decimals=rule.decimals, compact=True).text
    return _("去年同期 %(value)s，%(change)s %(word)s") % {"value": value, "change": moved.text, "word": moved.word}


def drawing(rule: Metric, asked: Asked, found: Course, targets: Sequence[Fraction | None]) -> Chart:
    """The course as a chart: the figure, the target of each month, last year faintly."""
    series = [Series(rule.name, tuple(known(point) for point in found.now))]
    if any(target is not None for target in targets):
        series.append(Series(_("目标"), tuple(targets), role="target"))
    if any(known(point) is not None for point in found.year):
        series.append(Series(_("去年同期"), tuple(known(point) for point in found.year), role="before"))
    labels = axis(asked.periods)
    return chart("course", lead(asked, found), labels, series, rule.unit, decimals=rule.decimals)


def axis(periods: Sequence[Period]) -> list[str]:
    """Periods on an axis; months say their year where there are several, else two were called alike."""
    one_year = len({period.start.year for period in periods}) == 1
    return [_on_axis(period, one_year=one_year) for period in periods]


def _on_axis(period: Period, *, one_year: bool) -> str:
    if period.grain is Grain.MONTH:
        label = period.label("en" if english() else "zh")
        return label.removeprefix(f"{period.start.year}年") if one_year else label
    return formats.short_day(period.start)


def grain_tabs(asked: Asked) -> tuple[Tab, ...]:
    """日 周 月."""
    words = {Grain.DAY: _("按日"), Grain.WEEK: _("按周"), Grain.MONTH: _("按月")}
    return tuple(Tab(word, link(asked, grain=grain), grain is asked.grain) for grain, word in words.items())


def dim_tabs(rule: Metric, asked: Asked, actor: Actor, *, entered: bool) -> tuple[Tab, ...]:
    """The dimensions along which this metric has parts that the actor may see; none where it was just ``entered``."""
    if entered or not rules.may_view_figures(actor):
        return ()
    there = points.dims(rule.name, asked.period)
    return tuple(Tab(dim_word(dim), link(asked, dim=dim, key=""), dim == asked.dim) for dim in DIMS if dim in there)


def drill(rule: Metric, asked: Asked, actor: Actor) -> Drill | None:
    """The parts along the dimension that is asked for."""
    if asked.dim == "none" or not rules.may_view_figures(actor):
        return None
    found = points.by_dim(rule.name, asked.period, asked.dim)
    biggest = max((abs(point.value) for point in found if isinstance(point.value, Fraction)), default=Fraction(0))
    names = _names(asked.dim)
    parts = tuple(_part(rule, asked, point, biggest, names) for point in found[:MOST])
    return Drill(dim_word(asked.dim), parts, max(0, len(found) - MOST))


def _part(rule: Metric, asked: Asked, point: Point, biggest: Fraction, names: Mapping[str, str]) -> Part:
    value = known(point)
    shown = None if value is None else formats.amount(value, rule.unit, decimals=rule.decimals, compact=True)
    share = abs(value) / biggest if value is not None and biggest else None
    name = names.get(point.key, point.key) or _("未归属")
    return Part(name, shown, share, lines(point.value), link(asked, dim=asked.dim, key=point.key))


def _names(dim: str) -> dict[str, str]:
    return {person.number: person.name for person in people.people()} if dim == "person" else {}


def _name(dim: str, key: str) -> str:
    return _names(dim).get(key, key)


def rows(asked: Asked, found: Course) -> Sequence[tuple[Period, Point | None, Point | None]]:
    """Period, figure and last year's figure, for a file."""
    return list(zip(asked.periods, found.now, found.year, strict=True))
