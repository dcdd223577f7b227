"""One piece of work: what it asks for, its life, who is beside it, what it waits for, what may be done to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.values import Part, Piece, Tick, Verb
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import spans, words
from guiju.web.work.forms import Remark
from guiju.web.work.life import Moment, life
from guiju.web.work.lines import Button, Line, View, do_url, line
from guiju.web.work.shown import AgendaView, FileView, ReadingView, agenda, file, reading, record_url
from guiju.web.work.tabs import Tabs, tabs

MANAGING = (Verb.GIVE_BACK, Verb.REASSIGN, Verb.EXCUSE, Verb.CANCEL)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about it: label, words, and where they lead."""

    label: str
    said: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A checklist item; ``by`` says who ticked it."""

    place: int
    text: str
    done: bool
    by: str


@dataclass(frozen=True, slots=True)
class One:
    """What one.html shows."""

    tabs: Tabs
    stamp: int
    ticking: str
    version: int
    line: Line
    detail: str
    facts: tuple[Fact, ...]
    checklist: tuple[Asked, ...]
    tick_url: str
    readings: tuple[ReadingView, ...]
    minutes: str
    agenda: AgendaView | None
    files: tuple[FileView, ...]
    needs: tuple[Line, ...]
    needed_by: tuple[Line, ...]
    unseen: int
    children: tuple[Line, ...]
    excuse: str
    life: tuple[Moment, ...]
    manage: tuple[Button, ...]
    remark: Remark | None
    remark_url: str
    mentioned: tuple[str, ...]
    record_url: str
    edit_url: str


@page
def one(request: HttpRequest, actor: Actor, work_id: int) -> HttpResponse:
    """One piece of work, for those who may see it."""
    piece = queries.item(actor, work_id)
    item, moment = piece.item, clock.now()
    view = View(moment, rulebook.current(), actor.number, reverse("work:one", args=[work_id]), "one")
    ticks = item.verb in {Verb.COMPLETE, Verb.HAND_IN}
    context = One(
        tabs=tabs(actor, ""),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        version=item.version,
        line=line(item, view),
        detail=piece.detail,
        facts=tuple(_facts(piece, moment)),
        checklist=tuple(_asked(place, tick) for place, tick in enumerate(piece.checklist)),
        tick_url=f"{reverse('work:do', args=[work_id, 'tick'])}?next={view.next}&at=one" if ticks else "",
        readings=tuple(reading(one) for one in piece.readings),
        minutes=piece.minutes,
        agenda=agenda(piece.agenda, view) if piece.agenda and item.source == "meeting" else None,
        files=tuple(file(one) for one in piece.files),
        needs=view.lines(piece.needs),
        needed_by=view.lines(piece.needed_by),
        unseen=piece.unseen,
        children=view.lines(piece.children),
        excuse=piece.excuse,
        life=life(piece.steps, moment),
        manage=tuple(_manage(piece, view)),
        remark=Remark(initial={"version": item.version}) if Verb.REMARK in piece.may else None,
        remark_url=do_url(item, Verb.REMARK, view),
        mentioned=tuple(dict.fromkeys(name for name in _names(piece) if name and name != actor.name)),
        record_url=record_url(item),
        edit_url=reverse("work:edit", args=[work_id]) if Verb.EDIT in piece.may else "",
    )
    return show(request, "work/one.html", context, fragments=("one",))


def _facts(piece: Piece, moment: datetime) -> Iterator[Fact]:
    yield from _people(piece)
    yield from _origin(piece)
    item, today = piece.item, moment.date()
    if item.due:
        yield Fact(_("截止"), spans.clock_time(item.due, today))
    if item.done:
        said = _("%(name)s %(at)s") % {"name": item.done_by.name, "at": spans.clock_time(item.done, today)}
        yield Fact(_("办完"), said)
    if piece.excused_by.name:
        yield Fact(_("免除"), piece.excused_by.name)


def _people(piece: Piece) -> Iterator[Fact]:
    item = piece.item
    yield Fact(str(words.PARTS[Part.ACCOUNTABLE]), item.accountable.name or _("空缺"))
    if item.deputy_for.name:
        yield Fact(str(words.PARTS[Part.DEPUTY]), _("替%(name)s办") % {"name": item.deputy_for.name})
    for part in (Part.RESPONSIBLE, Part.CONSULTED, Part.INFORMED, Part.ATTENDS):
        names = [_present(one.who.name, one.present) for one in piece.beside if one.part is part]
        if names:
            yield Fact(str(words.PARTS[part]), formats.listed(names))
    if piece.reviewer.name:
        yield Fact(str(words.PARTS[Part.REVIEWER]), piece.reviewer.name)
    if piece.made_by.name and piece.made_by != item.accountable:
        yield Fact(_("派出人"), piece.made_by.name)


def _origin(piece: Piece) -> Iterator[Fact]:
    item = piece.item
    yield Fact(pgettext("work", "来源"), str(words.SOURCES[item.source]))
    if item.unit:
        yield Fact(_("小组"), item.unit)
    if piece.project:
        yield Fact(_("项目"), piece.project.title, reverse("work:project", args=[piece.project.id]))
    if piece.parent:
        yield Fact(_("出自"), piece.parent.title, reverse("work:one", args=[piece.parent.id]))


def _present(name: str, present: bool | None) -> str:  # noqa: FBT001 as the value says it
    return _("%(name)s（缺席）") % {"name": name} if present is False else name


def _asked(place: int, tick: Tick) -> Asked:
    return Asked(place, tick.text, tick.done, tick.by)


def _manage(piece: Piece, view: View) -> Iterator[Button]:
    """What a leader may do with it; what its line offers already is not said twice."""
    item = piece.item
    returns = item.verb is Verb.ACCEPT or (item.verb is Verb.ADVANCE and item.returns and not item.fills)
    for verb in MANAGING:
        if verb in piece.may and not (verb is Verb.GIVE_BACK and returns):
            yield Button(str(words.VERBS[verb]), do_url(piece.item, verb, view), "open")


def _names(piece: Piece) -> Iterable[str]:
    """Those who are concerned, whom a remark may mention."""
    yield piece.item.accountable.name
    yield piece.reviewer.name
    yield piece.made_by.name
    yield from (one.who.name for one in piece.beside)
