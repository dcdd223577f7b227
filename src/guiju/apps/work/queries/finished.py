"""When what duties asked for was really done: what another text is held against."""

from datetime import date, datetime

from guiju.apps.work import models
from guiju.apps.work.standing import naive

DUTY = "duty:"


def finished(start: date, end: date) -> dict[tuple[str, str, date], datetime]:
    """By duty, 工号 and day: when it was done, in local time, of everything that duties asked for between two days."""
    rows = models.Work.objects.filter(rule__startswith=DUTY, day__range=(start, end), done__isnull=False)
    found = rows.values_list("rule", "accountable__number", "day", "done").iterator()
    return {(rule.removeprefix(DUTY), number or "", day): naive(done) for rule, number, day, done in found if done}
