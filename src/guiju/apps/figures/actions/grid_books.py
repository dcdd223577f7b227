"""A year of months as a workbook: one row for each subject, one column for each month, in and out."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.db import transaction

from guiju.apps import remember, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, rules
from guiju.apps.figures.actions import grids
from guiju.apps.figures.actions.cells import Cell
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import grids as queries
from guiju.apps.figures.stated import subjects
from guiju.apps.figures.stated.reading import StatedReport
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.spreadsheet import Column, Finding, Kind, Row, Sheet
from guiju.engines.periods import Period
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import Action, SubjectKind, Thing

NAMES = {Thing.INPUTS: ("填报年表", "inputs by month"), Thing.TARGETS: ("目标年表", "targets by month")}


def sheet(thing: Thing, year: int) -> Sheet:
    """The sheet of a year: what, of whom, and twelve months."""
    title, english = NAMES[thing]
    months = tuple(Column(str(month), str(month), f"{month} ", Kind.NUMBER) for month in queries.months(year))
    kind = Column("kind", "对象类型", "subject kind", required=True, choices=subjects.KINDS)
    named = Column("name", "名称", "name", required=True)
    return Sheet(title, english, (named, kind, Column("subject", "对象", "subject"), *months))


def export_year(*, actor: Actor, thing: Thing, name: str, listed: Iterable[Subject], year: int) -> bytes:
    """The figures of a year of those subjects that an actor may see, as a workbook that ``import_year`` takes back."""
    if not rules.may_exchange(actor, Action.EXPORT, thing):
        raise errors.refused(Code.NOT_ALLOWED)
    months = queries.months(year)
    names = {person.number: person.name for person in people.people()}
    known: Mapping[tuple[Subject, Period], object]
    if thing is Thing.INPUTS:
        known = {at: one.value for at, one in queries.entries(name, months[0], months[-1]).items()}
    else:
        known = {at: one.value for at, one in queries.targets(name, months).items()}
    may = rules.may_view_inputs if thing is Thing.INPUTS else rules.may_view_targets
    with remember.remembered():
        theirs = [subject for subject in listed if may(actor, subject)]
    rows: list[Mapping[str, object]] = [
        {"name": name, "kind": subject.kind, "subject": subjects.label(subject, names)}
        | {str(month): known.get((subject, month)) for month in months}
        for subject in theirs
    ]
    return spreadsheet.write([(sheet(thing, year), rows)])


@transaction.atomic
def import_year(*, actor: Actor, thing: Thing, content: bytes, name: str, year: int) -> StatedReport:
    """Take over a workbook of a year, whole or not at all; empty cells change nothing, importing again neither."""
    if not rules.may_exchange(actor, Action.EDIT, thing):
        raise errors.refused(Code.NOT_ALLOWED)
    shape = sheet(thing, year)
    book = spreadsheet.read(content, [shape])
    findings = list(book.findings)
    cells: dict[str, list[tuple[Row, Cell]]] = {}
    seen: set[tuple[str, Subject]] = set()
    with remember.remembered():
        subjects_of = [(row, _subject(row, year)) for row in book.rows.get(shape.title, ())]
    for row, subject in subjects_of:
        if subject is None:
            findings.append(_finding(row, "", errors.refused(Code.UNKNOWN_SUBJECT, subject=row.values["subject"])))
            continue
        called = row.values["name"]
        if (called, subject) in seen:
            findings.append(_finding(row, "", errors.refused(Code.ROW_TWICE)))
            continue
        seen.add((called, subject))
        for month in queries.months(year):
            value = row.values[str(month)]
            if isinstance(value, Fraction):
                cells.setdefault(called, []).append((row, Cell(subject, month, value)))
    changed = 0
    take = grids.enter if thing is Thing.INPUTS else grids.aim
    for called, some in cells.items():
        saved = take(actor=actor, name=called, cells=[cell for _, cell in some])
        changed += saved.count
        places = {(cell.subject, cell.period): row for row, cell in some}
        findings += [_finding(places[at], str(at[1]), refusal) for at, refusal in saved.refused.items()]
    if findings:
        transaction.set_rollback(True)
    elif changed:
        action = "figures.import_inputs" if thing is Thing.INPUTS else "figures.import_targets"
        ledger.record(actor=actor, action=action, kind=thing.value, key="", after={"file": name, "year": year})
    return StatedReport(tuple(findings), changed=0 if findings else changed)


def _subject(row: Row, year: int) -> Subject | None:
    regulation = rulebook.regulation_at(queries.months(year)[-1].end)
    if regulation is None:
        return None
    return subjects.resolve(regulation, SubjectKind(row.values["kind"]), row.values["subject"] or "")


def _finding(row: Row, column: str, refusal: Refused) -> Finding:
    mend = errors.MENDS.get(Code(refusal.code), "")
    return Finding(str(refusal.code), row.at(column), refusal.message, mend, refusal.data)
