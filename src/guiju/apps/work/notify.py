"""Letting people hear of work: one path for every notice, each at most once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from guiju.apps.people import queries as people
from guiju.apps.work import deputies, models


@dataclass(frozen=True, slots=True)
class Telling:
    """What some people are to hear. ``key`` names the occasion: nobody hears of it twice.

    ``about`` is what the sentence is made of, beside the work.
    """

    numbers: tuple[str, ...]
    level: str
    work: models.Work | None
    key: str
    about: Mapping[str, object] = field(default_factory=dict)


def tell(
    *,
    numbers: Iterable[str],
    level: str,
    work: models.Work | None,
    key: str,
    moment: datetime,
    about: Mapping[str, object] | None = None,
) -> int:
    """Let people hear of something, or whoever stands in for them while they are away; gives how many will."""
    return tell_all([Telling(tuple(numbers), level, work, key, about or {})], moment)


def tell_all(tellings: Sequence[Telling], moment: datetime) -> int:
    """Several things at once."""
    reached = [
        (telling, number)
        for telling in tellings
        for number in dict.fromkeys(one for named in telling.numbers for one in deputies.reached(named, moment) if one)
    ]
    ids = people.ids({number for _, number in reached}) if reached else {}
    deliver = delivered(moment)
    rows = [
        models.Notice(
            key=f"{telling.key}:{number}"[:200],
            person_id=ids[number],
            work=telling.work,
            level=telling.level,
            about={**(described(telling.work) if telling.work else {}), **telling.about},
            at=moment,
            deliver=deliver,
        )
        for telling, number in reached
        if number in ids
    ]
    models.Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def described(work: models.Work) -> dict[str, object]:
    """What a sentence about work needs."""
    due = timezone.localtime(work.due).isoformat() if work.due else ""
    secret = work.source == models.Work.Source.CASE
    return {
        "title": work.title,
        "source": work.source,
        "clause": "" if secret else work.clause,
        "due": due,
        "day": work.day.isoformat(),
        "unit": work.unit,
    }


def delivered(moment: datetime) -> datetime:
    """When something made at a moment may leave the house: at once, in quiet hours when they end."""
    local = timezone.localtime(moment)
    return next((end for begin, end in _quiet(local) if begin <= local < end), moment)


def _quiet(local: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The quiet hours that a moment may lie in: those that began the day before, and those of the day."""
    hours: tuple[time, time] | None = settings.GUIJU_QUIET
    if hours is None:
        return
    start, stop = hours
    for back in (1, 0):
        day = local.date() - timedelta(days=back)
        begin = timezone.make_aware(datetime.combine(day, start))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=stop <= start), stop))
        yield begin, end
