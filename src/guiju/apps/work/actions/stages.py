"""Records that pass stages: filing, passing on and sending back, each with the work it ends and the work it makes.

Pages file, pass on, send back and withdraw records here and not by ``records.actions``, which knows of no work.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions as records
from guiju.apps.records.models import Record
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, changing, deputies, ending, errors, models, notify, receiving
from guiju.apps.work.actions import doing, making
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did
from guiju.lang.kinds import Form
from guiju.lang.kinds.choices import Evidence as Kind

Source, State = models.Work.Source, models.Work.State
Level, Part = models.Notice.Level, models.Participant.Part
Answers = Mapping[str, Any]  # Any: JSON, see records


@transaction.atomic
def file_record(
    *,
    actor: Actor,
    record_id: int,
    answers: Answers,
    version: int | None = None,
    day: date | None = None,
    pen: str = "",
    work_id: int | None = None,
) -> int:
    """File a draft: the work that asked for it is done, and the first stage's work is made. Gives the record's version.

    Without ``work_id`` it is the actor's own open work that asks for this form for that day, the one due first.
    Filing is refused as a whole when that work cannot be done by the actor.
    """
    new = records.file(actor=actor, record_id=record_id, answers=answers, version=version, day=day, pen=pen)
    record = Record.objects.select_related("author").get(pk=record_id)
    asking = changing.locked(work_id) if work_id is not None else _asking(actor, record)
    if asking is not None:
        doing.complete(actor=actor, work_id=asking.pk, version=asking.version, record_id=record_id)
    _go_on(record, actor)
    return new


@transaction.atomic
def pass_stage(*, actor: Actor, work_id: int, version: int, answers: Answers | None = None, said: str = "") -> int:
    """A stage is done, with what is filled in at it; the next one's work is made. Gives the work's new version."""
    work, stage = _stage(actor, work_id, version)
    records.fill(actor=actor, record_id=_record(work), answers=answers or {}, stage=stage, said=said)
    new = ending.done(work, actor=actor, moment=clock.now(), said=said)
    _go_on(Record.objects.select_related("author").get(pk=_record(work)), actor)
    return new


@transaction.atomic
def return_stage(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """Send a record back to the stage before, or to its author from the first, and say why."""
    work, stage = _stage(actor, work_id, version)
    records.send_back(actor=actor, record_id=_record(work), stage=stage, said=said)
    work.evidence["returned"] = True
    new = ending.done(work, actor=actor, moment=clock.now(), said=said, did=Did.GAVE_BACK)
    record = Record.objects.select_related("author").get(pk=_record(work))
    if record.stage:
        _go_on(record, actor, back=True)
    else:
        _to_author(record, actor, said)
    return new


@transaction.atomic
def withdraw_record(*, actor: Actor, record_id: int, version: int | None = None, said: str = "") -> int:
    """Take a filed record back: nobody has to work on it any more. Gives the record's version."""
    new = records.withdraw(actor=actor, record_id=record_id, version=version, said=said)
    for pk in models.Work.objects.filter(record=record_id, source=Source.STAGE, closed__isnull=True).values_list("pk"):
        work = changing.locked(pk[0])
        work.state = State.CANCELLED
        ending.closed(work, actor=actor, did=Did.CANCELLED, moment=clock.now(), said=said)
    return new


def _asking(actor: Actor, record: Record) -> models.Work | None:
    """The work that asks for a record: to mend it when it came back, else the first due that asks for its form."""
    current = models.Work.objects.filter(closed__isnull=True, wants=Kind.FORM, opens__lte=clock.now())
    current = current.exclude(state=State.REVIEW)
    back = current.filter(source=Source.STAGE, record=record).first()
    if back is not None:
        return back
    asks = current.filter(form=record.form, day=record.day, record__isnull=True).exclude(source=Source.STAGE)
    own = asks.filter(accountable__number=actor.number).order_by("due", "id").first()
    if own is not None:
        return own
    beside = asks.filter(participants__person__number=actor.number, participants__part=Part.RESPONSIBLE)
    return beside.order_by("due", "id").first()


