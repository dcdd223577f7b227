"""今日: what is to be done, in order, done in place; then how one is doing, and for leaders how the group is."""

from dataclasses import dataclass
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import access, queries
from guiju.apps.rulebook.access import Role
from guiju.web.home.group import GroupView, groups
from guiju.web.home.inbox import InboxView, inbox
from guiju.web.home.view import Broken, Mine, Others, broken, figures, people
from guiju.web.kit import formats
from guiju.web.kit.figures import FigureView
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.rulebook.now import present

PARTS = ("inbox", "numbers", "group")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one is doing, how the others are, and what is broken, of the last full month."""

    period: str
    mine: Mine | None
    others: Others | None
    figures: tuple[FigureView, ...]
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What today.html shows; a part that is ``None`` is asked for once the page stands.

    ``alone`` is the part that has the page to itself, for who asks for it without script.
    """

    who: str
    day: str
    here: str
    alone: str
    ruled: bool
    leads: bool
    inbox: InboxView | None
    numbers: Numbers | None
    groups: tuple[GroupView, ...] | None
    group_tag: str


@page
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first screen: what is due comes at once, the rest after it, or on a page of its own for who has no script."""
    asked, alone = request.headers.get("HX-Target", "").rpartition("#")[2], request.GET.get("part", "")
    parts = {asked if asked in PARTS else alone if alone in PARTS else PARTS[0]}
    regulation, moment, here = queries.current(), clock.now(), reverse("home:today")
    mine = inbox(actor, regulation, moment, here) if "inbox" in parts else None
    theirs = groups(actor, regulation, moment, here) if "group" in parts else None
    context = Today(
        who=actor.name,
        day=formats.day(moment.date()),
        here=here,
        alone="" if asked or alone not in PARTS[1:] else alone,
        ruled=regulation is not None,
        leads=bool(access.roles(actor) & {Role.DIRECTOR, Role.LEADER}),
        inbox=mine,
        numbers=numbers(actor) if "numbers" in parts else None,
        groups=theirs,
        group_tag=sha256(repr(theirs).encode()).hexdigest()[:20],
    )
    tag = f'"{context.group_tag if asked == "group" else mine.tag if mine else ""}"'
    unchanged = asked in {"inbox", "group"} and request.headers.get("If-None-Match") == tag
    if unchanged and not messages.get_messages(request):
        return HttpResponseNotModified()
    response = show(request, "home/today.html", context, fragments=PARTS)
    if asked:
        response["ETag"] = tag
    return response


def numbers(actor: Actor) -> Numbers | None:
    """The reader's last full month, and that of others as far as it is open to them; ``None`` without a regulation."""
    regulation = queries.current()
    if regulation is None:
        return None
    now = present(regulation, actor)
    mine, others = people(actor, now)
    return Numbers(now.period, mine, others, figures(actor, now), broken(actor, now))
