"""What ends with a regulation that is repealed: its duties, scores and rights from a day on. Nothing of before."""

from dataclasses import dataclass
from datetime import date

from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import models as work
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Access, Bonus, Duty, Metric, Scorecard


@dataclass(frozen=True, slots=True)
class Ends:
    """How many of each come to an end; ``pieces`` are planned pieces of work that would be due from the day on.

    ``month`` is the first that is not scored any more: the one whose last day is not before the day.
    """

    duties: int
    pieces: int
    metrics: int
    scored: int
    rights: int
    month: Period


def ends(edition: str, day: date) -> Ends:
    """What would end if nothing were in force in the place of an edition from a day on."""
    regulation = rulebook.regulation(edition)
    planned = work.Work.objects.filter(source=work.Work.Source.DUTY, closed__isnull=True, day__gte=day)
    return Ends(
        duties=len(regulation.of(Duty)),
        pieces=planned.count(),
        metrics=len(regulation.of(Metric)),
        scored=len(regulation.of(Scorecard)) + len(regulation.of(Bonus)),
        rights=len(regulation.of(Access)),
        month=containing(day, Grain.MONTH),
    )
