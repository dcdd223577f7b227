"""A leader's group today: who is behind, what is stuck, and what only the reader can unblock."""

from dataclasses import dataclass
from datetime import datetime

from guiju.apps.audit.actor import Actor
from guiju.apps.work import queries
from guiju.apps.work import values as work
from guiju.apps.work.standing import Standing, standing
from guiju.lang.kinds import Unit
from guiju.lang.regulation import Regulation
from guiju.web.work.lines import Line, View

BEHIND, STUCK, VACANT = 5, 4, 3  # of how many it is told by name


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody with work overdue, and the worst of it."""

    number: str
    name: str
    position: str
    late: int
    open: int
    worst: str
    url: str
    away: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """One unit with everything under it today."""

    unit: str
    people: int
    done: int
    open: int
    late: int
    away: int
    behind: tuple[Behind, ...]
    stuck: tuple[Line, ...]
    more_stuck: int
    vacant: tuple[Line, ...]
    more_vacant: int


def groups(actor: Actor, regulation: Regulation | None, moment: datetime, here: str) -> tuple[GroupView, ...]:
    """The groups that the reader leads, without those that lie in another of them."""
    if regulation is None or not actor.number:
        return ()
    view = View(moment, regulation, actor.number, here, "group")
    return tuple(_group(queries.group(actor, unit), view) for unit in led(standing(), regulation, actor.number))


def led(here: Standing, regulation: Regulation, number: str) -> list[str]:
    """The units that somebody leads, without those under another of them."""
    mine = here.led_by(number)
    units = regulation.of(Unit)
    return [name for name in units if name in mine and units[name].parent not in mine]


def _group(found: work.GroupDay, view: View) -> GroupView:
    lines = [one for one in found.lines if one.who.number != view.number]
    late = sorted((one for one in lines if one.late), key=lambda one: (-one.late, one.who.number))[:BEHIND]
    told = {item.id: item for item in (*(one.worst for one in late if one.worst), *found.vacant)}
    stuck = [item for item in found.stuck if item.id not in told]
    overdue = found.overdue - sum(item.late > 0 for item in told.values())
    waiting = sum(item.late <= 0 for item in stuck)
    return GroupView(
        unit=found.unit,
        people=len(lines),
        done=sum(one.done for one in lines),
        open=sum(one.open for one in lines),
        late=sum(one.late for one in lines),
        away=sum(1 for one in lines if one.away),
        behind=tuple(_behind(one, view) for one in late),
        stuck=view.lines(stuck[:STUCK]),
        more_stuck=max(0, overdue + waiting - len(stuck[:STUCK])),
        vacant=view.lines(found.vacant[:VACANT]),
        more_vacant=max(0, found.vacancies - VACANT),
    )


def _behind(one: work.Line, view: View) -> Behind:
    worst = view.lines([one.worst])[0] if one.worst else None
    return Behind(
        number=one.who.number,
        name=one.who.name,
        position=one.position,
        late=one.late,
        open=one.open,
        worst=f"{worst.title} · {worst.due.left}" if worst else "",
        url=worst.url if worst else "",
        away=one.deputy.name,
    )
