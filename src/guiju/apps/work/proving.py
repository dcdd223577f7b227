"""What shows that work was done: taken with it when it is finished, and refused when it is not there."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from fractions import Fraction

from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import points
from guiju.apps.records import actions as records
from guiju.apps.records.models import Attachment, Record
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, errors, models
from guiju.apps.work.errors import Code
from guiju.apps.work.values import File, Reading
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Metric
from guiju.lang.kinds.choices import Evidence as Kind
from guiju.lang.kinds.duty.recurrence import Every
from guiju.lang.values import Missing, Reason, Why

_GRAINS = {Every.DAY: Grain.DAY, Every.WEEK: Grain.WEEK}


def take(
    work: models.Work,
    *,
    actor: Actor,
    moment: datetime,
    ticks: Collection[int] = (),
    minutes: str = "",
    files: Collection[int] = (),
    record_id: int | None = None,
) -> None:
    """Lay what was brought beside the work, and the figures that it keeps; nothing is stored yet."""
    for place in ticks:
        tick(work, place, actor=actor, moment=moment, done=True)
    if minutes.strip():
        work.evidence["minutes"] = minutes.strip()
    attach(work, files, actor)
    if record_id is not None:
        work.record_id = record_id
    if names := asked.metrics(work):
        work.evidence["figures"] = [_kept(reading) for reading in readings(work, names)]


def check(work: models.Work) -> None:
    """``Refused`` unless the evidence that the work wants is there."""
    if work.wants == Kind.FORM:
        _check_record(work)
    if work.wants == Kind.MINUTES and not work.evidence.get("minutes"):
        raise errors.refused(Code.NEEDS_MINUTES)
    if missing := list(unticked(work)):
        raise errors.refused(Code.NEEDS_TICKS, count=len(missing), items=missing)
    if work.wants == Kind.FILE and not work.evidence.get("files"):
        raise errors.refused(Code.NEEDS_FILE)


def tick(work: models.Work, place: int, *, actor: Actor, moment: datetime, done: bool) -> None:
    """Tick an item of the checklist or take the tick back; places that the list does not have are passed over."""
    ticks = dict(work.evidence.get("ticks", {}))
    if done and 0 <= place < len(asked.checklist(work)):
        ticks.setdefault(str(place), {"by": actor.name, "at": moment.isoformat()})
    elif not done:
        ticks.pop(str(place), None)
    work.evidence["ticks"] = ticks


def unticked(work: models.Work) -> Iterator[str]:
    """The items of the checklist that are not ticked."""
    ticks = work.evidence.get("ticks", {})
    return (text for place, text in enumerate(asked.checklist(work)) if str(place) not in ticks)


def attach(work: models.Work, files: Collection[int], actor: Actor) -> None:
    """Keep files with the work, beside those it has; ``Refused`` for those that the actor has not just brought."""
    kept = work.evidence.get("files", [])
    fresh = [one for one in dict.fromkeys(files) if one not in kept]
    if fresh:
        records.hold(actor=actor, ids=fresh, holder=f"work:{work.pk}")
        work.evidence["files"] = [*kept, *fresh]


def attached(work: models.Work) -> tuple[File, ...]:
    """The files kept with the work, in the order that they came."""
    ids = work.evidence.get("files", [])
    found = Attachment.objects.in_bulk(ids)
    rows = [found[one] for one in ids if one in found]
    return tuple(File(row.pk, row.name, row.media_type, row.size) for row in rows)


def readings(work: models.Work, names: Collection[str]) -> tuple[Reading, ...]:
    """The figures of some metrics as they now stand, of the period that the work looks back on."""
    period = looked_back_on(work)
    board = points.board(period, metrics=names)
    declared = rulebook.regulation(work.edition).of(Metric) if work.edition else {}
    found = []
    for name in names:
        point, unit = board.get(name), declared[name].unit if name in declared else ""
        none = Missing((Reason(Why.UNKNOWN, name),))
        found.append(
            Reading(name, point.value, unit, str(period), point.provisional, point.through)
            if point
            else Reading(name, none, unit, str(period))
        )
    return tuple(found)


def kept_readings(work: models.Work) -> tuple[Reading, ...]:
    """The figures as they stood when the work was done."""
    return tuple(_read(one) for one in work.evidence.get("figures", ()))


def looked_back_on(work: models.Work) -> Period:
    """The period whose figures belong to the work.

    What comes round daily looks at the day before. In the first half of a week or month one looks back at the last
    one, in the second half at the one that runs.
    """
    duty = asked.duty(work)
    every = duty.recurs.every if duty else Every.DAY
    period = containing(work.day, _GRAINS.get(every, Grain.MONTH))
    passed, length = (work.day - period.start).days + 1, (period.end - period.start).days + 1
    return period if period.grain is not Grain.DAY and passed * 2 > length else period.previous()


def _check_record(work: models.Work) -> None:
    record = Record.objects.filter(pk=work.record_id).first() if work.record_id else None
    if record is None:
        raise errors.refused(Code.NEEDS_FORM, form=work.form)
    filed = record.state in {Record.State.OPEN, Record.State.CLOSED}
    if (
        record.form != work.form
        or not filed
        or models.Work.objects.filter(record=record)
        .exclude(pk=work.pk)
        .filter(form=work.form, wants=Kind.FORM)
        .exists()
    ):
        raise errors.refused(Code.OTHER_RECORD, form=work.form)


def _kept(reading: Reading) -> dict[str, object]:
    missing = isinstance(reading.value, Missing)
    return {
        "metric": reading.metric,
        "value": "" if missing else str(reading.value),
        "unit": reading.unit,
        "period": reading.period,
        "provisional": reading.provisional,
        "through": reading.through.isoformat() if reading.through else "",
        "reasons": [[one.why.value, one.subject, one.detail] for one in reading.value.reasons]
        if isinstance(reading.value, Missing)
        else [],
    }


def _read(kept: dict[str, object]) -> Reading:
    reasons = kept["reasons"]
    value = str(kept["value"])
    why = tuple(Reason(Why(one[0]), one[1], one[2]) for one in reasons) if isinstance(reasons, list) else ()
    return Reading(
        metric=str(kept["metric"]),
        value=Fraction(value) if value else Missing(why),
        unit=str(kept["unit"]),
        period=str(kept["period"]),
        provisional=bool(kept["provisional"]),
        through=date.fromisoformat(str(kept["through"])) if kept["through"] else None,
    )
