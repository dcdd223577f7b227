"""Which months' figures are out of date: each month has a signature of everything that its figures come from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from guiju.apps.figures import models
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Adoption
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.costs import FACT as COSTS
from guiju.engines.measure.wanted import wanted
from guiju.engines.periods import Grain, Period, between, containing
from guiju.facts.lake import Correction, View
from guiju.facts.lake.correction import plain
from guiju.facts.lake.manifest import Part
from guiju.lang.formula.tree import Call, Name, Path
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Input, Metric

Days = tuple[date, date]
WEEK = timedelta(days=6)  # a week is measured with the month that it ends in
COLUMN = 2  # a path of more parts leads through a key
LONGEST = 12  # months that a formula may look back, and that rows reached through keys may be older


def stale(view: View, today: date) -> dict[Period, str]:
    """The months whose stored figures are not what would be measured now, with their signatures."""
    known = dict(models.Month.objects.values_list("start", "signature"))
    return {month: signature for month, signature in signatures(view, today) if known.get(month.start) != signature}


def signatures(view: View, today: date) -> Iterator[tuple[Period, str]]:
    """Every month from the first covered day to today in which some regulation is in force, oldest first."""
    adoptions = rulebook.adoptions()
    first = min((day for fact in view.manifest.coverage for day, _ in _all_ranges(view, fact)), default=None)
    if not adoptions or first is None:
        return
    for month in between(max(first, adoptions[0].start), today, Grain.MONTH):
        yield month, _signature(view, month, adoptions, today)


def _signature(view: View, month: Period, adoptions: list[Adoption], today: date) -> str:
    days = (month.start - WEEK, month.end)
    in_force = [one for one in adoptions if one.start <= days[1] and (one.end is None or one.end >= days[0])]
    asked = [needs(one.edition.hash) for one in in_force]
    back, facts = max((one.months for one in asked), default=0), frozenset[str]().union(*(one.facts for one in asked))
    since = containing(days[0], Grain.MONTH).previous(back).start if back else days[0]
    content = {
        "version": compiled.compiler_version(),
        "editions": [[one.edition.hash, max(one.start, days[0])] for one in in_force],
        "files": sorted(
            part.path for part in view.manifest.parts if part.fact in facts and _touches(part, (since, days[1]))
        ),
        "costs": _costs(view, days[1]) if any(one.priced for one in asked) else [],
        "coverage": _coverage(view, facts, (since, days[1])),
        **_corrections(view, facts, (since, days[1])),
        "owners": [asdict(owner) for owner in people.owners(*days)],
        "posts": [asdict(post) for post in people.posts_within(*days)],
        "stated": _stated(in_force, (since, days[1])),
        "shops": [asdict(shop) for shop in people.shops()],
        "today": today if today <= days[1] else None,
    }
    return sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Needs:
    """What the metrics of a regulation read: facts, older months than the period's, stated names, and costs."""

    months: int
    stated: frozenset[str]
    facts: frozenset[str]
    priced: bool = False


@cache
def needs(edition: str) -> Needs:
    """What the metrics of an edition need: older months by 上期 or 连续 or through keys, inputs and targets by name.

    Facts that no formula reads may change as they like: they make no figure older.
    """
    regulation = compiled.regulation(edition)
    inputs, back, names = set(regulation.of(Input)), 0, set()
    for rule in regulation.of(Metric).values():
        for node in walk(rule.formula.tree):
            if (isinstance(node, Call) and node.function in {"previous", "consecutive"}) or (
                isinstance(node, Path) and len(node.parts) > COLUMN
            ):
                back = LONGEST
            elif isinstance(node, Name) and (symbol := regulation.names.get(node.key)):
                names |= {symbol.name} & inputs if symbol.role == "value" else {symbol.of}
    read = wanted(regulation, catalogue(compiled.schemas()))
    paths = [path for one in read for path in one.paths]
    facts = frozenset(fact.english for path in paths for fact in path.facts)
    return Needs(back, frozenset(names), facts, any(path.column and path.column.lookup for path in paths))


def _costs(view: View, end: date) -> list[str]:
    """The files of costs that begin by a day; what is stated of later days makes no earlier figure older."""
    parts = view.manifest.of(COSTS)
    return sorted(part.path for part in parts if min(part.days.values(), default=("", ""))[0] <= end.isoformat())


def _stated(in_force: list[Adoption], days: Days) -> list[list[object]]:
    """The entered figures and targets that metrics read in these days."""
    names = frozenset[str]().union(*(needs(one.edition.hash).stated for one in in_force))
    if not names:
        return []
    year_ago = containing(days[0], Grain.YEAR).start
    entries = models.Entry.objects.filter(name__in=names, start__range=(year_ago, days[1]))
    targets = models.Target.objects.filter(metric__in=names, start__lte=days[1])
    rows = [list(row) for row in entries.order_by("pk").values_list("pk", "value", "confirmed_by")]
    return rows + [list(row) for row in targets.order_by("pk").values_list("pk", "value", "end")]


def _touches(part: Part, days: Days) -> bool:
    """Whether a file may hold a row that happened within these days, by any of its times."""
    start, end = (day.isoformat() for day in days)
    return not part.days or any(first <= end and last >= start for first, last in part.days.values())


def _corrections(view: View, facts: frozenset[str], days: Days) -> Mapping[str, object]:
    """The corrections of these facts that met rows of these days, and the files out of which they move rows here.

    Where rows go along with others, also the files of a year that say which those are.
    """
    of_these = [one for one in view.manifest.corrections if facts.intersection(one.facts)]
    met = [one for one in of_these if _may_meet(one, days)]
    moving = {one.fact for one in met if compiled.schemas()[one.fact].times & one.values.keys()}
    leading = {one.fact for one in of_these if not one.by_key and facts.intersection(one.along)}
    year = (containing(days[0], Grain.MONTH).previous(LONGEST).start, days[1])
    files = sorted(
        part.path
        for part in view.manifest.parts
        if part.fact in moving or (part.fact in leading and _touches(part, year))
    )
    return {"corrections": [plain(one) for one in met], "moved": files} if met or leading else {}


def _may_meet(one: Correction, days: Days) -> bool:
    """Whether it met rows of these days, or may meet some that came since: by a rule, or along with older ones."""
    start, end = days
    along = bool(one.along) and (one.reach is None or one.reach[0] <= end)
    ruled = bool(one.sql) and (one.start or start) <= end and (one.end or end) >= start
    return along or ruled or one.touches(start, end)


def _coverage(view: View, facts: frozenset[str], days: Days) -> Mapping[str, Mapping[str, list[Days]]]:
    """The covered days of these facts and of every shop within these days."""
    start, end = days
    return {
        fact: {
            shop: [(max(a, start), min(b, end)) for a, b in view.coverage(fact, shop) if a <= end and b >= start]
            for shop in shops
        }
        for fact, shops in view.manifest.coverage.items()
        if fact in facts
    }


def _all_ranges(view: View, fact: str) -> Iterator[Days]:
    for shop in view.manifest.coverage[fact]:
        yield from view.coverage(fact, shop)
