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

from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import accounts, queries, rules
from guiju.apps.people.values import Held, Pay, Person, Post
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.apps.rulebook.values import UnknownPost
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.deeds import Deed, deeds
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.people.chart import Branch, branches

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

    branches: tuple[Branch, ...]
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
    """What person.html shows; ``pay`` is there only for those who may see it."""

    person: Person
    posts: tuple[Post, ...]
    owners: tuple[Owned, ...]
    pay: Pay | None
    username: str
    today: date
    may_manage: bool
    history: tuple[Deed, ...]


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who does what today."""
    within = _reach(actor)
    today = clock.today()
    names = {number: name for number, name in queries.names(today) if within is None or number in within}
    held: dict[str, list[Held]] = {}
    for post in queries.held(today):
        held.setdefault(post.number, []).append(post)
    regulation = rulebook.current()
    query = request.GET.get("q", "").strip()
    found = [number for number, name in names.items() if _named(number, name, held.get(number, ()), query)]
    at = paging(request, len(found))
    may_edit = rules.may_edit_roster(actor)
    unknown = rulebook.unknown_posts(today) if may_edit else []
    context = People(
        branches=branches(regulation, queries.held(today), names) if regulation else (),
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
    """One person's posts, what they own, and their account."""
    one = _visible(actor, number)
    today = clock.today()
    may_manage = rules.may_manage_accounts(actor)
    sees_pay = access.may(actor, Action.VIEW, Thing.BONUSES, number=number)
    context = OnePerson(
        person=one,
        posts=tuple(reversed(queries.posts(number=number))),
        owners=_owned(number, today),
        pay=queries.pay_on(number, today) if sees_pay else None,
        username=queries.usernames().get(number, ""),
        today=today,
        may_manage=may_manage,
        history=deeds(ledger.lines(kind="person", key=number, limit=20)) if may_manage else (),
    )
    return show(request, "people/person.html", context)


@require_POST
@page
def account(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Open or close an account, or give it another password, which is shown once."""
    one = _visible(actor, number)
    step = request.POST.get("step")
    try:
        if step == "close":
            accounts.close_account(actor=actor, number=number)
            messages.success(request, _("%(name)s的账号已停用。") % {"name": one.name})
        else:
            change = accounts.open_account if step == "open" else accounts.reset_password
            password = change(actor=actor, number=number)
            said = _("%(name)s的登录名是 %(number)s，密码是 %(password)s。只显示这一次，请当面交给本人。")
            messages.warning(request, said % {"name": one.name, "number": number, "password": password})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", number)


def _reach(actor: Actor) -> frozenset[str] | None:
    if not rules.may_view_roster(actor):
        raise NotYours
    return access.numbers_within(actor, Action.VIEW, Thing.ROSTER)


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


def _owned(number: str, today: date) -> tuple[Owned, ...]:
    kinds = {"shop": _("店铺"), "channel": _("渠道"), "campaign": _("推广计划"), "agent": _("客服账号")}
    mine = (owner for owner in queries.owners(today, today) if owner.number == number)
    return tuple(Owned(owner.key, kinds[owner.kind], owner.share) for owner in mine)
