"""Reports that write themselves: a duty that wants figures as they stand is done as soon as all of them are there."""

from datetime import datetime

from django.db import transaction

from guiju.apps.audit.actor import worker
from guiju.apps.work import asked, changing, ending, models, proving
from guiju.apps.work.steps import Did
from guiju.lang.kinds.choices import Evidence
from guiju.lang.values import Missing

TOGETHER = 200  # looked at in one tick


def keep(now: datetime) -> int:
    """Finish open work that wants a snapshot and whose figures are all there; gives how many.

    Work whose figures lack something stays with its person, who sees what is missing and who can bring it.
    """
    state = models.Work.State.TODO
    found = models.Work.objects.filter(wants=Evidence.SNAPSHOT, state=state, opens__lte=now, closed__isnull=True)
    ids = list(found.order_by("opens", "id").values_list("pk", flat=True)[:TOGETHER])
    return sum(_keep(work_id, now) for work_id in ids)


@transaction.atomic
def _keep(work_id: int, now: datetime) -> bool:
    row = models.Work.objects.select_for_update(of=("self",)).select_related("accountable").get(pk=work_id)
    names = asked.metrics(row)
    if row.closed is not None or not names:
        return False
    if any(isinstance(reading.value, Missing) for reading in proving.readings(row, names)):
        return False
    work = changing.seen(row.pk, row.version)
    proving.take(work, actor=worker(), moment=now)
    ending.done(work, actor=worker(), moment=now, did=Did.DONE)
    return True
