"""Reports that write themselves: a duty that wants figures as they stand is done as soon as all of them are there."""

from datetime import datetime

from django.db import transaction

from guiju.apps.audit.actor import worker
from guiju.apps.work import asked, changing, ending, models, proving
from guiju.lang.kinds.choices import Evidence
from guiju.lang.values import Missing

TOGETHER = 200  # looked at in one tick


def keep(now: datetime) -> int:
    """Finish open work that wants a snapshot and whose figures are all there and final; gives how many.

    Work whose figures lack something, or still run, stays with its person, who sees what is missing and decides.
    """
    state = models.Work.State.TODO
    found = models.Work.objects.filter(wants=Evidence.SNAPSHOT, state=state, opens__lte=now, closed__isnull=True)
    ids = list(found.order_by("opens", "id").values_list("pk", flat=True)[:TOGETHER])
    return sum(_keep(work_id, now) for work_id in ids)


@transaction.atomic
def _keep(work_id: int, now: datetime) -> bool:
    row = changing.locked(work_id)
    names = asked.metrics(row)
    if row.closed is not None or not names:
        return False
    if any(isinstance(one.value, Missing) or one.provisional for one in proving.readings(row, names)):
        return False
    proving.take(row, actor=worker(), moment=now)
    ending.done(row, actor=worker(), moment=now)
    return True
