"""What becomes of the work of those who have left."""

from datetime import datetime

from django.db import transaction

from guiju.apps.audit.actor import worker
from guiju.apps.people import queries as people
from guiju.apps.work import changing, models, notify
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did

TOGETHER = 200


def inherit(now: datetime) -> int:
    """Open work of people who have left goes to the nearest one up the line; gives how much.

    Work that a duty asks for in days to come is planned anew for whoever holds the post.
    """
    left = [person.number for person in people.people() if person.left is not None and person.left < now.date()]
    done = 0
    while left and (ids := _left_behind(left, now)):
        done += _hand_up(ids, now, frozenset(left))
    return done


def _left_behind(left: list[str], now: datetime) -> list[int]:
    gone = people.ids(left).values()
    found = models.Work.objects.filter(accountable__in=gone, closed__isnull=True, opens__lte=now)
    own = (models.Work.Source.CASE, models.Work.Source.PUBLICATION)  # nobody signs for somebody else
    return list(found.exclude(source__in=own).values_list("pk", flat=True)[:TOGETHER])


@transaction.atomic
def _hand_up(ids: list[int], now: datetime, left: frozenset[str]) -> int:
    here, actor = standing(), worker()
    for pk in ids:
        work = changing.locked(pk)
        before = work.accountable.number if work.accountable else ""
        above = (number for level in here.line(work.unit, work.position) for number in level)
        heir = next((number for number in above if number != before and number not in left), "")
        work.accountable_id = people.ids([heir]).get(heir)
        work.evidence["reassigned"] = True
        changing.save(
            work,
            actor=actor,
            did=Did.WENT_UP,
            fields=("accountable", "evidence"),
            before={"accountable": before},
            after={"accountable": heir},
        )
        notify.tell(
            numbers=[heir],
            level=models.Notice.Level.ASKED,
            work=work,
            key=f"{work.pk}:{Did.WENT_UP.value}:{work.version}",
            moment=now,
            about={"by": actor.name, "did": Did.WENT_UP.value, "accountable": before},
        )
    return len(ids)
