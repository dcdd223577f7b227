"""The same months judged by several texts, one month after the other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from guiju.engines.impact.bounds import Bound, bounds
from guiju.engines.periods import Grain, Period, containing
from guiju.engines.score.book import Book
from guiju.engines.score.outcome import Outcome, outcomes
from guiju.engines.score.person import Person
from guiju.engines.score.source import Cell, Rows, Source, Stated
from guiju.lang.kinds import Bonus, Grade, Rule, Scorecard, Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Reason, Why

LONGER = (Grain.QUARTER, Grain.YEAR)  # than a month, where somebody is scored or paid by them


@dataclass(frozen=True, slots=True)
class Side:
    """One text, its people with the places that it knows them by, and where its figures come from.

    ``apart`` are those who have targets of their own in the source.
    """

    regulation: Regulation
    people: Sequence[Person]
    source: Source
    apart: Collection[str] = ()


class Got(NamedTuple):
    """What a period came to for one person; ``None`` and ``""`` where no rule gives it or it is pending.

    ``bonus`` is in yuan; ``pending`` names those of points, grade and bonus that are not known.
    """

    period: Period
    points: Fraction | None
    grade: str
    bonus: Fraction | None
    pending: tuple[str, ...]
    unit: str
    position: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A month under one text: everybody's outcomes by number, of it and of longer periods that end with it."""

    got: dict[str, tuple[Got, ...]]
    bounds: tuple[Bound, ...]
    lacks: frozenset[tuple[str, str]]  # what was missing: (why, subject)


@dataclass(frozen=True, slots=True)
class Month:
    """A month under every text, in their order."""

    period: Period
    sides: tuple[Judged, ...]


def months(sides: Sequence[Side], spans: Sequence[Period]) -> Iterator[Month]:
    """Judge each month by each text, oldest first; who takes them one by one may stop at any.

    Points of earlier months are those that the same text came to, as far back as ``spans`` reach; before that, those
    that the source has settled. Each text is judged as if it had been in force all the while.
    """
    judges = [_Judge(side) for side in sides]
    for period in sorted(spans):
        yield Month(period, tuple(judge.month(period) for judge in judges))


@dataclass(slots=True)
class _Judge:
    side: Side
    book: Book = field(init=False)
    source: "_Carried" = field(init=False)
    alone: frozenset[str] = field(init=False)
    grains: tuple[Grain, ...] = field(init=False)

    def __post_init__(self) -> None:
        regulation = self.side.regulation
        self.book = Book(regulation)
        self.source = _Carried(self.side.source)
        self.alone = frozenset(self.side.apart) | _named(regulation)
        self.grains = tuple(grain for grain in LONGER if grain.value in _spans(regulation))

    def month(self, period: Period) -> Judged:
        got: dict[str, list[Got]] = {}
        lacks: set[tuple[str, str]] = set()
        ending = [containing(period.end, grain) for grain in self.grains]
        for span in [period, *(one for one in ending if one.end == period.end)]:
            found = outcomes(self.book, self.side.people, span, self.source, alone=self.alone)
            self.source.keep(span, found.outcomes)
            for one in found.outcomes:
                got.setdefault(one.person.id, []).append(_got(span, one))
                lacks |= {_lacking(lack.reason) for lack in one.lacks}
        return Judged(
            {who: tuple(all_) for who, all_ in got.items()}, bounds(self.book, self.source, period), frozenset(lacks)
        )


def _got(period: Period, one: Outcome) -> Got:
    points, grade, bonus = one.points, one.grade, one.bonus
    parts = (("points", points), ("grade", grade), ("bonus", bonus))
    return Got(
        period=period,
        points=points if isinstance(points, Fraction) else None,
        grade=grade if isinstance(grade, str) else "",
        bonus=bonus if isinstance(bonus, Fraction) else None,
        pending=tuple(name for name, value in parts if isinstance(value, Missing)),
        unit=one.placement.unit,
        position=one.placement.position,
    )


def _lacking(reason: Reason) -> tuple[str, str]:
    """What was missing, without the name of whose it is."""
    return reason.why.value, "" if reason.why is Why.NO_PAY else reason.subject


def _spans(regulation: Regulation) -> set[str]:
    """How long the periods are that somebody is scored, graded or paid by."""
    kinds: tuple[type[Scorecard | Bonus | Grade], ...] = (Scorecard, Bonus, Grade)
    return {rule.period.value for kind in kinds for rule in regulation.of(kind).values()}


def _named(regulation: Regulation) -> frozenset[str]:
    """People whom the text itself names: they share nothing with others in the same place."""
    return frozenset(name for rule in regulation.rules for name in _people(rule))


def _people(rule: Rule) -> tuple[str, ...]:
    subject = getattr(rule, "subject", None)
    named = isinstance(subject, Subject) and subject.kind is SubjectKind.PERSON and subject.name
    return (subject.name,) if isinstance(subject, Subject) and named else ()


@dataclass(slots=True)
class _Carried:
    """A source in which earlier points are those that the text itself came to."""

    under: Source
    _points: dict[Period, dict[str, Fraction]] = field(default_factory=dict)

    def keep(self, period: Period, found: Sequence[Outcome]) -> None:
        self._points[period] = {one.person.id: one.points for one in found if isinstance(one.points, Fraction)}

    def cell(self, text: str, rows: Rows, period: Period) -> Cell:
        return self.under.cell(text, rows, period)

    def target(self, name: str, subject: Subject, period: Period) -> Stated | None:
        return self.under.target(name, subject, period)

    def input(self, name: str, subject: Subject, period: Period) -> Stated | None:
        return self.under.input(name, subject, period)

    def pay(self, person: str, item: str, day: date) -> Fraction | Missing:
        return self.under.pay(person, item, day)

    def settled(self, person: str, period: Period) -> Fraction | None:
        kept = self._points.get(period)
        return self.under.settled(person, period) if kept is None else kept.get(person)
