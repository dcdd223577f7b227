"""Entering the figures that no export holds, and confirming what others entered."""

from collections.abc import Mapping, Sequence
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
from guiju.apps.figures.values import Entry
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.spreadsheet import Row
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import Action, Thing


@transaction.atomic
def enter(*, actor: Actor, name: str, subject: Subject, period: Period, value: Fraction, evidence: str = "") -> int:
    """Enter the figure of an input for a subject and period; gives its number.

    Another value than before has to be confirmed again; the same value and evidence change nothing. ``value`` is in
    base units. Raises ``Refused`` for what the regulation does not ask for, what lies out of bounds, and who may not.
    """
    entered = _enter(actor, Said(name, subject.kind, subject.name, period, value), evidence)
    following.stated(period, period)
    return entered.pk


@transaction.atomic
def confirm(*, actor: Actor, entry_ids: Sequence[int], seen: Mapping[int, int] | None = None) -> None:
    """Confirm entered figures; who entered one cannot confirm it. All or none.

    ``seen`` are the versions that the actor saw, by the numbers of entries: one that changed since is not confirmed.
    """
    for entry_id in entry_ids:
        row = _locked(entry_id)
        if seen is not None and seen.get(entry_id) != row.version:
            raise errors.refused(Code.CHANGED_MEANWHILE, by=row.entered_by)
        period = _confirm(actor, row).period
        following.stated(period, period)


@transaction.atomic
def withdraw(*, actor: Actor, entry_id: int) -> None:
    """Take an entered figure back."""
    entry = _withdraw(actor, _locked(entry_id))
    following.stated(entry.period, entry.period)


@transaction.atomic
def import_inputs(*, actor: Actor, content: bytes, name: str, dry_run: bool = False) -> StatedReport:
    """Take over a workbook of entered figures, whole or not at all; importing it again changes nothing.

    Whoever imports is who enters. Only a trusted actor may bring the names of who entered and who confirmed.
    """
    if not rules.may_exchange(actor, Action.EDIT, Thing.INPUTS):
        raise errors.refused(Code.NOT_ALLOWED)
    before = {row.pk: kept(row) for row in models.Entry.objects.all()}
    seen: set[tuple[object, ...]] = set()
    periods: list[Period] = []

    def take(row: Row) -> None:
        said = reading.said(row, _usual_grain(row))
        declared, subject = checking.entry(said)
        if (key := (declared.name, subject, said.period)) in seen:
            raise errors.refused(Code.ROW_TWICE)
        seen.add(key)
        periods.append(said.period)
        if row.values["void"]:
            found = stated.entry_at(declared.name, subject, said.period)
            _withdraw(actor, _locked(found.id if found else 0))
        else:
            _take(actor, said, row)

    findings = reading.each(content, sheets.INPUTS, take)
    after = {row.pk: kept(row) for row in models.Entry.objects.all()}
    report = reading.counted(findings, before, after)
    if findings or dry_run:
        transaction.set_rollback(True)
    elif report.any:
        ledger.record(actor=actor, action="figures.import_inputs", kind="inputs", key="", after={"file": name})
        first, last = min(periods, key=lambda p: p.start), max(periods, key=lambda p: p.end)
        following.stated(first, last)
    return report


def export_inputs(*, actor: Actor) -> bytes:
    """The entered figures that an actor may see, as a workbook that ``import_inputs`` takes back."""
    if not rules.may_exchange(actor, Action.EXPORT, Thing.INPUTS):
        raise errors.refused(Code.NOT_ALLOWED)
    names = {person.number: person.name for person in people.people()}
    regulation = rulebook.current()
    rows: list[Mapping[str, object]] = [
        {
            "name": entry.name,
            "kind": entry.subject.kind,
            "subject": subjects.label(entry.subject, names),
            "grain": entry.period.grain,
            "start": entry.period,
            "value": entry.value,
            "unit": checking.unit_of(regulation, entry.name),
            "evidence": entry.evidence,
            "by": entry.by,
            "confirmed_by": entry.confirmed_by,
        }
        for entry in stated.entries()
        if rules.may_view_inputs(actor, entry.subject)
    ]
    return spreadsheet.write([(sheets.INPUTS, rows)])


def _withdraw(actor: Actor, row: models.Entry) -> Entry:
    entry = stated.entry(row.pk)
    if entry is None or not rules.may_enter(actor, _declared(entry), entry.subject):
        raise errors.refused(Code.NOT_ALLOWED)
    row.delete()
    before = {"value": entry.value, "evidence": entry.evidence, "by": entry.by, "confirmed_by": entry.confirmed_by}
    ledger.record(actor=actor, action="figures.withdraw", kind="input", key=_key(entry), before=before)
    return entry


