"""Cases as pages see them: frozen values that hold no more than the asker may see."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from guiju.apps.work.values import Who


class Tie(StrEnum):
    """What somebody has to do with a case."""

    HEARER = "hearer"
    DECIDER = "decider"
    JUDGE = "judge"  # of the appeal
    CONCERNED = "concerned"
    REPORTER = "reporter"


class May(StrEnum):
    """What somebody may do to a case now."""

    ANSWER = "answer"
    HEAR = "hear"
    DECIDE = "decide"
    APPEAL = "appeal"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Sanction:
    """What may follow: expunged from the record after so many months, 0 for never."""

    name: str
    expunged_months: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case for one who has to do with it as ``tie`` says.

    Texts that they may not see are empty, as are people. ``due`` is by when the step at hand is to be done;
    ``appealable`` until when the person concerned may appeal. ``sanctions`` are what may be decided now. ``work`` is
    the asker's own work of it, ``None`` when there is none to do.
    """

    id: int
    version: int
    tie: Tie
    rule: str
    clause: str
    edition: str
    stage: str
    about: Who
    reporter: Who
    anonymous: bool
    happened: date
    reported: datetime
    report: str
    answer: str
    hearer: Who
    hearing: str
    decider: Who
    decision: str
    sanction: str
    decided: datetime | None
    appealable: datetime | None
    appeal: str
    judge: Who
    outcome: str
    expunges: date | None
    due: datetime | None
    work: int | None
    sanctions: tuple[Sanction, ...]
    may: frozenset[May]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list; ``about`` is empty for who may not know."""

    id: int
    tie: Tie
    rule: str
    stage: str
    about: Who
    reported: datetime
    due: datetime | None
