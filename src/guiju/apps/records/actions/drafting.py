"""Drafts: saved as one types, whatever is typed, so that nothing of it is lost."""

from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import changing, errors, forms, rules
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Record
from guiju.apps.records.values import Answers
from guiju.apps.refusal import Refused
from guiju.lang.kinds.form.model import Form


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    form: str,
    answers: Answers,
    record_id: int | None = None,
    day: date | None = None,
    version: int | None = None,
    pen: str = "",
) -> int:
    """Save what somebody has typed so far, again and again while they type; gives the record's id.

    Nothing is judged: that is for ``file``. ``day`` is the day that it is about, today when there is none.
    ``version`` is what the page showed: who has an older one is refused, unless ``pen`` names the page that saved
    last. A page that saves twice before it has learnt of its draft has one draft. Only opening a draft goes into the
    ledger, not each stroke.
    """
    known = record_id if record_id is not None else _of_page(actor, form, pen)
    if known is None:
        row = _opened(actor, form, day or clock.today())
    else:
        row = own_draft(actor, known)
        changing.same(row, version if record_id is not None else None, pen)
        row.version += 1
    declared = _declared(row, day or row.day)
    cleaned = changing.bearable(answers)
    changing.join_files(row, forms.asked(declared), cleaned, actor)
    row.answers, row.day = cleaned, day or row.day
    if row.number is None:  # what came back stands in registers as it was filed
        row.title = changing.title(declared, cleaned)
    row.changed, row.pen = clock.now(), pen[:20]
    row.save()
    return row.pk


@transaction.atomic
def discard(*, actor: Actor, record_id: int) -> None:
    """Throw a draft away that was never filed; nobody but its author has seen it."""
    row = own_draft(actor, record_id)
    if row.number is not None:
        raise errors.refused(Code.NOT_A_DRAFT)
    ledger.record(actor=actor, action="records.discard", kind="record", key=row.form, before={"record": row.pk})
    row.attachments.update(record=None, at=clock.now())
    row.delete()


def own_draft(actor: Actor, record_id: int) -> Record:
    """A draft of the actor's; ``Refused`` for another's as if there were none."""
    row = changing.locked(record_id)
    if not actor.number or row.author.number != actor.number:
        raise errors.refused(Code.UNKNOWN_RECORD)
    if row.state != Record.State.DRAFT:
        raise errors.refused(Code.NOT_A_DRAFT)
    return row


def _of_page(actor: Actor, form: str, pen: str) -> int | None:
    """The draft that a page has opened already, by its pen."""
    mine = Record.objects.filter(author__number=actor.number, state=Record.State.DRAFT, form=form, pen=pen[:20])
    return mine.values_list("pk", flat=True).first() if pen else None


def _declared(row: Record, day: date) -> Form:
    """The form as it counts now; as it was when the draft was opened once it is declared no more."""
    try:
        return forms.on(row.form, day)[1]
    except Refused:
        return forms.in_edition(row.edition, row.form)[1]


def _opened(actor: Actor, form: str, day: date) -> Record:
    person = changing.person(actor)
    regulation, declared = forms.on(form, day)
    if not rules.may_file(actor, regulation, declared):
        raise errors.refused(Code.NOT_ALLOWED)
    now = clock.now()
    row = Record.objects.create(
        form=declared.name,
        edition=regulation.hash,
        clause=declared.clause,
        author=person,
        unit=changing.unit_of(regulation, person.number),
        day=day,
        created=now,
        changed=now,
    )
    ledger.record(actor=actor, action="records.open", kind="record", key=row.form, after={"record": row.pk})
    return row
