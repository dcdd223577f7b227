"""Metrics and aggregates of a regulation over a state of the lake, by period and dimensions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from guiju.engines import periods
from guiju.engines.measure import sql, tables
from guiju.engines.measure.amounts import Dims
from guiju.engines.measure.book import Book
from guiju.engines.measure.coverage import Shop, seen_shops
from guiju.engines.measure.grounds import order
from guiju.engines.measure.named import Given, nothing_given
from guiju.engines.measure.owners import PERSON, Owners, things
from guiju.engines.measure.reach import Subject
from guiju.engines.measure.sql import MetricSql, Plan
from guiju.engines.periods import Grain, Period
from guiju.facts.lake import View
from guiju.lang.formula import key_of
from guiju.lang.formula.tree import Binary
from guiju.lang.kinds import Metric, Unit
from guiju.lang.regulation import Regulation
from guiju.lang.values import Value

NO_OWNERS = Owners()
DIMENSIONS = ("shop", "channel", "product", "campaign", "agent", "person", "unit")


@dataclass(frozen=True, slots=True)
class Part:
    """One aggregate that a figure is made of.

    ``text`` is how the formula asks for it, ``fact`` its Chinese name, ``where`` the filter as written; ``rows`` the
    count of rows behind it, ``None`` where that was not counted; ``corrections`` are the numbers of those that meet
    its rows.
    """

    text: str
    fact: str
    where: str
    rows: int | None
    value: Value
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a metric, or of one aggregate, in a period for some values of the dimensions.

    A dimension's value is ``None`` for rows that have none, such as 未归属. ``provisional`` while the period runs;
    ``through`` is then the last day that is covered. ``terms`` are the two sides of a quotient, such as net sales and
    cost, empty for other formulas.
    """

    metric: str
    period: Period
    dims: dict[str, str | None]
    value: Value
    provisional: bool = False
    through: date | None = None
    parts: tuple[Part, ...] = ()
    terms: tuple[Value, ...] = ()


class Spans(TypedDict):
    """What is asked of: every period of a ``grain`` that touches the days from ``start`` to ``end``, as of ``today``.

    ``by`` names dimensions; people and units come from ``owners``. ``shops`` are those whose files are expected; for
    want of a roster (``None``), those of the lake.
    """

    start: date
    end: date
    grain: Grain
    today: date
    by: NotRequired[Sequence[str]]
    owners: NotRequired[Owners]
    shops: NotRequired[Sequence[Shop] | None]


class Asked(Spans):
    """What is asked of ``metrics`` (all when ``None``); ``given`` are the figures that no file holds."""

    metrics: NotRequired[Collection[str] | None]
    given: NotRequired[Given]


def measure(metric_sql: MetricSql, view: View, regulation: Regulation, **asked: Unpack[Asked]) -> list[Figure]:
    """Figures of metrics.

    Values are exact and in base units. Raises ``KeyError`` for a metric or dimension that does not exist,
    ``ValueError`` for SQL that another version of Guiju compiled.
    """
    with opened(metric_sql, view, regulation, asked) as found:
        if found is None:
            return []
        book, periods_, texts = found
        return [
            _figure(book, rule, texts[rule.name], period, dims)
            for rule in wanted(regulation, asked)
            for period in periods_
            for dims in _places(book, texts[rule.name], period)
        ]


def cells(metric_sql: MetricSql, view: View, regulation: Regulation, **asked: Unpack[Spans]) -> list[Figure]:
    """The aggregates themselves, each a figure whose ``metric`` is its canonical text; as ``measure`` otherwise."""
    plan = sql.load(metric_sql)
    periods_ = periods.between(asked["start"], asked["end"], asked["grain"])
    subject = _subject(plan, view, regulation, asked)
    if not periods_:
        return []
    found: list[Figure] = []
    with open_book(plan, regulation, subject, periods_[0]) as book:
        book.cells.load(list(plan.cells), periods_)
        for text in plan.cells:
            for period in periods_:
                for dims in _places(book, (text,), period):
                    part = _part(book, text, period, dims)
                    found.append(_about(book, text, (text,), period, dims, part.value, (part,)))
    return found


@contextmanager
def opened(
    metric_sql: MetricSql, view: View, regulation: Regulation, asked: Asked
) -> Iterator[tuple[Book, tuple[Period, ...], Mapping[str, Sequence[str]]] | None]:
    """A book in which the aggregates of metrics are at hand, with the periods and each metric's aggregates.

    ``None`` where no period is asked for. Raises as ``measure`` does.
    """
    plan = sql.load(metric_sql)
    texts = {rule.name: plan.metrics[rule.name] for rule in wanted(regulation, asked)}
    periods_ = periods.between(asked["start"], asked["end"], asked["grain"])
    subject = _subject(plan, view, regulation, asked)
    if not periods_:
        yield None
        return
    with open_book(plan, regulation, subject, periods_[0], asked.get("given", nothing_given)) as book:
        book.cells.load(list(dict.fromkeys(text for some in texts.values() for text in some)), periods_)
        yield book, periods_, texts


