"""Writing a correction: of a row that somebody saw behind a figure, by rule, or in the place of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import actions, queries, reading, rules
from guiju.apps.corrections.values import Kind, Sheet
from guiju.apps.figures.queries import coverage
from guiju.apps.records import consequences
from guiju.apps.records import queries as records
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import compiled
from guiju.facts.schema import Schema
from guiju.web.corrections import forms, words
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.records import mending


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact to choose."""

    word: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class WritePage:
    """What write.html shows: the facts to choose from, those without a row apart, or the form of one."""

    fact: str
    meaning: str
    form: forms.DraftForm | None
    choices: tuple[Choice, ...]
    bare: tuple[Choice, ...]
    replaces: int | None
    former: str
    reassigns: bool
    changes: bool = False
    gives: bool = False
    cites: bool = False


@page
def write(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; what it says is kept as a draft, whose effect the worker measures."""
    if not rules.may_propose(actor):
        raise NotYours(_("按现行制度，能导入或编辑数据源的人才能写更正单。"))
    former = _former(request)
    name = former.fact if former else request.GET.get("fact", "")
    if not name:
        filled, bare = _choices(request)
        context = WritePage("", "", None, filled, bare, None, "", reassigns=False)
        return show(request, "corrections/write.html", context)
    schema = compiled.schemas().get(name)
    if schema is None:
        raise Http404
    posted, waiting = request.POST if request.method == "POST" else None, consequences.waiting(actor)
    form = forms.DraftForm(schema, posted, initial=_initial(request, actor, schema, former, waiting), records=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.draft(actor=actor, draft=form.draft(former.id if former else None))
        except Refused as refusal:
            form.add_error(forms.FIELD_OF.get(refusal.code), str(refusal))
        else:
            messages.success(request, _("草稿已保存，正在数有多少行、测算影响。"))
            return redirect("corrections:one", number)
    context = WritePage(
        fact=reading.word(schema),
        meaning=schema.meaning.en if reading.english() else schema.meaning.zh,
        form=form,
        choices=(),
        bare=(),
        replaces=former.id if former else None,
        former=words.sentence(former) if former else "",
        reassigns=bool(schema.owners),
        changes=any(form[f"change_{at}"].value() for at in range(forms.CHANGES)),
        gives=bool(form["person"].value()),
        cites=bool(waiting),
    )
    return show(request, "corrections/write.html", context, status=422 if form.errors else 200)


def _former(request: HttpRequest) -> Sheet | None:
    number = address.number(request.GET.get("replaces", ""))
    if number is None:
        return None
    found = queries.one(number)
    if found is None or found.kind == Kind.UNDO:
        raise Http404
    return found


def _initial(
    request: HttpRequest, actor: Actor, schema: Schema, former: Sheet | None, waiting: Sequence[tuple[int, str]]
) -> dict[str, object]:
    """What a row behind a figure, the correction to be corrected, or the record that asks for it already says."""
    if former:
        return forms.initial(former)
    key = tuple(request.GET.getlist("key"))
    begun = {"kind": Kind.EXCLUDE, "keys": forms.written((key,)) if key else "", "along": forms.parts(schema)}
    return begun | _asked_for(request, actor, waiting)


def _asked_for(request: HttpRequest, actor: Actor, waiting: Sequence[tuple[int, str]]) -> dict[str, object]:
    """The reason, of a record that waits for a correction; no days, or all rows of them would be meant."""
    number = address.number(request.GET.get("record", ""))
    if number is None or number not in dict(waiting):
        return {}
    return {"record": number, "reason": mending.reason(records.record(actor, number))}


def _choices(request: HttpRequest) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The facts that have rows, and those of which nothing was brought in."""
    language, here = "en" if reading.english() else "zh", coverage.view()
    number = address.number(request.GET.get("record", ""))
    cited = {} if number is None else {"record": number}
    urls = {name: f"?{urlencode({'fact': name, **cited})}" for name in compiled.schemas()}
    found = [
        (here.rows(name), Choice(reading.word(schema), getattr(schema.meaning, language), urls[name]))
        for name, schema in compiled.schemas().items()
    ]
    return tuple(one for rows, one in found if rows), tuple(one for rows, one in found if not rows)
