"""Receiving what was handed in. Each gives the new version of the work that was handed in."""

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import changing, ending, errors, models, notify, rules
from guiju.apps.work.errors import Code
from guiju.apps.work.steps import Did

State, Source = models.Work.State, models.Work.Source


@transaction.atomic
def accept(*, actor: Actor, work_id: int, version: int, said: str = "") -> int:
    """It is good: the work is done as of when it was handed in. ``work_id`` is that work or its review."""
    moment = clock.now()
    work, review = _handed_in(actor, work_id, version)
    _close(review, actor, said)
    work.state, work.closed = State.DONE, moment
    new = changing.save(work, actor=actor, did=Did.ACCEPTED, said=said, fields=ending.FIELDS)
    _tell(work, actor, models.Notice.Level.INFORMED, Did.ACCEPTED, said)
    ending.passed_on(work, actor=actor, moment=moment)
    return new


@transaction.atomic
def give_back(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """It is not good yet, and why: the work is open again. ``work_id`` is that work or its review."""
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    work, review = _handed_in(actor, work_id, version)
    review.evidence["returned"] = True
    _close(review, actor, said, Did.GAVE_BACK)
    _tell(work, actor, models.Notice.Level.RETURNED, Did.GAVE_BACK, said)
    return ending.reopened(work, actor=actor, did=Did.GAVE_BACK, said=said)


def _handed_in(actor: Actor, work_id: int, version: int) -> tuple[models.Work, models.Work]:
    """The work that was handed in and its review, both locked."""
    found = changing.seen(work_id, version)
    if found.source == Source.REVIEW and found.parent_id is not None:
        review, work = found, changing.locked(found.parent_id)
    else:
        work = found
        pending = work.children.filter(source=Source.REVIEW, closed__isnull=True).values_list("pk", flat=True).first()
        if pending is None:
            changing.still_open(work)
            raise errors.refused(Code.NOT_HANDED_IN)
        review = changing.locked(pending)
    changing.still_open(review)
    if work.done_by is not None and work.done_by.number == actor.number:
        raise errors.refused(Code.OWN_WORK)
    if not rules.may_receive(actor, review, work):
        raise errors.refused(Code.NOT_ALLOWED)
    return work, review


def _close(review: models.Work, actor: Actor, said: str, did: Did = Did.DONE) -> None:
    moment = clock.now()
    review.state, review.done, review.seconds_late, review.closed = State.DONE, moment, 0, moment
    review.done_by_id = changing.person_id(actor, review)
    changing.save(review, actor=actor, did=did, said=said, fields=ending.FIELDS)


def _tell(work: models.Work, actor: Actor, level: str, did: Did, said: str) -> None:
    concerned = {row.number for row in (work.accountable, work.done_by) if row} - {actor.number}
    notify.tell(
        numbers=concerned,
        level=level,
        work=work,
        key=f"{work.pk}:{did.value}:{work.version}",
        moment=clock.now(),
        about={"by": actor.name, "did": did.value, "said": said[:500]},
    )
