"""该来的表: what should come, from whom and when."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import queries
from guiju.apps.intake.actions import sources as actions
from guiju.web.intake import kept
from guiju.web.intake.forms import ExpectedForm
from guiju.web.intake.rows import Row, rows
from guiju.web.intake.tabs import Tab, tabs
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.sources import words


@dataclass(frozen=True, slots=True)
class Listed:
    """What expected.html shows."""

    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class One:
    """What expected_one.html shows; ``number`` is 0 for one that is not there yet."""

    tabs: tuple[Tab, ...]
    title: str
    form: ExpectedForm
    number: int
    version: int


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that is expected."""
    kept.allowed(actor)
    return show(request, "intake/expected.html", Listed(tabs(actor, "list"), rows(actor)))


@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Expect another table."""
    kept.allowed(actor)
    form = ExpectedForm(None, kept.posted(request))
    if kept.saved(form, lambda: actions.save(actor=actor, told=form.told())) is not None:
        messages.success(request, _("记下了。从现在起，到时间没有来就会提醒。"))
        return redirect("intake:list")
    context = One(tabs(actor, "list"), _("加一张该来的表"), form, 0, 0)
    return show(request, "intake/expected_one.html", context, status=422 if form.errors else 200)


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Change what is expected."""
    kept.allowed(actor)
    found = queries.source(number, words.language())
    if found is None:
        raise Http404
    form, seen = ExpectedForm(found, kept.posted(request)), kept.version(request)
    saved = kept.saved(form, lambda: actions.save(actor=actor, told=form.told(), source_id=number, version=seen))
    if saved is not None:
        messages.success(request, _("已保存。"))
        return redirect("intake:list")
    context = One(tabs(actor, "list"), found.name, form, number, found.version)
    return show(request, "intake/expected_one.html", context, status=422 if form.errors else 200)


@require_POST
@page
def remove(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Expect it no more."""
    kept.allowed(actor)
    actions.remove(actor=actor, source_id=number, version=kept.version(request))
    messages.success(request, _("不再等它了；来过的数据都在。"))
    return redirect("intake:list")
