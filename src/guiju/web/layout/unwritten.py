"""A page that lives by a regulation, while none is in force: what it will show, and the one next step."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from guiju.apps import clock
from guiju.apps.rulebook import queries, rules
from guiju.web.kit.show import show
from guiju.web.layout.visitor import actor


class Unwritten(Exception):  # noqa: N818 - an empty house is not an error
    """Raised by a page with its title when no regulation is in force on its ``day``.

    ``strip`` is the template of the rooms around it, with what that needs: ``tabs`` or the key of the ``room``.
    """

    def __init__(
        self, title: str, *, day: date | None = None, strip: str = "", tabs: object = (), room: str = ""
    ) -> None:
        super().__init__(title)
        self.title, self.day, self.strip, self.tabs, self.room = title, day, strip, tabs, room


@dataclass(frozen=True, slots=True)
class UnwrittenPage:
    """What unwritten.html shows; ``past`` is the day that was asked for while a regulation is in force today."""

    title: str
    past: date | None
    may_begin: bool
    here: str
    strip: str
    tabs: object
    room: str


def answer(request: HttpRequest, found: Unwritten) -> HttpResponse:
    """The page in place of the one that was asked for: nothing went wrong, there is only something to do first."""
    other_day = found.day is not None and found.day != clock.today()
    context = UnwrittenPage(
        title=found.title,
        past=found.day if other_day and queries.current() is not None else None,
        may_begin=rules.may_adopt(actor(request)),
        here=request.path,
        strip=found.strip,
        tabs=found.tabs,
        room=found.room,
    )
    return show(request, "layout/unwritten.html", context)
