"""The organisation as a chart and a list, one person's page, and sign-in accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit import queries as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.login import actions as login
from guiju.apps.people import accounts, queries, rules
from guiju.apps.people.values import Held, Owner, Pay, Person, holds
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.apps.rulebook.values import UnknownPost
from guiju.apps.work.organisation import amiss
from guiju.lang.kinds import Unit
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.deeds import Deed, deeds
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.people.change_forms import KINDS, TITLES, about
from guiju.web.people.changing import changes
from guiju.web.people.chart import Branch, branches
from guiju.web.people.days import Shown, shown
from guiju.web.people.past import Past, Stands, history, stands
from guiju.web.people.tabs import Tab, tabs

UNKNOWN = 20  # posts that the regulation does not know, of those that are listed


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    person: Person
    posts: tuple[Held, ...]
    signs_in: bool


@dataclass(frozen=True, slots=True)
class People:
    """What people.html shows."""

    tabs: tuple[Tab, ...]
    branches: tuple[Branch, ...]
    units: tuple[str, ...]
    unit: str
    shown: Shown
    kept: tuple[tuple[str, str], ...]
    amiss: int
    may_export: bool
    rows: tuple[Row, ...]
    at: Paging
    query: str
    unknown: tuple[UnknownPost, ...]
    more_unknown: int
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Owned:
    """Something a person owns; ``share`` is ``None`` for the whole."""

    key: str
    kind: str
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class OnePerson:
    """What person.html shows; ``pay`` is there only for those who may see it (``sees_pay``)."""

    person: Person
    history: tuple[Past, ...]
    standing: Stands
    owners: tuple[Owned, ...]
    shown: Shown
    changes: tuple[tuple[str, str], ...]
    pay: Pay | None
    sees_pay: bool
    username: str
    today: date
    may_manage: bool
    deeds: tuple[Deed, ...]


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who does what, today or on any other day."""
    when = shown(request)
    within = _reach(actor, when.day)
    everybody = dict(queries.names(when.day))
    names = {number: name for number, name in everybody.items() if within is None or number in within}
    posts = [post for post in queries.held(when.day) if post.number in everybody]
    held: dict[str, list[Held]] = {}
    for post in posts:
        held.setdefault(post.number, []).append(post)
    regulation = rulebook.regulation_at(when.day)
    query, unit = request.GET.get("q", "").strip(), request.GET.get("unit", "")
    inside = positions.within(regulation, unit) if regulation and unit else None
    found = [
        number
        for number, name in names.items()
        if _named(number, name, held.get(number, ()), query) and _inside(regulation, held.get(number, ()), inside)
    ]
    at = paging(request, len(found))
    may_edit = rules.may_edit_roster(actor)
    unknown = rulebook.unknown_posts(when.day) if may_edit else []
    context = People(
        tabs=tabs(actor, "list"),
        branches=branches(regulation, posts, names, unit) if regulation else (),
        units=tuple(regulation.of(Unit)) if regulation else (),
        unit=unit,
        shown=when,
        kept=tuple((name, said) for name, said in (("q", query), ("unit", unit)) if said),
        amiss=len(amiss(when.day)) if may_edit else 0,
        may_export=rules.may_export_roster(actor),
        rows=_rows(at.of(found), held),
        at=at,
        query=query,
        unknown=tuple(unknown[:UNKNOWN]),
        more_unknown=max(0, len(unknown) - UNKNOWN),
        may_edit=may_edit,
    )
    return show(request, "people/people.html", context, fragments=("list",))


@page
def person(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """One person's whole history, where they stand on a day, and their account."""
    one = _visible(actor, number)
    when = shown(request)
    may_manage = rules.may_manage_accounts(actor)
    sees_pay = access.may(actor, Action.VIEW, Thing.BONUSES, number=number)
    held = about(one)
    context = OnePerson(
        person=one,
        history=history(held, when.day, may_change=rules.may_edit_roster(actor)),
        standing=stands(one, when.day),
        owners=_owned(held.owners, when.day),
        shown=when,
        changes=tuple((what, str(TITLES[what])) for what in changes(held)) if rules.may_edit_roster(actor) else (),
        pay=queries.pay_on(number, when.day) if sees_pay else None,
        sees_pay=sees_pay,
        username=queries.usernames().get(number, ""),
        today=when.today,
        may_manage=may_manage,
        deeds=deeds(ledger.lines(kind="person", key=number, limit=20)) if may_manage else (),
    )
    return show(request, "people/person.html", context)


@require_POST
@page
def account(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Open or close an account, or give it another password, which is shown once."""
    one = _visible(actor, number)
    step = request.POST.get("step")
    try:
        if step == "unfactor":
            login.reset(actor=actor, number=number)
            messages.success(request, _("%(name)s的两步验证已取消。") % {"name": one.name})
        elif step == "close":
            accounts.close_account(actor=actor, number=number)
            messages.success(request, _("%(name)s的账号已停用。") % {"name": one.name})
        else:
            change = accounts.open_account if step == "open" else login.reset_password
            password = change(actor=actor, number=number)
            said = _("%(name)s的登录名是 %(number)s，密码是 %(password)s。只显示这一次，请当面交给本人。")
            messages.warning(request, said % {"name": one.name, "number": number, "password": password})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", number)


def _reach(actor: Actor, day: date | None = None) -> frozenset[str] | None:
    if not rules.may_view_roster(actor):
        raise NotYours
    return access.numbers_within(actor, Action.VIEW, Thing.ROSTER, day=day)


def _inside(regulation: Regulation | None, posts: Sequence[Held], units: frozenset[str] | None) -> bool:
    """Whether one of somebody's posts lies in the units that are looked at."""
    if units is None or regulation is None:
        return True
    meant = (positions.unit(regulation, post.unit) for post in posts)
    return any(unit is not None and unit.name in units for unit in meant)


def _visible(actor: Actor, number: str) -> Person:
    within = None if number == actor.number else _reach(actor)
    one = queries.person(number)
    if one is None or (within is not None and number not in within):
        raise Http404
    return one


def _named(number: str, name: str, posts: Sequence[Held], query: str) -> bool:
    """Whether every word of a search is part of somebody's 工号, name, unit or position."""
    if not query:
        return True
    said = " ".join((number, name, *(f"{post.unit} {post.position}" for post in posts))).casefold()
    return all(word in said for word in query.casefold().split())


def _rows(numbers: Sequence[str], held: Mapping[str, Sequence[Held]]) -> tuple[Row, ...]:
    signing_in = queries.usernames(numbers)
    people = queries.people(numbers=numbers)
    return tuple(Row(one, tuple(held.get(one.number, ())), one.number in signing_in) for one in people)


def _owned(owners: Sequence[Owner], day: date) -> tuple[Owned, ...]:
    kinds = dict(KINDS)
    return tuple(Owned(one.key, str(kinds[one.kind]), one.share) for one in owners if holds(one, day))
