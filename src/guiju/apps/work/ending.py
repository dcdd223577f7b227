"""How a piece of work ends, whoever brings it there: what is stored, and who hears of it."""

from datetime import datetime, timedelta

from django.utils.translation import ngettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions as records
from guiju.apps.work import asked, changing, errors, models, notify, proving, receiving, rules, schedule
from guiju.apps.work.actions import making
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did
from guiju.lang.kinds.choices import Evidence as Kind

State, Source = models.Work.State, models.Work.Source
UNDO = timedelta(minutes=10)  # for how long what one did can be taken back
FIELDS = ("state", "done", "done_by", "seconds_late", "closed", "evidence", "record", "next_step")
_MADE_BY_HAND = {Source.TASK, Source.ACTION}


def done(work: models.Work, *, actor: Actor, moment: datetime, said: str = "", did: Did = Did.DONE) -> int:
    """It is finished: checked for its evidence, timed, and closed or handed in; gives the new version."""
    _check_needs(work, actor)
    proving.check(work)
    work.done, work.seconds_late, work.next_step = moment, asked.lateness(work, moment), None
    work.done_by_id = changing.person_id(actor, work)
    if work.evidence.pop("asked", None):  # to be let off: nobody has to say so any more
        withdraw_reviews(work, actor=actor, moment=moment)
    receiver = _receiver(work, actor)
    if receiver is not None:
        work.state = State.REVIEW
        version = changing.save(work, actor=actor, did=Did.HANDED_IN, said=said, fields=FIELDS, after=_told(work))
        _review(work, receiver, actor=actor, moment=moment)
        return version
    work.state, work.closed = State.DONE, moment
    version = changing.save(work, actor=actor, did=did, said=said, fields=FIELDS, after=_told(work))
    passed_on(work, actor=actor, moment=moment)
    return version


def closed(work: models.Work, *, actor: Actor, did: Did, moment: datetime, said: str = "") -> int:
    """It ends in the state that the caller has set, whatever its evidence; gives the new version."""
    work.closed, work.next_step = moment, None
    fields = (*FIELDS, "excuse", "excused_by")
    version = changing.save(work, actor=actor, did=did, said=said, fields=fields, after=_told(work))
    withdraw_reviews(work, actor=actor, moment=moment)
    return version


def just_done(work: models.Work, moment: datetime) -> bool:
    """Whether it was done a moment ago, with nobody to receive it and nothing filed or decided with it."""
    if work.state != State.DONE or work.done is None or work.closed != work.done:
        return False
    plain = work.source in {Source.DUTY, *_MADE_BY_HAND} and work.wants not in {Kind.FORM, Kind.MINUTES}
    return plain and moment - work.done < UNDO


def reopened(work: models.Work, *, actor: Actor, did: Did, said: str = "") -> int:
    """What was handed in is to be done again; gives the new version."""
    work.state, work.done, work.done_by, work.seconds_late, work.closed = State.DOING, None, None, None, None
    work.next_step = schedule.following(work, clock.now())
    return changing.save(work, actor=actor, did=did, said=said, fields=FIELDS)


def passed_on(work: models.Work, *, actor: Actor, moment: datetime) -> None:
    """Tell who waited for it, and who is to hear that it is done."""
    duty = asked.duty(work)
    by = work.done_by.name if work.done_by else actor.name  # who did it, not who received it
    if duty is not None and duty.informed:
        here = standing()
        heard = {number for position in duty.informed for number in here.holders(position)} - {actor.number}
        _tell(work, heard, models.Notice.Level.INFORMED, "informed", moment, by, Did.DONE)
    if work.source in _MADE_BY_HAND:
        beside = _beside(work) - {actor.number}
        _tell(work, beside, models.Notice.Level.INFORMED, "done", moment, by, Did.DONE)
        for freed in _freed(work):
            number = freed.accountable.number if freed.accountable else ""
            _tell(freed, {number}, models.Notice.Level.ASKED, f"free:{work.pk}", moment, actor.name)


def _tell(
    work: models.Work, numbers: set[str], level: str, occasion: str, moment: datetime, by: str, did: str = ""
) -> None:
    if numbers:
        key, about = f"{work.pk}:{occasion}:{work.version}", {"by": by, "did": did}
        notify.tell(numbers=numbers, level=level, work=work, key=key, moment=moment, about=about)


def _receiver(work: models.Work, actor: Actor) -> receiving.Post | None:
    """Who receives it, without a number when nobody is there to; ``None`` when nobody has to. Never who did it."""
    duty = asked.duty(work)
    if duty is not None:
        return receiving.reviewer(standing(), duty.reviewer, actor.number, work.unit) if duty.reviewer else None
    if work.source not in _MADE_BY_HAND:
        return None
    named = models.Participant.objects.filter(work=work, part=models.Participant.Part.REVIEWER)
    number = named.values_list("person__number", flat=True).first()
    return receiving.post_of(standing(), number) if number and number != actor.number else None


def _review(work: models.Work, receiver: receiving.Post, *, actor: Actor, moment: datetime) -> None:
    whose = work.accountable.name if work.accountable else actor.name  # several may hand in the same on one day
    review = making.make(
        actor=actor,
        piece=making.Piece(
            source=Source.REVIEW,
            key=f"review:{work.pk}:{work.version}",
            title=f"{whose} · {work.title}",
            accountable=receiver.number,
            day=work.day,
            opens=moment,
            rule=work.rule,
            clause=work.clause,
            edition=work.edition,
            unit=receiver.unit or work.unit,
            position=receiver.position,
            parent=work.pk,
            project=work.project_id,
            record=work.record_id,
        ),
    )
    if receiver.number and work.record_id is not None:  # who is to judge it has to read it
        records.admit(record_id=work.record_id, numbers=[receiver.number])
    if receiver.number:
        _tell(review, {receiver.number}, models.Notice.Level.ASKED, "review", moment, actor.name)


def withdraw_reviews(work: models.Work, *, actor: Actor, moment: datetime) -> None:
    """Nobody has to receive it any more, or to say whether somebody is let off."""
    for review in work.children.filter(source__in=(Source.REVIEW, Source.APPROVAL), closed__isnull=True):
        review.state = State.CANCELLED
        closed(review, actor=actor, did=Did.CANCELLED, moment=moment)


def _check_needs(work: models.Work, actor: Actor) -> None:
    if work.source not in _MADE_BY_HAND:
        return
    found = models.Work.objects.filter(needed_by__work=work, closed__isnull=True).order_by("id")
    waiting = list(found.select_related("accountable", "made_by"))
    if waiting:
        titles = [one.title for one in rules.visible(actor, waiting)]
        hidden = len(waiting) - len(titles)
        more = [ngettext("%(n)s 件您看不到的事", "%(n)s 件您看不到的事", hidden) % {"n": hidden}] if hidden else []
        raise errors.refused(Code.NEEDS_OTHERS, items=[*titles, *more])


def _freed(work: models.Work) -> list[models.Work]:
    """Open work that waited for this and for nothing else any more."""
    waiting = models.Work.objects.filter(needs__needs=work, closed__isnull=True).select_related("accountable")
    return list(waiting.exclude(needs__needs__closed__isnull=True))


def _beside(work: models.Work) -> set[str]:
    heard = {models.Participant.Part.INFORMED, models.Participant.Part.CONSULTED}
    numbers = set(work.participants.filter(part__in=heard).values_list("person__number", flat=True))
    return numbers | ({work.made_by.number} if work.made_by else set())


def _told(work: models.Work) -> dict[str, object]:
    return {"seconds_late": work.seconds_late, "record": work.record_id} if work.done else {}
