"""今日: something true and one next step."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from guiju.web.kit.show import show


@dataclass(frozen=True, slots=True)
class Today:
    """What today.html shows."""

    hello: str


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """The first screen."""
    return show(request, "home/today.html", Today(""))
