"""Doing work: from starting it to its end. Each gives the new version."""

import re
from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.records import actions as records
from guiju.apps.rulebook import access
from guiju.apps.work import asked, changing, ending, errors, models, notify, proving, rules
from guiju.apps.work.errors import Code
from guiju.apps.work.steps import Did
from guiju.apps.work.values import Part
from guiju.lang.kinds.choices import Evidence as Kind

State, Source = models.Work.State, models.Work.Source
Level = models.Notice.Level
_MADE_BY_HAND = {Source.TASK, Source.ACTION}
_MENTION = re.compile(r"[@＠]([^\s@＠,，。、:：;；!！?？()（）]+)")


@transaction.atomic
def start(*, actor: Actor, work_id: int, version: int) -> int:
    """Begin; others see that somebody is at it."""
    work, _ = mine(actor, work_id, version)
    if work.state != State.TODO:
        return work.version
    work.state, work.started = State.DOING, clock.now()
    return changing.save(work, actor=actor, did=Did.STARTED, fields=("state", "started"))


@transaction.atomic
def complete(
    *,
    actor: Actor,
    work_id: int,
    version: int,
    said: str = "",
    ticks: Collection[int] = (),
    minutes: str = "",
    files: Collection[int] = (),
    record_id: int | None = None,
) -> int:
    """Finish with the evidence that it wants; with a reviewer it is handed in to them.

    ``ticks`` are the places (from 0) of checklist items, beside those ticked before; ``files`` ids of attachments.
    ``Refused``: NOT_ALLOWED, CHANGED_MEANWHILE, IS_CLOSED, NOT_OPEN_YET, NEEDS_….
    """
    work, tie = mine(actor, work_id, version)
    if work.source in rules.ENDED_ELSEWHERE and work.wants != Kind.FORM:
        raise errors.refused(Code.NOT_ALLOWED)
    moment = clock.now()
    proving.take(work, actor=actor, moment=moment, ticks=ticks, minutes=minutes, files=files, record_id=record_id)
    stood_in(work, actor, tie)
    return ending.done(work, actor=actor, moment=moment, said=said)


@transaction.atomic
def tick(*, actor: Actor, work_id: int, version: int, place: int, done: bool = True) -> int:
    """Tick one item of the checklist, or take the tick back."""
    work, _ = mine(actor, work_id, version)
    moment = clock.now()
    proving.tick(work, place, actor=actor, moment=moment, done=done)
    if work.state == State.TODO:
        work.state, work.started = State.DOING, moment
    said = ("" if done else "-") + str(place + 1)
    return changing.save(work, actor=actor, did=Did.TICKED, said=said, fields=("evidence", "state", "started"))


@transaction.atomic
def take_back(*, actor: Actor, work_id: int, version: int) -> int:
    """Take back what was handed in and not looked at, or what one did oneself a moment ago."""
    work = changing.seen(work_id, version)
    own = work.done_by is not None and work.done_by.number == actor.number
    if not rules.may_do(actor, work):
        raise errors.refused(Code.NOT_ALLOWED)
    if own and ending.just_done(work, clock.now()):
        return ending.reopened(work, actor=actor, did=Did.TOOK_BACK)
    changing.still_open(work)
    if work.state != State.REVIEW:
        raise errors.refused(Code.NOT_HANDED_IN)
    ending.withdraw_reviews(work, actor=actor, moment=clock.now())
    return ending.reopened(work, actor=actor, did=Did.TOOK_BACK)


