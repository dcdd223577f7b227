"""One piece of work with everything on it, and what people bring to make one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from guiju.apps.work.values.lines import Item, Part, Step, Verb, Who
from guiju.lang.values import Missing


@dataclass(frozen=True, slots=True)
class Tick:
    """One item of a checklist."""

    text: str
    done: bool
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A metric as it stood; ``exact`` is a number in base units or missing with reasons, ``through`` its last day."""

    metric: str
    value: Fraction | Missing
    unit: str
    period: str
    provisional: bool = False
    through: date | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that was brought."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody beside the accountable person; ``present`` is known once a meeting was held."""

    who: Who
    part: Part
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a project's team."""

    who: Who
    part: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Project:
    """A team that forms for something; ``open``, ``late`` and ``done`` count its tasks."""

    id: int
    title: str
    goal: str
    lead: Who
    start: date
    end: date | None
    closed: date | None
    open: int = 0
    late: int = 0
    done: int = 0
    members: tuple["Member", ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting starts from.

    ``topics`` as the clause lists them, ``readings`` the figures it names, ``actions`` the open action items of earlier
    meetings of the same kind, ``attendees`` who should come (``present`` once held), ``earlier`` the meeting before.
    """

    item: Item
    topics: tuple[str, ...]
    readings: tuple[Reading, ...]
    actions: tuple[Item, ...]
    attendees: tuple[Beside, ...]
    minutes: str
    earlier: Item | None
    earlier_minutes: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work with everything on it. ``may`` holds what the asker may do to it now.

    Of what it is tied to it has what the asker may see; ``unseen`` counts what it waits for beside that.
    """

    item: Item
    detail: str
    made_by: Who
    beside: tuple[Beside, ...]
    reviewer: Who
    steps: tuple[Step, ...]
    checklist: tuple[Tick, ...]
    minutes: str
    readings: tuple[Reading, ...]
    files: tuple[File, ...]
    excuse: str
    excused_by: Who
    needs: tuple[Item, ...]
    needed_by: tuple[Item, ...]
    unseen: int
    parent: Item | None
    children: tuple[Item, ...]
    project: "Project | None"
    agenda: Agenda | None = None
    may: frozenset[Verb] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Task:
    """What a person asks somebody to do; everybody by 工号.

    ``due`` and ``opens`` without a zone are local time; without ``opens`` it is open at once. Who is ``accountable``
    answers for it (A), ``responsible`` ones do it with them (R), ``consulted`` ones are asked (C), ``informed`` ones
    hear of it (I). ``reviewer`` receives it when it is done. ``files`` are ids of attachments.
    """

    title: str
    accountable: str = ""
    due: datetime | None = None
    opens: datetime | None = None
    detail: str = ""
    project: int | None = None
    parent: int | None = None
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    reviewer: str = ""
    checklist: tuple[str, ...] = ()
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What a meeting decided that somebody does; becomes Work."""

    title: str
    accountable: str
    due: datetime | None = None
    detail: str = ""
