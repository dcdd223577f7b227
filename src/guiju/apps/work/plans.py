"""Which work the duties in force ask for from a day to a day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256

from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.kept import per_edition
from guiju.apps.work import models
from guiju.apps.work.actions.making import Piece
from guiju.apps.work.standing import Standing, aware, standing
from guiju.engines.calendar import days
from guiju.engines.calendar.plan import Due, Holder, plan
from guiju.lang import Regulation
from guiju.lang.kinds import Duty
from guiju.lang.kinds.duty.recurrence import Every, SpanUnit

Source, Part = models.Work.Source, models.Participant.Part
DAY = timedelta(days=1)
_WIDTH = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 31, Every.QUARTER: 92, Every.HALF: 184, Every.YEAR: 366}
_AHEAD = {SpanUnit.MINUTE: 1 / 1440, SpanUnit.HOUR: 1 / 24, SpanUnit.DAY: 1, SpanUnit.WORKDAY: 3}
_HOLIDAYS = 15  # days that a policy for days off may move something at the most


@dataclass(frozen=True)
class Wanted:
    """One piece that a duty asks for, under the regulation in force on its day."""

    due: Due
    duty: Duty
    edition: str
    here: Standing

    @cached_property
    def ends(self) -> datetime:
        """When it is due."""
        return aware(self.due.due)

    @cached_property
    def up(self) -> tuple[str, ...]:
        """The nearest people up the line from a post that nobody holds."""
        return next(self.here.line(self.due.unit, self.due.position), ()) if not self.due.number else ()

    @property
    def numbers(self) -> set[str]:
        """Everybody who is named."""
        return {self.due.number, *self.due.attendees, *self.due.responsible, *self.up} - {""}

    @cached_property
    def piece(self) -> Piece:
        """What is to be made."""
        due, duty = self.due, self.duty
        beside = {Part.ATTENDS.value: due.attendees, Part.RESPONSIBLE.value: (*due.responsible, *self.up)}
        return Piece(
            source=Source.MEETING if duty.attend else Source.DUTY,
            key=due.key,
            title=duty.does or duty.name,
            accountable=due.number,
            day=due.on,
            opens=aware(due.opens),
            due=self.ends,
            rule=f"duty:{duty.name}",
            clause=due.clause,
            edition=self.edition,
            unit=due.unit,
            position=due.position,
            provisional=due.provisional,
            wants=duty.evidence.value,
            form=duty.form,
            beside={part: numbers for part, numbers in beside.items() if numbers},
        )


def wanted(start: date, end: date) -> dict[str, Wanted]:
    """Everything due from ``start`` to ``end``, and what is due later but lies open before ``end``, by key."""
    staff, here = holders(), standing()
    found: dict[str, Wanted] = {}
    for edition, begin, stop in spans(start, end + timedelta(days=_widest(end))):
        regulation = rulebook.regulation(edition)
        duties = regulation.of(Duty)
        for due in _due(regulation, staff, begin, stop, end):
            found.setdefault(due.key, Wanted(due, duties[due.duty], edition, here))
    return found


def basis(until: date) -> str:
    """A hash of everything that a plan up to a day is made from: the regulations in force, and who holds what."""
    last = until + timedelta(days=366)
    adopted = [(edition, begin.isoformat()) for begin, edition in rulebook.begun().items() if begin <= last]
    text = json.dumps([adopted, [[str(part) for part in one] for one in holders()]])
    return sha256(text.encode()).hexdigest()


def spans(start: date, end: date) -> Iterator[tuple[str, date, date]]:
    """The editions in force from ``start`` to ``end``, each with its first and last day among them."""
    for adoption in rulebook.adoptions():
        first, last = max(start, adoption.start), min(end, adoption.end or end)
        if first <= last:
            yield adoption.edition.hash, first, last


def holders() -> list[Holder]:
    """Every post with its dates, the main one of a person first; nobody holds one after they have left."""
    left = {person.number: person.left for person in people.people()}
    posts = sorted(people.posts(), key=lambda post: (post.number, not post.main, post.start))
    return [
        Holder(post.number, post.unit, post.position, post.leader, post.start, _earlier(post.end, left[post.number]))
        for post in posts
    ]


def _earlier(one: date | None, two: date | None) -> date | None:
    return min((day for day in (one, two) if day is not None), default=None)


def _due(regulation: Regulation, staff: list[Holder], begin: date, stop: date, end: date) -> Iterator[Due]:
    calendar = days.public()
    if begin <= end:
        yield from plan(regulation, staff, begin, min(stop, end), calendar)
    if stop > end and (wide := _wide(regulation)) is not None:
        last = min(stop, end + timedelta(days=width(regulation)))
        beyond = plan(wide, staff, max(begin, end + DAY), last, calendar)
        yield from (due for due in beyond if due.opens.date() <= end)


@per_edition
def _wide(regulation: Regulation) -> Regulation | None:
    """The regulation with those duties alone that open before their day; ``None`` when none does."""
    duties = regulation.of(Duty).values()
    kept = {duty.name for duty in duties if _opens_before(duty)}
    if not kept:
        return None
    kept |= {duty.name for duty in duties if duty.overrides}
    return replace(
        regulation, rules=tuple(rule for rule in regulation.rules if rule.kind != "duty" or rule.name in kept)
    )


@per_edition
def width(regulation: Regulation) -> int:
    """How many days before its day the work of any duty may open."""
    return max((_opens_before(duty) for duty in regulation.of(Duty).values()), default=0)


def _opens_before(duty: Duty) -> int:
    by = _WIDTH[duty.recurs.every] * max(1, duty.recurs.interval) + _HOLIDAYS if duty.recurs.by else 0
    ahead = int(duty.ahead.amount * _AHEAD[duty.ahead.unit]) + _HOLIDAYS if duty.ahead else 0
    return by + ahead


def _widest(end: date) -> int:
    return max((width(rulebook.regulation(edition)) for edition, _, _ in spans(end, end + 2 * 366 * DAY)), default=0)
