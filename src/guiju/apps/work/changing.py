"""The one way a piece of work changes: locked, of the version that was seen, with its step and its audit entry."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.work import errors, models, steps
from guiju.apps.work.errors import Code
from guiju.apps.work.steps import Did
from guiju.apps.work.values import Who

State = models.Work.State
YEARS = range(1970, 2200)
OPEN = (State.TODO, State.DOING, State.REVIEW)


def locked(work_id: int) -> models.Work:
    """A piece of work that nobody else changes until we are through."""
    found = models.Work.objects.select_for_update(of=("self",)).select_related("accountable")
    work = found.filter(pk=work_id).first()
    if work is None:
        raise errors.refused(Code.UNKNOWN_WORK)
    return work


def seen(work_id: int, version: int) -> models.Work:
    """A piece of work, locked, as somebody saw it; who changed it meanwhile is told to who comes second."""
    work = locked(work_id)
    if work.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE, **last(work))
    return work


def still_open(work: models.Work) -> models.Work:
    """The work, when there is still something to do about it."""
    if work.closed is not None:
        raise errors.refused(Code.IS_CLOSED, **last(work))
    return work


def save(
    work: models.Work,
    *,
    actor: Actor,
    did: Did,
    said: str = "",
    fields: Iterable[str] = (),
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:
    """Store what changed, with a step of its life and an entry of the ledger; gives the new version."""
    work.version += 1
    work.save(update_fields=[*fields, "version"])
    note(work, actor=actor, did=did, said=said, before=before, after=after)
    if "state" in fields or "due" in fields or "accountable" in fields:
        untold(work.day)
    return work.version


def note(
    work: models.Work,
    *,
    actor: Actor,
    did: Did,
    said: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:
    """Write down what was done to it, in its life and in the ledger; gives the number of the step."""
    step = models.Step.objects.create(
        work=work, at=clock.now(), who=actor.name, person_id=person_id(actor, work), did=did, said=said
    )
    told = {"state": work.state, **({"said": said} if said else {}), **(after or {})}
    ledger.record(
        actor=actor,
        action=f"work.{did.value}",
        kind="work",
        key=work.pk,
        before=before,
        after=told,
        clause=work.clause,
    )
    return step.pk


def person_id(actor: Actor, work: models.Work | None = None) -> int | None:
    """The row of whoever acts; ``None`` for who is not in the roster."""
    if not actor.number:
        return None
    if work is not None and work.accountable is not None and work.accountable.number == actor.number:
        return work.accountable.pk
    return people.ids([actor.number]).get(actor.number)


def known(numbers: Iterable[str]) -> dict[str, int]:
    """The rows of people; ``Refused`` for a 工号 that is not in the roster."""
    wanted = list(dict.fromkeys(numbers))
    found = people.ids(wanted) if wanted else {}
    for number in wanted:
        if number not in found:
            raise errors.refused(Code.UNKNOWN_PERSON, number=number)
    return found


def untold(day: date) -> None:
    """The lake does not know yet how the work of a day now stands."""
    if not models.Untold.objects.filter(day=day).update(mark=F("mark") + 1):
        models.Untold.objects.bulk_create([models.Untold(day=day)], ignore_conflicts=True)


def of_this_age(*days: date | None) -> None:
    """``Refused`` for a slip of the keyboard: a day that no calendar is asked about, and after which none may come."""
    if any(day is not None and day.year not in YEARS for day in days):
        raise errors.refused(Code.OTHER_AGE, first=YEARS[0], last=YEARS[-1])


def who(person: object) -> Who:
    """A person of a row as a value."""
    return Who(getattr(person, "number", ""), getattr(person, "name", "")) if person else Who()


def last(work: models.Work) -> dict[str, object]:
    """Who did what to it last."""
    step = models.Step.objects.filter(work=work).order_by("-id").first()
    at = timezone.localtime(step.at if step else work.created)
    did = steps.word(Did(step.did)) if step else steps.word(Did.MADE)
    return {"who": step.who if step else "", "at": f"{at:%m-%d %H:%M:%S}", "did": did, "work": work.pk}
