"""邮箱: which mailboxes are read, and what came by them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import listing, reasons
from guiju.apps.intake.actions import doors as actions
from guiju.apps.intake.values import Post
from guiju.web.intake import kept, words
from guiju.web.intake.folders import Came, came
from guiju.web.intake.forms import MailboxForm
from guiju.web.intake.tabs import Tab, tabs
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Row:
    """One mailbox: where it is and how it does."""

    post: Post
    about: str
    looked: str
    state: str
    tone: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What mailboxes.html shows."""

    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class One:
    """What mailbox.html shows; without ``row`` the mailbox is not there yet."""

    tabs: tuple[Tab, ...]
    title: str
    form: MailboxForm
    number: int
    version: int
    row: Row | None
    came: tuple[Came, ...]


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every mailbox."""
    kept.allowed(actor)
    context = Listed(tabs(actor, "mailboxes"), tuple(map(_row, listing.mailboxes())))
    return show(request, "intake/mailboxes.html", context)


@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Read another mailbox."""
    kept.allowed(actor)
    form = MailboxForm(None, kept.posted(request))
    number = kept.saved(form, lambda: actions.save_mailbox(actor=actor, told=form.told()))
    if number is not None:
        messages.success(request, _("已保存。一分钟之内会去收一次，到时看看通不通。"))
        return redirect("intake:mailbox", number)
    context = One(tabs(actor, "mailboxes"), _("加一个邮箱"), form, 0, 0, None, ())
    return show(request, "intake/mailbox.html", context, status=422 if form.errors else 200)


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Change a mailbox, and see what came by it."""
    kept.allowed(actor)
    found = listing.mailbox(number)
    if found is None:
        raise Http404
    form, seen = MailboxForm(found, kept.posted(request)), kept.version(request)
    saved = kept.saved(
        form, lambda: actions.save_mailbox(actor=actor, told=form.told(), mailbox_id=number, version=seen)
    )
    if saved is not None:
        messages.success(request, _("已保存。"))
        return redirect("intake:mailbox", number)
    letters = came(listing.letters(number))
    context = One(tabs(actor, "mailboxes"), found.name, form, number, found.version, _row(found), letters)
    return show(request, "intake/mailbox.html", context, status=422 if form.errors else 200)


@require_POST
@page
def remove(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Read it no more."""
    kept.allowed(actor)
    actions.remove_mailbox(actor=actor, mailbox_id=number, version=kept.version(request))
    messages.success(request, _("删掉了，密码也不再保留；收进来的数据都在。"))
    return redirect("intake:mailboxes")


def _row(one: Post) -> Row:
    about, looked = f"{one.user} · {one.box}", words.moment(one.looked)
    if not one.on:
        return Row(one, about, looked, _("已停用"), "", "")
    if one.trouble:
        return Row(one, about, looked, _("收不了"), "broken", str(reasons.WORDS[one.trouble]))
    state, tone = (_("通的"), "kept") if one.looked else (_("还没有收过"), "wait")
    return Row(one, about, looked, state, tone, "")
