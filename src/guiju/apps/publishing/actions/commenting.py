"""征求意见: everybody bound is asked, says something or nothing, and gets an answer."""

from datetime import date, timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import demands, errands, errors, keeping, models, reading, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import LegState, Stage
from guiju.apps.refusal import Refused
from guiju.apps.work.models import Notice


@transaction.atomic
def ask(*, actor: Actor, publication_id: int, version: int, until: date | None = None) -> int:
    """Ask everybody bound for an opinion until a day, the earliest allowed unless given; gives the version."""
    row = _mine(actor, publication_id, version)
    if keeping.at(row, Stage.COMMENTS) is not None:
        raise errors.refused(Code.OTHER_STAGE)
    days = demands.of(row).comment_days
    first = clock.today() + timedelta(days=days)
    due = until or first
    if due < first:
        raise errors.refused(Code.DUE_TOO_SOON, days=days, first=first)
    keeping.begin(row, Stage.COMMENTS, actor, due=due)
    asked = [number for number in rules.bound(clock.today()) if number != row.number]
    errands.ask(row, errands.COMMENT, asked, due)
    if row.number:
        errands.ask(row, errands.CLOSE, [row.number], due + timedelta(days=1))
    return keeping.store(row, actor, "ask", until=due, people=len(asked))


@transaction.atomic
def comment(*, actor: Actor, publication_id: int, text: str, clause: str = "") -> int:
    """Say what one thinks of the text or of one of its clauses; gives the comment's number. As often as one likes."""
    row = _open_to(actor, publication_id)
    if not text.strip():
        raise errors.refused(Code.EMPTY)
    made = models.Comment.objects.create(
        publication=row,
        person_id=people.ids([actor.number])[actor.number],
        edition=row.edition_id,
        clause=clause,
        text=text.strip(),
        at=clock.now(),
    )
    after = {"publication": row.pk, "clause": clause, "text": made.text}
    ledger.record(actor=actor, action="publishing.comment", kind="comment", key=made.pk, after=after)
    errands.finish(row, errands.COMMENT, actor.number, actor)
    return made.pk


@transaction.atomic
def no_comment(*, actor: Actor, publication_id: int) -> None:
    """Say that one has read it and has nothing to say."""
    row = _open_to(actor, publication_id)
    errands.finish(row, errands.COMMENT, actor.number, actor)
    ledger.record(actor=actor, action="publishing.no_comment", kind="publication", key=row.pk)


@transaction.atomic
def answer(*, actor: Actor, comment_id: int, taken: bool, text: str) -> None:
    """Answer an opinion: whether it is taken up, and why. Whoever gave it hears of it."""
    if not rules.may_run(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = models.Comment.objects.select_for_update(of=("self",)).select_related("person").filter(pk=comment_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    publication = keeping.locked(row.publication_id)
    if not text.strip():
        raise errors.refused(Code.NEEDS_REASON)
    before = {"taken": row.taken, "answer": row.answer}
    row.taken, row.answer, row.answered_by, row.answered = taken, text.strip(), actor.name, clock.now()
    row.save()
    after = {"taken": taken, "answer": row.answer}
    ledger.record(actor=actor, action="publishing.answer", kind="comment", key=row.pk, before=before, after=after)
    about = {"by": actor.name, "said": row.answer[:500]}
    level = Notice.Level.INFORMED
    errands.tell(publication, [row.person.number], level, about, f"answer:{row.pk}:{row.answered:%Y%m%d%H%M%S}")


@transaction.atomic
def close_comments(*, actor: Actor, publication_id: int, version: int) -> int:
    """The opinions are in, each with its answer; gives the version. Not before the day unless all have spoken."""
    row = _mine(actor, publication_id, version)
    leg = keeping.at(row, Stage.COMMENTS)
    if leg is None:
        raise errors.refused(Code.OTHER_STAGE)
    held = holds_open(row)
    if held is not None:
        raise held
    silent = errands.waiting(row, errands.COMMENT)
    errands.cancel(row, actor, errands.COMMENT)
    errands.finish_all(row, errands.CLOSE, actor)
    asked = len(errands.numbers(row, errands.COMMENT))
    data = {"asked": asked, "silent": len(silent), "comments": row.comments.count()}
    keeping.end(row, Stage.COMMENTS, actor, data=data)
    return keeping.store(row, actor, "close_comments", **data)


def holds_open(row: models.Publication) -> Refused | None:
    """Why comments cannot be closed yet: somebody may still speak, or waits for an answer; nothing when they can."""
    leg = keeping.at(row, Stage.COMMENTS)
    if leg is not None and leg.due and clock.today() <= leg.due and errands.waiting(row, errands.COMMENT):
        return errors.refused(Code.COMMENTS_STILL_OPEN, due=leg.due)
    unanswered = row.comments.filter(taken__isnull=True).count()
    return errors.refused(Code.UNANSWERED, count=unanswered) if unanswered else None


def _open_to(actor: Actor, publication_id: int) -> models.Publication:
    if not actor.number or actor.number not in rules.bound(clock.today()):
        raise errors.refused(Code.NOT_ALLOWED)
    row = keeping.locked(publication_id)
    leg = reading.life(row).leg(Stage.COMMENTS)
    if leg.state != LegState.OPEN:
        raise errors.refused(Code.COMMENTS_CLOSED)
    return row


def _mine(actor: Actor, publication_id: int, version: int) -> models.Publication:
    if not rules.may_run(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    return keeping.locked(publication_id, version)
