"""What data there is, shop by shop."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Overview:
    """What overview.html shows."""

    may_import: bool


@page
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which days are covered, and what to bring next."""
    if not rules.may_view_sources(actor):
        raise NotYours
    return show(request, "sources/overview.html", Overview(rules.may_import_data(actor)))
