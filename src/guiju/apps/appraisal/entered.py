"""Metrics that rest on no files: worked out from what was entered, for the unit that their clause is about.

Stored figures of the whole department lack them where each unit enters its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property, partial

from guiju.apps import clock, remember
from guiju.apps.appraisal import cells
from guiju.apps.appraisal.books import book_of
from guiju.apps.appraisal.source import State
from guiju.apps.figures.queries import stated
from guiju.apps.figures.values import Entry, Point
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.about import unit_about
from guiju.apps.rulebook.kept import per_edition
from guiju.engines.periods import Grain, Period
from guiju.engines.score.case import Case
from guiju.lang.formula.tree import Aggregate, Name, Node
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Input, Metric
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Why


class _Entered(State):
    """What was entered of units, shops and the department, read at once for all periods; nothing about people."""

    def __init__(self, regulation: Regulation) -> None:
        super().__init__(regulation, cells.Stored(people=()))

    def entries(self, period: Period) -> list[Entry]:
        """What was entered for a period."""
        return self._by_period[period]

    @cached_property
    def _by_period(self) -> dict[Period, list[Entry]]:
        found: dict[Period, list[Entry]] = defaultdict(list)
        for one in remember.once("appraisal.entered", partial(stated.entries, people=())):
            found[one.period].append(one)
        return found


def filled(points: Iterable[Point | None], rule: Metric, periods: Sequence[Period]) -> tuple[Point | None, ...]:
    """Stored figures by period, with what is missing worked out where the metric rests on entries."""
    had = {point.period: point for point in points if point is not None}
    lacking = [one for one in periods if one not in had or isinstance(had[one].value, Missing)]
    regulation = rulebook.current()
    if regulation is not None and lacking and rule.name in resting(regulation):
        had |= {point.period: point for point in _worked(rule.name, lacking)}
    return tuple(had.get(period) for period in periods)


@per_edition
def resting(regulation: Regulation) -> frozenset[str]:
    """The metrics that look at no rows, however far one follows the names of their formulas."""
    return frozenset(name for name, rule in regulation.of(Metric).items() if not _looks_at_rows(regulation, rule))


@per_edition
def monthly(regulation: Regulation) -> frozenset[str]:
    """Those of them that rest on nothing but what is entered by month: of no day and no week can there be any."""
    metrics, inputs = regulation.of(Metric), regulation.of(Input)

    def by_month(rule: Metric) -> bool:
        names = (regulation.names.get(node.key) for node in _nodes(regulation, rule) if isinstance(node, Name))
        asked = [inputs[one.name] for one in names if one is not None and one.name in inputs]
        return bool(asked) and all(one.period.value == Grain.MONTH.value for one in asked)

    return frozenset(name for name in resting(regulation) if by_month(metrics[name]))


def _looks_at_rows(regulation: Regulation, rule: Metric) -> bool:
    return any(isinstance(node, Aggregate) for node in _nodes(regulation, rule))


def _nodes(regulation: Regulation, rule: Metric) -> Iterator[Node]:
    """The formula of a metric and those of all metrics that it names, however far."""
    metrics, seen, waiting = regulation.of(Metric), {rule.name}, [rule]
    while waiting:
        for node in walk(waiting.pop().formula.tree):
            yield node
            symbol = regulation.names.get(node.key) if isinstance(node, Name) else None
            other = metrics.get(symbol.of or symbol.name) if symbol else None
            if other is not None and other.name not in seen:
                seen.add(other.name)
                waiting.append(other)


def _worked(name: str, periods: Iterable[Period]) -> Iterable[Point]:
    """A metric for the unit that its clause is about, by the regulation in force at the end of each period."""
    today, sources = clock.today(), dict[str, _Entered]()
    for period in periods:
        regulation = rulebook.regulation_at(min(period.end, today))
        rule = regulation.of(Metric).get(name) if regulation else None
        unit = unit_about(regulation, rule) if regulation and rule else ""
        if not regulation or not unit:
            continue
        source = sources.setdefault(regulation.hash, _Entered(regulation))
        worth = Case(book_of(regulation), source, period, unit=unit).metric(name).value
        value = worth if isinstance(worth, Fraction | Missing) else Missing.because(Why.UNKNOWN, name)
        yield Point(name, period, "unit", unit, value, today in period, None, "", regulation.hash)