def _take(actor: Actor, said: Said, row: Row) -> None:
    """One row of a workbook; the names beside it count when the actor is trusted."""
    by, confirmed_by = row.values["by"] or "", row.values["confirmed_by"] or ""
    entered = _enter(actor, said, row.values["evidence"] or "", by=by if actor.trusted else "")
    if actor.trusted and confirmed_by and entered.confirmed_by != confirmed_by:
        _confirm(actor, entered, by=confirmed_by)


def _enter(actor: Actor, said: Said, evidence: str, *, by: str = "") -> models.Entry:
    declared, subject = checking.entry(said)
    if not rules.may_enter(actor, declared, subject):
        raise errors.refused(Code.NOT_ALLOWED)
    return store(actor, declared.name, subject, said.period, said.value, evidence, by=by)


def store(
    actor: Actor, name: str, subject: Subject, period: Period, value: Fraction, evidence: str, *, by: str = ""
) -> models.Entry:
    """Keep a figure that may be entered."""
    found = models.Entry.objects.select_for_update().filter(**columns(name, subject, period)).first()
    row, did = change(actor, found, columns(name, subject, period), value, evidence, by=by)
    if did:
        row.save()
        ledger.record_all(actor=actor, action="figures.enter", things=(did,))
    return row


def change(
    actor: Actor,
    found: models.Entry | None,
    columns: Mapping[str, Any],
    value: Fraction,
    evidence: str,
    *,
    by: str = "",
) -> tuple[models.Entry, Did | None]:
    """The row with its new figure, not saved yet, and what the ledger is to say; nothing where nothing changes."""
    same_hands = found is not None and by in {"", found.entered_by}
    if found and same_hands and (found.value, found.evidence) == (str(value), evidence):
        return found, None
    before = kept(found) if found else None
    row = found or models.Entry(**columns)
    row.value, row.evidence = str(value), evidence
    row.entered_by, row.entered_number = by or actor.name, "" if by else actor.number
    row.entered_at, row.confirmed_by, row.confirmed_at = clock.now(), "", None
    row.version += 1 if row.pk else 0
    return row, Did("input", key_of(row), before, kept(row))


def columns(name: str, subject: Subject, period: Period) -> dict[str, Any]:
    """What tells one entered figure from another."""
    about = {"name": name, "subject_kind": subject.kind.value, "subject": subject.name}
    return {**about, "grain": period.grain.value, "start": period.start}


def _confirm(actor: Actor, row: models.Entry, *, by: str = "") -> Entry:
    entry, did = confirmed(actor, row, by=by)
    row.save(update_fields=["confirmed_by", "confirmed_at", "version"])
    ledger.record_all(actor=actor, action="figures.confirm", things=(did,))
    return entry


def confirmed(actor: Actor, row: models.Entry, *, by: str = "") -> tuple[Entry, Did]:
    """The figure of a row that is now confirmed but not saved yet, and what the ledger is to say."""
    entry = stated.entry_of(row)
    if not rules.may_confirm(actor, _declared(entry), entry.subject):
        raise errors.refused(Code.NOT_ALLOWED)
    if _same_hands(actor, entry, by):
        raise errors.refused(Code.SAME_HANDS)
    row.confirmed_by, row.confirmed_at = by or actor.name, clock.now()
    row.version += 1
    return entry, Did("input", _key(entry), after={"value": entry.value, "confirmed_by": row.confirmed_by})


def _same_hands(actor: Actor, entry: Entry, by: str) -> bool:
    """Whether who confirms is who entered: by 工号 where both have one, for a name may change in between.

    What a workbook says that somebody entered has their name alone.
    """
    if by or not (actor.number and entry.number):
        return (by or actor.name) == entry.by
    return actor.number == entry.number


def _locked(entry_id: int) -> models.Entry:
    row = models.Entry.objects.select_for_update().filter(pk=entry_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_ROW)
    return row


def _declared(entry: Entry) -> Input:
    regulation = rulebook.regulation_at(entry.period.end)
    rule = regulation.named(Input, entry.name) if regulation else None
    if rule is None:
        raise errors.refused(Code.UNKNOWN_INPUT, name=entry.name)
    return rule


def _usual_grain(row: Row) -> Grain:
    """The kind of period that the regulation gives the input of a row."""
    regulation = rulebook.regulation_at(containing(row.values["start"], Grain.YEAR).end)
    rule = regulation.named(Input, row.values["name"]) if regulation else None
    return Grain(rule.period.value) if rule else Grain.MONTH


def kept(row: models.Entry) -> dict[str, str]:
    """What the ledger keeps of an entered figure."""
    said = {"value": row.value, "evidence": row.evidence}
    return {**said, "by": row.entered_by, "confirmed_by": row.confirmed_by}


def key_of(row: models.Entry) -> str:
    """What the ledger calls a row."""
    return f"{row.name} {row.subject_kind} {row.subject} {Period(row.start, Grain(row.grain))}"


def _key(entry: Entry) -> str:
    return f"{entry.name} {entry.subject.kind} {entry.subject.name} {entry.period}"
