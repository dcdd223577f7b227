"""What is due as an iCalendar file (RFC 5545), for the calendars that people carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from guiju.engines.calendar.hours import LAST_SECOND

ZONE = ZoneInfo("Asia/Shanghai")
PRODUCT = "-//Guiju//guiju//ZH"
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something at a local time: ``uid`` is the same whenever it is written.

    What is due at the last second of a day stands on that day without a time. ``busy`` takes its time, as a meeting
    does; ``tentative`` while the day is not settled.
    """

    uid: str
    title: str
    at: datetime
    detail: str = ""
    link: str = ""
    busy: bool = False
    tentative: bool = False


def written(name: str, entries: Iterable[Entry], stamp: datetime, zone: ZoneInfo = ZONE) -> bytes:
    """The file: a calendar of that name with an event for each entry, in their order.

    ``stamp`` is when it was written, with a zone; local times are of ``zone`` and are written in UTC, which every
    reader understands. The same entries and stamp give the same bytes.
    """
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    for entry in entries:
        found.add_component(_event(entry, stamp, zone))
    return bytes(found.to_ical())


def _event(entry: Entry, stamp: datetime, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@guiju")
    event.add("dtstamp", stamp.astimezone(_UTC))
    start, end = _span(entry.at, zone)
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", entry.title)
    if entry.detail:
        event.add("description", entry.detail)
    if entry.link:
        event.add("url", entry.link)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    event.add("status", "TENTATIVE" if entry.tentative else "CONFIRMED")
    return event


def _span(at: datetime, zone: ZoneInfo) -> tuple[date, date | None]:
    """The day alone for what has no hour, else the moment."""
    if at.time() == LAST_SECOND:
        return at.date(), at.date() + timedelta(days=1)
    return at.replace(tzinfo=zone).astimezone(_UTC), None
