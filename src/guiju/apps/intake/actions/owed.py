"""What is late becomes work of its owner, in the one inbox, and ends by itself when the file comes."""

from datetime import datetime

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.intake import arriving, models, queries, rhythm
from guiju.apps.intake.values import Arrival, Stands
from guiju.apps.work import asked, changing, ending, notify
from guiju.apps.work import models as work
from guiju.apps.work.actions import making
from guiju.apps.work.receiving import post_of
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did
from guiju.lang.kinds.choices import Evidence
from guiju.lang.kinds.duty.recurrence import Allowance, SpanUnit

State, Level = work.Work.State, work.Notice.Level
PATIENCE = Allowance(1, SpanUnit.WORKDAY)  # after which the next one up the line hears of it
OPEN = (State.TODO, State.DOING)


def look(*, moment: datetime | None = None) -> int:
    """Make work of what has become late, end that of what has come; gives how many pieces changed. Safe twice."""
    with clock.at(moment or clock.now()):
        now, listed = clock.now(), queries.rows()
        came = arriving.latest(listed)
        return sum(_look(row, came.get(row.pk), now) for row in listed)


def drop(row: models.Source, *, actor: Actor) -> None:
    """Nobody owes it any more as it was."""
    for piece in _open(row):
        found = changing.locked(piece.pk)
        found.state = State.CANCELLED
        ending.closed(found, actor=actor, did=Did.CANCELLED, moment=clock.now())


def _look(row: models.Source, last: Arrival | None, now: datetime) -> int:
    if row.duty:
        return _of_duty(row, last)
    stands = queries.stands(row, last, now)
    if stands.late:
        return _owe(row, stands, now)
    return _came(row) if row.on else 0


@transaction.atomic
def _owe(row: models.Source, stands: Stands, now: datetime) -> int:
    """One piece of work at a time; who ticked one off by hand has peace until the next turn has passed too."""
    there = _open(row)
    if there:
        return sum(_escalate(piece, now) for piece in there)
    turn = stands.late[-1]
    owner = "" if stands.expected.gone else row.owner.number
    key = f"data:{row.pk}:{row.owner.number}:{turn.day.isoformat()}"
    if work.Work.objects.filter(key=key).exists():
        return 0
    post = post_of(standing(), owner)
    piece = making.Piece(
        source=work.Work.Source.TASK,
        key=key,
        title=f"补交数据：{row.name}",
        accountable=owner,
        day=turn.day,
        opens=turn.due,
        due=turn.due,
        detail=_said(row),
        unit=post.unit,
        position=post.position,
    )
    making.make(actor=worker(), piece=piece)
    return 1


def _said(row: models.Source) -> str:
    """What the work says: that it ends by itself, and the steps that the owner wrote down."""
    ends = "文件进来后，这件事自动办完。怎样导出，见 设置 › 数据源。"
    return f"{ends}\n{row.clicks}" if row.clicks else ends


def _came(row: models.Source) -> int:
    return sum(_done(piece.pk) for piece in _open(row))


@transaction.atomic
def _done(pk: int) -> int:
    piece = changing.locked(pk)
    if piece.closed is not None:
        return 0
    ending.done(piece, actor=worker(), moment=clock.now(), said="文件来了")
    return 1


def _of_duty(row: models.Source, last: Arrival | None) -> int:
    """A duty of the regulation makes the work itself; the file is what shows that it was done."""
    found = rhythm.of(row)
    if not row.on or last is None or found is None:
        return 0
    mine = work.Work.objects.filter(rule=f"duty:{row.duty}", wants=Evidence.TICK, closed__isnull=True)
    met = mine.filter(accountable=row.owner, opens__lte=last.at, state__in=OPEN)
    return sum(_done(pk) for pk in list(met.values_list("pk", flat=True)))


def _escalate(piece: work.Work, now: datetime) -> int:
    """After a working day the next one up the line hears of it, once."""
    after = asked.after(piece, PATIENCE)
    if after is None or now < after or piece.accountable is None:
        return 0
    if work.Step.objects.filter(work=piece, did=Did.ESCALATED).exists():
        return 0
    levels = standing().above(piece.accountable.number)
    about = {"mark": "up0", "accountable": piece.accountable.name, "late": asked.lateness(piece, now)}
    key = f"{piece.pk}:up0:data"
    notify.tell(
        numbers=levels[0] if levels else (), level=Level.ESCALATED, work=piece, key=key, moment=now, about=about
    )
    changing.note(piece, actor=worker(), did=Did.ESCALATED)
    return 1


def _open(row: models.Source) -> list[work.Work]:
    """The open work that a late source made."""
    found = work.Work.objects.filter(key__startswith=f"data:{row.pk}:", closed__isnull=True)
    return list(found.select_related("accountable"))
