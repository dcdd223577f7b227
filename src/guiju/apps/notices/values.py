"""What pages see of channels, addresses and deliveries; no secret is among it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel. ``settings`` without its secrets, of which ``sealed`` says whether there are any.

    ``failures`` counts those in a row, ``rests`` until when it is left alone after them, ``said`` what the other side
    said last, in words. ``sent`` and ``failed`` count the last day, ``waiting`` what is on its way. ``levels`` are what
    a robot's group hears.
    """

    id: int
    kind: str
    name: str
    unit: str
    settings: Mapping[str, str]
    levels: tuple[str, ...]
    sealed: bool
    on: bool
    failures: int
    rests: datetime | None
    said: str
    sent: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was given up: when it was asked for, to whom, how often it was tried and what was answered."""

    id: int
    at: datetime
    to: str
    about: str
    tries: int
    said: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A message sent to try a channel; ``state`` is one of ``models.Delivery.State``."""

    id: int
    channel: int
    to: str
    state: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactView:
    """How somebody is reached by one kind of channel.

    ``channel`` is the channel of that kind that is on, empty when there is none; ``address`` is empty when unknown.
    """

    kind: str
    channel: str
    address: str
    on: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """Everything about how somebody hears: ``quiet`` hours of the house, ``feed`` when their calendar was opened."""

    contacts: tuple[ContactView, ...]
    quiet: tuple[time, time] | None
    feed: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a message tells, and where it is done."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. ``mark`` is the same when it is sent once more; ``wishes`` is where one says how to be reached."""

    mark: str
    title: str
    lines: tuple[Line, ...]
    url: str
    wishes: str


@dataclass(frozen=True, slots=True)
class Way:
    """A channel as its sender needs it, with its secrets open."""

    id: int
    kind: str
    name: str
    settings: Mapping[str, str]
    secret: Mapping[str, str]
