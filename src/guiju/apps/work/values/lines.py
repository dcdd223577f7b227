"""What a line of work says, why it is before somebody, and the inbox it stands in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from guiju.lang.kinds.choices import Evidence as Kind


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
class Step:
    """One entry of a piece of work's life; ``did`` is a word of ``steps.Did``, ``said`` what was said with it."""

    at: datetime
    who: str
    number: str
    did: str
    said: str


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
    ``ticks`` items of its checklist are done. ``fills`` says that a stage has something to do on its page, ``returns``
    that it may send the record back. ``returned`` says that whoever received it sent it back, ``awaited`` that it has
    not come again since. ``last`` is the newest step in short. ``key`` tells higher apps what it is of
    (``case:12:hearing``).
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
    returned: bool = False
    awaited: bool = False
    last: "Step | None" = None


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
