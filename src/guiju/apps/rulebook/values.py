"""Editions, adoptions and drafts as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """A regulation that compiled; ``hash`` is its content hash, ``files`` the paths it consists of."""

    hash: str
    regulation: str
    title: str
    version: str
    effective: date | None
    root: str
    files: tuple[str, ...]
    added: datetime


@dataclass(frozen=True, slots=True)
class Adoption:
    """An edition in force from ``start`` to ``end``, both days included; no end means until further notice."""

    id: int
    edition: Edition
    start: date
    end: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """``text`` takes the place of the characters from ``start`` to ``end`` of a file of the draft's base."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is changing; ``base`` is the hash of the edition it changes, ``version`` its latest save.

    A ``fresh`` one is to become a regulation of its own. ``shared`` are the users who write on it beside its author.
    """

    id: int
    base: str
    author: str
    author_id: int | None
    title: str
    changes: tuple[Change, ...]
    state: str  # saved, adopted, discarded
    created: datetime
    saved: datetime
    version: int = 0
    fresh: bool = False
    shared: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownPost:
    """A post in the roster whose unit or position the regulation does not know."""

    number: str
    name: str
    unit: str
    position: str
    unit_known: bool
    position_known: bool
