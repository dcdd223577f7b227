"""A form on somebody's desk: what stands on its page while it is filled in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import queries, reading
from guiju.apps.records.values import Draft, File, FormView, Problem, RecordView
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds.form.model import Field
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.records.aside import Aside, aside
from guiju.web.records.asking import Asking, Input, Offered
from guiju.web.work.tabs import Tabs, tabs

Typed = Mapping[str, Any]  # Any: JSON, what was typed


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem as the head of the page tells it, with the input that it leads to."""

    says: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Fill:
    """What fill.html shows; ``record`` is 0 before there is a draft, ``draft`` whether typing is saved."""

    tabs: Tabs
    name: str
    lead: str
    word: str
    url: str
    back: str
    record: int
    version: int
    pen: str
    day: str
    today: str
    draft: bool
    returned: str
    saved: str
    inputs: tuple[Input, ...]
    offered: Offered
    wrong: tuple[Wrong, ...]
    trouble: str
    drafts: tuple[Draft, ...]
    aside: Aside


@dataclass(frozen=True, slots=True)
class Desk:
    """A form on somebody's desk: a new one, a draft, or a filed record that they amend."""

    view: FormView
    day: date
    fields: tuple[Field, ...]
    record: RecordView | None = None

    @property
    def amends(self) -> bool:
        """Whether what was filed is being changed."""
        return self.record is not None and self.record.state != "draft"

    @property
    def url(self) -> str:
        """Where it is filled in."""
        if self.record is None:
            return reverse("records:new", args=[self.view.form.name])
        return reverse("records:edit", args=[self.record.id])


@dataclass(frozen=True, slots=True)
class State:
    """What stands on the page: answers as typed, what is wrong, the page's pen."""

    typed: Typed
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    pen: str = field(default_factory=lambda: secrets.token_hex(8))
    saved: str = ""


def begun(actor: Actor, desk: Desk) -> State:
    """What stands there before anybody types."""
    record = desk.record
    if record is None:
        return State(queries.prefilled(desk.view.form.name, actor.number, desk.day))
    if record.typed:
        return State(record.answers, saved=_("草稿存于 %(at)s") % {"at": formats.moment(record.changed)})
    return State({one.name: reading.editable(one, record.answers.get(one.name)) for one in desk.fields})


def answer(
    request: HttpRequest, actor: Actor, desk: Desk, state: State, status: int = 200, *, moved: bool = False
) -> HttpResponse:
    """The page with what stands on it, or the part of it that was asked for; ``moved`` when a draft was saved."""
    form, record = desk.view.form, desk.record
    asking = Asking(
        regulation=rulebook.regulation(desk.view.edition),
        form=form.name,
        number=record.author.number if record else actor.number,
        day=desk.day,
        names=queries.names_in(form.fields, [state.typed]),
        files=_files(actor, desk, state.typed),
        problems=state.problems,
    )
    inputs = asking.inputs(desk.fields, state.typed)
    context = Fill(
        tabs=tabs(actor, "records"),
        name=form.name,
        lead=form.note,
        word=_("保存修改") if desk.amends else _("提交《%(form)s》") % {"form": form.name},
        url=f"{desk.url}?{request.GET.urlencode()}" if request.GET else desk.url,
        back=_back(desk),
        record=record.id if record else 0,
        version=record.version if record else 0,
        pen=state.pen,
        day=desk.day.isoformat(),
        today=clock.today().isoformat(),
        draft=not desk.amends,
        returned=_returned(record),
        saved=state.saved,
        inputs=inputs,
        offered=asking.offered(desk.fields),
        wrong=tuple(Wrong(one.says, _anchor(inputs, one)) for one in state.problems),
        trouble=state.trouble,
        drafts=() if record else queries.drafts(actor.number, form.name),
        aside=aside(form, desk.view.clause),
    )
    response = show(request, "records/fill.html", context, fragments=("answers", "saved"), status=status)
    if moved and record and request.headers.get("HX-Request"):
        response["HX-Replace-Url"] = context.url
    return response


def _returned(record: RecordView | None) -> str:
    """Why a record came back to its author; empty when it did not."""
    if record is None or record.state != "draft" or not record.history:
        return ""
    last = record.history[-1]
    return _("%(who)s退回：%(said)s") % {"who": last.who.name, "said": last.said}


def _files(actor: Actor, desk: Desk, typed: Typed) -> Mapping[int, File]:
    """The files that the answers name: the record's, and those that were brought just now."""
    known = dict(desk.record.files) if desk.record else {}
    return known | queries.brought(actor, reading.files_in(desk.fields, typed) - known.keys())


def _anchor(inputs: tuple[Input, ...], problem: Problem) -> str:
    """The id of the input that a problem is about."""
    here = next((one for one in inputs if one.name == problem.field), None)
    if here is None:
        return "answers"
    if problem.row and problem.row <= len(here.rows):
        cell = next((one for one in here.rows[problem.row - 1] if one.name == problem.column), None)
        return cell.id if cell else here.id
    return here.id


def _back(desk: Desk) -> str:
    if desk.amends and desk.record:
        return reverse("records:record", args=[desk.record.id])
    return reverse("records:register", args=[desk.view.form.name])
