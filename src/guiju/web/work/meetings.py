"""会议: which come, which were held, each with what it starts from and what came of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import spans
from guiju.web.work.lines import Line, View
from guiju.web.work.tabs import Tabs, tabs

AHEAD, BACK = timedelta(days=31), timedelta(days=62)
WEEK = timedelta(days=7)
CLOSED = {"done", "missed", "excused"}


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """What meetings.html shows."""

    tabs: Tabs
    stamp: int
    ticking: str
    coming: tuple[Line, ...]
    later: tuple[Line, ...]
    held: tuple[Line, ...]


@page
def meetings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Meetings of the last two months and of the next; those of the coming week stand first."""
    today, moment = clock.today(), clock.now()
    found = queries.meetings(actor, today - BACK, today + AHEAD)
    open_ = [item for item in found if item.state not in CLOSED]
    view = View(moment, rulebook.current(), "", request.get_full_path(), "list")
    context = MeetingsPage(
        tabs=tabs(actor, "meetings"),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        coming=view.lines(item for item in open_ if item.day < today + WEEK),
        later=view.lines(item for item in open_ if item.day >= today + WEEK),
        held=view.lines(reversed([item for item in found if item.state in CLOSED])),
    )
    return show(request, "work/meetings.html", context, fragments=("list",))
