"""Figures that are entered anew because of a record, such as an appeal that was granted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from guiju.apps.audit.actor import Actor
from guiju.apps.records import consequences
from guiju.engines.periods import Period
from guiju.web.kit import address


@dataclass(frozen=True, slots=True)
class Because:
    """The record that the page was opened for, which waits for something to be put right."""

    record: int
    name: str
    url: str


def of(request: HttpRequest, actor: Actor) -> Because | None:
    """The record that the address names, if it waits for that and the actor may read it."""
    number = address.number(request.GET.get("record", ""))
    name = dict(consequences.waiting(actor)).get(number) if number is not None else None
    return Because(number, name, reverse("records:record", args=[number])) if number is not None and name else None


def cite(actor: Actor, because: Because, period: Period, changed: Iterable[str]) -> None:
    """Note with the record which inputs of a period were entered because of it."""
    for name in dict.fromkeys(changed):
        key, what = f"{period} {name}", consequences.What.INPUT
        consequences.cite(actor=actor, record_id=because.record, what=what, key=key)
