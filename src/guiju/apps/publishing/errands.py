"""Opinions, answers, approvals and signatures as work: whose it is, and how it ends."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import models
from guiju.apps.work import changing, ending, notify
from guiju.apps.work import models as work
from guiju.apps.work.actions import making
from guiju.apps.work.receiving import post_of
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did

COMMENT, CLOSE, APPROVE, SIGN = "comment", "close", "approve", "sign"
TITLES = {
    COMMENT: "对《{title}》提意见",
    CLOSE: "答复并结束《{title}》的征求意见",
    APPROVE: "审批《{title}》",
    SIGN: "阅读并签收《{title}》",
}
_KEY = "publication"
Source, State = work.Work.Source, work.Work.State


def of_work(key: str) -> tuple[int, str] | None:
    """The publication and the step that a piece of work is about; ``None`` for any other work."""
    kind, _, rest = key.partition(":")
    number, _, step = rest.partition(":")
    return (int(number), step.partition(":")[0]) if kind == _KEY and number.isdecimal() else None


def ask(row: models.Publication, step: str, numbers: Collection[str], due: date | None, mark: str = "") -> int:
    """Make a piece of work for each of these people that has none of it yet; gives how many were made.

    ``mark`` tells one asking from the next, so that whoever is asked again has new work.
    """
    now = clock.now()
    keys = {number: _key(row, step, mark, number) for number in numbers}
    there = set(work.Work.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    fresh = [number for number, key in keys.items() if key not in there]
    ids = people.ids(fresh) if fresh else {}
    until = max(_end(due), now) if due else None
    pieces = [_piece(row, step, number, keys[number], now, until) for number in fresh if number in ids]
    rows = work.Work.objects.bulk_create(
        [making.row(piece, ids) for piece in pieces], ignore_conflicts=True, batch_size=500
    )
    if rows:
        _tell(row, step, [piece.accountable for piece in pieces], mark, now)
    return len(rows)


def finish(row: models.Publication, step: str, number: str, actor: Actor, said: str = "") -> None:
    """Somebody has done their piece."""
    for piece in _open(row, step).filter(accountable__number=number):
        ending.done(changing.locked(piece.pk), actor=actor, moment=clock.now(), said=said)


def finish_all(row: models.Publication, step: str, actor: Actor) -> None:
    """It is done, whosever piece it was."""
    for piece in _open(row, step):
        ending.done(changing.locked(piece.pk), actor=actor, moment=clock.now())


def cancel(row: models.Publication, actor: Actor, *steps: str, numbers: Iterable[str] | None = None) -> int:
    """Nobody needs to do these any more, or these people need not; gives how many pieces."""
    done = 0
    for step in steps:
        found = _open(row, step)
        for piece in found if numbers is None else found.filter(accountable__number__in=list(numbers)):
            piece.state = State.CANCELLED
            ending.closed(piece, actor=actor, did=Did.CANCELLED, moment=clock.now())
            done += 1
    return done


def waiting(row: models.Publication, step: str) -> list[str]:
    """The 工号 of everybody whose piece is still open."""
    return list(_open(row, step).values_list("accountable__number", flat=True))


def numbers(row: models.Publication, step: str, mark: str = "") -> set[str]:
    """The 工号 of everybody who ever was asked."""
    found = work.Work.objects.filter(source=Source.PUBLICATION, key__startswith=_key(row, step, mark, ""))
    return set(found.values_list("accountable__number", flat=True))


def asked(row: models.Publication, step: str, number: str) -> list[bool]:
    """Whether each piece that somebody ever was asked for is still open."""
    found = work.Work.objects.filter(source=Source.PUBLICATION, key__startswith=_key(row, step, "", ""))
    return [closed is None for closed in found.filter(accountable__number=number).values_list("closed", flat=True)]


def inform(row: models.Publication, to: Iterable[str], actor: Actor) -> None:
    """Let everybody bound hear that the text will bind them no more, from when and why."""
    day = row.in_force_from
    when = f"{day.year}年{day.month}月{day.day}日起：" if day else ""
    about = {"by": actor.name, "said": f"{when}{row.reason[:450]}"}
    tell(row, to, work.Notice.Level.INFORMED, about, "repeal")


def tell(row: models.Publication, to: Iterable[str], level: str, about: Mapping[str, object], occasion: str) -> None:
    """Let some people hear what came of it."""
    said = {"title": row.title, "publication": row.pk, **about}
    key = f"{_KEY}:{row.pk}:{occasion}"
    notify.tell(numbers=list(to), level=level, work=None, key=key, moment=clock.now(), about=said)


def _piece(
    row: models.Publication, step: str, number: str, key: str, now: datetime, until: datetime | None
) -> making.Piece:
    post = post_of(standing(), number)
    return making.Piece(
        source=Source.PUBLICATION,
        key=key,
        title=TITLES[step].format(title=row.title)[:200],
        detail=row.reason,
        accountable=number,
        day=now.date(),
        opens=now,
        due=until,
        unit=post.unit,
        position=post.position,
        rule=f"publication:{row.rule}" if row.rule else "",
        edition=row.rule_edition,
    )


def _tell(row: models.Publication, step: str, to: list[str], mark: str, now: datetime) -> None:
    rows = dict(
        work.Work.objects.filter(key__in=[_key(row, step, mark, number) for number in to]).values_list("key", "pk")
    )
    made = work.Work.objects.in_bulk(list(rows.values()))
    tellings = [
        notify.Telling((number,), work.Notice.Level.ASKED, made[rows[key]], f"{rows[key]}:made")
        for number in to
        if (key := _key(row, step, mark, number)) in rows
    ]
    notify.tell_all(tellings, now)


def _open(row: models.Publication, step: str) -> QuerySet[work.Work]:
    found = work.Work.objects.filter(source=Source.PUBLICATION, closed__isnull=True)
    return found.filter(key__startswith=f"{_KEY}:{row.pk}:{step}:").select_related("accountable")


def _key(row: models.Publication, step: str, mark: str, number: str) -> str:
    return f"{_KEY}:{row.pk}:{step}:{mark}:{number}"


def _end(day: date) -> datetime:
    """The last second of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
