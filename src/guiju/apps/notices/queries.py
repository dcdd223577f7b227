"""Reading channels, addresses, what went out and what did not."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import answers, errors, kinds, models, rules, wording
from guiju.apps.notices.actions.feeds import digest
from guiju.apps.notices.errors import Code
from guiju.apps.notices.values import ChannelView, ContactView, Failure, Reached, Trial
from guiju.apps.people import queries as people
from guiju.apps.people.values import Person

State = models.Delivery.State
LATELY = timedelta(days=1)


def channels(actor: Actor) -> list[ChannelView]:
    """All channels with how they do, in the order in which they were added."""
    _allowed(actor)
    since = clock.now() - LATELY
    mine = {"deliveries__notice__isnull": False}
    found = models.Channel.objects.annotate(
        sent_lately=Count("deliveries", Q(deliveries__state=State.SENT, deliveries__sent__gte=since, **mine)),
        failed_lately=Count("deliveries", Q(deliveries__state=State.FAILED, deliveries__created__gte=since, **mine)),
        waiting_now=Count("deliveries", Q(deliveries__state=State.WAITING, **mine)),
    )
    return [_channel(row, row.sent_lately, row.failed_lately, row.waiting_now) for row in found.order_by("id")]


def channel(actor: Actor, channel_id: int) -> ChannelView:
    """One channel; ``Refused`` (UNKNOWN_CHANNEL)."""
    _allowed(actor)
    row = models.Channel.objects.filter(pk=channel_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_CHANNEL)
    return _channel(row)


def failures(actor: Actor, channel_id: int, *, limit: int = 20) -> list[Failure]:
    """What a channel gave up, the newest first."""
    _allowed(actor)
    rows = models.Delivery.objects.filter(channel=channel_id, state=State.FAILED, notice__isnull=False)
    rows = rows.select_related("notice__work__accountable").order_by("-id")[:limit]
    return [
        Failure(
            row.pk,
            timezone.localtime(row.created),
            row.to,
            wording.sentence(row.notice) if row.notice else "",
            row.tries,
            answers.said(row.answer),
        )
        for row in rows
    ]


def trials(actor: Actor, channel_id: int, *, limit: int = 3) -> list[Trial]:
    """The last messages that were sent to try a channel, the newest first."""
    _allowed(actor)
    rows = models.Delivery.objects.filter(channel=channel_id, notice__isnull=True).order_by("-id")[:limit]
    return [
        Trial(row.pk, channel_id, row.to, row.state, answers.said(row.answer), timezone.localtime(row.created))
        for row in rows
    ]


def reached(actor: Actor) -> Reached:
    """How the actor hears; ``Refused`` (NOT_IN_ROSTER) for who is not in the roster."""
    if not actor.number:
        raise errors.refused(Code.NOT_IN_ROSTER)
    kept = {row.kind: row for row in models.Contact.objects.filter(person__number=actor.number)}
    ways = dict(models.Channel.objects.filter(on=True).values_list("kind", "name"))
    feed = models.Feed.objects.filter(person__number=actor.number).first()
    contacts = []
    for kind in kinds.ADDRESSES:
        row = kept.get(kind)
        contacts.append(ContactView(kind, ways.get(kind, ""), row.address if row else "", row.on if row else True))
    return Reached(tuple(contacts), settings.GUIJU_QUIET, timezone.localtime(feed.made) if feed else None)


def reader(secret: str) -> tuple[Person, str] | None:
    """Whose calendar an address shows, and in which language; nobody's when it was renewed, or they left."""
    row = models.Feed.objects.filter(digest=digest(secret)).select_related("person__user").first()
    if row is None or (row.person.user is not None and not row.person.user.is_active):
        return None
    person = people.person(row.person.number)
    here = person is not None and (person.left is None or person.left >= clock.today())
    return (person, row.language or settings.LANGUAGE_CODE) if person and here else None


def reached_at(kind: str, addresses: Collection[str]) -> tuple[str, ...]:
    """The 工号 of those who are reached by a kind of channel at one of some addresses."""
    found = models.Contact.objects.filter(kind=kind, address__in=set(addresses))
    return tuple(found.order_by("person__number").values_list("person__number", flat=True).distinct())


def counted(actor: Actor) -> dict[str, int]:
    """How many people can be reached by each kind."""
    _allowed(actor)
    rows = models.Contact.objects.filter(on=True).values_list("kind").annotate(Count("id"))
    return dict(rows)


def _allowed(actor: Actor) -> None:
    if not rules.may_manage_channels(actor):
        raise errors.refused(Code.NOT_ALLOWED)


def _channel(row: models.Channel, sent: int = 0, failed: int = 0, waiting: int = 0) -> ChannelView:
    told = {name: text for name, text in row.settings.items() if isinstance(text, str)}
    rests = timezone.localtime(row.rests) if row.rests and row.rests > clock.now() else None
    return ChannelView(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        unit=row.unit,
        settings=told,
        levels=tuple(row.settings.get("levels", ())),
        sealed=bool(row.secret),
        on=row.on,
        failures=row.failures,
        rests=rests,
        said=answers.said(row.answer),
        sent=sent,
        failed=failed,
        waiting=waiting,
    )
