"""What comes in as frozen values; times are aware, in the house's zone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Scope(StrEnum):
    """What a token is for."""

    UPLOAD = "upload"
    READ = "read"


class Standing(StrEnum):
    """How an expected table stands."""

    OFF = "off"  # nobody asks at present
    FREE = "free"  # no rhythm: it comes when it comes
    WAITING = "waiting"  # the next turn has not begun
    OPEN = "open"  # it can come now, and is not due yet
    DONE = "done"  # came in time, and the next turn has not begun
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came into the lake: when, under which name, and up to which day it covers its fact."""

    at: datetime
    name: str
    through: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that a table should come: for which day, from when it counts, and by when it is due."""

    day: date
    opens: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected table as it is set up; ``owner`` is by 工号, ``gone`` when they are no longer here.

    ``recurs`` and ``by`` say the rhythm in words, empty for none; ``lost`` when it cannot be told any more, because
    the regulation does not know the duty.
    """

    id: int
    name: str
    what: str
    shop: str
    way: str
    owner: str
    owner_name: str
    gone: bool
    duty: str
    rhythm: str
    due: str
    clicks: str
    on: bool
    version: int
    recurs: str
    by: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """How an expected table stands at a moment.

    ``late`` are the turns that passed without it, oldest first; ``next`` is the one to come for, ``None`` where none is
    known.
    """

    expected: Expected
    state: Standing
    last: Arrival | None
    late: tuple[Turn, ...]
    next: Turn | None

    @property
    def since(self) -> datetime | None:
        """Since when it is late."""
        return self.late[0].due if self.late else None


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is looked into; ``own`` for that of a shop under the home, which nobody has to set up."""

    id: int | None
    path: str
    shop: str
    owner: str
    owner_name: str
    on: bool
    trouble: str
    looked: datetime | None
    version: int
    own: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A file or mail that a folder or mailbox brought; ``why`` is why it was not taken, ``run`` its import."""

    name: str
    at: datetime
    run: int | None
    state: str  # waiting done refused
    why: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A mailbox as it is set up, without its secret; ``sealed`` when there is one."""

    id: int
    name: str
    host: str
    port: int
    security: str
    user: str
    box: str
    shop: str
    senders: tuple[str, ...]
    owner: str
    owner_name: str
    on: bool
    sealed: bool
    looked: datetime | None
    trouble: str
    rests: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Pass:
    """A token without its secret; ``whose`` is the name of whoever it acts for."""

    id: int
    name: str
    public: str
    whose: str
    own: bool
    scopes: tuple[Scope, ...]
    made: datetime
    expires: datetime
    ended: datetime | None
    used: datetime | None
    live: bool
