"""A year of months at once: entered figures and targets of one name, by subject and month."""

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date, timedelta
from math import ceil

from guiju.apps.figures import models
from guiju.apps.figures.queries import stated
from guiju.apps.figures.values import Entry, Target
from guiju.engines.calendar import days
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.kinds.duty.recurrence import MINUTES, SpanUnit

MINUTES_A_DAY = 1440


def months(year: int) -> tuple[Period, ...]:
    """The months of a year."""
    return tuple(Period(date(year, month, 1), Grain.MONTH) for month in range(1, 13))


def entries(
    name: str, first: Period, last: Period, *, of: Collection[str] | None = None
) -> dict[tuple[Subject, Period], Entry]:
    """What was entered for an input from a period to another, of all subjects or of those of some names."""
    rows = models.Entry.objects.filter(name=name, grain=first.grain, start__range=(first.start, last.start))
    if of is not None:
        rows = rows.filter(subject__in=of)
    return {(one.subject, one.period): one for one in map(stated.entry_of, rows)}


def entered(name: str, first: Period, last: Period) -> frozenset[tuple[Subject, Period]]:
    """Of whom and for which periods anything was entered."""
    rows = models.Entry.objects.filter(name=name, grain=first.grain, start__range=(first.start, last.start))
    return frozenset(
        (Subject(SubjectKind(kind), subject), Period(start, first.grain))
        for kind, subject, start in rows.values_list("subject_kind", "subject", "start")
    )


def targets(
    name: str, periods: Sequence[Period], *, of: Collection[str] | None = None
) -> dict[tuple[Subject, Period], Target]:
    """The stated target that holds in each of some periods, of all subjects or of those of some names."""
    rows: dict[Subject, list[Target]] = {}
    for one in stated.targets(metric=name, of=of):
        if one.start.grain is periods[0].grain:
            rows.setdefault(one.subject, []).append(one)
    found: dict[tuple[Subject, Period], Target] = {}
    for subject, some in rows.items():
        for period in periods:
            held = _holding(some, period)
            if held is not None:
                found[subject, period] = held
    return found


def _holding(some: Iterable[Target], period: Period) -> Target | None:
    begun = [one for one in some if one.start.start <= period.start]
    newest = begun[-1] if begun else None
    return newest if newest and (newest.end is None or newest.end.start >= period.start) else None


def due_day(rule: Input, period: Period) -> date | None:
    """The last day on which a figure of a period is entered in time; ``None`` where the rule does not say."""
    if rule.due is None:
        return None
    if rule.due.unit is SpanUnit.WORKDAY:
        return days.public().add_workdays(period.end, rule.due.amount)
    return period.end + timedelta(days=ceil(rule.due.amount * MINUTES[rule.due.unit] / MINUTES_A_DAY))


def late(
    rule: Input,
    known: Container[tuple[Subject, Period]],
    subjects: Sequence[Subject],
    of: Sequence[Period],
    today: date,
) -> dict[Period, tuple[Subject, ...]]:
    """The subjects of whom nobody entered the figure in time, by period; a default is never late."""
    found: dict[Period, tuple[Subject, ...]] = {}
    for period in of:
        due = due_day(rule, period)
        if due is None or due >= today or rule.default is not None:
            continue
        lacking = tuple(subject for subject in subjects if (subject, period) not in known)
        found |= {period: lacking} if lacking else {}
    return found


def keys(name: str, subject: Subject, periods: Iterable[Period]) -> list[str]:
    """What the ledger calls the cells of a row."""
    return [f"{name} {subject.kind} {subject.name} {period}" for period in periods]


def year_of(text: str, today: date) -> int:
    """The year that is asked for; this one where it makes no sense."""
    year = int(text) if text.isdecimal() and len(text) == len("2026") else today.year
    return year if containing(today, Grain.YEAR).start.year - 10 <= year <= today.year + 2 else today.year
