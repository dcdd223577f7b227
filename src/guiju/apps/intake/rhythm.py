"""When a table should come: a rhythm in the words of duties, and the turns that it makes on the working calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from guiju.apps.intake import models
from guiju.apps.intake.values import Turn
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.standing import aware, shift, standing
from guiju.engines.calendar import days, hours
from guiju.engines.calendar.recur import occurrences
from guiju.lang.kinds import Duty
from guiju.lang.kinds.choices import Shift
from guiju.lang.kinds.duty.recurrence import AnchorKind, DueTime, Every, Recurrence
from guiju.lang.read.recurrences import recurrence_of
from guiju.lang.read.times import due_of
from guiju.lang.readback import times
from guiju.lang.readback.words import Language

DAY_END = DueTime(AnchorKind.DAY)
STEPS = (timedelta(days=40), timedelta(days=800))  # how far ahead the next turn is looked for
BACK = timedelta(days=400)  # of turns that passed no older ones are told


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days that come round, the time by which, what becomes of days off, and the hours of whose care it is.

    What comes every day comes on days off too; of the rest what falls on one moves to the next working day.
    """

    recurs: Recurrence
    due: DueTime
    policy: Shift
    works: hours.Shift = hours.STANDARD

    def turns(self, start: date, end: date) -> Iterator[Turn]:
        """The turns of the days from ``start`` to ``end``, in order."""
        for one in occurrences(self.recurs, start, end, self.works.calendar(days.public()), self.policy):
            due = aware(hours.due_moment(self.due, one.on, self.works))
            yield Turn(one.day, min(aware(datetime.combine(one.opens, time())), due), due)


def read(text: str, due: str) -> Rhythm | None:
    """The rhythm that somebody wrote; ``None`` when there is none or it cannot be read."""
    recurs, by = recurrence_of(text), due_of(due) if due.strip() else DAY_END
    if not isinstance(recurs, Recurrence) or by is None:
        return None
    return Rhythm(recurs, by, Shift.KEEP if recurs.every is Every.DAY and not recurs.working else Shift.NEXT)


def duties() -> dict[str, Duty]:
    """The duties of the regulation in force, by name."""
    regulation = rulebook.current()
    return dict(regulation.of(Duty)) if regulation else {}


def of(source: models.Source) -> Rhythm | None:
    """The rhythm of a source: of its duty, else as it is written."""
    if source.duty:
        duty = duties().get(source.duty)
        found = Rhythm(duty.recurs, duty.due, duty.shift) if duty else None
    else:
        found = read(source.rhythm, source.due) if source.rhythm else None
    return _with_hours(found, source.owner.number) if found else None


def in_words(rhythm: Rhythm, language: Language) -> tuple[str, str]:
    """On which days, and by when."""
    return times.recurrence(rhythm.recurs, language), times.due(rhythm.due, language)


def passed(rhythm: Rhythm, since: datetime, last: datetime | None, now: datetime) -> tuple[Turn, ...]:
    """The turns that fell due after ``since`` up to ``now`` without a file; one that came counts for all before it."""
    start = max(since, last or since, now - BACK).date() - timedelta(days=1)
    found = rhythm.turns(start, now.date() + timedelta(days=1))
    return tuple(turn for turn in found if since < turn.due < now and (last is None or turn.opens > last))


def upcoming(rhythm: Rhythm, last: datetime | None, now: datetime) -> Turn | None:
    """The next turn that no file has come for."""
    for ahead in STEPS:
        for turn in rhythm.turns(now.date(), now.date() + ahead):
            if turn.due >= now and (last is None or turn.opens > last):
                return turn
    return None


def _with_hours(rhythm: Rhythm, number: str) -> Rhythm:
    """The hours of whose care it is, where the time of day or the working days depend on them."""
    here = standing()
    held = here.posts.get(number, ())
    if here.regulation is None or not held:
        return rhythm
    return replace(rhythm, works=shift(here.regulation, held[0].unit, held[0].position))
