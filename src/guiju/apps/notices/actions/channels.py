"""Setting up the ways out of the house."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from django.conf import settings as house
from django.db import transaction
from django.utils.translation import get_language

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import errors, kinds, models, rules, sealing
from guiju.apps.notices.errors import Code
from guiju.apps.notices.kinds import Kind

NAME = 60  # characters
WHERE_TO = frozenset({"host", "port", "security", "base"})  # fields that say who is told the secrets, and how openly


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel is told: its fields as texts, secrets among them; for a robot its unit and what it passes on."""

    name: str
    fields: Mapping[str, str]
    unit: str = ""
    levels: Collection[str] = field(default_factory=frozenset)


@transaction.atomic
def save_channel(*, actor: Actor, told: Told, kind: str = "", channel_id: int | None = None) -> int:
    """Add a channel of a ``kind``, or change one; a secret that is left empty stays. Gives its number.

    ``Refused``: UNREADABLE (``names`` holds the fields), NAME_TAKEN, ONE_OF_A_KIND.
    """
    _allowed(actor)
    channel = _found(channel_id) if channel_id is not None else models.Channel(kind=kind, created=clock.now())
    before = _plain(channel) if channel.pk else None
    kept = _kept(channel)
    _not_sent_elsewhere(channel, told, kept)
    _readable(channel, told, kept)
    _take_over(channel, told, kept)
    if channel.pk is None:
        _alone(channel)
    channel.save()
    sealed = [one.name for one in kinds.FIELDS[channel.kind] if one.secret and told.fields.get(one.name)]
    after = {**_plain(channel), "sealed": sealed}
    ledger.record(
        actor=actor, action="notices.save_channel", kind="channel", key=channel.name, before=before, after=after
    )
    return channel.pk


def _readable(channel: models.Channel, told: Told, kept: Mapping[str, str]) -> None:
    name = told.name.strip()
    bad = [] if name and kinds.line(name) and len(name) <= NAME else ["name"]
    bad += kinds.unreadable(channel.kind, told.fields, kept) if channel.kind in kinds.FIELDS else ["kind"]
    if bad:
        raise errors.refused(Code.UNREADABLE, fields=", ".join(bad), names=tuple(bad))
    if models.Channel.objects.filter(name=name).exclude(pk=channel.pk).exists():
        raise errors.refused(Code.NAME_TAKEN, name=name)


def _not_sent_elsewhere(channel: models.Channel, told: Told, kept: Mapping[str, str]) -> None:
    """A secret that nobody is shown is not sent to another machine either: who names one says the secret again."""
    fields = kinds.FIELDS[channel.kind] if channel.pk is not None else ()
    moved = any(told.fields.get(name, "") != channel.settings.get(name, "") for name in WHERE_TO & _names(fields))
    bad = [one.name for one in fields if moved and one.secret and kept.get(one.name) and not told.fields.get(one.name)]
    if bad:
        raise errors.refused(Code.UNREADABLE, fields=", ".join(bad), names=tuple(bad))


def _names(fields: Collection[kinds.Field]) -> set[str]:
    return {one.name for one in fields}


def _take_over(channel: models.Channel, told: Told, kept: Mapping[str, str]) -> None:
    """Let a channel be as it is told; another try begins without pause."""
    fields = kinds.FIELDS[channel.kind]
    channel.name = told.name.strip()
    channel.settings = {one.name: told.fields.get(one.name, "") for one in fields if not one.secret}
    secret = {one.name: told.fields.get(one.name) or kept.get(one.name, "") for one in fields if one.secret}
    channel.secret = sealing.seal(secret)
    if channel.kind == Kind.ROBOT:
        channel.unit = told.unit
        channel.settings["levels"] = [level.value for level in kinds.GROUP_LEVELS if level in told.levels]
    channel.failures, channel.rests = 0, None


@transaction.atomic
def switch_channel(*, actor: Actor, channel_id: int, on: bool) -> None:
    """Turn a channel on or off; what waits for one that is off is not sent."""
    _allowed(actor)
    channel = _found(channel_id)
    if channel.on == on:
        return
    channel.on = on
    channel.failures, channel.rests = 0, None
    if on:
        _alone(channel)
        channel.created = clock.now()  # what was said meanwhile is not caught up on
    channel.save()
    action = "notices.turn_on_channel" if on else "notices.turn_off_channel"
    ledger.record(actor=actor, action=action, kind="channel", key=channel.name)


@transaction.atomic
def remove_channel(*, actor: Actor, channel_id: int) -> None:
    """Forget a channel, its secrets and what was sent by it."""
    _allowed(actor)
    channel = _found(channel_id)
    before = _plain(channel)
    channel.delete()
    ledger.record(actor=actor, action="notices.remove_channel", kind="channel", key=before["name"], before=before)


@transaction.atomic
def try_channel(*, actor: Actor, channel_id: int, to: str = "") -> int:
    """Ask for a message by a channel, to one's own address unless another is said; gives the delivery's number.

    The sender sends it at once, also by a channel that is off or rests, and does not try again.
    """
    _allowed(actor)
    channel = _found(channel_id)
    if channel.kind != Kind.ROBOT:
        own = models.Contact.objects.filter(person__number=actor.number or None, kind=channel.kind).first()
        to = to.strip() or (own.address if own else "")
        if not to:
            raise errors.refused(Code.NO_ADDRESS)
        if not kinds.reaches(channel.kind, to):
            raise errors.refused(Code.UNREADABLE, fields="to", names=("to",))
    now = clock.now()
    trial = models.Delivery.objects.create(
        channel=channel,
        key=f"trial:{uuid4().hex}",
        to=to,
        language=get_language() or house.LANGUAGE_CODE,
        created=now,
        next=now,
    )
    ledger.record(actor=actor, action="notices.try_channel", kind="channel", key=channel.name)
    return trial.pk


def _allowed(actor: Actor) -> None:
    if not rules.may_manage_channels(actor):
        raise errors.refused(Code.NOT_ALLOWED)


def _found(channel_id: int) -> models.Channel:
    channel = models.Channel.objects.select_for_update().filter(pk=channel_id).first()
    if channel is None:
        raise errors.refused(Code.UNKNOWN_CHANNEL)
    return channel


def _kept(channel: models.Channel) -> dict[str, str]:
    """The secrets that a channel has; none when they can no longer be opened, so that they are asked for again."""
    try:
        return sealing.unseal(channel.secret)
    except sealing.CannotOpenError:
        return {}


def _alone(channel: models.Channel) -> None:
    """People are reached by one channel of a kind."""
    if channel.kind == Kind.ROBOT:
        return
    other = models.Channel.objects.filter(kind=channel.kind, on=True).exclude(pk=channel.pk).first()
    if other is not None:
        raise errors.refused(Code.ONE_OF_A_KIND, name=other.name)


def _plain(channel: models.Channel) -> dict[str, object]:
    """What may stand in the ledger: no secret."""
    return {"name": channel.name, "kind": channel.kind, "unit": channel.unit, "settings": dict(channel.settings)}
