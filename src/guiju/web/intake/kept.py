"""What the forms of this area have in common: who may, what was posted, and where a refusal is said."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, QueryDict

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import rules
from guiju.apps.refusal import Refused
from guiju.web.intake.forms import blame
from guiju.web.kit import address
from guiju.web.layout.middleware import NotYours


def allowed(actor: Actor) -> None:
    """Who keeps the data sources."""
    if not rules.may_manage(actor):
        raise NotYours


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def version(request: HttpRequest) -> int:
    """Which version the one who sends has seen."""
    return address.number(request.POST.get("version", "")) or 0


def saved(form: forms.Form, save: Callable[[], int]) -> int | None:
    """The number of what was saved, or nothing when the form now says what is wrong."""
    if not form.is_valid():
        return None
    try:
        return save()
    except Refused as refusal:
        if blame(form, refusal.code, str(refusal)):
            return None
        raise
