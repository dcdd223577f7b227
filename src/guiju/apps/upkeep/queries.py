"""How the house is: for machines a word each, for people with figures."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiju.apps.audit import guards
from guiju.apps.audit import queries as ledger
from guiju.apps.figures.models import Figure
from guiju.apps.upkeep.models import Pulse

ALIVE = timedelta(seconds=90)
PROCESSES = ("worker", "ticker")
LEAST_ROOM = 1 << 30  # bytes of disk below which something will soon go wrong
BACKED_UP = timedelta(days=2)
SKEWED = timedelta(seconds=30)  # a clock that is so far off misses deadlines
STUCK = timedelta(minutes=10)  # a task that waits so long waits for nobody


@dataclass(frozen=True, slots=True)
class Process:
    """When a process was last seen, wherever it runs; ``None`` for never."""

    name: str
    at: datetime | None
    alive: bool


@dataclass(frozen=True, slots=True)
class Health:
    """How the house is; ``oldest`` is since when the first of the waiting tasks waits."""

    version: str
    database: str
    processes: tuple[Process, ...]
    free: int
    total: int
    waiting: int
    oldest: datetime | None
    failed: int
    guarded: bool
    backed_up: datetime | None
    backup: str
    lake: bool
    ahead: timedelta


def database_answers() -> bool:
    """Whether the state can be read at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def processes() -> tuple[Process, ...]:
    """The worker and the ticker: alive when any of theirs beat lately."""
    seen: dict[str, datetime] = {}
    for pulse in Pulse.objects.all():
        seen[pulse.name] = max(pulse.at, seen.get(pulse.name, pulse.at))
    now = timezone.now()  # a beat of the future is no life either: the clock was put back since
    return tuple(Process(name, seen.get(name), name in seen and abs(now - seen[name]) < ALIVE) for name in PROCESSES)


def has_room() -> bool:
    """Whether the disk of the home has room."""
    return shutil.disk_usage(settings.GUIJU_HOME).free >= LEAST_ROOM


def lake_is_whole() -> bool:
    """Whether the lake's pointer leads to a state; before the first import there is none, and all is well."""
    root = settings.GUIJU_HOME / "lake"
    try:
        pointer = (root / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError:
        return not Figure.objects.exclude(manifest="").exists()
    return not pointer or (root / "manifests" / f"{pointer}.json").is_file()


def clock_ahead() -> timedelta:
    """How far this machine's clock stands before (negative: behind) what it is held against.

    That is the clock of a database on another machine, and the newest beat, which was surely in the past.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there: datetime = cursor.fetchone()[0]
        ahead = timezone.now() - there
        if abs(ahead) >= SKEWED:
            return ahead
    newest = Pulse.objects.order_by("-at").values_list("at", flat=True).first()
    return min(timedelta(0), timezone.now() - newest) if newest else timedelta(0)


def health() -> Health:
    """Everything that people want to know."""
    disk = shutil.disk_usage(settings.GUIJU_HOME)
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    last = next(iter(ledger.lines(action="upkeep.back_up", limit=1)), None)
    return Health(
        version=version("guiju"),
        database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        processes=processes(),
        free=disk.free,
        total=disk.total,
        waiting=waiting.count(),
        oldest=oldest,
        failed=DBTaskResult.objects.failed().count(),
        guarded=guards.are_up(connection),
        backed_up=last.at if last else None,
        backup=last.key if last else "",
        lake=lake_is_whole(),
        ahead=clock_ahead(),
    )
