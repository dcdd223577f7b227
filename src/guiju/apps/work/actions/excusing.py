"""Asking to be let off: a leader says yes or no, with one thumb, and both stand in the life of the work."""

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.work import changing, ending, errors, models, notify, rules
from guiju.apps.work.actions import doing, making
from guiju.apps.work.errors import Code
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did

State, Source = models.Work.State, models.Work.Source
Level = models.Notice.Level


@transaction.atomic
def ask(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """Ask who one reports to to be let off, and say why; asking again changes nothing. Leaves the version as it is."""
    work, _ = doing.mine(actor, work_id, version)
    if work.source in rules.ENDED_ELSEWHERE:  # nobody could say yes, see doing.excuse
        raise errors.refused(Code.NOT_ALLOWED)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    if work.children.filter(source=Source.APPROVAL, closed__isnull=True).exists():
        return work.version
    number = work.accountable.number if work.accountable else actor.number
    leader = next((one for level in standing().above(number) for one in level if one != actor.number), "")
    if not leader:
        raise errors.refused(Code.NO_REVIEWER)
    work.evidence["asked"] = True
    work.save(update_fields=["evidence"])
    step = changing.note(work, actor=actor, did=Did.ASKED_EXCUSE, said=said.strip())
    approval = making.make(
        actor=actor,
        piece=making.Piece(
            source=Source.APPROVAL,
            key=f"excuse:{work.pk}:{step}",
            title=work.title,
            accountable=leader,
            day=clock.today(),
            opens=clock.now(),
            detail=said.strip(),
            rule=work.rule,
            clause=work.clause,
            edition=work.edition,
            unit=work.unit,
            parent=work.pk,
        ),
    )
    changing.note(approval, actor=actor, did=Did.ASKED_EXCUSE, said=said.strip())
    _tell(approval, {leader}, actor, Level.ASKED, Did.ASKED_EXCUSE, said)
    return work.version


@transaction.atomic
def answer(*, actor: Actor, work_id: int, version: int, lets_off: bool, said: str = "") -> int:
    """Say yes or no to who asked; ``work_id`` is the approval. Gives the version of the work that it is about."""
    approval = changing.still_open(changing.seen(work_id, version))
    if approval.source != Source.APPROVAL or approval.parent_id is None:
        raise errors.refused(Code.NOT_ALLOWED)
    about = approval.parent_id
    approval, _ = doing.mine(actor, work_id, version)
    if approval.made_by is not None and approval.made_by.number == actor.number:
        raise errors.refused(Code.OWN_WORK)  # as the deputy of whom they asked, or as an administrator
    if not lets_off and not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    moment = clock.now()
    approval.state, approval.done, approval.seconds_late, approval.closed = State.DONE, moment, 0, moment
    approval.done_by_id = changing.person_id(actor, approval)
    changing.save(approval, actor=actor, did=Did.DONE, said=said.strip(), fields=ending.FIELDS)
    work = changing.still_open(changing.locked(about))
    if lets_off:
        return doing.excuse(actor=actor, work_id=work.pk, version=work.version, said=said.strip() or approval.detail)
    changing.note(work, actor=actor, did=Did.DENIED_EXCUSE, said=said.strip())
    concerned = {row.number for row in (work.accountable, approval.made_by) if row} - {actor.number}
    _tell(work, concerned, actor, Level.RETURNED, Did.DENIED_EXCUSE, said)
    return work.version


def _tell(work: models.Work, numbers: set[str], actor: Actor, level: str, did: Did, said: str) -> None:
    key = f"{work.pk}:{did.value}:{clock.now().timestamp():.0f}"
    about = {"by": actor.name, "did": did.value, "said": said.strip()[:500]}
    notify.tell(numbers=numbers, level=level, work=work, key=key, moment=clock.now(), about=about)
