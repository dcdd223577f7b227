"""What every page's frame needs: places, theme and who is reading."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from guiju.apps import clock
from guiju.apps.work import queries as work
from guiju.web.kit import address, formats
from guiju.web.layout.places import places
from guiju.web.layout.visitor import actor


def frame(request: HttpRequest) -> dict[str, Any]:  # Any: a template takes what it is given
    """The context of ``layout/base.html``; nothing is asked of the database before somebody has signed in."""
    theme = request.COOKIES.get("theme", "auto")
    theme = theme if theme in {"light", "dark"} else "auto"
    found: dict[str, Any] = {
        "theme": theme,
        "here": SimpleLazyObject(lambda: address.here(request)),
        "places": (),
        "reader": "",
        "reader_number": "",
        "search_url": "",
        "unread": 0,
        "demo_clock": "",
    }
    found |= {f"theme_{name}": "true" if theme == name else "false" for name in ("light", "dark", "auto")}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return found
    someone = actor(request)
    if settings.GUIJU_DEMO:
        found["demo_clock"] = formats.moment(clock.now())
    found["places"] = places(someone, request.path)
    found["reader"] = someone.name
    found["reader_number"] = someone.number
    if someone.number:  # asked for only by who shows the bell: a fragment does not
        found["unread"] = SimpleLazyObject(lambda: work.unread(someone.number))
    with suppress(NoReverseMatch):
        found["search_url"] = reverse("finding:find")
    return found
