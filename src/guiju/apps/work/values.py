"""Work as pages see it: frozen values. Moments are aware local times, spans are whole seconds, people are by 工号."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from guiju.lang.kinds.choices import Evidence as Kind
from guiju.lang.values import Missing


class Verb(StrEnum):
    """What somebody may do to a piece of work; ``Item.verb`` is the one that brings it forward."""

    START = "start"
    COMPLETE = "complete"  # with what ``Item.evidence`` asks for
    FILE = "file"  # its form is filled in and filed, which completes it
    HOLD = "hold"  # a meeting: attendance, minutes, action items
    HAND_IN = "hand_in"  # as COMPLETE, and somebody receives it
    ADVANCE = "advance"  # a stage of a record: what it fills in, then on to the next
    DECIDE = "decide"  # a step of a case: see apps.conduct
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    GIVE_BACK = "give_back"
    EXCUSE = "excuse"
    CANCEL = "cancel"
    REASSIGN = "reassign"
    EDIT = "edit"
    MOVE = "move"
    REMARK = "remark"


class Part(StrEnum):
    """Why a piece of work is before somebody."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"
    ATTENDS = "attends"
    DEPUTY = "deputy"
    REVIEWER = "reviewer"
    LEADS = "leads"  # their unit, or the project
    NONE = ""


@dataclass(frozen=True, slots=True)
class Who:
    """A person by 工号 and name; both empty for a vacancy."""

    number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an inbox, a board or a list.

    ``source``, ``state`` are the values of ``models.Work``. ``rule`` is ``kind:name`` and ``clause``, ``edition`` where
    it stands; empty for what a person made. ``due`` is ``None`` for what never is late. ``late`` counts seconds past
    due, of done work as it was done, 0 in time. ``left`` are the seconds to due, negative once it is past, and
    ``workdays`` the whole working days among them by the hours of who does it; both ``None`` without due or when
    closed. ``accountable`` is empty for a vacancy. ``part`` is why the asker sees it and ``deputy_for`` whom they
    stand in for. ``evidence`` is what completing takes, ``form`` and ``record`` the form to file and what was filed.
    ``verb`` is what the asker does next, ``None`` when it is somebody else's turn. ``provisional`` deadlines are told
    by a calendar that is not decreed yet. ``waits`` counts unfinished work that it depends on. ``ticked`` of
    ``ticks`` items of its checklist are done. ``fills`` says that a stage has something to fill in, ``returns`` that it
    may send the record back. ``last`` is the newest step in short. ``key`` tells higher apps what it
    is of (``case:12:hearing``).
    """

    id: int
    version: int
    key: str
    title: str
    source: str
    state: str
    rule: str
    clause: str
    edition: str
    day: date
    opens: datetime
    due: datetime | None
    done: datetime | None
    late: int
    left: int | None
    workdays: int | None
    provisional: bool
    accountable: Who
    done_by: Who
    position: str
    unit: str
    evidence: Kind
    form: str
    record: int | None
    project: int | None
    parent: int | None
    rank: float
    part: Part = Part.NONE
    deputy_for: Who = Who()
    verb: Verb | None = None
    waits: int = 0
    ticks: int = 0
    ticked: int = 0
    fills: bool = False
    returns: bool = False
    last: "Step | None" = None


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a piece of work's life; ``did`` is a word of ``steps.Did``, ``said`` what was said with it."""

    at: datetime
    who: str
    number: str
    did: str
    said: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything before one person, in the order to do it.

    ``now`` is late or due within the hour, ``today`` the rest of the day with what has no due, ``soon`` what is open
    and due later, ``waiting`` what somebody else waits for: reviews, approvals. ``more`` counts what a long list
    leaves out. ``next`` is the next piece that opens when nothing is due.
    """

    moment: datetime
    now: tuple[Item, ...]
    today: tuple[Item, ...]
    soon: tuple[Item, ...]
    waiting: tuple[Item, ...]
    done_today: tuple[Item, ...]
    more: int = 0
    next: Item | None = None


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
class Piece:
    """One piece of work with everything on it. ``may`` holds what the asker may do to it now."""

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
    parent: Item | None
    children: tuple[Item, ...]
    project: "Project | None"
    may: frozenset[Verb] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a group on a day: how many pieces are late, open and done; ``away`` with ``deputy`` if any."""

    who: Who
    position: str
    late: int
    open: int
    done: int
    away: bool
    deputy: Who
    worst: Item | None  # the longest overdue


@dataclass(frozen=True, slots=True)
class GroupDay:
    """A unit and all under it on a day.

    ``stuck`` is overdue or waits for unfinished other work, ``mine`` what only the asker can unblock (reviews,
    approvals), ``vacant`` what nobody is there to do.
    """

    unit: str
    day: date
    lines: tuple[Line, ...]
    stuck: tuple[Item, ...]
    mine: tuple[Item, ...]
    vacant: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """Who has done a duty (or filed a form) for a day, and who has not; ``has`` in the order it came."""

    rule: str
    day: date
    has: tuple[Item, ...]
    has_not: tuple[Item, ...]
    excused: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Tasks in three columns, in their order; ``done`` holds the newest of the closed ones first."""

    todo: tuple[Item, ...]
    doing: tuple[Item, ...]
    done: tuple[Item, ...]


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
class Member:
    """Somebody of a project's team."""

    who: Who
    part: str
    start: date
    end: date | None


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
class Evidence:
    """How often something was done: in time, late, lapsed undone, excused, and still open (``overdue`` among them).

    ``key`` is the unit, 工号, month (2026-10) or rule that ``by`` asked for, ``label`` how people call it.
    """

    key: str
    label: str
    kept: int
    late: int
    missed: int
    excused: int
    open: int
    overdue: int

    @property
    def rate(self) -> Fraction | None:
        """The share done in time of what was to be done by now; excused pieces do not count. ``None`` before any."""
        base = self.kept + self.late + self.missed + self.overdue
        return Fraction(self.kept, base) if base else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should hear; ``about`` is what the sentence is made of."""

    id: int
    level: str
    at: datetime
    read: datetime | None
    about: dict[str, object]
    work: int | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from ``start`` until ``end``; ``deputy`` does their work meanwhile."""

    id: int
    who: Who
    deputy: Who
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What a meeting decided that somebody does; becomes Work."""

    title: str
    accountable: str
    due: datetime | None = None
    detail: str = ""


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
