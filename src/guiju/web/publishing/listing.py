"""The list of versions: each with its life as a line of stages."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import queries, rules
from guiju.apps.publishing.values import Life
from guiju.apps.rulebook import queries as rulebook
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import forms, words
from guiju.web.publishing.words import Stop


@dataclass(frozen=True, slots=True)
class Row:
    """One version."""

    number: int
    title: str
    url: str
    state: str
    tone: str
    by: str
    begun: str
    start: str
    repeals: bool
    reason: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What versions.html shows; ``sign`` is the address where the reader has something to sign."""

    rows: tuple[Row, ...]
    sign: str
    may_run: bool
    in_force: str
    repeal: forms.Repeal


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every version that was or is being published, the newest first."""
    if not rules.may_view(actor):
        raise NotYours
    mine, current = queries.to_sign(actor.number), rulebook.edition(rulebook.edition_at(clock.today()))
    context = Versions(
        rows=tuple(_row(life) for life in queries.lives()),
        sign=reverse("publishing:sign", args=[mine.id]) if mine else "",
        may_run=rules.may_run(actor),
        in_force=f"{current.title} {current.version}" if current else "",
        repeal=forms.Repeal(label_suffix="", auto_id="id_repeal_%s"),
    )
    return show(request, "publishing/versions.html", context)


def _row(life: Life) -> Row:
    return Row(
        number=life.id,
        title=life.title,
        url=reverse("publishing:one", args=[life.id]),
        state=words.state(life),
        tone=words.TONES.get(life.state, ""),
        by=life.by,
        begun=formats.day(life.begun, today=clock.today()),
        start=formats.full_day(life.in_force_from) if life.in_force_from else "",
        repeals=life.repeals,
        reason=life.reason,
        stops=words.line(life),
    )
