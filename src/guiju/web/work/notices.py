"""What somebody should hear, the newest first; looking at the list is hearing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import wording
from guiju.apps.work import queries
from guiju.apps.work.actions import hearing
from guiju.apps.work.values import Notice
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work import spans
from guiju.web.work.tabs import Tabs, tabs

SIZE = 50
TONES = {"late": "broken", "escalated": "broken", "returned": "wait", "due": "wait"}


@dataclass(frozen=True, slots=True)
class Row:
    """One notice: what kind, about what, what was said, when."""

    id: int
    head: str
    title: str
    said: str
    due: str
    at: str
    url: str
    unread: bool
    tone: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """What notices.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    unread: int
    older: str


@page
def notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Notices, a page at a time."""
    below = address.number(request.GET.get("below", ""))
    found = queries.notices(actor.number, below=below, limit=SIZE + 1) if actor.number else []
    moment = clock.now()
    rows = tuple(_row(one, moment) for one in found[:SIZE])
    older = f"{reverse('work:notices')}?below={found[SIZE - 1].id}" if len(found) > SIZE else ""
    context = NoticesPage(tabs(actor, ""), rows, sum(row.unread for row in rows), older)
    return show(request, "work/notices.html", context)


@require_POST
@page
def heard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All is heard, or the one notice, which leads on to what it is about."""
    number = address.number(request.POST.get("notice", ""))
    hearing.read(actor=actor, notices=None if number is None else [number])
    work = address.number(request.POST.get("work", ""))
    return redirect("work:one", work) if work else redirect("work:notices")


def _row(one: Notice, moment: datetime) -> Row:
    about = {name: str(value) for name, value in one.about.items()}
    secret = about.get("source") == "case"
    due = datetime.fromisoformat(about["due"]) if about.get("due") else None
    return Row(
        id=one.id,
        head=wording.head(one.level, one.about, "" if secret else one.who.name),
        title=_("一件保密的事") if secret else about.get("title", "") or _untitled(about, moment.date()),
        said="" if secret else about.get("said", ""),
        due=spans.clock_time(due, moment.date(), brief=True) if due and one.level != "informed" else "",
        at=spans.clock_time(one.at, moment.date(), brief=True),
        url=_url(one, about),
        unread=one.read is None,
        tone=TONES.get(one.level, ""),
    )


def _url(one: Notice, about: Mapping[str, str]) -> str:
    """Where it leads: to the piece of work, to the month that was closed, or nowhere."""
    if about.get("final"):
        return f"{reverse('score:mine')}?month={about['final']}"
    if about.get("closed"):
        return f"{reverse('score:closing')}?month={about['closed']}"
    return reverse("work:one", args=[one.work]) if one.work else ""


def _untitled(about: Mapping[str, str], today: date) -> str:
    """Of an absence: from when until when one stands in; else as messages say it."""
    if not about.get("start"):
        return wording.untitled(about)
    start, end = (datetime.fromisoformat(about[name]) for name in ("start", "end"))
    first = spans.clock_time(start, today, begins=True, brief=True)
    return _("代办 %(start)s 到 %(end)s") % {"start": first, "end": spans.clock_time(end, today, brief=True)}
