"""The moments at which time does something to a piece of work: reminds, falls due, goes up the line, lapses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, models
from guiju.lang.kinds import Duty, Publication
from guiju.lang.kinds.choices import OnMissed

Level = models.Notice.Level


@dataclass(frozen=True, slots=True)
class Mark:
    """One such moment. ``name`` is its own within the work; ``to`` is the position that hears of it besides.

    ``up`` counts the levels up the reporting line instead, 0 for none. A mark that ``lapses`` ends the work undone.
    """

    at: datetime
    name: str
    level: str
    to: str = ""
    up: int = 0
    lapses: bool = False


def marks(work: models.Work) -> tuple[Mark, ...]:
    """All moments of a piece of work, in order; none without due."""
    if work.due is None:
        return ()
    rule = work.rule if work.rule.startswith(("duty:", "publication:")) else ""
    return _marks(rule, work.edition if rule else "", work.unit, work.position, work.opens, work.due)


def first(work: models.Work) -> datetime | None:
    """When time first does something to new work, be it past already; ``None`` without due."""
    return next((mark.at for mark in marks(work)), None)


def following(work: models.Work, moment: datetime) -> datetime | None:
    """When time next does something to it after a moment; nothing to what is handed in or closed."""
    if work.closed is not None or work.state == models.Work.State.REVIEW:
        return None
    return next((mark.at for mark in marks(work) if mark.at > moment), None)


@lru_cache(maxsize=4096)  # a duty falls due at one moment for everybody with the same hours
def _marks(rule: str, edition: str, unit: str, position: str, opens: datetime, due: datetime) -> tuple[Mark, ...]:
    work = models.Work(rule=rule, edition=edition, unit=unit, position=position, opens=opens, due=due)
    found = rulebook.regulation(edition).of(rule.partition(":")[0]).get(asked.rule_name(work)) if edition else None
    every = [Mark(due, "due", Level.DUE)]
    if isinstance(found, Duty):
        every += _of_duty(work, found)
    elif isinstance(found, Publication):
        every += [*_reminders(work, found), *escalations(work, found)]
    return tuple(sorted(every, key=lambda mark: mark.at))


def escalations(work: models.Work, duty: Duty | Publication) -> Iterator[Mark]:
    """When undone work goes up the line, and to whom."""
    ups = 0
    for number, step in enumerate(duty.escalate):
        at = asked.after(work, step.after)
        ups += not step.to
        if at is not None:
            yield Mark(at, f"up{number}", Level.ESCALATED, to=step.to, up=0 if step.to else ups)


def _reminders(work: models.Work, rule: Duty | Publication) -> Iterator[Mark]:
    for number, span in enumerate(rule.remind):
        at = asked.before(work, span)
        if at is not None and at > work.opens:
            yield Mark(at, f"remind{number}", Level.REMIND)


def _of_duty(work: models.Work, duty: Duty) -> Iterator[Mark]:
    yield from _reminders(work, duty)
    last = asked.last_moment(work)
    lapses = duty.missed is OnMissed.LAPSE
    if last is not None and (lapses or duty.grace is not None):
        # in the last second it can still be done
        yield Mark(last + asked.SECOND if lapses else last, "late", Level.LATE, lapses=lapses)
    if not lapses:
        yield from escalations(work, duty)
