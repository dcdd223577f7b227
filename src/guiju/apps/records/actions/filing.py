"""Filing a record under the rules of its form, amending what was filed, and taking it back."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import cells, changing, checking, errors, forms, reading, rules, stages, surroundings
from guiju.apps.records.actions import drafting
from guiju.apps.records.errors import Code
from guiju.apps.records.known import Known
from guiju.apps.records.models import Record, Shelf, Version
from guiju.apps.records.scope import Answered
from guiju.apps.records.surroundings import Surroundings
from guiju.apps.records.values import Answers
from guiju.lang.kinds.form.model import Field, Form


@transaction.atomic
def file(
    *,
    actor: Actor,
    record_id: int,
    answers: Answers,
    version: int | None = None,
    day: date | None = None,
    pen: str = "",
) -> int:
    """File a draft; gives the record's new version.

    Judged by the form that is in force on the day it is about. Raises ``Refused`` with ``problems`` (a tuple of
    ``Problem``) when an answer cannot be read, is lacking, or breaks a check: then the draft stays as it was. It gets
    the next number of its form, without gaps, and waits in the first stage; without stages it is closed. A record
    that came back keeps its number.
    """
    row = drafting.own_draft(actor, record_id)
    changing.same(row, version, pen)
    row.day = day or row.day
    regulation, form = forms.on(row.form, row.day)
    if not rules.may_file(actor, regulation, form):
        raise errors.refused(Code.NOT_ALLOWED)
    fields = forms.asked(form)
    around = surroundings.of(regulation, form, row.author.number, row.day)
    kept = judged(form, fields, changing.bearable(answers), around)
    changing.join_files(row, fields, kept, actor)
    row.answers = kept | _of_later_stages(row, form)
    row.edition, row.clause, row.form = regulation.hash, form.clause, form.name
    first = row.number is None
    if first:
        row.number, row.filed = _next_number(form.name), clock.now()
        row.unit = changing.unit_of(regulation, row.author.number)
    row.stage = stages.following(form, "", Answered(form, row.answers, around))
    row.state = Record.State.OPEN if row.stage else Record.State.CLOSED
    row.title = changing.title(form, row.answers)
    changing.enter(row, actor, Version.Did.FILED)
    cells.write(row, form, cells.columns(form, first=row.number == 1), anew=not first)
    told(actor, "records.file", row)
    return row.version


@transaction.atomic
def amend(*, actor: Actor, record_id: int, answers: Answers, version: int | None, said: str = "") -> int:
    """Change answers of a filed record; what it held before is kept. Gives its new version.

    ``answers`` hold the fields to change and leave the others as they are. Who may change which fields
    ``rules.amendable`` says. Nothing changes when all answers are as before.
    """
    row = changing.locked(record_id)
    regulation, form = forms.in_edition(row.edition, row.form)
    if row.number is None or row.state == Record.State.DRAFT:
        raise errors.refused(Code.NOT_FILED)
    if not rules.may_read(actor, regulation, form, row):
        raise errors.refused(Code.UNKNOWN_RECORD)
    may = rules.amendable(actor, form, row, row.versions.all())
    if not set(answers) <= may or not may:
        raise errors.refused(_why_not(actor, row))
    changing.same(row, version)
    fields = [field for field in form.fields if field.name in answers]
    around = surroundings.of(regulation, form, row.author.number, row.day)
    others = {name: kept for name, kept in row.answers.items() if name not in answers}
    kept = judged(form, fields, changing.bearable(answers), around, others)
    changing.join_files(row, fields, kept, actor)
    before, row.answers = row.answers, others | kept
    if before == row.answers:
        return row.version
    row.title = changing.title(form, row.answers)
    changing.enter(row, actor, Version.Did.AMENDED, before=before, said=said)
    cells.write(row, form, cells.columns(form, first=False), anew=True)
    told(actor, "records.amend", row)
    return row.version


@transaction.atomic
def withdraw(*, actor: Actor, record_id: int, version: int | None, said: str = "") -> int:
    """Take a filed record back; it stays to be read, under its number. Gives its new version."""
    row = changing.locked(record_id)
    regulation, form = forms.in_edition(row.edition, row.form)
    if not rules.may_read(actor, regulation, form, row):
        raise errors.refused(Code.UNKNOWN_RECORD)
    if row.number is None:
        raise errors.refused(Code.NOT_FILED)
    if not rules.may_withdraw(actor, form, row, row.versions.all()):
        raise errors.refused(_why_not(actor, row))
    changing.same(row, version)
    if row.state == Record.State.DRAFT:  # came back: what was filed stands
        row.answers = Version.objects.filter(record=row, did=Version.Did.RETURNED).latest("version").answers or {}
    row.state, stage, row.stage = Record.State.WITHDRAWN, row.stage, ""
    changing.enter(row, actor, Version.Did.WITHDRAWN, stage=stage, said=said)
    told(actor, "records.withdraw", row)
    return row.version


def judged(
    form: Form, fields: Sequence[Field], answers: Answers, around: Surroundings, others: Answers | None = None
) -> dict[str, Any]:  # Any: JSON, stored answers
    """The answers to these fields as they are kept; ``Refused`` with every problem there is.

    ``others`` are the answers to the other fields, which the checks may speak of too.
    """
    kept, problems = reading.read(fields, answers, Known(around), form.clause)
    unread = {problem.field for problem in problems}
    problems += [one for one in checking.lacking(fields, kept, form.clause) if one.field not in unread]
    problems += checking.broken(form, fields, Answered(form, {**(others or {}), **kept}, around))
    if problems:
        raise errors.refused(Code.PROBLEMS, count=len(problems), problems=tuple(problems))
    return kept


def told(actor: Actor, action: str, row: Record, **more: object) -> None:
    """Write in the ledger that a record was changed; of its answers the digest alone, for they may be private."""
    digest = sha256(json.dumps(row.answers, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    after = {"record": row.pk, "version": row.version, "answers": digest, **more}
    ledger.record(actor=actor, action=action, kind="record", key=f"{row.form} #{row.number}", after=after)


def _of_later_stages(row: Record, form: Form) -> dict[str, Any]:
    """What stages had filled in before the record came back."""
    last = row.versions.filter(did=Version.Did.RETURNED).order_by("-version").values_list("answers", flat=True).first()
    own = {field.name for field in forms.asked(form)}
    return {name: kept for name, kept in (last or {}).items() if name not in own}


def _next_number(form: str) -> int:
    """The next number of a form; whoever asks holds the form until the transaction is through, so none is lost."""
    Shelf.objects.get_or_create(form=form)
    shelf = Shelf.objects.select_for_update().get(form=form)
    shelf.last += 1
    shelf.save(update_fields=["last"])
    return shelf.last


def _why_not(actor: Actor, row: Record) -> Code:
    if row.state == Record.State.WITHDRAWN:
        return Code.IS_WITHDRAWN
    return Code.STAGE_PASSED if row.author.number == actor.number else Code.NOT_ALLOWED
