"""What an address names, for who may see it: to anybody else it is not there."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from guiju.apps.audit.actor import Actor
from guiju.apps.records import queries
from guiju.apps.records.errors import Code
from guiju.apps.records.values import FormView, RecordView
from guiju.apps.refusal import Refused

ABSENT = frozenset({Code.UNKNOWN_RECORD, Code.UNKNOWN_FORM, Code.UNKNOWN_FILE, Code.NO_REGULATION})


def record(actor: Actor, record_id: int) -> RecordView:
    """A record that the actor may read."""
    try:
        return queries.record(actor, record_id)
    except Refused as refusal:
        raise gone(refusal) from None


def form(actor: Actor, name: str, day: date | None = None) -> FormView:
    """A form of that name."""
    try:
        return queries.chosen(actor, name, day=day)
    except Refused as refusal:
        raise gone(refusal) from None


def gone(refusal: Refused) -> Exception:
    """What to raise: not found for what there is not, or not for them; else the refusal itself."""
    return Http404() if refusal.code in ABSENT else refusal


def onward(request: HttpRequest, otherwise: str) -> str:
    """The page of this house to go on to; ``otherwise`` when none is named."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else otherwise
