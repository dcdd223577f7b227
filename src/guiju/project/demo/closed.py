"""HR closes each month on the sixth of the next; an appeal that was granted later leaves a difference to be paid."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import F
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.appraisal import closing, closings, queries
from guiju.apps.figures import tasks
from guiju.apps.figures.actions import inputs
from guiju.apps.figures.queries import stated
from guiju.apps.work.models import Notice
from guiju.engines.periods import Grain, Period, containing
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.project.demo import department
from guiju.project.demo.acting import acting
from guiju.project.demo.stated import months

DAY, HOUR = 6, 10  # of the month after
APPEALED, SCORE, BETTER, BEST = department.GUESTS["specialist"], "团队贡献系数", Fraction("1.05"), Fraction("1.08")
WHY = "申诉成立：补记九宫格主图改版的协作"


def close(start: date, moment: datetime) -> None:
    """Close every month but the last full one, which waits for somebody; then grant an appeal about the last of them.

    What is closed already stays as it is.
    """
    past = [containing(month, Grain.MONTH) for month in months(start, moment.date())][:-1]
    for period in past:
        if _waits(period):
            at = datetime.combine(period.end + timedelta(days=DAY), time(HOUR))
            with clock.at(timezone.make_aware(at)):
                closing.close(actor=acting(department.GUESTS["hr"]), period=period)
    Notice.objects.filter(key__startswith="closed:", read__isnull=True).update(read=F("at"))
    if past and not closings.changes():
        _grant(past[-1], moment)


def _waits(period: Period) -> bool:
    reckoning = queries.reckoning(period)
    return reckoning is not None and reckoning.closed_at is None


def _grant(period: Period, moment: datetime) -> None:
    """Enter and confirm a better figure of somebody, and work out what that changes."""
    subject = Subject(SubjectKind.PERSON, APPEALED)
    known = next((one.value for one in stated.entries(period=period) if (one.name, one.subject) == (SCORE, subject)), 1)
    value = BETTER if known < BETTER else BEST
    with clock.at(moment - timedelta(days=2, hours=3)):
        entered = inputs.enter(
            actor=acting(department.GUESTS["leader"]),
            name=SCORE,
            subject=subject,
            period=period,
            value=value,
            evidence=WHY,
        )
        inputs.confirm(actor=acting(department.GUESTS["director"]), entry_ids=[entered])
    tasks.tell([period.start])
