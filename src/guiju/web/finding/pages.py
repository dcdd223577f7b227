"""The page of the command box, and its answer as one types."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from guiju.apps.audit.actor import Actor
from guiju.web.finding.searching import Group
from guiju.web.finding.searching import find as search
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Box:
    """What find.html shows."""

    query: str
    groups: tuple[Group, ...]


@page
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What answers to ``q``; the pages that one may enter without it."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())
    return show(request, "finding/find.html", Box(query, search(actor, query)), fragments=("hits",))
