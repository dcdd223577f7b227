"""Changing the roster in the web: one form a change, with its dates; what contradicts is refused with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import actions, queries, rules
from guiju.apps.people.values import Person
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.queries import leaving
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.people import change_forms, days
from guiju.web.people.change_forms import About, Rows

NEAR = 300  # people who are offered in a list


@dataclass(frozen=True, slots=True)
class Change:
    """What change.html shows; ``open_work`` is what somebody who leaves has still to hand over."""

    person: Person | None
    what: str
    title: str
    form: forms.Form
    near: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    open_work: int
    was: str


@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody new, with their first post."""
    _may(actor)
    asked = {name: request.GET[name] for name in ("unit", "position") if name in request.GET}
    form = change_forms.made("add", rulebook.current(), request.POST or None, {"start": clock.today(), **asked})
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"].strip()
        if queries.person(number) is not None:
            form.add_error("number", _("这个工号已经有人了。"))
        elif (same := _namesakes(form.cleaned_data["name"])) and not request.POST.get("another"):
            form.fields["another"] = change_forms.namesake()
            said = _(
                "名册里已有一位%(name)s（工号 %(number)s）。同一个人，到那一页去改；是另一位，勾选“另一位同名的人”。"
            )
            form.add_error("name", said % {"name": form.cleaned_data["name"], "number": formats.listed(same)})
        else:
            problems = _apply(actor, lambda: change_forms.joined(form.cleaned_data))
            if not problems:
                messages.success(request, _("%(name)s进了名册。") % {"name": form.cleaned_data["name"]})
                return redirect("people:person", number)
    context = Change(None, "add", _("添一个人"), form, (), problems, 0, "")
    return show(request, "people/change.html", context, status=422 if request.method == "POST" else 200)


def _namesakes(name: str) -> tuple[str, ...]:
    """The 工号 of those employed who are called so."""
    return tuple(number for number, one in queries.names(clock.today()) if one == name.strip())


@page
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say who answers for a shop, channel, campaign or account, from the side of the thing."""
    _may(actor)
    asked = {name: request.GET[name] for name in ("kind", "key") if name in request.GET}
    form = change_forms.made("own", rulebook.current(), request.POST or None, {"start": clock.today(), **asked})
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = queries.person(given["other"])
        if person is None:
            raise Http404
        problems = _apply(actor, lambda: change_forms.rows("owner", change_forms.about(person), given))
        if not problems:
            messages.success(request, _("%(key)s归%(name)s了。") % {"key": given["key"], "name": person.name})
            return redirect("people:findings")
    near = tuple(queries.names(clock.today())[:NEAR])
    context = Change(None, "own", _("写明归谁"), form, near, problems, 0, "")
    return show(request, "people/change.html", context, status=422 if request.method == "POST" else 200)


@page
def change(request: HttpRequest, actor: Actor, number: str, what: str) -> HttpResponse:
    """One change of one person, from a day on."""
    _may(actor)
    person = queries.person(number)
    if person is None or what not in change_forms.TITLES:
        raise Http404
    one = change_forms.about(person)
    row = change_forms.found(one, request.GET.get("row", "")) if what == "end" else None
    if what == "end" and row is None:
        raise Http404
    initial = {"name": person.name, "joined": person.joined, "start": clock.today(), "end": clock.today()}
    form = change_forms.made(what, rulebook.current(), request.POST or None, initial)
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        was = days.day(request.POST.get("was", ""))
        problems = _apply(
            actor,
            lambda: change_forms.ended(row, given["end"], was) if row else change_forms.rows(what, one, given),
        )
        if not problems:
            messages.success(request, _("已保存，记在操作记录里。"))
            return redirect("people:person", number)
    was_end = row.end.isoformat() if row is not None and row.end else ""
    context = Change(
        person=person,
        what=what,
        title=str(change_forms.TITLES[what]),
        form=form,
        near=tuple(queries.names(clock.today())[:NEAR]) if what in {"deputy", "line"} else (),
        problems=problems,
        open_work=leaving.open_work(number) if what == "leave" else 0,
        was=was_end,
    )
    return show(request, "people/change.html", context, status=422 if request.method == "POST" else 200)


def _apply(actor: Actor, asked: Callable[[], Rows]) -> tuple[tuple[str, str], ...]:
    """What stands in the way, each with the way to mend it; nothing when it is done."""
    try:
        have, void, seen = asked()
    except (ValueError, ZeroDivisionError):
        return ((_("份额看不懂。"), _("写成 50%、0.5 或 1/2。")),)
    try:
        report = actions.change_roster(actor=actor, rows=have, void=void, seen=seen, source=_("网页"))
    except Refused as refusal:
        return ((str(refusal), ""),)
    return tuple((finding.problem_text, finding.mend_text) for finding in report.findings)


def _may(actor: Actor) -> None:
    if not rules.may_edit_roster(actor):
        raise NotYours


def changes(one: About) -> tuple[str, ...]:
    """The kinds of change that make sense for somebody: who has left is changed no more than by name."""
    return ("person",) if one.person.left is not None else ("post", "owner", "deputy", "line", "person", "leave")
