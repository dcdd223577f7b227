"""What time brings to publications: versions come into force, joiners have theirs to sign, leavers need not."""

from datetime import datetime

from django.db import transaction

from guiju.apps import clock, remember
from guiju.apps.audit.actor import worker
from guiju.apps.publishing import errands, keeping, models, reading, rules
from guiju.apps.publishing.actions import announcing
from guiju.apps.publishing.values import LegState, Stage, State
from guiju.apps.rulebook import queries as rulebook


def tick(*, moment: datetime | None = None) -> int:
    """Do everything that time has brought; gives how much changed. Safe twice and on several machines."""
    with clock.at(moment or clock.now()), remember.remembered():
        return _enter() + _leave() + _signers()


def _enter() -> int:
    """Announced versions whose day has come are in force, and what they amend is not any more."""
    due = models.Publication.objects.filter(state=State.ANNOUNCED, in_force_from__lte=clock.today())
    return sum(_in_force(pk) for pk in list(due.order_by("in_force_from").values_list("pk", flat=True)))


@transaction.atomic
def _in_force(pk: int) -> int:
    row = keeping.locked(pk)
    if row.state != State.ANNOUNCED:
        return 0
    row.state = State.IN_FORCE
    if row.legs.filter(passage=Stage.NOTICE, state=LegState.OPEN).exists():
        keeping.end(row, Stage.NOTICE, worker())
    keeping.store(row, worker(), "in_force")
    return 1


def _leave() -> int:
    """What another version has taken the place of is amended, what was repealed is no more; nobody signs it now."""
    current = rulebook.edition_at(clock.today())
    past = models.Publication.objects.filter(state=State.IN_FORCE, repeals=False).exclude(edition=current)
    return sum(_amended(pk) for pk in list(past.values_list("pk", flat=True)))


@transaction.atomic
def _amended(pk: int) -> int:
    row = keeping.locked(pk)
    if row.state != State.IN_FORCE:
        return 0
    repealed = rulebook.repealed_from(row.edition_id) is not None
    row.state = State.REPEALED if repealed else State.AMENDED
    errands.cancel(row, worker(), errands.SIGN)
    keeping.store(row, worker(), "repealed" if repealed else "amended")
    return 1


def _signers() -> int:
    """Who joined since has the text to sign, who left need not; once all have signed that stage is over."""
    found = models.Publication.objects.filter(state__in=(State.ANNOUNCED, State.IN_FORCE), repeals=False)
    return sum(_follow(pk) for pk in list(found.values_list("pk", flat=True)))


def _follow(pk: int) -> int:
    row = models.Publication.objects.select_related("edition").get(pk=pk)
    bound = set(rules.bound(clock.today()))
    waiting = set(errands.waiting(row, errands.SIGN))
    signed = set(models.Signature.objects.filter(edition=row.edition_id).values_list("person__number", flat=True))
    gone, lacking = waiting - bound, bound - signed - waiting
    leg = reading.life(row).leg(Stage.SIGNATURE)
    if not gone and (not lacking or leg.state == LegState.SKIPPED) and (waiting or leg.state != LegState.OPEN):
        return 0
    with transaction.atomic():
        row = keeping.locked(pk)
        done = errands.cancel(row, worker(), errands.SIGN, numbers=gone)
        done += announcing.ask_to_sign(row, worker()) if lacking else 0
        if not (bound - signed) and leg.state == LegState.OPEN:
            keeping.end(row, Stage.SIGNATURE, worker(), data={"signed": len(signed)})
            done += 1
    return done
