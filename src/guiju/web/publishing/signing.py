"""阅知签收: what changed and what binds me first, then the whole text, then my name; and who has signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import actions, queries, rules
from guiju.apps.publishing.values import Life, Signed, State
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.lang import Regulation
from guiju.lang.kinds import Bonus, Duty, Prohibition, Rule, Scorecard, Target
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.kinds.duty.model import WhoKind
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import forms
from guiju.web.publishing.reading import Part, parts
from guiju.web.rulebook.slips import said


@dataclass(frozen=True, slots=True)
class SignPage:
    """What sign.html shows; ``signed`` is when the reader did."""

    life: Life
    start: str
    changes: tuple[str, ...]
    binds: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    form: forms.Sign
    name: str
    signed: str
    digest: str
    open: bool


@dataclass(frozen=True, slots=True)
class Signers:
    """What signers.html shows."""

    life: Life
    lacking: tuple[Signed, ...]
    signed: tuple[tuple[Signed, str], ...]
    url: str


@page
def sign(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The page on which one reads and signs."""
    if not rules.may_view(actor):
        raise NotYours
    life = queries.life(number)
    if life is None or life.repeals or life.state == State.OPEN:
        raise Http404
    form, status = forms.Sign(initial={"text": life.edition}, label_suffix=""), 200
    if request.method == "POST":
        form = forms.Sign(request.POST, label_suffix="")
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.sign(actor=actor, publication_id=number, text=data["text"], name=data["name"])
            except Refused as refusal:
                form.add_error("name", str(refusal))
            else:
                messages.success(request, _("已签收。"))
                return redirect("publishing:sign", number)
        status = 422
    return show(request, "publishing/sign.html", _sign_page(life, actor, form), status=status)


def _sign_page(life: Life, actor: Actor, form: forms.Sign) -> SignPage:
    regulation = rulebook.regulation(life.edition)
    mine = queries.signature(life.edition, actor.number) if actor.number else None
    return SignPage(
        life=life,
        start=formats.full_day(life.in_force_from) if life.in_force_from else "",
        changes=queries.changes(life, "en" if formats.english() else "zh"),
        binds=tuple(_binds(regulation, actor)),
        parts=parts(regulation),
        form=form,
        name=actor.name,
        signed=formats.moment(mine.at, today=clock.today()) if mine and mine.at else "",
        digest=mine.digest if mine else "",
        open=life.state in queries.TO_SIGN and bool(actor.number),
    )


@page
def signers(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Who has and who has not signed."""
    if not rules.may_see_signers(actor):
        raise NotYours
    life = queries.life(number)
    if life is None:
        raise Http404
    sheet = queries.sheet(life.edition)
    context = Signers(
        life=life,
        lacking=tuple(one for one in sheet if one.at is None),
        signed=tuple((one, formats.moment(one.at, today=clock.today())) for one in sheet if one.at is not None),
        url=reverse("publishing:one", args=[number]),
    )
    return show(request, "publishing/signers.html", context)


def _binds(regulation: Regulation, actor: Actor) -> Iterator[tuple[str, str, str]]:
    """The rules that speak of the reader's posts: the clause, its anchor, and the rule in a sentence."""
    if not actor.number:
        return
    held = people.posts(on=clock.today(), number=actor.number)
    mine = set(positions.held(regulation, actor.number))
    units = {found.name for post in held if (found := positions.unit(regulation, post.unit))}
    leads = {
        found.name
        for post in held
        if positions.leads(regulation, post) and (found := positions.unit(regulation, post.unit))
    }
    for rule in regulation.rules:
        if _is_about(rule, mine, units, leads):
            clause = regulation.clause(rule.clause)
            yield (clause.title if clause else "", f"#{rule.clause}", said(rule, regulation))


def _is_about(rule: Rule, mine: set[str], units: set[str], leads: set[str]) -> bool:
    if isinstance(rule, Duty):
        who = rule.who
        return {
            WhoKind.EVERYONE: True,
            WhoKind.LEADERS: bool(leads),
            WhoKind.MEMBERS: who.name in units,
            WhoKind.LEADER: who.name in leads,
            WhoKind.POSITION: who.name in mine,
        }.get(who.kind, False)
    if isinstance(rule, Scorecard | Bonus | Target):
        return (rule.subject.kind is SubjectKind.UNIT and rule.subject.name in units) or (
            rule.subject.kind is SubjectKind.POSITION and rule.subject.name in mine
        )
    return isinstance(rule, Prohibition)
