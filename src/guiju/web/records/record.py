"""One record: its answers, the way it goes, every version with what changed, and its print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records.values import Entry, RecordView
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries as work
from guiju.lang.kinds.form.model import Field
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.records import found, shown, words
from guiju.web.records.aside import Aside, aside
from guiju.web.records.mending import Mending, mending
from guiju.web.records.path import Stop, path
from guiju.web.records.shown import Around, Shown
from guiju.web.records.staging import Desk, State, begun, desk
from guiju.web.work.tabs import Tabs, tabs


@dataclass(frozen=True, slots=True)
class Changed:
    """A field before and after."""

    label: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the history."""

    did: str
    who: str
    at: datetime
    said: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a record."""

    form: str
    title: str
    number: int | None
    state: str
    tone: str
    author: str
    unit: str
    day: str
    filed: str


@dataclass(frozen=True, slots=True)
class One:
    """What record.html shows; ``stage`` is what the reader has to do with it."""

    tabs: Tabs
    id: int
    version: int
    head: Head
    register: str
    answers: tuple[Shown, ...]
    path: tuple[Stop, ...]
    stage: Desk | None
    mending: Mending | None
    history: tuple[Moment, ...]
    aside: Aside
    may_amend: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Print:
    """What print.html shows: a record on paper."""

    id: int
    head: Head
    answers: tuple[Shown, ...]
    path: tuple[Stop, ...]
    aside: Aside
    who: str
    at: str


@page
def record(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """One record, for those who may read it; its author goes on with a draft."""
    one = found.record(actor, record_id)
    if one.typed:
        return redirect("records:edit", record_id)
    return answer(request, actor, one)


def answer(
    request: HttpRequest, actor: Actor, one: RecordView, state: State | None = None, status: int = 200
) -> HttpResponse:
    """The page of a record; ``state`` is what was typed at its stage."""
    items = work.of_record(actor, one.id) if one.form.stages else ()
    around = Around(rulebook.regulation(one.edition), one.names, one.files)
    item = next((item for item in items if item.verb is not None and item.record == one.id), None)
    here = desk(actor, one, item, state or begun(actor, one, item)) if item and one.state == "open" else None
    context = One(
        tabs=tabs(actor, "records"),
        id=one.id,
        version=one.version,
        head=head(one),
        register=reverse("records:register", args=[one.form.name]),
        answers=shown.answers(_told(one), one.answers, around),
        path=path(one, items),
        stage=here,
        mending=mending(actor, one, here=here is not None),
        history=tuple(reversed(tuple(_history(one, around)))),
        aside=aside(one.form, one.clause),
        may_amend=bool(one.may_amend),
        may_withdraw=one.may_withdraw,
    )
    return show(request, "records/record.html", context, fragments=("stage",), status=status)


@page
def printed(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """A record on paper, with who printed it."""
    one = found.record(actor, record_id)
    around = Around(rulebook.regulation(one.edition), one.names, one.files)
    fields = _told(one)
    said = {} if one.typed else one.answers
    context = Print(
        id=one.id,
        head=head(one),
        answers=shown.answers(fields, said, around),
        path=path(one, work.of_record(actor, one.id)),
        aside=aside(one.form, one.clause),
        who=f"{actor.name} {actor.number}".strip(),
        at=formats.moment(clock.now()),
    )
    return show(request, "records/print.html", context)


def head(one: RecordView) -> Head:
    """What stands above a record."""
    return Head(
        form=one.form.name,
        title=one.title,
        number=one.number,
        state=words.state(one.state, one.stage, one.number, staged=bool(one.form.stages)),
        tone=words.tone(one.state, staged=bool(one.form.stages)),
        author=one.author.name,
        unit=one.unit,
        day=formats.full_day(one.day),
        filed=formats.moment(one.filed) if one.filed else "",
    )


def _told(one: RecordView) -> tuple[Field, ...]:
    """The fields that the record tells of: those of stages that it has not come to are left out while empty."""
    later = {name for stage in one.form.stages for name in stage.fills}
    return tuple(field for field in one.form.fields if field.name not in later or field.name in one.answers)


def _history(one: RecordView, around: Around) -> Iterator[Moment]:
    fields = {field.name: field for field in one.form.fields}
    for entry in one.history:
        did = str(words.DID[entry.did])
        told = f"{did} · {entry.stage}" if entry.stage else did
        yield Moment(told, entry.who.name, entry.at, entry.said, tuple(_changes(entry, fields, around)))


def _changes(entry: Entry, fields: Mapping[str, Field], around: Around) -> Iterator[Changed]:
    for change in entry.changes:
        field = fields.get(change.field)
        before, after = (_shown(field, change.field, kept, around) for kept in (change.before, change.after))
        yield Changed(change.field, before, after)


def _shown(field: Field | None, name: str, kept: Any, around: Around) -> Shown:  # Any: JSON, a stored answer
    return shown.short(field, kept, around) if field else Shown(name, "text", text=str(kept or ""))
