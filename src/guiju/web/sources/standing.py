"""How the data stands today: each shop's facts, what is late, and which file to fetch next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _

from guiju import facts
from guiju.apps import clock
from guiju.apps.figures.queries import coverage
from guiju.apps.people import queries as people
from guiju.apps.people.values import Shop
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.wanted import facts_read
from guiju.facts.lake import View
from guiju.web.sources import words
from guiju.web.sources.strip import DAY, Days, Strip, first_day, missing, strip

USUAL = frozenset({"order", "order_line", "refund", "ad_spend", "traffic_day", "product_day", "service_day"})


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a shop: how far it reaches, in words, and its strip. ``lacking`` are days to bring, in order."""

    fact: str
    name: str
    reaches: str
    flag: str
    tone: str
    lacking: tuple[Days, ...]
    never: bool
    strip: Strip


@dataclass(frozen=True, slots=True)
class Standing:
    """One shop and its facts; ``late`` counts those that lack days."""

    shop: str
    platform: str
    lines: tuple[Line, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Errand:
    """A file to fetch: what it holds, the clicks that lead to it, and for each shop the days to choose there."""

    fact: str
    name: str
    clicks: tuple[str, ...]
    shops: tuple[tuple[str, str], ...]
    days: int


def standings() -> tuple[Standing, ...]:
    """Every shop that is open or has data; facts that the regulation needs come even while they are empty."""
    view, today = coverage.view(), clock.today()
    needed = needed_facts()
    roster = {shop.name: shop for shop in people.shops()}
    opened = {name for name, shop in roster.items() if shop.start is None or shop.start <= today}
    found = []
    for name in sorted({*opened, *view.shops()}):
        lines = tuple(_lines(view, name, roster.get(name), needed, today))
        if lines:
            platform = roster[name].platform if name in roster else ""
            found.append(Standing(name, platform, lines, sum(bool(line.lacking) for line in lines)))
    return tuple(found)


def errands(found: Sequence[Standing]) -> tuple[Errand, ...]:
    """What to fetch, the fact that lacks most days first."""
    listed = []
    for fact in facts.brought():
        late = [(one.shop, line) for one in found for line in one.lines if line.fact == fact and line.lacking]
        shops = tuple((shop, _asked(line)) for shop, line in late)
        days = sum((last - first).days + 1 for _shop, line in late for first, last in line.lacking)
        if late:
            listed.append(Errand(fact, words.fact(fact), words.clicks(fact), shops, days))
    return tuple(sorted(listed, key=lambda one: -one.days))


def needed_facts() -> frozenset[str]:
    """The facts that formulas of the regulation in force read; what every shop exports before there is one."""
    edition = rulebook.edition_at(clock.today())
    return _needed(edition) if edition else USUAL


@cache
def _needed(edition: str) -> frozenset[str]:
    return facts_read(rulebook.regulation(edition), catalogue(facts.load_schemas()))


def _lines(view: View, name: str, shop: Shop | None, needed: frozenset[str], today: date) -> Iterator[Line]:
    closed = shop is not None and shop.end is not None and shop.end < today
    for fact, schema in facts.brought().items():
        ranges = () if schema.of_house else view.coverage(fact, name)
        idle = _("已闭店") if closed else "" if fact in needed else _("制度没有用到")
        if ranges or (shop is not None and not idle and not schema.of_house):
            yield _line(fact, ranges, shop, today, idle)


def _line(fact: str, ranges: Sequence[Days], shop: Shop | None, today: date, idle: str) -> Line:
    """A line of the list; ``idle`` is why nothing more is expected, if that is so."""
    begun = [first_day(today), *(first for first, _last in ranges[:1])]
    if shop and shop.start:
        begun.append(shop.start)
    lacking = () if idle else missing(ranges, max(begun), today - DAY)
    last = min(ranges[-1][1], today) if ranges else None
    flag, tone = (idle, "") if idle else _flag(last, lacking, today)
    reaches = _("最近一天：%(day)s") % {"day": words.short(last)} if last else _("还没有数据")
    return Line(fact, words.fact(fact), reaches, flag, tone, lacking, not ranges, strip(ranges, lacking, today))


def _flag(last: date | None, lacking: Sequence[Days], today: date) -> tuple[str, str]:
    """What is missing in two words, and their tone."""
    if last is None:
        return _("缺"), "wait"
    behind = (today - last).days - 1
    if behind > 0:
        return _("差 %(days)s") % {"days": words.days(behind)}, "wait"
    inside = sum((end - start).days + 1 for start, end in lacking)
    return (_("中间缺 %(days)s") % {"days": words.days(inside)}, "wait") if inside else (_("齐"), "kept")


def _asked(line: Line) -> str:
    """The days to choose when exporting."""
    if line.never:
        return _("%(day)s 起") % {"day": words.short(_month_before(clock.today()))}
    return words.spans(line.lacking)


def _month_before(today: date) -> date:
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
