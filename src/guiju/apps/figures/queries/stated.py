"""Reading targets and entered inputs."""

from collections.abc import Collection
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from guiju.apps import remember
from guiju.apps.figures import models
from guiju.apps.figures.values import Entry, Target
from guiju.apps.people import queries as roster
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period
from guiju.lang import Regulation
from guiju.lang.kinds import Input, Subject, Unit
from guiju.lang.kinds.choices import SubjectKind


class Mark(NamedTuple):
    """That a figure was entered: for which input and subject, by whom, and whether somebody confirmed it."""

    name: str
    kind: SubjectKind
    subject: str
    number: str
    confirmed: bool


def marks(period: Period) -> list[Mark]:
    """What was entered in a period, without the figures."""
    return remember.once(("figures.marks", period), lambda: _marks(period))


def _marks(period: Period) -> list[Mark]:
    found = models.Entry.objects.filter(grain=period.grain, start=period.start)
    rows = found.values_list("name", "subject_kind", "subject", "entered_number", "confirmed_by")
    return [Mark(name, SubjectKind(kind), about, number, bool(by)) for name, kind, about, number, by in rows]


def target_at(metric: str, subject: Subject, period: Period) -> Target | None:
    """The target of just this subject for a period: of the rows that have begun the newest, unless it has ended."""
    found = models.Target.objects.filter(
        metric=metric,
        subject_kind=subject.kind,
        subject=subject.name,
        grain=period.grain,
        start__lte=period.start,
    )
    row = found.order_by("-start").first()
    return _target(row) if row and (row.end is None or row.end >= period.start) else None


def targets(
    *, metric: str | None = None, subject: Subject | None = None, of: Collection[str] | None = None
) -> list[Target]:
    """All targets by metric, subject and start, narrowed by what is given; ``of`` names subjects."""
    found = models.Target.objects.order_by("metric", "subject_kind", "subject", "grain", "start")
    if metric is not None:
        found = found.filter(metric=metric)
    if of is not None:
        found = found.filter(subject__in=of)
    return [_target(row) for row in _of(found, subject)]


def target(target_id: int) -> Target | None:
    """One target."""
    row = models.Target.objects.filter(pk=target_id).first()
    return _target(row) if row else None


def entry_at(name: str, subject: Subject, period: Period) -> Entry | None:
    """What was entered for an input, of one subject, for one period."""
    found = models.Entry.objects.filter(name=name, grain=period.grain, start=period.start)
    row = found.filter(subject_kind=subject.kind, subject=subject.name).first()
    return entry_of(row) if row else None


def entries(
    *,
    name: str | None = None,
    subject: Subject | None = None,
    period: Period | None = None,
    people: Collection[str] | None = None,
) -> list[Entry]:
    """All entered figures by period, name and subject, narrowed by what is given; of people of those in ``people``."""
    found = models.Entry.objects.order_by("start", "name", "subject_kind", "subject")
    if name is not None:
        found = found.filter(name=name)
    if period is not None:
        found = found.filter(grain=period.grain, start=period.start)
    if people is not None:
        found = found.filter(~Q(subject_kind=SubjectKind.PERSON) | Q(subject__in=people))
    return [entry_of(row) for row in _of(found, subject)]


def entry(entry_id: int) -> Entry | None:
    """One entered figure."""
    row = models.Entry.objects.filter(pk=entry_id).first()
    return entry_of(row) if row else None


def asked(period: Period) -> list[tuple[Input, Subject, Entry | None]]:
    """Every input that the regulation asks for in a period, of each subject, with what was entered so far."""
    regulation = rulebook.regulation_at(period.end)
    known = {(entry.name, entry.subject): entry for entry in entries(period=period)}
    declared = regulation.of(Input).values() if regulation else ()
    names: dict[SubjectKind, list[str]] = {}
    found = []
    for rule in declared:
        kind = rule.subject.kind
        if regulation is None or rule.period.value != period.grain.value:
            continue
        if rule.subject.name or kind is SubjectKind.DEPARTMENT:
            about = [rule.subject]
        else:
            if kind not in names:
                names[kind] = subjects(kind, period, regulation)
            about = [Subject(kind, name) for name in names[kind]]
        found += [(rule, subject, known.get((rule.name, subject))) for subject in about]
    return found


def subjects(kind: SubjectKind, period: Period, regulation: Regulation) -> list[str]:
    """Everybody of a kind in a period: people by 工号, units as the regulation names them, open shops.

    Who left and what was closed before its end is judged for it too, so it is there.
    """
    if kind is SubjectKind.PERSON:
        return list(dict.fromkeys(post.number for post in roster.held_within(period.start, period.end)))
    if kind is SubjectKind.UNIT:
        return list(regulation.of(Unit))
    return [shop.name for shop in roster.shops_within(period.start, period.end)]


def _of[M: (models.Target, models.Entry)](found: QuerySet[M], subject: Subject | None) -> QuerySet[M]:
    if subject is None:
        return found
    return found.filter(subject_kind=subject.kind, subject=subject.name)


def _target(row: models.Target) -> Target:
    grain = Grain(row.grain)
    return Target(
        id=row.pk,
        metric=row.metric,
        subject=Subject(SubjectKind(row.subject_kind), row.subject),
        start=Period(row.start, grain),
        end=Period(row.end, grain) if row.end else None,
        value=Fraction(row.value),
        by=row.set_by,
        at=timezone.localtime(row.set_at),
        version=row.version,
    )


def entry_of(row: models.Entry) -> Entry:
    """A row as a value."""
    return Entry(
        id=row.pk,
        name=row.name,
        subject=Subject(SubjectKind(row.subject_kind), row.subject),
        period=Period(row.start, Grain(row.grain)),
        value=Fraction(row.value),
        evidence=row.evidence,
        by=row.entered_by,
        number=row.entered_number,
        at=timezone.localtime(row.entered_at),
        confirmed_by=row.confirmed_by,
        confirmed_at=timezone.localtime(row.confirmed_at) if row.confirmed_at else None,
        version=row.version,
    )
