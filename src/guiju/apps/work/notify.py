"""Letting people hear of work: one path for every notice, each at most once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from guiju.apps.people import queries as people
from guiju.apps.work import deputies, models

Level = models.Notice.Level


def tell(
    *,
    numbers: Iterable[str],
    level: str,
    work: models.Work | None,
    key: str,
    moment: datetime,
    about: Mapping[str, object] | None = None,
) -> int:
    """Let people hear of work, and whoever stands in for them while they are away; gives how many will.

    ``key`` names the occasion: nobody hears of it twice. ``about`` is what the sentence is made of, beside the work.
    """
    reached = dict.fromkeys(one for number in numbers for one in deputies.reached(number, moment) if one)
    ids = people.ids(reached) if reached else {}
    rows = [
        _notice(ids[number], level, work, f"{key}:{number}", moment, about or {}) for number in reached if number in ids
    ]
    return store(rows)


def store(rows: list[models.Notice]) -> int:
    """Keep notices that are not there yet; gives how many were asked to."""
    models.Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _notice(
    person: int, level: str, work: models.Work | None, key: str, moment: datetime, about: Mapping[str, object]
) -> models.Notice:
    return models.Notice(
        key=key[:200],
        person_id=person,
        work=work,
        level=level,
        about={**(described(work) if work else {}), **about},
        at=moment,
        deliver=delivered(moment),
    )


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
    for begin, end in _quiet(local):
        if begin <= local < end:
            return end
    return moment


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
