"""What time brings to cases: appeals that nobody made, people who left, and what is to be forgotten."""

from datetime import datetime

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import worker
from guiju.apps.conduct import models, steps
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.apps.work import changing
from guiju.apps.work import models as work
from guiju.apps.work.steps import Did

Stage = models.Case.Stage


def tick(*, moment: datetime | None = None) -> int:
    """Do everything that time has brought; gives how many cases it changed. Safe twice and on several machines."""
    with clock.at(moment or clock.now()):
        return _final() + _expunge() + _hand_on()


def _final() -> int:
    """Decisions that were not appealed in time are final."""
    found = models.Case.objects.filter(stage=Stage.DECIDED, appealable__lt=clock.now())
    return sum(_closed(pk) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _closed(pk: int) -> int:
    case = models.Case.objects.select_for_update(of=("self",)).filter(pk=pk, stage=Stage.DECIDED).first()
    if case is None or case.appealable is None or case.appealable >= clock.now():
        return 0
    case.stage, case.closed = Stage.CLOSED, clock.now()
    steps.store(case, worker(), "close")
    return 1


def _expunge() -> int:
    """What has had its time is taken away: the ledger keeps the hash of what it said, and nobody the words."""
    found = models.Case.objects.filter(expunges__lt=clock.today(), stage__in=(Stage.CLOSED, Stage.DISMISSED))
    return sum(_expunged(pk) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _expunged(pk: int) -> int:
    case = models.Case.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if case is None:
        return 0
    steps.note(case, worker(), "expunge")
    steps.cancel(case)
    work.Notice.objects.filter(key__startswith=f"case:{case.pk}:").delete()
    case.delete()
    return 1


def _hand_on() -> int:
    """A step of somebody who has left goes to who holds the position now."""
    left = [one.number for one in people.people() if one.left is not None and one.left < clock.today()]
    gone = people.ids(left).values() if left else ()
    found = work.Work.objects.filter(source=work.Work.Source.CASE, closed__isnull=True, accountable__in=gone)
    return sum(_handed_on(pk) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _handed_on(pk: int) -> int:
    piece = changing.locked(pk)
    _, number, step, *_ = piece.key.split(":")
    case = models.Case.objects.select_related("about", "reporter", "decider").filter(pk=int(number)).first()
    if case is None:
        return 0
    rule = steps.prohibition(case)
    position = {steps.HEAR: rule.hears, steps.DECIDE: rule.decides, steps.JUDGE: rule.appeals_to}[step]
    decider = (case.decider.number,) if case.decider and step == steps.JUDGE else ()
    try:
        post = steps.whose(case, position, without=decider)
    except Refused:  # nobody is there: it waits until somebody is
        return 0
    person = people.ids([post.number])[post.number]
    piece.accountable_id = person
    changing.save(piece, actor=worker(), did=Did.REASSIGNED, fields=("accountable",))
    field = {steps.HEAR: "hearer", steps.DECIDE: "decider", steps.JUDGE: "judge"}[step]
    setattr(case, f"{field}_id", person)
    steps.store(case, worker(), "hand_on")
    steps.tell(case, post.number, "handed_on")
    return 1
