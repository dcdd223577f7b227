"""A record passes its stages, filled in and passed on or sent back; who holds a stage's work the work app knows."""

from collections.abc import Iterable

from django.db import transaction

from guiju.apps.audit.actor import Actor
from guiju.apps.people.models import Person
from guiju.apps.records import cells, changing, consequences, errors, forms, reading, rules, stages, surroundings
from guiju.apps.records.actions import filing
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Reader, Record, Version
from guiju.apps.records.scope import Answered
from guiju.apps.records.values import Answers
from guiju.lang import Regulation
from guiju.lang.kinds.form.model import Form, Stage


@transaction.atomic
def fill(
    *,
    actor: Actor,
    record_id: int,
    answers: Answers,
    stage: str,
    next_stage: str | None = None,
    said: str = "",
    version: int | None = None,
) -> int:
    """Fill in what a stage asks for and pass the record on; gives its new version.

    It goes to ``next_stage`` (empty: it is done), or without one to the stage that the form says. Whether the actor
    holds the work of the stage is for the caller to see; here they must at least be able to read the record.
    """
    row, regulation, form, here = _waiting(actor, record_id, stage, version)
    if here.corrects and not said.strip() and not consequences.follows(row.pk):
        raise errors.refused(Code.NEEDS_CORRECTION)
    fields = forms.asked(form, stage)
    around = surroundings.of(regulation, form, row.author.number, row.day)
    others = {name: kept for name, kept in row.answers.items() if name not in {field.name for field in fields}}
    kept = filing.judged(form, fields, changing.bearable(answers), around, others)
    changing.join_files(row, fields, kept, actor)
    before, row.answers = row.answers, others | kept
    if next_stage is None:
        next_stage = stages.following(form, stage, Answered(form, row.answers, around))
    elif next_stage and stages.named(form, next_stage) is None:
        raise errors.refused(Code.UNKNOWN_STAGE, stage=next_stage)
    row.stage = next_stage
    row.state = Record.State.OPEN if next_stage else Record.State.CLOSED
    row.title = changing.title(form, row.answers)
    changed = before != row.answers
    changing.enter(row, actor, Version.Did.PASSED, stage=stage, before=before if changed else None, said=said)
    if changed:
        cells.write(row, form, cells.columns(form, first=False), anew=True)
    filing.told(actor, "records.pass", row, stage=stage, to=next_stage)
    return row.version


@transaction.atomic
def send_back(*, actor: Actor, record_id: int, stage: str, said: str, version: int | None = None) -> int:
    """Send a record back to the stage before, or from the first to its author, who may then type on.

    Says why. Gives its new version; ``Record.stage`` says where it is, empty with its author.
    """
    row, regulation, form, here = _waiting(actor, record_id, stage, version)
    if not here.may_return:
        raise errors.refused(Code.NO_RETURN, stage=stage)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    around = surroundings.of(regulation, form, row.author.number, row.day)
    row.stage = stages.before(form, stage, Answered(form, row.answers, around))
    filed = row.answers
    if not row.stage:
        row.state = Record.State.DRAFT
        own = forms.asked(form)
        row.answers = {field.name: reading.editable(field, filed.get(field.name)) for field in own}
    changing.enter(row, actor, Version.Did.RETURNED, stage=stage, before=None if row.stage else filed, said=said)
    filing.told(actor, "records.return", row, stage=stage, to=row.stage)
    return row.version


@transaction.atomic
def admit(*, record_id: int, numbers: Iterable[str]) -> None:
    """Let people read a record because they have work in it; safe to say twice."""
    row = changing.locked(record_id)
    people = Person.objects.filter(number__in=set(numbers))
    Reader.objects.bulk_create(
        (Reader(record=row, person=person, form=row.form) for person in people), ignore_conflicts=True
    )


def _waiting(actor: Actor, record_id: int, stage: str, version: int | None) -> tuple[Record, Regulation, Form, Stage]:
    """A record that waits in a stage, the regulation and form that it is judged by, and the stage."""
    row = changing.locked(record_id)
    regulation, form = forms.in_edition(row.edition, row.form)
    if not (actor.trusted or rules.may_read(actor, regulation, form, row)):
        raise errors.refused(Code.UNKNOWN_RECORD)
    changing.same(row, version)
    here = stages.named(form, stage)
    if row.state != Record.State.OPEN or row.stage != stage or here is None:
        raise errors.refused(
            Code.IS_WITHDRAWN if row.state == Record.State.WITHDRAWN else Code.OTHER_STAGE, stage=stage
        )
    return row, regulation, form, here
