"""Making the work that duties ask for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import batched
from typing import NamedTuple

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.people import queries as people
from guiju.apps.work import changing, models, notify, schedule
from guiju.apps.work.actions import making
from guiju.apps.work.plans import Wanted, basis, wanted
from guiju.apps.work.steps import Did

State, Source = models.Work.State, models.Work.Source
Part = models.Participant.Part
TOGETHER = 500  # pieces in one transaction: others get their turn in between
DAY = timedelta(days=1)


class Planned(NamedTuple):
    """What planning did: pieces made, changed to what is in force now, and cancelled."""

    made: int = 0
    changed: int = 0
    cancelled: int = 0

    def plus(self, other: "Planned") -> "Planned":
        """Both together."""
        return Planned(*(one + two for one, two in zip(self, other, strict=True)))


def plan_work(*, until: date, going: Callable[[], object] = lambda: None) -> Planned:
    """Make the work of all duties up to a day, by the regulation in force on each day; doing it again changes nothing.

    Undone pieces of days to come follow what is in force then: they are changed, or cancelled when nothing asks for
    them any more. What is done, begun or past stays as it was. ``going`` is called between two transactions.
    """
    now, actor = clock.now(), worker()
    beat = models.Beat.objects.get_or_create(pk=1)[0]
    made_from = basis(until)
    if beat.basis == made_from and beat.planned is not None and beat.planned >= until:
        return Planned()
    start, since = _window(beat, now, made_from)
    until = max(until, beat.planned or until)
    found = wanted(start, until)
    done = Planned()
    for some in batched(sorted(found.values(), key=lambda one: one.due.key), TOGETHER):
        done = done.plus(_make(some, now, since, actor))
        going()
    if beat.basis != made_from:
        done = done.plus(_withdraw(found, start, now, actor))
    _keep(beat, until, made_from, done, start, actor)
    return done


def _window(beat: models.Beat, now: datetime, made_from: str) -> tuple[date, date]:
    """From which day on work is planned, and from which day on it is made even when it is overdue already.

    What fell due while nobody planned is made late; but nobody is late with what a clause asks for since this moment.
    """
    today = now.date()
    if beat.planned is None:
        return today, date.max
    begin = min(today, beat.planned + DAY) if beat.basis != made_from else beat.planned + DAY
    return begin, beat.planned + DAY


@transaction.atomic
def _make(some: Sequence[Wanted], now: datetime, since: date, actor: Actor) -> Planned:
    """Make what is not there, and let what is there and untouched say what is wanted of it."""
    there = {
        row.key: row
        for row in models.Work.objects.select_for_update(of=("self",)).filter(key__in=[one.due.key for one in some])
    }
    ids = people.ids({number for one in some for number in one.numbers})
    fresh = [one for one in some if one.due.key not in there and (one.ends > now or one.due.on >= since)]
    rows = [making.row(one.piece, ids) for one in fresh]
    models.Work.objects.bulk_create(rows, ignore_conflicts=True)
    changed = [
        row
        for one in some
        if (row := there.get(one.due.key)) is not None and one.ends > now and _follow(row, one, ids, actor)
    ]
    _beside(some, ids)
    for day in {row.day for row in (*rows, *changed)}:
        changing.untold(day)
    _tell_of_vacancies(fresh, now)
    return Planned(made=len(rows), changed=len(changed))


def _follow(row: models.Work, one: Wanted, ids: Mapping[str, int], actor: Actor) -> bool:
    """Let an untouched piece say what is in force now; tells whether anybody would notice."""
    again = row.state == State.CANCELLED and "withdrawn" in row.evidence
    if not again and (row.state != State.TODO or row.started is not None):
        return False
    new = {name: getattr(one.piece, name) for name in _FOLLOWED}
    if not row.evidence.get("reassigned"):
        new["accountable_id"] = ids.get(one.piece.accountable)
    fields = {name for name, value in new.items() if getattr(row, name) != value}
    if not again and not fields:
        return False
    for name in fields:
        setattr(row, name, new[name])
    row.next_step = schedule.following(row, clock.now()) if row.next_step else schedule.first(row)
    seen = again or bool(fields - _UNSEEN)
    if again:
        row.state, row.closed = State.TODO, None
        row.evidence.pop("withdrawn", None)
        row.next_step = schedule.first(row)
    if not seen:
        row.save(update_fields=[*fields, "next_step"])
        return False
    did = Did.REOPENED if again else Did.EDITED
    changing.save(row, actor=actor, did=did, fields=(*fields, "next_step", "state", "closed", "evidence"))
    return True


_FOLLOWED = (
    "title",
    "clause",
    "edition",
    "unit",
    "position",
    "opens",
    "due",
    "day",
    "provisional",
    "wants",
    "form",
)
_UNSEEN = {"edition", "clause", "provisional"}


def _beside(some: Iterable[Wanted], ids: Mapping[str, int]) -> None:
    """Attendees, those who share it, and who hears of a vacancy stand beside the pieces that are still open."""
    keys = [one.due.key for one in some if one.piece.beside]
    if not keys:
        return
    rows = dict(models.Work.objects.filter(key__in=keys, closed__isnull=True).values_list("key", "pk"))
    meant = {
        (rows[one.due.key], ids[number], part)
        for one in some
        if one.due.key in rows
        for part, numbers in one.piece.beside.items()
        for number in numbers
        if number in ids
    }
    current = models.Participant.objects.filter(
        work__in=rows.values(), part__in=(Part.ATTENDS, Part.RESPONSIBLE), present__isnull=True
    )
    known = {(one.work_id, one.person_id, one.part): one.pk for one in current}
    gone = [pk for key, pk in known.items() if key not in meant]
    models.Participant.objects.filter(pk__in=gone).delete()
    models.Participant.objects.bulk_create(
        [
            models.Participant(work_id=work, person_id=person, part=part)
            for work, person, part in sorted(meant - set(known))
        ],
        ignore_conflicts=True,
    )


def _withdraw(found: Mapping[str, Wanted], start: date, now: datetime, actor: Actor) -> Planned:
    """Cancel untouched pieces of days to come that nothing asks for any more."""
    candidates = models.Work.objects.filter(
        rule__startswith="duty:", day__gte=max(start, now.date()), due__gt=now, state=State.TODO, started__isnull=True
    )
    keys = candidates.values_list("pk", "key")
    gone = [pk for pk, key in keys.iterator(chunk_size=2000) if key not in found]
    for some in batched(gone, TOGETHER):
        _cancel(some, now, actor)
    return Planned(cancelled=len(gone))


@transaction.atomic
def _cancel(some: Sequence[int], now: datetime, actor: Actor) -> None:
    rows = models.Work.objects.select_for_update(of=("self",)).filter(pk__in=some, state=State.TODO)
    days = set()
    for row in rows:
        row.state, row.closed, row.next_step = State.CANCELLED, now, None
        row.evidence["withdrawn"] = True
        days.add(row.day)
        fields = ("state", "closed", "next_step", "evidence")
        changing.save(row, actor=actor, did=Did.CANCELLED, fields=fields)
    for day in days:
        changing.untold(day)


def _tell_of_vacancies(fresh: Iterable[Wanted], now: datetime) -> None:
    """Whoever is up the line hears once a month of each duty that nobody is there to do."""
    vacant = {(one.due.duty, one.due.unit, one.due.position): one for one in fresh if not one.due.number}
    if not vacant:
        return
    rows = models.Work.objects.in_bulk([one.due.key for one in vacant.values()], field_name="key")
    for (duty, unit, position), one in vacant.items():
        notify.tell(
            numbers=one.up,
            level=models.Notice.Level.ESCALATED,
            work=rows.get(one.due.key),
            key=f"vacancy:{duty}:{unit}:{position}:{now:%Y-%m}",
            moment=now,
            about={"vacant": position or unit, "did": Did.WENT_UP.value},
        )


def _keep(beat: models.Beat, until: date, made_from: str, done: Planned, start: date, actor: Actor) -> None:
    """Remember how far work is planned, and what was done for it."""
    with transaction.atomic():
        planned = max(until, beat.planned) if beat.planned else until
        models.Beat.objects.filter(pk=1).update(planned=planned, basis=made_from)
        if any(done):
            after = {"from": start, "until": until, **done._asdict()}
            ledger.record(actor=actor, action="work.plan", kind="plan", key=until.isoformat(), after=after)
