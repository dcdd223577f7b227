"""文件夹: which folders are looked into, and what came by them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import listing, places, reasons
from guiju.apps.intake.actions import doors as actions
from guiju.apps.intake.values import Taken, Watched
from guiju.web.intake import kept, words
from guiju.web.intake.forms import FolderForm
from guiju.web.intake.tabs import Tab, tabs
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page


@dataclass(frozen=True, slots=True)
class Row:
    """One folder: what it is for and how it does."""

    folder: Watched
    state: str
    tone: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Came:
    """A file or mail that came, and what became of it."""

    one: Taken
    at: str
    state: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What folders.html shows."""

    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    came: tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class One:
    """What folder.html shows; ``number`` is 0 for one that is not there yet."""

    tabs: tuple[Tab, ...]
    title: str
    form: FolderForm
    number: int
    version: int
    trouble: str
    roots: str
    came: tuple[Came, ...]


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every folder, and the latest files."""
    kept.allowed(actor)
    context = Listed(tabs(actor, "folders"), tuple(map(_row, listing.folders())), came(listing.taken_from()))
    return show(request, "intake/folders.html", context)


@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Look into another folder."""
    kept.allowed(actor)
    form = FolderForm(None, kept.posted(request))
    if kept.saved(form, lambda: actions.save_folder(actor=actor, told=form.told())) is not None:
        messages.success(request, _("记下了。放进去的文件，停止变化十几秒后就会导入。"))
        return redirect("intake:folders")
    roots = formats.listed(map(str, places.roots()))
    context = One(tabs(actor, "folders"), _("加一个文件夹"), form, 0, 0, "", roots, ())
    return show(request, "intake/folder.html", context, status=422 if form.errors else 200)


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Change a folder, and see what came by it."""
    kept.allowed(actor)
    found = listing.folder(number)
    if found is None:
        raise Http404
    form, seen = FolderForm(found, kept.posted(request)), kept.version(request)
    saved = kept.saved(form, lambda: actions.save_folder(actor=actor, told=form.told(), folder_id=number, version=seen))
    if saved is not None:
        messages.success(request, _("已保存。"))
        return redirect("intake:folders")
    context = One(
        tabs=tabs(actor, "folders"),
        title=found.path,
        form=form,
        number=number,
        version=found.version,
        trouble=_why(found.trouble),
        roots=formats.listed(map(str, places.roots())),
        came=came(listing.taken_from(found.path)),
    )
    return show(request, "intake/folder.html", context, status=422 if form.errors else 200)


@require_POST
@page
def remove(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Look into it no more."""
    kept.allowed(actor)
    actions.remove_folder(actor=actor, folder_id=number, version=kept.version(request))
    messages.success(request, _("不再看它了；里面的文件没有动。"))
    return redirect("intake:folders")


def came(listed: list[Taken]) -> tuple[Came, ...]:
    """What came, in words."""
    return tuple(
        Came(one, words.moment(one.at), str(words.TAKEN[one.state][0]), words.TAKEN[one.state][1], _why(one.why))
        for one in listed
    )


def _row(one: Watched) -> Row:
    if not one.on:
        return Row(one, _("已停用"), "", "")
    return Row(one, _("看不了"), "broken", _why(one.trouble)) if one.trouble else Row(one, _("看着"), "kept", "")


def _why(why: str) -> str:
    return str(reasons.WORDS[why]) if why else ""
