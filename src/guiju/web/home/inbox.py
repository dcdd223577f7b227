"""Everything before one person, in the order to do it, as it stands on the page and in a tag that tells changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.work import queries
from guiju.apps.work.values import Inbox, Item, Part
from guiju.lang.regulation import Regulation
from guiju.web.home.todo import tasks
from guiju.web.kit import formats
from guiju.web.work import spans
from guiju.web.work.lines import Line, View

FRESH = timedelta(minutes=10)  # how long what was just done stays where it stood
HOUR = timedelta(hours=1)
SOON = 6  # lines of what comes later


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under a heading; ``tone`` is broken when something is late, next when it is the one to begin with."""

    key: str
    title: str
    tone: str
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def open(self) -> int:
        """How many are still to be done."""
        return sum(not line.closed for line in self.lines)


@dataclass(frozen=True, slots=True)
class InboxView:
    """What the inbox shows: the page's clock, sections, what was done today, and when nothing is due what comes next.

    ``tag`` stays the same as long as nothing changed but the time that is left.
    """

    stamp: int
    ticking: str
    sections: tuple[Section, ...]
    done: tuple[Line, ...]
    calm: str
    next: Line | None
    more: int
    tag: str


def inbox(actor: Actor, regulation: Regulation | None, moment: datetime, here: str) -> InboxView:
    """The inbox of the reader; of somebody who is not in the roster, what else waits for them."""
    found = queries.inbox(actor.number, moment=moment) if actor.number else _nothing(moment)
    view = View(moment, regulation, actor.number, here, "inbox")
    sections = tuple(_sections(found, tasks(actor, regulation), view))
    older = view.lines(item for item in found.done_today if not _fresh(item, moment))
    after = view.lines([found.next])[0] if found.next else None
    pressing = any(section.key in {"now", "today", "waiting"} for section in sections)
    shown = InboxView(
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        sections=sections,
        done=older,
        calm="" if pressing else _("现在没有等您办的事。"),
        next=None if pressing else after,
        more=found.more,
        tag="",
    )
    return replace(shown, tag=_tag(shown, actor, moment))


def _sections(found: Inbox, errands: Sequence[Line], view: View) -> Iterable[Section]:
    """What is due at once, today, what waits for the reader, what comes; the first button is the one to press."""
    first = True
    for section in _every(found, errands, view):
        yield _with_one_button(section) if first else _plain(section)
        first = first and not any(line.buttons for line in section.lines)


def _with_one_button(section: Section) -> Section:
    at = next((at for at, line in enumerate(section.lines) if line.buttons), 0)
    lines = [line if here == at else line.quiet() for here, line in enumerate(section.lines)]
    return replace(section, lines=tuple(lines))


def _plain(section: Section) -> Section:
    return replace(section, lines=tuple(line.quiet() for line in section.lines))


def _every(found: Inbox, errands: Sequence[Line], view: View) -> Iterable[Section]:
    fresh = [item for item in found.done_today if _fresh(item, view.moment)]
    pressing = [item for item in fresh if item.due is not None and item.due - view.moment < HOUR]
    now = view.lines(_in_order([*_still(found.now), *pressing]))
    today = view.lines(_in_order([*found.today, *(item for item in fresh if item not in pressing)])) + tuple(errands)
    late = sum(1 for item in _still(found.now) if item.left is not None and item.left < 0)
    if now:
        note = _("%(n)s 件已逾期") % {"n": late} if late else ""
        yield Section("now", _("现在"), "broken" if late else "next", now, note)
    if today:
        yield Section("today", _("今天"), "" if now else "next", today)
    if found.waiting:
        yield Section("waiting", _("等我定"), "wait", view.lines(found.waiting))
    if found.soon:
        yield Section("soon", _("往后"), "", view.lines(found.soon[:SOON]))


def _still(items: Iterable[Item]) -> list[Item]:
    """Without meetings that are over: their minutes are for whoever called them."""
    return [item for item in items if item.part is not Part.ATTENDS or item.left is None or item.left >= 0]


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.due is None, item.due or item.opens, item.id))


def _fresh(item: Item, moment: datetime) -> bool:
    return item.done is not None and moment - item.done < FRESH


def _nothing(moment: datetime) -> Inbox:
    return Inbox(moment, (), (), (), (), ())


def _tag(shown: InboxView, actor: Actor, moment: datetime) -> str:
    """What the inbox says, but for the time that the page counts down itself."""
    still = [replace(line, due=_standing(line)) for section in shown.sections for line in section.lines]
    said = (get_language(), actor.number, formats.day(moment.date()), shown.calm, shown.more, len(shown.done))
    keys = [(section.key, section.note, len(section.lines)) for section in shown.sections]
    return sha256(repr((said, keys, still)).encode()).hexdigest()[:20]


def _standing(line: Line) -> spans.Due:
    return replace(line.due, left="") if line.due.stamp is not None else line.due
