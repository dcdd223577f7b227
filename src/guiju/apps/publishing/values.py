"""Publications, their stages, opinions and signatures as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from guiju.apps.publishing import models
from guiju.engines.paper import sealed

State = models.Publication.State
LegState = models.Leg.State


class Stage(StrEnum):
    """The stages of a version, in their order; the last five are what a 发布 rule may demand."""

    CHECK = "check"
    IMPACT = "impact"
    COMMENTS = "comments"
    CONSULTATION = "consultation"
    APPROVAL = "approval"
    NOTICE = "notice"
    SIGNATURE = "signature"


BEFORE_NOTICE = (Stage.CHECK, Stage.IMPACT, Stage.COMMENTS, Stage.CONSULTATION, Stage.APPROVAL)


@dataclass(frozen=True, slots=True)
class Leg:
    """One stage as it stands: ``state`` is empty before it began."""

    stage: Stage
    state: str = ""
    edition: str = ""
    began: datetime | None = None
    due: date | None = None
    ended: datetime | None = None
    by: str = ""
    said: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    demanded: bool = True

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in {LegState.DONE, LegState.SKIPPED}


@dataclass(frozen=True, slots=True)
class Life:
    """A publication with the line of its stages; ``current`` is the first that is not over, none once announced."""

    id: int
    version: int
    edition: str
    base: str
    draft: int | None
    title: str
    edition_title: str
    edition_version: str
    reason: str
    by: str
    number: str
    user_id: int | None
    state: str
    begun: datetime
    in_force_from: date | None
    repeals: bool
    legs: tuple[Leg, ...]

    @property
    def current(self) -> Stage | None:
        """What it is waiting for; nothing once it is announced or withdrawn."""
        if self.state != State.OPEN:
            return None
        return next((leg.stage for leg in self.legs if not leg.over), None)

    def leg(self, stage: Stage) -> Leg:
        """One stage of the line."""
        return next(leg for leg in self.legs if leg.stage is stage)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A comment with its answer; ``taken`` is ``None`` before it is answered."""

    id: int
    number: str
    name: str
    clause: str
    edition: str
    text: str
    at: datetime
    taken: bool | None
    answer: str
    answered_by: str
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class Signed:
    """One person on the signature sheet; ``at`` is ``None`` while they have not signed."""

    number: str
    name: str
    unit: str
    at: datetime | None = None
    written: str = ""
    digest: str = ""
    bound: bool = True


def digest(edition: str, number: str, name: str, at: datetime) -> str:
    """What a signature is known by: the SHA-256 over the text's hash, who signed, the name they wrote, and when."""
    return sealed.signature(edition, number, name, moment(at))


def moment(at: datetime) -> str:
    """A moment as what is hashed has it: seconds since 1970 with six digits, the same from any database."""
    return f"{at.timestamp():.6f}"
