"""The approval of a correction as work: whose it is, and how it ends."""

from guiju.apps import clock
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.corrections import errors, models, reading, rules
from guiju.apps.corrections.errors import Code
from guiju.apps.work import changing, ending, notify
from guiju.apps.work import models as work
from guiju.apps.work.actions import making
from guiju.apps.work.receiving import post_of
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did

_KEY = "correction:"


def begin(row: models.Correction) -> str:
    """Ask who is to approve: the nearest up the line of those who may, else the first; gives their 工号."""
    here, now = standing(), clock.now()
    may = rules.approvers(clock.today(), row.number)
    if not may:
        raise errors.refused(Code.NOBODY_APPROVES)
    line = [number for level in here.above(row.number) for number in level] if row.number else []
    number = next((one for one in line if one in may), may[0])
    post = post_of(here, number)
    piece = making.Piece(
        source=work.Work.Source.APPROVAL,
        key=f"{_KEY}{row.pk}:{row.version}",
        title=f"审批更正单 {row.pk}：{reading.fact_named(row.fact).name}",
        detail=row.reason,
        accountable=number,
        day=now.date(),
        opens=now,
        unit=post.unit,
        position=post.position,
    )
    made = making.make(actor=worker(), piece=piece)
    notify.tell(numbers=[number], level=work.Notice.Level.ASKED, work=made, key=f"{made.pk}:made", moment=now)
    return number


def end(row: models.Correction, actor: Actor) -> None:
    """The approval is given or refused."""
    for piece in _open(row):
        ending.done(changing.locked(piece.pk), actor=actor, moment=clock.now())


def cancel(row: models.Correction, actor: Actor) -> None:
    """Nobody needs to approve it any more."""
    for piece in _open(row):
        piece.state = work.Work.State.CANCELLED
        ending.closed(piece, actor=actor, did=Did.CANCELLED, moment=clock.now())


def tell(row: models.Correction, level: str, said: str, by: str) -> None:
    """Let who proposed it hear what came of it."""
    if not row.number:
        return
    title = f"更正单 {row.pk}：{reading.fact_named(row.fact).name}"
    about = {"title": title, "said": said, "by": by, "correction": row.pk}
    key = f"{_KEY}{row.pk}:{row.stage}:{row.version}"
    notify.tell(numbers=[row.number], level=level, work=None, key=key, moment=clock.now(), about=about)


def of_work(key: str) -> int | None:
    """The correction that a piece of work is about; ``None`` for any other work."""
    kind, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == _KEY[:-1] and number.isdecimal() else None


def _open(row: models.Correction) -> list[work.Work]:
    found = work.Work.objects.filter(source=work.Work.Source.APPROVAL, closed__isnull=True)
    return list(found.filter(key__startswith=f"{_KEY}{row.pk}:").select_related("accountable"))
