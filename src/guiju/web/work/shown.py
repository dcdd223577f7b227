"""Figures, files and agendas of work, as pages show them."""

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from guiju.apps.work.values import Agenda, File, Item, Reading
from guiju.web.kit import formats, lacking
from guiju.web.numbers.live import metric_url
from guiju.web.work.lines import Line, View


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A figure as it stood; ``why`` says why there is none."""

    name: str
    value: formats.Amount | None
    period: str
    provisional: bool
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that was brought."""

    name: str
    url: str
    size: str


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What a meeting starts from."""

    topics: tuple[str, ...]
    readings: tuple[ReadingView, ...]
    actions: tuple[Line, ...]
    attendees: str
    earlier: Line | None
    earlier_minutes: str


def reading(found: Reading) -> ReadingView:
    """A figure as it stood, in words."""
    value = found.value
    lacks = lacking.lines(value)
    return ReadingView(
        name=found.metric,
        value=formats.amount(value, found.unit, compact=True) if isinstance(value, Fraction) else None,
        period=found.period,
        provisional=found.provisional,
        why=lacks[0] if lacks else "",
        url=metric_url(found.metric),
    )


def agenda(found: Agenda, view: View) -> AgendaView:
    """What a meeting starts from, in words."""
    return AgendaView(
        topics=found.topics,
        readings=tuple(reading(one) for one in found.readings),
        actions=view.lines(found.actions),
        attendees=formats.listed(one.who.name for one in found.attendees),
        earlier=view.lines([found.earlier])[0] if found.earlier else None,
        earlier_minutes=found.earlier_minutes,
    )


def file(found: File) -> FileView:
    """A file by name, with how large it is."""
    size = formats.size(found.size)
    return FileView(found.name, reverse("records:file", args=[found.id]), size)


def record_url(item: Item) -> str:
    """The record that was filed for it; empty when there is none."""
    return reverse("records:record", args=[item.record]) if item.record else ""
