"""What a period comes to for everybody: points, grade, money and what is lacking; the same asked, the same answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from guiju.engines.periods import Period
from guiju.engines.score.applies import two_rules
from guiju.engines.score.book import Book
from guiju.engines.score.case import Case
from guiju.engines.score.grade import Distribution, Graded, distribute, next_band
from guiju.engines.score.kept import Company
from guiju.engines.score.lacks import Lack, lacks
from guiju.engines.score.pay import Paid, pay, share_out
from guiju.engines.score.person import Person, Placement
from guiju.engines.score.sheet import Distance, Sheet, distances
from guiju.engines.score.source import Source
from guiju.lang.kinds import Bonus, Grade
from guiju.lang.kinds.choices import SubjectKind, Within
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one period comes to for one person.

    ``None`` stands for what no rule gives them, ``Missing`` for what is pending; ``lacks`` says what is lacking and who
    can mend it. ``distances`` are the ways to the next grade, one item at a time. ``provisional`` marks figures of a
    period that still runs.
    """

    person: Person
    placement: Placement
    sheet: Sheet | Missing | None
    graded: Graded | None
    paid: Paid | Missing | None
    lacks: tuple[Lack, ...]
    distances: tuple[Distance, ...] = ()
    provisional: bool = False

    @property
    def points(self) -> Fraction | Missing | None:
        """The rounded points."""
        return self.sheet.points if isinstance(self.sheet, Sheet) else self.sheet

    @property
    def grade(self) -> str | Missing | None:
        """The grade, bands and shares considered."""
        return self.graded.grade if self.graded else None

    @property
    def bonus(self) -> Fraction | Missing | None:
        """The money, in yuan."""
        return self.paid.amount if isinstance(self.paid, Paid) else self.paid

    @property
    def pending(self) -> bool:
        """Whether anything that a rule gives them is not known yet."""
        return any(isinstance(value, Missing) for value in (self.points, self.grade, self.bonus))


@dataclass(frozen=True, slots=True)
class Result:
    """A period for all people: outcomes in the order given, and how each grade rule spread each group.

    ``cases`` hold what everything was worked out from, for explanations.
    """

    book: Book
    period: Period
    outcomes: tuple[Outcome, ...]
    distributions: tuple[Distribution, ...]
    cases: dict[str, Case]

    def of(self, person: str) -> Outcome | None:
        """The outcome of one person by id; ``None`` when they held no place in the period."""
        return next((one for one in self.outcomes if one.person.id == person), None)


def outcome(
    regulation: Regulation, subject: Person, period: Period, source: Source, colleagues: Sequence[Person] = ()
) -> Outcome | None:
    """What a period comes to for one person; ``None`` when they held no place in it.

    Shares of grades and pools depend on the others: they count ``colleagues`` and nobody else.
    """
    people = [subject, *(one for one in colleagues if one.id != subject.id)]
    return outcomes(regulation, people, period, source).of(subject.id)


def outcomes(
    regulation: Regulation | Book,
    people: Sequence[Person],
    period: Period,
    source: Source,
    *,
    alone: Collection[str] | None = None,
) -> Result:
    """What a period comes to for everybody who held a place in it, under the version in force at its end.

    Many people are judged together where ``alone`` is given: what is common to those in the same place is worked out
    once. It names those who have targets of their own, or are named in the regulation, for they share nothing.
    """
    book = regulation if isinstance(regulation, Book) else Book(regulation)
    company = None if alone is None else Company(alone)
    cases = {one.id: Case(book, source, period, person=one, company=company) for one in people}
    cases = {who: case for who, case in cases.items() if not case.absent}
    sheets = {who: case.sheet() for who, case in cases.items()}
    rule, distributions = _grades(book, source, period, cases, sheets)
    graded = {who: one for spread in distributions for who, one in spread.graded.items()}
    paid = _bonuses(book, source, period, cases)
    found = tuple(_outcome(case, sheets[who], rule, graded.get(who), paid.get(who)) for who, case in cases.items())
    return Result(book, period, found, distributions, cases)


def _outcome(
    case: Case,
    sheet: Sheet | Missing | None,
    rule: Grade | Missing | None,
    graded: Graded | None,
    paid: Paid | Missing | None,
) -> Outcome:
    assert case.person is not None and case.placement is not None  # noqa: PT018, S101 - those without are left out
    points = sheet.points if isinstance(sheet, Sheet) else sheet
    if isinstance(rule, Missing) and sheet is not None:
        graded = Graded("", rule, grade=rule)
    lacking = [points, graded.grade if graded else None, paid.amount if isinstance(paid, Paid) else paid]
    ways: tuple[Distance, ...] = ()
    if isinstance(rule, Grade) and isinstance(sheet, Sheet) and isinstance(points, Fraction):
        better = next_band(rule, points)
        ways = distances(sheet, *better) if better else ()
    return Outcome(
        person=case.person,
        placement=case.placement,
        sheet=sheet,
        graded=graded,
        paid=paid,
        lacks=lacks(case.book, lacking),
        distances=ways,
        provisional=case.provisional,
    )


def _grades(
    book: Book, source: Source, period: Period, cases: dict[str, Case], sheets: dict[str, Sheet | Missing | None]
) -> tuple[Grade | Missing | None, tuple[Distribution, ...]]:
    """The grade rule of the period, and how it spreads the people who have a scorecard."""
    rule = _grade_rule(book, source, period)
    if not isinstance(rule, Grade):
        return rule, ()
    groups: dict[str, dict[str, Fraction | Missing]] = {}
    for who, sheet in sheets.items():
        if sheet is not None:
            group = cases[who].unit if rule.within is Within.UNIT else ""
            groups.setdefault(group, {})[who] = sheet.points if isinstance(sheet, Sheet) else sheet
    return rule, tuple(distribute(rule, points, group) for group, points in groups.items())


def _grade_rule(book: Book, source: Source, period: Period) -> Grade | Missing | None:
    rules = [one for one in book.regulation.of(Grade).values() if one.period == period.grain.value]
    general = [one for one in rules if not one.overrides]
    if not general:
        return None
    if len(general) > 1:
        return two_rules(general)
    whole = Case(book, source, period, unit=book.top)
    return whole.rule(general[0])


def _bonuses(book: Book, source: Source, period: Period, cases: dict[str, Case]) -> dict[str, Paid | Missing | None]:
    paid: dict[str, Paid | Missing | None] = {}
    pools: dict[str, tuple[Bonus, dict[str, Case]]] = {}
    for who, case in cases.items():
        rule = case.bonus()
        if not isinstance(rule, Bonus):
            paid[who] = rule
        elif rule.formula is not None:
            paid[who] = pay(case, rule, rule.formula)
        else:
            pools.setdefault(rule.name, (rule, {}))[1][who] = case
    for rule, members in pools.values():
        unit = rule.subject.name if rule.subject.kind is SubjectKind.UNIT else ""
        whole = Case(book, source, period, unit=unit or book.top)
        if rule.pool is not None:
            paid |= share_out(rule, whole, members, rule.pool)
    return paid
