"""Outcomes as frozen values; numbers are exact, money in yuan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from guiju.engines.periods import Period
from guiju.engines.score.replay import Replay

Plain = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A period worked out: under which edition, from which data, by whom and when; who closed it, if somebody did.

    ``signature`` stands for all that came out.
    """

    period: Period
    edition: str
    manifest: str
    engine: str
    distributions: tuple[Plain, ...]
    by: str
    at: datetime
    signature: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a period comes to for somebody at one time: ``None`` and the empty grade as in ``Outcome``."""

    points: Fraction | None = None
    grade: str = ""
    bonus: Fraction | None = None
    pending: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of somebody's part of a closed period: as it was closed, as it is now, and what was paid for it.

    ``taken`` is the money that was paid (below zero: kept back) with periods closed later.
    """

    period: Period
    number: str
    name: str
    unit: str
    then: Standing
    now: Standing
    taken: Fraction

    @property
    def open(self) -> Fraction | None:
        """The money that is still to be paid or kept back; ``None`` while what it comes to is pending."""
        if "bonus" in self.now.pending:
            return None
        return (self.now.bonus or Fraction(0)) - (self.then.bonus or Fraction(0)) - self.taken


@dataclass(frozen=True, slots=True)
class Taken:
    """Money of an earlier closed period that was paid (below zero: kept back) with a later one."""

    period: Period
    paid_with: Period
    number: str
    name: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """One person's outcome in a line, for whole departments: without its summary; ``card`` names the scorecard."""

    number: str
    name: str
    unit: str
    position: str
    card: str
    points: Fraction | None
    grade: str
    bonus: Fraction | None
    pending: frozenset[str]

    @property
    def judged(self) -> bool:
        """Whether any rule gives this person points or money."""
        return bool(self.card or self.bonus is not None or self.pending)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a period came to for one person.

    ``None`` and the empty grade stand for what no rule gives them and for what is pending; ``pending`` names the latter
    (points, grade, bonus). ``summary`` is JSON as ``summaries.summary`` writes it.
    """

    number: str
    name: str
    unit: str
    position: str
    period: Period
    points: Fraction | None
    grade: str
    bonus: Fraction | None
    pending: frozenset[str]
    provisional: bool
    summary: Plain


class Lack(StrEnum):
    """What a trial of an amendment still lacks of the figures that only the amended text asks for."""

    NOTHING = ""
    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Tried:
    """A past period judged by the regulation in force and by an amended one; ``since`` says when measuring was asked.

    While figures are lacking, who depends on them is pending under the amended text.
    """

    replay: Replay
    lack: Lack
    since: datetime | None = None
