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
from guiju.web.work.series import Series, series
from guiju.web.work.tabs import Tabs, tabs

AHEAD, BACK = timedelta(days=31), timedelta(days=62)
WEEK = timedelta(days=7)
CLOSED = {"done", "missed", "excused"}


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """What meetings.html shows; ``now`` are those that the reader may do something about at once."""

    tabs: Tabs
    stamp: int
    ticking: str
    now: tuple[Line, ...]
    coming: tuple[Series, ...]
    later: tuple[Series, ...]
    past: tuple[Series, ...]


@page
def meetings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Meetings of the last two months and of the next, by name and day; those of the coming week stand first."""
    today, moment = clock.today(), clock.now()
    found = queries.meetings(actor, today - BACK, today + AHEAD)
    open_ = [item for item in found if item.state not in CLOSED]
    view = View(moment, rulebook.current(), "", request.get_full_path(), "list")
    now = [line for line in view.lines(open_) if line.buttons]
    others = [item for item in open_ if item.id not in {line.id for line in now}]
    context = MeetingsPage(
        tabs=tabs(actor, "meetings"),
        stamp=int(moment.timestamp()),
        ticking=spans.ticking(),
        now=tuple(now),
        coming=series((item for item in others if item.day < today + WEEK), view),
        later=series((item for item in others if item.day >= today + WEEK), view),
        past=series(reversed([item for item in found if item.state in CLOSED]), view),
    )
    return show(request, "work/meetings.html", context, fragments=("list",))
