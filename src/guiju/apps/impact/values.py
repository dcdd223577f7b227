"""Simulations as frozen values; numbers are exact, money in yuan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from guiju.engines.periods import Period

Plain = dict[str, Any]  # JSON


class State(StrEnum):
    """How far a simulation is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Simulation:
    """Texts over months: who asked, how far it is, what it came to. ``outdated`` once anything it came from is other.

    ``answer`` is JSON as ``working`` writes it, ``hashes`` those of the texts, ``manifest`` the state of the data.
    """

    id: int
    titles: tuple[str, ...]
    hashes: tuple[str, ...]
    first: Period
    last: Period
    state: State
    months: int
    done: int
    answer: Plain
    manifest: str
    seconds: float
    by: str
    asked: datetime
    finished: datetime | None
    outdated: bool
    texts: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """One person under every text; ``content`` is JSON as ``working`` writes it."""

    number: str
    name: str
    unit: str
    position: str
    way: str
    differs: bool
    content: Plain
