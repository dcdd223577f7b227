"""Stating what metrics should reach, one at a time or by the workbook."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction

from guiju.apps import clock, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actions import Did
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, models, rules
from guiju.apps.figures.actions import following
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import checking, reading, sheets, subjects
from guiju.apps.figures.stated.checking import Said
from guiju.apps.figures.stated.reading import StatedReport
from guiju.apps.figures.values import Target
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.spreadsheet import Row
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import Action, Thing


@transaction.atomic
def set_target(
    *, actor: Actor, metric: str, subject: Subject, start: Period, value: Fraction, end: Period | None = None
) -> int:
    """State a target from a period on; gives its number. One that begins in the same period takes its place.

    ``value`` is in base units. Raises ``Refused`` for what the regulation does not know and for who may not.
    """
    number = _set(actor, Said(metric, subject.kind, subject.name, start, value, end))
    following.stated(start, end)
    return number


@transaction.atomic
def remove_target(*, actor: Actor, target_id: int) -> None:
    """Take a target back."""
    target = _remove(actor, target_id)
    following.stated(target.start, target.end)


@transaction.atomic
def import_targets(*, actor: Actor, content: bytes, name: str, dry_run: bool = False) -> StatedReport:
    """Take over a workbook of targets, whole or not at all; importing it again changes nothing."""
    if not rules.may_exchange(actor, Action.EDIT, Thing.TARGETS):
        raise errors.refused(Code.NOT_ALLOWED)
    before = {row.pk: row.value + str(row.end) for row in models.Target.objects.all()}
    seen: set[tuple[object, ...]] = set()
    periods: list[Period] = []

    def take(row: Row) -> None:
        said = reading.said(row, Grain.MONTH)
        declared, subject = checking.target(said)
        if (key := (declared, subject, said.period)) in seen:
            raise errors.refused(Code.ROW_TWICE)
        seen.add(key)
        periods.append(said.period)
        if not row.values["void"]:
            _set(actor, said)
            return
        found = models.Target.objects.filter(**columns(declared, subject, said.period)).first()
        if found is None:
            raise errors.refused(Code.UNKNOWN_ROW)
        _remove(actor, found.pk)

    findings = reading.each(content, sheets.TARGETS, take)
    after = {row.pk: row.value + str(row.end) for row in models.Target.objects.all()}
    report = reading.counted(findings, before, after)
    if findings or dry_run:
        transaction.set_rollback(True)
    elif report.any:
        ledger.record(actor=actor, action="figures.import_targets", kind="targets", key="", after={"file": name})
        following.stated(min(periods, key=lambda period: period.start), None)
    return report


def export_targets(*, actor: Actor) -> bytes:
    """The targets that an actor may see, as a workbook that ``import_targets`` takes back."""
    if not rules.may_exchange(actor, Action.EXPORT, Thing.TARGETS):
        raise errors.refused(Code.NOT_ALLOWED)
    names = {person.number: person.name for person in people.people()}
    regulation = rulebook.current()
    rows: list[Mapping[str, object]] = [
        {
            "name": target.metric,
            "kind": target.subject.kind,
            "subject": subjects.label(target.subject, names),
            "grain": target.start.grain,
            "start": target.start,
            "end": target.end,
            "value": target.value,
            "unit": checking.unit_of(regulation, target.metric),
        }
        for target in stated.targets()
        if rules.may_view_targets(actor, target.subject)
    ]
    return spreadsheet.write([(sheets.TARGETS, rows)])


def _remove(actor: Actor, target_id: int) -> Target:
    target = stated.target(target_id)
    if target is None:
        raise errors.refused(Code.UNKNOWN_ROW)
    if not rules.may_set_target(actor, target.subject):
        raise errors.refused(Code.NOT_ALLOWED)
    models.Target.objects.filter(pk=target_id).delete()
    key, before = _key(target.metric, target.subject, target.start), {"value": target.value, "end": target.end}
    ledger.record(actor=actor, action="figures.remove_target", kind="target", key=key, before=before)
    return target


def _set(actor: Actor, said: Said) -> int:
    metric, subject = checking.target(said)
    if not rules.may_set_target(actor, subject):
        raise errors.refused(Code.NOT_ALLOWED)
    return store(actor, metric, subject, said.period, said.value, said.end)


def store(
    actor: Actor, metric: str, subject: Subject, start: Period, value: Fraction, end_period: Period | None
) -> int:
    """Keep a target that may be set."""
    about = columns(metric, subject, start)
    found = models.Target.objects.select_for_update().filter(**about).first()
    row, did = change(actor, found, about, value, end_period.start if end_period else None)
    if did:
        row.save()
        ledger.record_all(actor=actor, action="figures.set_target", things=(did,))
    return row.pk


def change(
    actor: Actor, found: models.Target | None, columns: Mapping[str, Any], value: Fraction, end: date | None
) -> tuple[models.Target, Did | None]:
    """The row with its new target, not saved yet, and what the ledger is to say; nothing where nothing changes.

    ``end`` is the first day of the last period for which it holds.
    """
    if found and (found.value, found.end) == (str(value), end):
        return found, None
    before = kept(found) if found else None
    row = found or models.Target(**columns)
    row.value, row.end, row.set_by, row.set_at = str(value), end, actor.name, clock.now()
    row.version += 1 if row.pk else 0
    return row, Did("target", key_of(row), before, kept(row))


def columns(metric: str, subject: Subject, start: Period) -> dict[str, Any]:
    """What tells one target from another."""
    about = {"subject_kind": subject.kind.value, "subject": subject.name}
    return {"metric": metric, **about, "grain": start.grain.value, "start": start.start}


def kept(row: models.Target) -> dict[str, object]:
    """What the ledger keeps of a target."""
    return {"value": row.value, "end": Period(row.end, Grain(row.grain)) if row.end else None}


def key_of(row: models.Target) -> str:
    """What the ledger calls a row."""
    return f"{row.metric} {row.subject_kind} {row.subject} {Period(row.start, Grain(row.grain))}"


def _key(metric: str, subject: Subject, start: Period) -> str:
    return f"{metric} {subject.kind} {subject.name} {start}"