def _stage(actor: Actor, work_id: int, version: int) -> tuple[models.Work, str]:
    """A stage's work that the actor may do now, locked, and the name of the stage."""
    work, tie = doing.mine(actor, work_id, version)
    stage = str(work.evidence.get("stage", ""))
    if work.source != Source.STAGE or not stage:
        raise errors.refused(Code.NOT_ALLOWED)
    if actor.number and asked.judged(work) == actor.number:
        raise errors.refused(Code.OWN_WORK)  # as a deputy, come down to them from who left, or as an administrator
    doing.stood_in(work, actor, tie)
    records.admit(record_id=_record(work), numbers=[actor.number])
    return work, stage


def _record(work: models.Work) -> int:
    if work.record_id is None:
        raise errors.refused(Code.UNKNOWN_WORK)
    return work.record_id


def _go_on(record: Record, actor: Actor, *, back: bool = False) -> None:
    """Make the work of the stage that a record now waits in; its author hears when it is through."""
    if record.state == Record.State.OPEN and record.stage:
        _make(record, actor, back=back)
    elif record.state == Record.State.CLOSED and record.author.number != actor.number:
        about = {"record": record.pk, "form": record.form, "title": record.title, "by": actor.name}
        key = f"record:{record.pk}:closed:{record.version}"
        numbers = [record.author.number]
        notify.tell(numbers=numbers, level=Level.INFORMED, work=None, key=key, moment=clock.now(), about=about)


def _make(record: Record, actor: Actor, *, back: bool) -> None:
    regulation = rulebook.regulation(record.edition)
    form = regulation.of(Form)[record.form]
    found = asked.stage_of(form, record.stage)
    if found is None:
        return
    here, now, stage = standing(), clock.now(), found[1]
    before = _before(record) if back else ""
    named = str(record.answers.get(stage.who.name, "")) if stage.who else ""
    rule, author = f"form:{form.name}", record.author.number
    post = receiving.stage_holder(here, stage.who, author, rule=rule, before=before, named=named)
    due = asked.within(now, stage.within, regulation, post.unit, post.position) if stage.within else None
    beside = {Part.RESPONSIBLE.value: post.up} if not post.number and post.up else {}
    work = _work(record, form, actor, post, stage.name, now, due, beside)
    reached = [one for number in (post.number, *post.up) if number for one in (number, *deputies.reached(number))]
    records.admit(record_id=record.pk, numbers=reached)
    _tell(work, [post.number] if post.number else list(post.up), actor, Level.RETURNED if back else Level.ASKED)


def _work(
    record: Record,
    form: Form,
    actor: Actor,
    post: receiving.Post,
    stage: str,
    now: datetime,
    due: datetime | None,
    beside: Mapping[str, tuple[str, ...]],
) -> models.Work:
    title = " ".join(filter(None, (form.name, f"#{record.number}" if record.number else "", stage, record.title)))
    return making.make(
        actor=actor,
        piece=making.Piece(
            source=Source.STAGE,
            key=f"stage:{record.pk}:{record.version}",
            title=title,
            accountable=post.number,
            day=now.date(),
            opens=now,
            due=due,
            rule=f"form:{form.name}",
            clause=form.clause,
            edition=record.edition,
            unit=post.unit,
            position=post.position,
            wants=Kind.TICK if stage else Kind.FORM,
            form=form.name,
            record=record.pk,
            evidence={"stage": stage},
            beside=beside,
        ),
    )


def _to_author(record: Record, actor: Actor, said: str) -> None:
    """Its author has to mend it and file it again."""
    form = rulebook.regulation(record.edition).of(Form)[record.form]
    post = receiving.post_of(standing(), record.author.number)
    work = _work(record, form, actor, post, "", clock.now(), None, {})
    _tell(work, [record.author.number], actor, Level.RETURNED, said)


def _before(record: Record) -> str:
    """Who did a stage the last time that the record was in it."""
    done = models.Work.objects.filter(record=record.pk, source=Source.STAGE, evidence__stage=record.stage)
    return done.order_by("-id").values_list("accountable__number", flat=True).first() or ""


def _tell(work: models.Work, numbers: list[str], actor: Actor, level: str, said: str = "") -> None:
    others = [number for number in numbers if number != actor.number]
    about = {"by": actor.name, "said": said[:500]}
    notify.tell(numbers=others, level=level, work=work, key=f"{work.pk}:made", moment=clock.now(), about=about)
