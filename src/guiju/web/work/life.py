"""The life of a piece of work, entry by entry, in words."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from guiju.apps.work import steps
from guiju.apps.work.steps import Did
from guiju.apps.work.values import Step
from guiju.web.work import spans

LOUD = {Did.ESCALATED, Did.LAPSED, Did.GAVE_BACK}
GOOD = {Did.DONE, Did.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry: when, who, what, what was said with it; ``remark`` when it is only words."""

    at: str
    who: str
    did: str
    said: str
    tone: str
    remark: bool


def life(found: Iterable[Step], moment: datetime) -> tuple[Moment, ...]:
    """All entries, the oldest first."""
    return tuple(_moment(step, moment) for step in found)


def did_word(did: str) -> str:
    """What was done, in a word."""
    with suppress(ValueError, KeyError):
        return str(steps.word(Did(did)))
    return ""


def _moment(step: Step, moment: datetime) -> Moment:
    tone = "wait" if step.did in LOUD else "kept" if step.did in GOOD else ""
    at = spans.clock_time(step.at, moment.date())
    return Moment(at, step.who if step.number else "", did_word(step.did), step.said, tone, step.did == Did.REMARKED)
