"""Somebody's work as a calendar (iCalendar) that their phone and desk subscribe to."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.notices import wording
from guiju.apps.people.values import Person
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries as work
from guiju.apps.work.values import Item

if TYPE_CHECKING:
    from icalendar import Alarm, Event

BEFORE, AFTER = timedelta(days=30), timedelta(days=60)  # how far back what is open reaches, and how far ahead
BLOCK = timedelta(minutes=15)  # what a deadline takes up, ending with it
MEETING = timedelta(hours=1)  # what a meeting takes up, beginning when it is due
WARNED, CALLED = timedelta(minutes=30), timedelta(minutes=10)  # before a deadline, before a meeting
REFRESHED = timedelta(minutes=30)  # how often a calendar asks again
OPEN = frozenset({"todo", "doing"})
WHERE = "guiju"  # the right-hand side of an event's name


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words, with its moments; ``note`` is its description."""

    id: int
    version: int
    title: str
    note: str
    start: datetime
    end: datetime
    warning: timedelta
    url: str
    provisional: bool


def entries(person: Person) -> tuple[Entry, ...]:
    """The open work of somebody that has a deadline, from a month ago to two months ahead."""
    today = clock.today()
    items = work.calendar(person.number, today - BEFORE, today + AFTER)
    mine = [item for item in items if item.due is not None and item.state in OPEN]
    clauses = _clauses(mine)
    return tuple(_entry(item, timezone.localtime(item.due), clauses) for item in mine if item.due is not None)


def mark(person: Person, found: Iterable[Entry]) -> str:
    """A mark that is another when the calendar says anything else."""
    return sha256(repr((person.number, person.name, tuple(found))).encode()).hexdigest()[:32]


def written(person: Person, found: Iterable[Entry]) -> bytes:
    """The calendar as a file, with its time zone."""
    from icalendar import Calendar  # loaded by those who are asked for a calendar

    calendar = Calendar.new(
        prodid="-//Guiju//Guiju//ZH",
        name=_("规矩 · %(name)s") % {"name": person.name},
        refresh_interval=REFRESHED,
        subcomponents=[_event(entry) for entry in found],
    )
    calendar.add("X-WR-TIMEZONE", timezone.get_default_timezone_name())
    calendar.add("X-PUBLISHED-TTL", f"PT{REFRESHED.seconds // 60}M")
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(item: Item, due: datetime, clauses: Mapping[tuple[str, str], str]) -> Entry:
    meets = item.source == "meeting"
    kind, _colon, rule = item.rule.partition(":")
    notes = [
        _("例行：%(name)s") % {"name": rule} if kind == "duty" and rule != item.title else "",
        _("依据：%(clause)s") % {"clause": said} if (said := clauses.get((item.edition, item.clause))) else "",
        _("单位：%(unit)s") % {"unit": item.unit} if item.unit else "",
        _("代%(name)s办") % {"name": item.deputy_for.name} if item.deputy_for.name else "",
        _("那一年的假期还没有公布，时间可能会变。") if item.provisional else "",
        wording.address(item.id),
    ]
    return Entry(
        id=item.id,
        version=item.version,
        title=item.title,
        note="\n".join(filter(None, notes)),
        start=due if meets else due - BLOCK,
        end=due + MEETING if meets else due,
        warning=CALLED if meets else WARNED - BLOCK,
        url=wording.address(item.id),
        provisional=item.provisional,
    )


def _clauses(items: Iterable[Item]) -> dict[tuple[str, str], str]:
    """Number and title of each clause that work stands on, in the words of its own edition."""
    found: dict[tuple[str, str], str] = {}
    for edition, name in {(item.edition, item.clause) for item in items if item.edition and item.clause}:
        with suppress(Refused):
            clause = rulebook.regulation(edition).clause(name)
            found[edition, name] = f"{clause.number} {clause.title}".strip() if clause else ""
    return found


def _event(entry: Entry) -> "Event":
    from icalendar import Event
    from icalendar.enums import STATUS

    event = Event.new(
        uid=f"work-{entry.id}@{WHERE}",
        summary=entry.title,
        description=entry.note,
        start=entry.start,
        end=entry.end,
        stamp=clock.now(),
        sequence=entry.version,
        url=entry.url,
        status=STATUS.TENTATIVE if entry.provisional else STATUS.CONFIRMED,
    )
    event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm.new(description=entry.title)
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -entry.warning)
    return alarm
