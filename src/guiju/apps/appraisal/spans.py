"""How long the periods are that people are scored, graded or paid by, as the regulation of the time says."""

from datetime import date

from django.utils.translation import get_language

from guiju.apps.appraisal import errors
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Bonus, Grade, Scorecard

CLOSED = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)  # that can be looked at and closed, the shortest first


def judged(day: date) -> set[Grain]:
    """How long the periods are that somebody is scored, graded or paid by on a day."""
    regulation = rulebook.regulation_at(day)
    if regulation is None:
        return set()
    cards, bonuses, grades = regulation.of(Scorecard), regulation.of(Bonus), regulation.of(Grade)
    spans = [
        *(card.period for card in cards.values()),
        *(bonus.period for bonus in bonuses.values()),
        *(grade.period for grade in grades.values()),
    ]
    return {Grain(span.value) for span in spans}


def closable(day: date) -> list[Grain]:
    """Those among them that a period can be looked at and closed by, the shortest first."""
    found = judged(day)
    return [grain for grain in CLOSED if grain in found]


def check(period: Period) -> None:
    """Refuse a period of a length by which nobody is scored, graded or paid."""
    if rulebook.edition_at(period.end) and period.grain not in closable(period.end):
        raise errors.refused(errors.Code.NOT_JUDGED, period=period.label(get_language() or "zh"))
