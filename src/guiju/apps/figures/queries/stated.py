"""Reading targets and entered inputs."""

from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from guiju.apps.figures import models
from guiju.apps.figures.values import Entry, Target
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Input, Subject, Unit
from guiju.lang.kinds.choices import SubjectKind


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


def targets(*, metric: str | None = None, subject: Subject | None = None) -> list[Target]:
    """All targets by metric, subject and start, narrowed by what is given."""
    found = models.Target.objects.order_by("metric", "subject_kind", "subject", "grain", "start")
    if metric is not None:
        found = found.filter(metric=metric)
    return [_target(row) for row in _of(found, subject)]


def target(target_id: int) -> Target | None:
    """One target."""
    row = models.Target.objects.filter(pk=target_id).first()
    return _target(row) if row else None


def entry_at(name: str, subject: Subject, period: Period) -> Entry | None:
    """What was entered for an input, of one subject, for one period."""
    found = models.Entry.objects.filter(name=name, grain=period.grain, start=period.start)
    row = found.filter(subject_kind=subject.kind, subject=subject.name).first()
    return _entry(row) if row else None


def entries(*, name: str | None = None, subject: Subject | None = None, period: Period | None = None) -> list[Entry]:
    """All entered figures by period, name and subject, narrowed by what is given."""
    found = models.Entry.objects.order_by("start", "name", "subject_kind", "subject")
    if name is not None:
        found = found.filter(name=name)
    if period is not None:
        found = found.filter(grain=period.grain, start=period.start)
    return [_entry(row) for row in _of(found, subject)]


def entry(entry_id: int) -> Entry | None:
    """One entered figure."""
    row = models.Entry.objects.filter(pk=entry_id).first()
    return _entry(row) if row else None


def asked(period: Period) -> list[tuple[Input, Subject, Entry | None]]:
    """Every input that the regulation asks for in a period, of each subject, with what was entered so far."""
    regulation = rulebook.regulation_at(period.end)
    known = {(entry.name, entry.subject): entry for entry in entries(period=period)}
    declared = regulation.of(Input).values() if regulation else ()
    names: dict[SubjectKind, tuple[str, ...]] = {}
    if regulation is not None:
        names[SubjectKind.UNIT] = tuple(regulation.of(Unit))
    return [
        (rule, subject, known.get((rule.name, subject)))
        for rule in declared
        if rule.period.value == period.grain.value
        for subject in _subjects(rule.subject, period.end, names)
    ]


def _subjects(said: Subject, day: date, names: dict[SubjectKind, tuple[str, ...]]) -> list[Subject]:
    """Everybody of a kind on a day, or the one that is named; ``names`` keeps what was read for each kind."""
    if said.name or said.kind == SubjectKind.DEPARTMENT:
        return [said]
    if said.kind not in names:
        person = said.kind == SubjectKind.PERSON
        found = (post.number for post in people.posts(on=day)) if person else (shop.name for shop in people.shops(day))
        names[said.kind] = tuple(dict.fromkeys(found))
    return [Subject(said.kind, name) for name in names[said.kind]]


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
    )


def _entry(row: models.Entry) -> Entry:
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
    )
