"""What data there is, shop by shop, and every import that brought it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.queries import runs as queries
from guiju.apps.figures.queries import set_aside
from guiju.apps.intake import rules as intake
from guiju.web.intake.rows import Row, rows
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.sources import standing, told, words
from guiju.web.sources.standing import Errand, Standing
from guiju.web.sources.strip import first_day
from guiju.web.sources.told import RunTold

LATEST = 5
PAGE = 30
NEWS = timedelta(minutes=30)  # how long the end of an import is news to who asked for it


@dataclass(frozen=True, slots=True)
class Overview:
    """What overview.html shows; ``news`` is an import of the reader's own that ended just now."""

    shops: tuple[Standing, ...]
    errands: tuple[Errand, ...]
    kept: int
    late: int
    first: str
    today: str
    running: tuple[RunTold, ...]
    news: RunTold | None
    latest: tuple[RunTold, ...]
    set_aside: int
    may_import: bool
    may_set_up: bool
    expected: tuple[Row, ...]
    may_expect: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """What runs.html shows."""

    runs: tuple[RunTold, ...]
    older: int
    may_import: bool


@page
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which days are covered, and what to bring next."""
    if not rules.may_view_sources(actor):
        raise NotYours
    latest = [told.run(one) for one in queries.runs(LATEST)]
    found, expected = standing.standings(), rows(actor)
    lines = [line for shop in found for line in shop.lines]
    context = Overview(
        shops=found,
        errands=standing.errands(found),
        kept=sum(line.tone == "kept" for line in lines),
        late=sum(bool(line.lacking) for line in lines),
        first=words.short(first_day(clock.today())),
        today=words.short(clock.today()),
        running=tuple(told.run(one) for one in queries.running()),
        news=_news(actor),
        latest=tuple(latest),
        set_aside=len(set_aside.names()) if rules.may_import_data(actor) else 0,
        may_import=rules.may_import_data(actor),
        may_set_up=rules.may_import_data(actor),
        expected=expected,
        may_expect=intake.may_manage(actor),
    )
    return show(request, "sources/overview.html", context, fragments=("running",))


@page
def runs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every import, newest first."""
    if not rules.may_view_sources(actor):
        raise NotYours
    found = queries.runs(PAGE, below=address.number(request.GET.get("below", "")))
    older = found[-1].id if len(found) == PAGE else 0
    context = Runs(tuple(told.run(one) for one in found), older, rules.may_import_data(actor))
    return show(request, "sources/runs.html", context)


def _news(actor: Actor) -> RunTold | None:
    """The reader's own latest import, when it ended a moment ago."""
    one = queries.latest_of(actor.user_id) if actor.user_id is not None else None
    ended = one is not None and one.finished is not None and clock.now() - one.finished < NEWS
    return told.run(one) if one and ended else None
