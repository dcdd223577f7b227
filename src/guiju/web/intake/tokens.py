"""令牌: what programs say to act in one's name; shown once, ended at any time."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import listing, rules
from guiju.apps.intake.actions import tokens as actions
from guiju.apps.intake.values import Pass, Scope
from guiju.apps.refusal import Refused
from guiju.web.intake import kept, words
from guiju.web.intake.forms import TokenForm, blame
from guiju.web.intake.tabs import Tab, tabs
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Row:
    """One token: what it is for, until when, and when it was used."""

    token: Pass
    scopes: str
    until: str
    used: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What tokens.html shows; ``text`` is a token just made, which nobody can show again."""

    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    form: TokenForm
    text: str
    may_make: bool


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's tokens; a new one is shown in the answer to the form that asked for it, and nowhere else."""
    may_make = any(rules.may_give(actor, scope) for scope in Scope)
    if not (may_make or rules.may_see_tokens(actor)):
        raise NotYours
    form, text = TokenForm(kept.posted(request)), ""
    if may_make and form.is_valid():
        given = form.cleaned_data
        try:
            text = actions.make(actor=actor, name=given["name"], scopes=form.chosen, days=given["days"]).text
        except Refused as refusal:
            if not blame(form, refusal.code, str(refusal)):
                raise
        else:
            form = TokenForm()
    status = 422 if form.is_bound and form.errors else 200
    rows = tuple(_row(one) for one in listing.tokens(actor))
    return show(request, "intake/tokens.html", Listed(tabs(actor, "tokens"), rows, form, text, may_make), status=status)


@require_POST
@page
def end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Let a token open nothing any more."""
    actions.end(actor=actor, token_id=number)
    messages.success(request, _("停用了，用它的程序马上进不来。"))
    return redirect("intake:tokens")


def _row(one: Pass) -> Row:
    state, tone = (_("能用"), "kept") if one.live else (_("已停用"), "") if one.ended else (_("已过期"), "")
    return Row(
        token=one,
        scopes=formats.listed(str(words.SCOPES[scope]) for scope in one.scopes),
        until=formats.full_day(one.expires.date()),
        used=words.moment(one.used) or _("没有用过"),
        state=state,
        tone=tone,
    )
