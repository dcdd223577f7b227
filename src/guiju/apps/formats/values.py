"""Lessons and connectors of the house as pages take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guiju.facts import Words
from guiju.facts.mapping.faults import Fault
from guiju.facts.mapping.sampled import Sample
from guiju.facts.mapping.spec import Spec
from guiju.facts.mapping.tried import Tried


@dataclass(frozen=True, slots=True)
class Lesson:
    """One file that is being taught; see ``models.Lesson``. ``trying`` while the worker has not answered yet."""

    id: int
    run: int | None
    file: str
    connector: str
    base: int
    state: str
    sample: Sample | None
    spec: Spec | None
    version: int
    tried: Tried | None
    trying: bool
    trouble: Mapping[str, str]
    user_id: int | None
    saved: datetime


@dataclass(frozen=True, slots=True)
class Format:
    """A connector of the house in its latest version.

    ``columns`` are the fact's columns it fills; ``header`` the newest header it was taught by. ``beaten`` is the title
    of a built-in connector that knows the same header and goes first; ``faults`` are why it is not used.
    """

    id: str
    title: Words
    fact: str
    version: int
    by: str
    at: str
    note: str
    removed: bool
    columns: tuple[str, ...]
    header: tuple[str, ...]
    beaten: Words | None
    faults: tuple[Fault, ...]
    raw: Mapping[str, Any]  # Any: plain YAML


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a mapping: the connector, its version, and the run that imports the file (if any)."""

    name: str
    version: int
    run: int | None
