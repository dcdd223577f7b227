"""Sending what waits: each channel by itself, what is for one receiver together, until it is through or a day old."""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation

from guiju.apps import clock
from guiju.apps.notices import answers, models, sealing, senders, wording
from guiju.apps.notices.actions import handing
from guiju.apps.notices.answers import Answer, Outcome
from guiju.apps.notices.kinds import Kind
from guiju.apps.notices.values import Message, Way
from guiju.apps.work import notify
from guiju.apps.work.models import Notice

LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # after which another sender takes up what one left behind
SHORTEST, LONGEST = timedelta(seconds=30), timedelta(minutes=30)  # pauses between two tries
MOST = 50  # things told in one message
BUDGET = 60.0  # seconds that a channel gets in one round
SIDE_BY_SIDE = 8  # channels at a time
MOST_FAILURES, MOST_DOUBLINGS = 1000, 10
KEY, SURELY = 6, 16  # characters of an address's part that make a key of it: with a digit, and anyway
State = models.Delivery.State


@dataclass(frozen=True, slots=True)
class Batch:
    """Deliveries of one channel that go out as one message, marked as such in the database."""

    mark: str
    ids: tuple[int, ...]
    to: str
    language: str
    tries: int
    trial: bool
    message: Message


def send_due(*, moment: datetime | None = None, stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due by every channel, side by side; gives how many deliveries went out.

    Channels that failed rest with growing pauses and do not hold up the others. In quiet hours only trials go out.
    After ``stop`` what is under way is finished and nothing more begun.
    """
    now = moment or clock.now()
    if not models.Delivery.objects.filter(state=State.WAITING).exists():
        return 0  # nothing is written while there is nothing to do
    _give_up(now)
    ready = list(_ready(now))
    if len(ready) <= 1:
        return sum(_by(channel, now, stop) for channel in ready)
    with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(ready))) as threads:
        return sum(threads.map(partial(_aside, now, stop), ready))


def forget(*, before: datetime) -> None:
    """Delete what was sent or dropped before a moment; failures stay as long as their notice."""
    models.Delivery.objects.filter(state__in=(State.SENT, State.DROPPED), created__lt=before).delete()


def _ready(now: datetime) -> QuerySet[models.Channel]:
    """Channels with something due that do not rest; a trial is sent whatever state its channel is in."""
    due = Q(deliveries__state=State.WAITING, deliveries__next__lte=now)
    if _quiet(now):
        return models.Channel.objects.filter(due, deliveries__notice__isnull=True).distinct()
    awake = Q(on=True) & (Q(rests__isnull=True) | Q(rests__lte=now))
    return models.Channel.objects.filter(due & (awake | Q(deliveries__notice__isnull=True))).distinct()


def _quiet(now: datetime) -> bool:
    return notify.delivered(now) > now


def _give_up(now: datetime) -> None:
    """What waited for a day, or whose channel was turned off, is not sent any more."""
    waiting = models.Delivery.objects.filter(state=State.WAITING)
    waiting.filter(channel__on=False, notice__isnull=False).update(state=State.DROPPED)
    old = waiting.filter(created__lt=now - handing.KEPT)
    old.filter(answer="").update(answer=answers.trouble("old").text)
    old.update(state=State.FAILED)


def _aside(now: datetime, stop: Callable[[], bool], channel: models.Channel) -> int:
    """A channel in a thread of its own, which has its own connection to the database."""
    try:
        return _by(channel, now, stop)
    except Exception:
        LOG.exception("Channel %s could not send", channel.pk)
        return 0
    finally:
        connection.close()


def _by(channel: models.Channel, now: datetime, stop: Callable[[], bool]) -> int:
    """Send what is due by one channel until nothing is, the channel fails, or its time is up."""
    end, sent = time.monotonic() + BUDGET, 0
    with _opened(channel) as send:
        while time.monotonic() < end and not stop() and (batch := _claimed(channel, now)):
            answer = _tried(send, batch)
            _settle(channel, batch, answer, now)
            sent += len(batch.ids) if answer.outcome is Outcome.SENT else 0
            if answer.outcome is Outcome.DOWN and not batch.trial:
                break
    return sent


@contextmanager
def _opened(channel: models.Channel) -> Iterator[senders.Send]:
    """The channel ready to send; whatever it answers comes without its secrets."""
    try:
        secret = sealing.unseal(channel.secret)
    except sealing.CannotOpenError:
        yield lambda _to, _message: answers.trouble("sealed")
        return
    way = Way(channel.pk, channel.kind, channel.name, channel.settings, secret)
    with senders.opened(way) as send:

        def guarded(to: str, message: Message) -> Answer:
            answer = send(to, message)
            return replace(answer, text=answers.without(answer.text, _telling(secret)))

        yield guarded


def _telling(secret: Mapping[str, str]) -> Iterator[str]:
    """Secrets, and of those that are addresses also the parts that look like keys."""
    for text in secret.values():
        yield text
        parts = re.split(r"[/?&=@:,]+", text.partition("://")[2])
        yield from (part for part in parts if len(part) >= KEY and (len(part) >= SURELY or re.search(r"\d", part)))


def _tried(send: senders.Send, batch: Batch) -> Answer:
    try:
        with translation.override(batch.language):
            return send(batch.to, batch.message)
    except Exception as error:  # whatever a channel breaks on, the others go on
        LOG.exception("A channel broke")
        return answers.trouble("broken", type(error).__name__, unsure=True)


@transaction.atomic
def _claimed(channel: models.Channel, now: datetime) -> Batch | None:
    """What goes out next as one message; no other sender takes it while the lease runs."""
    while True:
        due = models.Delivery.objects.filter(channel=channel, state=State.WAITING, next__lte=now)
        if not channel.on or _quiet(now) or (channel.rests and channel.rests > now):
            due = due.filter(notice__isnull=True)
        due = due.select_for_update(skip_locked=True).order_by("next", "id")
        first = due.first()
        if first is None:
            return None
        trial = first.notice_id is None
        if trial or first.batch:
            rows = [first] if trial else list(due.filter(batch=first.batch))
        else:
            rows = _wanted(list(due.filter(to=first.to, batch="", notice__isnull=False)[:MOST]))
        if rows:
            return _marked(channel, rows, now, trial=trial)


def _wanted(rows: list[models.Delivery]) -> list[models.Delivery]:
    """Those whose notice still has something to tell; the others are dropped."""
    notices = Notice.objects.filter(pk__in=[row.notice_id for row in rows])
    kept = set(handing.wanted(notices).values_list("pk", flat=True))
    over = [row.pk for row in rows if row.notice_id not in kept]
    models.Delivery.objects.filter(pk__in=over).update(state=State.DROPPED)
    return [row for row in rows if row.notice_id in kept]


def _marked(channel: models.Channel, rows: list[models.Delivery], now: datetime, *, trial: bool) -> Batch:
    """The rows as one batch, with the message they make."""
    mark, first = rows[0].batch or uuid4().hex, rows[0]
    ids = tuple(row.pk for row in rows)
    lent = {"batch": mark, "next": now + LEASE, "tries": F("tries") + 1}
    models.Delivery.objects.filter(pk__in=ids).update(**lent)
    language = first.language or settings.LANGUAGE_CODE
    told = Notice.objects.filter(pk__in=[row.notice_id for row in rows if row.notice_id]).order_by("at", "id")
    notices = list(told.select_related("work__accountable"))
    with translation.override(language):
        if trial:
            message = wording.trial(mark, channel.name)
        elif channel.kind == Kind.ROBOT:
            message = wording.for_group(mark, notices)
        else:
            message = wording.personal(mark, notices)
    return Batch(mark, ids, first.to, language, first.tries + 1, trial, message)


@transaction.atomic
def _settle(channel: models.Channel, batch: Batch, answer: Answer, now: datetime) -> None:
    """Write down what became of a batch, and how the channel does."""
    rows = models.Delivery.objects.filter(pk__in=batch.ids, state=State.WAITING)
    asked = timedelta(seconds=answer.after)
    again = notify.delivered(now + max(asked, _pause(batch.tries)))
    kept = batch.mark if answer.unsure else ""
    if answer.outcome is Outcome.SENT:
        rows.update(state=State.SENT, sent=now, answer=answer.text)
    elif answer.outcome is Outcome.NEVER or batch.trial:
        rows.update(state=State.FAILED, answer=answer.text)
    else:
        rows.update(next=again, batch=kept, answer=answer.text)
    if answer.outcome is Outcome.SENT:
        channel.failures, channel.rests, channel.answer = 0, None, answer.text
    elif answer.outcome is Outcome.DOWN and not batch.trial:
        channel.failures, channel.answer = min(channel.failures + 1, MOST_FAILURES), answer.text
        channel.rests = notify.delivered(now + max(asked, _pause(channel.failures)))
        rows.update(next=channel.rests)
    else:
        return
    channel.save(update_fields=["failures", "rests", "answer"])


def _pause(tries: int) -> timedelta:
    """Twice as long after each try."""
    doubled: timedelta = SHORTEST * 2 ** (min(tries, MOST_DOUBLINGS) - 1)
    return min(doubled, LONGEST)
