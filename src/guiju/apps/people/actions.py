"""Changing the roster: whole workbooks at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import models as database
from django.db import transaction

from guiju.apps import clock, hooks, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import errors, models, queries, rules, values
from guiju.apps.people.roster import changing, checking, reading, recorded, sheets
from guiju.apps.people.roster.changing import Change
from guiju.apps.spreadsheet import Finding

_TABLES: dict[str, type[database.Model]] = {
    "person": models.Person,
    "post": models.Assignment,
    "pay": models.Pay,
    "shop": models.Shop,
    "owner": models.Ownership,
}


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What came of a roster workbook: with findings nothing was changed; ``changes`` says what did or would."""

    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]


@transaction.atomic
def import_roster(*, actor: Actor, content: bytes, name: str, dry_run: bool = False) -> RosterReport:
    """Take over a roster workbook, whole or not at all; importing it again changes nothing.

    Rows replace those with the same key, rows marked 作废 are removed, and rows that the workbook does not name stay.
    A ``dry_run`` only tells. Raises ``Refused`` for who may not.
    """
    if not rules.may_edit_roster(actor):
        raise errors.refused(errors.Code.NOT_ALLOWED)
    current = queries.roster()
    filled = reading.read(content)
    after = changing.merged(current, filled)
    findings = (*filled.findings, *changing.void_of_nothing(current, filled), *checking.check(after, filled.names))
    changes = tuple(changing.changes(current, after))
    if not findings and changes and not dry_run:
        _apply(changes)
        _record(actor, name, changes)
        hooks.changed(since=_since(changes))
    return RosterReport(findings, changes)


def export_roster(*, actor: Actor) -> bytes:
    """The whole roster as a workbook that ``import_roster`` takes back; that it was taken is recorded.

    Without the sheet of pay for who may not take everybody's money away; what a workbook leaves out stays as it is.
    """
    if not rules.may_export_roster(actor):
        raise errors.refused(errors.Code.NOT_ALLOWED)
    roster = queries.roster()
    with_pay = rules.may_export_pay(actor)
    if not with_pay:
        roster = values.Roster({key: row for key, row in roster.rows.items() if not isinstance(row, values.Pay)})
    after = {"rows": len(roster.rows), "pay": with_pay}
    ledger.record(actor=actor, action="people.export_roster", kind="roster", key="", after=after)
    return spreadsheet.write((sheet, rows) for sheet, rows in sheets.tables(roster) if with_pay or sheet != sheets.PAY)


def _apply(changes: Sequence[Change]) -> None:
    """Removals from the leaves up, then people before what hangs on them."""
    for change in reversed(changes):
        if change.before is not None and change.after is None:
            _stored(change.before).delete()
    for kind, table in _TABLES.items():
        ids = dict(models.Person.objects.values_list("number", "id"))
        here = [change for change in changes if change.key[0] == kind and change.after is not None]
        table._default_manager.bulk_create(  # noqa: SLF001 - the manager of whichever table it is
            [table(**_columns(c.after, ids)) for c in here if c.before is None and c.after is not None]
        )
        for change in here:
            if change.before is not None and change.after is not None:
                _stored(change.before).update(**_columns(change.after, ids))


def _stored(row: values.Row) -> "database.QuerySet[Any]":
    """The stored row with this key."""
    match row:
        case values.Person():
            return models.Person.objects.filter(number=row.number)
        case values.Post():
            same = models.Assignment.objects.filter(unit=row.unit, position=row.position, start=row.start)
            return same.filter(person__number=row.number)
        case values.Pay():
            return models.Pay.objects.filter(person__number=row.number, start=row.start)
        case values.Shop():
            return models.Shop.objects.filter(name=row.name)
        case values.Owner():
            same_thing = models.Ownership.objects.filter(kind=row.kind, key=row.key, start=row.start)
            return same_thing.filter(person__number=row.number)


def _columns(row: values.Row, ids: dict[str, int]) -> dict[str, Any]:  # whatever the columns of its table hold
    """A row as its table's columns."""
    match row:
        case values.Person():
            return {"number": row.number, "name": row.name, "joined": row.joined, "left": row.left}
        case values.Post():
            held = {"unit": row.unit, "position": row.position, "leader": row.leader, "main": row.main}
            return {"person_id": ids[row.number], **held, "start": row.start, "end": row.end}
        case values.Pay():
            base = _yuan(row.base) if row.base is not None else None
            amounts = {"performance": _yuan(row.performance), "base": base}
            return {"person_id": ids[row.number], "start": row.start, **amounts}
        case values.Shop():
            named = {"name": row.name, "platform": row.platform, "aliases": list(row.aliases)}
            return {**named, "start": row.start, "end": row.end}
        case values.Owner():
            owned = {"kind": row.kind, "key": row.key, "share": str(row.share) if row.share is not None else ""}
            return {"person_id": ids[row.number], **owned, "start": row.start, "end": row.end}


def _yuan(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _record(actor: Actor, name: str, changes: Sequence[Change]) -> None:
    """One entry for the workbook, and one for each person and shop that it changed."""
    touched: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        row = change.after or change.before
        about = ("shop", row.name) if isinstance(row, values.Shop) else ("person", getattr(row, "number", ""))
        touched[about].append(change)
    what = {"file": name, "changes": len(changes)}
    ledger.record(actor=actor, action="people.import_roster", kind="roster", key="", after=what)
    for (kind, key), here in touched.items():
        before, after = (recorded.said(rows) for rows in ([c.before for c in here], [c.after for c in here]))
        ledger.record(actor=actor, action="people.import_roster", kind=kind, key=key, before=before, after=after)


def _since(changes: Sequence[Change]) -> date:
    """The first day that is another than before; a shop without a start always was."""
    rows = [row for change in changes for row in (change.before, change.after) if row is not None]
    days = [row.joined if isinstance(row, values.Person) else row.start for row in rows]
    return min((day for day in days if day is not None), default=clock.today())