def wanted(regulation: Regulation, asked: Asked) -> list[Metric]:
    """The metrics that are asked for."""
    known, names = regulation.of(Metric), asked.get("metrics")
    return [known[name] for name in (known if names is None else names)]


@contextmanager
def open_book(
    plan: Plan, regulation: Regulation, subject: Subject, first: Period, given: Given = nothing_given
) -> Iterator[Book]:
    """A book over a database of its own, for as long as the run takes."""
    with tables.connect() as connection:
        yield Book(connection, plan, regulation, subject, first, given)


def subject_of(
    plan: Plan,
    view: View,
    regulation: Regulation,
    by: Sequence[str],
    owners: Owners,
    shops: Sequence[Shop] | None,
    today: date,
) -> Subject:
    """What a run measures; raises ``KeyError`` for a dimension that does not exist."""
    for name in by:
        if name not in DIMENSIONS:
            raise KeyError(name)
    expected = seen_shops(view, list(plan.facts)) if shops is None else tuple(shops)
    return Subject(view, tuple(by), owners, expected, today, _parents(regulation))


def _subject(plan: Plan, view: View, regulation: Regulation, asked: Spans) -> Subject:
    by, owners = asked.get("by", ()), asked.get("owners", NO_OWNERS)
    return subject_of(plan, view, regulation, by, owners, asked.get("shops"), asked["today"])


def _parents(regulation: Regulation) -> dict[str, tuple[str, ...]]:
    """Each unit with itself and those above it."""
    units = {key_of(name): rule for name, rule in regulation.of(Unit).items()}
    found: dict[str, tuple[str, ...]] = {}
    for name, rule in regulation.of(Unit).items():
        path = [name]
        above = units.get(key_of(rule.parent))
        while above is not None and above.name not in path:
            path.append(above.name)
            above = units.get(key_of(above.parent))
        found[name] = tuple(path)
    return found


def _places(book: Book, texts: Sequence[str], period: Period) -> list[Dims]:
    """The values of the dimensions to say something about: those with rows, expected shops, owners."""
    by = book.subject.by
    if not by:
        return [()]
    found = book.cells.places(texts, period) | beside(book, period, own=book.reads_people(texts))
    if not found:
        found = {(None,) * len(by)}
    return sorted(found, key=order)


def beside(book: Book, period: Period, *, own: bool) -> set[Dims]:
    """What figures by shop or by owner are told of though it has no rows; ``own`` as in ``Book.reads_people``."""
    subject = book.subject
    if subject.by == ("shop",):
        return {(shop.name,) for shop in subject.shops if _open(shop, period)}
    if len(subject.by) == 1 and subject.by[0] in tables.WHO:
        return {(who,) for who in _owning(subject, subject.by[0], period, own=own)}
    return set()


def _open(shop: Shop, period: Period) -> bool:
    return (shop.start is None or shop.start <= period.end) and (shop.end is None or shop.end >= period.start)


def _owning(subject: Subject, by: str, period: Period, *, own: bool) -> set[str]:
    """The people, or units, that own something in the period; with ``own`` themselves is enough."""
    owners = subject.owners
    if not own:
        owners = replace(owners, ownerships=tuple(one for one in owners.ownerships if one.kind != PERSON))
    if by == "person":
        known = {one.person for one in owners.ownerships}
        return {who for who in known if things(owners, who, period.start, period.end, {})}
    units = {unit for place in owners.memberships for unit in subject.parents.get(place.unit, (place.unit,))}
    return {unit for unit in units if things(owners, unit, period.start, period.end, subject.parents)}


def _figure(book: Book, rule: Metric, texts: Sequence[str], period: Period, dims: Dims) -> Figure:
    parts = tuple(_part(book, text, period, dims) for text in texts)
    tree = rule.formula.tree
    terms: tuple[Value, ...] = ()
    if isinstance(tree, Binary) and tree.operator == "/":
        scope = book.scope(period, dims)
        terms = tuple(book.exact(rule.formula, side)(scope) for side in (tree.left, tree.right))
    value = book.metric(rule, period, dims)
    return _about(book, rule.name, texts, period, dims, value, parts, terms)


def _about(
    book: Book,
    name: str,
    texts: Sequence[str],
    period: Period,
    dims: Dims,
    value: Value,
    parts: tuple[Part, ...],
    terms: tuple[Value, ...] = (),
) -> Figure:
    subject = book.subject
    running = subject.today in period
    through = book.cells.reach.through(texts, period, dims) if running else None
    named = dict(zip(subject.by, dims, strict=True))
    return Figure(name, period, named, value, running, through, parts, terms)


def _part(book: Book, text: str, period: Period, dims: Dims) -> Part:
    cell = book.cells.plan.cells[text]
    amount = book.cells.amount(text, period, dims)
    fact = book.cells.plan.facts[cell.fact]
    return Part(text, fact.name, cell.where, amount.rows, amount.value, book.cells.met(text, period, dims))