@transaction.atomic
def excuse(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """A leader lets somebody off, and says why; what was missed or done late can be excused afterwards.

    What somebody else waits for, a step of a record or a review, can be reassigned and not let go: it would never end.
    """
    work = changing.seen(work_id, version)
    if work.closed is None and work.source in rules.ENDED_ELSEWHERE:
        raise errors.refused(Code.NOT_ALLOWED)
    if work.state in {State.EXCUSED, State.CANCELLED} or (work.state == State.DONE and not work.seconds_late):
        changing.still_open(work)
    _check_lead(actor, work, said)
    moment = clock.now()
    work.excuse, work.excused_by_id = said.strip(), changing.person_id(actor)
    if work.state != State.DONE:
        work.state = State.EXCUSED
    version = ending.closed(work, actor=actor, did=Did.EXCUSED, moment=work.closed or moment, said=said.strip())
    _tell_accountable(work, actor, Level.INFORMED, Did.EXCUSED, said)
    return version


@transaction.atomic
def cancel(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """A task is not wanted any more, and why; what a clause asks for can only be excused."""
    work = changing.still_open(changing.seen(work_id, version))
    if work.source not in _MADE_BY_HAND and not actor.trusted:
        raise errors.refused(Code.NOT_ALLOWED)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    if not rules.may_lead(actor, work):
        raise errors.refused(Code.NOT_ALLOWED)
    work.state = State.CANCELLED
    version = ending.closed(work, actor=actor, did=Did.CANCELLED, moment=clock.now(), said=said.strip())
    _tell_accountable(work, actor, Level.INFORMED, Did.CANCELLED, said)
    ending.passed_on(work, actor=actor, moment=clock.now())
    return version


@transaction.atomic
def reassign(*, actor: Actor, work_id: int, version: int, number: str, said: str = "") -> int:
    """Another person answers for it from now on, whom the actor may give work; both hear of it."""
    work = changing.still_open(changing.seen(work_id, version))
    if not rules.may_lead(actor, work):
        raise errors.refused(Code.NOT_ALLOWED)
    before = work.accountable.number if work.accountable else ""
    if before == number:
        return work.version
    person = changing.known([number])[number]
    if not rules.may_give(actor, number, work.project_id):
        raise errors.refused(Code.NOT_ALLOWED)
    if number == asked.judged(work):
        raise errors.refused(Code.OWN_WORK)
    work.accountable_id = person
    work.evidence["reassigned"] = True
    told = {"accountable": number}
    version = changing.save(
        work,
        actor=actor,
        did=Did.REASSIGNED,
        said=said,
        fields=("accountable", "evidence"),
        before={"accountable": before},
        after=told,
    )
    if work.record_id is not None:
        records.admit(record_id=work.record_id, numbers=[number])
    work.accountable = models.Work.objects.select_related("accountable").get(pk=work.pk).accountable
    _tell_accountable(work, actor, Level.ASKED, Did.REASSIGNED, said)
    _tell(work, {before}, actor, Level.INFORMED, Did.REASSIGNED, said)
    return version


@transaction.atomic
def remark(*, actor: Actor, work_id: int, said: str, files: Collection[int] = ()) -> int:
    """Say something; whoever is mentioned as @姓名 and may see the work hears of it. Leaves the version as it is."""
    work = changing.locked(work_id)
    if not rules.may_see(actor, work):
        raise errors.refused(Code.UNKNOWN_WORK)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    if files:
        proving.attach(work, files, actor)
        work.save(update_fields=["evidence"])
    step = changing.note(work, actor=actor, did=Did.REMARKED, said=said.strip())
    called = set(mentioned(said, work))
    _tell(work, called, actor, Level.MENTION, Did.REMARKED, said, step)
    concerned = {row.number for row in (work.accountable, work.made_by, work.done_by) if row}
    _tell(work, concerned - called, actor, Level.INFORMED, Did.REMARKED, said, step)
    return work.version


def mentioned(said: str, work: models.Work) -> Iterator[str]:
    """The 工号 of everybody whom a remark calls by name or 工号, and who may see the work."""
    called = set(_MENTION.findall(said))
    if not called:
        return
    for number, name in people.names(clock.today()):
        if any(word.startswith(name) or word == number for word in called):
            theirs = Actor(name, "", number=number, grants=access.grants(number, clock.today()))
            if rules.may_see(theirs, work):
                yield number


def stood_in(work: models.Work, actor: Actor, tie: Part) -> None:
    """Keep it visible that a deputy did something of it."""
    person = changing.person_id(actor) if tie is Part.DEPUTY else None
    if person is not None:
        part = models.Participant.Part.DEPUTY
        models.Participant.objects.get_or_create(work=work, person_id=person, part=part)


def mine(actor: Actor, work_id: int, version: int) -> tuple[models.Work, Part]:
    """Work that an actor may do now, locked, and why they may."""
    work = changing.still_open(changing.seen(work_id, version))
    tie = rules.part(actor, work)
    if not rules.may_do(actor, work, tie):
        raise errors.refused(Code.NOT_ALLOWED)
    if work.state == State.REVIEW:
        raise errors.refused(Code.CHANGED_MEANWHILE, **changing.last(work))
    if work.opens > clock.now():
        raise errors.refused(Code.NOT_OPEN_YET, at=f"{timezone.localtime(work.opens):%m-%d %H:%M}")
    return work, tie


def _check_lead(actor: Actor, work: models.Work, said: str) -> None:
    own = {row.number for row in (work.accountable, work.done_by) if row}
    if actor.number and actor.number in own:
        raise errors.refused(Code.OWN_WORK)
    if not rules.may_lead(actor, work):
        raise errors.refused(Code.NOT_ALLOWED)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)


def _tell_accountable(work: models.Work, actor: Actor, level: str, did: Did, said: str) -> None:
    _tell(work, {work.accountable.number} if work.accountable else set(), actor, level, did, said)


def _tell(
    work: models.Work, numbers: set[str], actor: Actor, level: str, did: Did, said: str, occasion: int | None = None
) -> None:
    notify.tell(
        numbers=numbers - {actor.number, ""},
        level=level,
        work=work,
        key=f"{work.pk}:{did.value}:{occasion or work.version}",
        moment=clock.now(),
        about={"by": actor.name, "did": did.value, "said": said[:500]},
    )
