"""Handing notices to the channels: which of them goes out by which, each once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from guiju.apps import clock
from guiju.apps.notices import kinds, models
from guiju.apps.notices.kinds import Kind
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.models import Notice, Work

KEPT = timedelta(days=1)  # what is older reaches nobody any more
OVERLAP = timedelta(minutes=2)  # notices that were being written while the last ones were handed over
BEHIND = timedelta(minutes=10)  # how old the mark may get while there is nothing to hand over
OPEN = (Work.State.TODO, Work.State.DOING, Work.State.REVIEW)
ABOUT_TIME = frozenset({Notice.Level.REMIND, Notice.Level.DUE, Notice.Level.LATE, Notice.Level.ESCALATED})


def hand_over(*, moment: datetime | None = None) -> int:
    """Hand every notice that may leave the house to its channels; gives how many deliveries were made.

    Doing it again, on this machine or another, makes no delivery twice. What was read in the app, is about work that
    is closed, or is older than a day stays in the house. Writes nothing when there is nothing to hand over.
    """
    now = moment or clock.now()
    mark = models.Mark.objects.first()
    if not models.Channel.objects.filter(on=True).exists():
        return 0
    behind = mark is None or now - mark.handed > BEHIND
    return _hand_over(now) if behind or _fresh(_since(mark, now), now).exists() else 0


@transaction.atomic
def _hand_over(now: datetime) -> int:
    mark, _made = models.Mark.objects.select_for_update().get_or_create(pk=1, defaults={"handed": now - KEPT})
    channels = list(models.Channel.objects.filter(on=True))
    rows = _fresh(_since(mark, now), now).select_related("work").order_by("id")
    notices = list(rows.filter(Q(person__left__isnull=True) | Q(person__left__gte=clock.today())))
    found = [*_to_people(notices, channels, now), *_to_groups(notices, channels, now)]
    models.Delivery.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)
    mark.handed = max(mark.handed, now)
    mark.save(update_fields=["handed"])
    return len(found)


def wanted(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Those that still have something to tell: unread, and not of deadlines of work that is closed."""
    over = Q(level__in=ABOUT_TIME, work__isnull=False) & ~Q(work__state__in=OPEN)
    return notices.filter(read__isnull=True).exclude(over)


def _since(mark: models.Mark | None, now: datetime) -> datetime:
    return max(mark.handed - OVERLAP, now - KEPT) if mark else now - KEPT


def _fresh(since: datetime, now: datetime) -> QuerySet[Notice]:
    """Notices that may leave the house since a moment and were not handed to any channel."""
    handed = models.Delivery.objects.filter(notice=OuterRef("pk"))
    return wanted(Notice.objects.filter(deliver__gt=since, deliver__lte=now).exclude(Exists(handed)))


def _to_people(notices: list[Notice], channels: list[models.Channel], now: datetime) -> Iterator[models.Delivery]:
    """To each person by the addresses that they want to be reached at."""
    by_kind = {channel.kind: channel for channel in channels if channel.kind != Kind.ROBOT}
    contacts: Mapping[int, list[models.Contact]] = defaultdict(list)
    for contact in models.Contact.objects.filter(on=True, kind__in=by_kind):
        contacts[contact.person_id].append(contact)
    for notice in notices:
        for contact in contacts.get(notice.person_id, ()):
            channel = by_kind[contact.kind]
            if notice.deliver >= channel.created:
                key, language = f"{channel.pk}:{notice.pk}", contact.language or settings.LANGUAGE_CODE
                yield _delivery(channel, notice, key, now, to=contact.address, language=language)


def _to_groups(notices: list[Notice], channels: list[models.Channel], now: datetime) -> Iterator[models.Delivery]:
    """To each group what its robot is to tell about the work of its unit, once for each piece of work and level."""
    robots = [(channel, _units(channel.unit)) for channel in channels if channel.kind == Kind.ROBOT]
    for notice in notices:
        work = notice.work
        if work is None or notice.level not in kinds.GROUP_LEVELS or work.source == Work.Source.CASE:
            continue
        for channel, units in robots:
            heard = notice.level in channel.settings.get("levels", ()) and (units is None or work.unit in units)
            if heard and notice.deliver >= channel.created:
                due = f"{work.due:%Y%m%d%H%M}" if work.due else ""
                key = f"{channel.pk}:work:{work.pk}:{notice.level}:{due}"
                yield _delivery(channel, notice, key, now, language=settings.LANGUAGE_CODE)


def _delivery(
    channel: models.Channel, notice: Notice, key: str, now: datetime, *, to: str = "", language: str
) -> models.Delivery:
    return models.Delivery(notice=notice, channel=channel, key=key, to=to, language=language, created=now, next=now)


def _units(unit: str) -> frozenset[str] | None:
    """A unit with all under it; ``None`` for the whole department."""
    regulation = rulebook.current()
    if not unit:
        return None
    return positions.within(regulation, unit) if regulation else frozenset({unit})
