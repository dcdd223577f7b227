"""Changing the roster: whole workbooks at a time, or what a form says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guiju.apps import clock, hooks, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import errors, queries, rules, values
from guiju.apps.people.roster import changing, checking, reading, recorded, sheets, storing
from guiju.apps.people.roster.changing import Change
from guiju.apps.spreadsheet import Finding


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
        storing.store(changes)
        _record(actor, name, changes)
        hooks.changed(since=_since(changes))
    return RosterReport(findings, changes)


@transaction.atomic
def change_roster(
    *,
    actor: Actor,
    rows: Sequence[values.Row] = (),
    void: Sequence[values.Row] = (),
    seen: Sequence[values.Row] = (),
    source: str = "",
) -> RosterReport:
    """Put rows in the place of those with the same key and take ``void`` out; with a contradiction nothing changes.

    What contradicted before is no hindrance. ``seen`` are rows as the form showed them: ``Refused`` when one of them is
    another by now, as it is for who may not.
    """
    if not rules.may_edit_roster(actor):
        raise errors.refused(errors.Code.NOT_ALLOWED)
    current = queries.roster()
    for row in seen:
        if current.rows.get(values.key(row)) != row:
            raise errors.refused(errors.Code.CHANGED_MEANWHILE)
    gone = {values.key(row) for row in void}
    kept = {key: row for key, row in current.rows.items() if key not in gone}
    after = values.Roster({**kept, **{values.key(row): row for row in rows}})
    known = {_identity(finding) for finding in checking.check(current)}
    findings = tuple(one for one in checking.check(after) if _identity(one) not in known)
    changes = tuple(changing.changes(current, after))
    if not findings and changes:
        storing.store(changes)
        _record(actor, source, changes, "people.change_roster")
        hooks.changed(since=_since(changes))
    return RosterReport(findings, changes)


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.problem_text


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


def _record(actor: Actor, name: str, changes: Sequence[Change], action: str = "people.import_roster") -> None:
    """One entry for what was brought, and one for each person and shop that it changed."""
    touched: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        row = change.after or change.before
        about = ("shop", row.name) if isinstance(row, values.Shop) else ("person", getattr(row, "number", ""))
        touched[about].append(change)
    what = {"file": name, "changes": len(changes)}
    ledger.record(actor=actor, action=action, kind="roster", key="", after=what)
    things = []
    for (kind, key), here in touched.items():
        before, after = (recorded.said(rows) for rows in ([c.before for c in here], [c.after for c in here]))
        things.append(ledger.Did(kind, key, before, after))
    ledger.record_all(actor=actor, action=action, things=things)


def _since(changes: Sequence[Change]) -> date:
    """The first day that is another than before; a shop without a start always was."""
    rows = [row for change in changes for row in (change.before, change.after) if row is not None]
    days = [row.joined if isinstance(row, values.Person) else row.start for row in rows]
    return min((day for day in days if day is not None), default=clock.today())
