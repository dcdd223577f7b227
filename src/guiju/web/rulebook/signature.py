"""Whether the reader has acknowledged the regulation in force: the one place that pages ask."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.urls import reverse

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import queries as publishing
from guiju.lang.regulation import Regulation


class Signed(StrEnum):
    """How an acknowledgement stands."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"  # the regulation asks nobody to acknowledge it


@dataclass(frozen=True, slots=True)
class Signature:
    """How it stands, since when, and where to sign; no address where nobody is asked to."""

    state: Signed
    at: datetime | None = None
    url: str = ""


def of(actor: Actor, regulation: Regulation) -> Signature:
    """The reader's acknowledgement of a regulation; nobody is asked for one that was never published for signing."""
    signed = publishing.signature(regulation.hash, actor.number)
    if signed is not None and signed.at is not None:
        return Signature(Signed.YES, signed.at)
    asked = publishing.to_sign(actor.number)
    if asked is None:
        return Signature(Signed.NOT_ASKED)
    return Signature(Signed.NO, url=reverse("publishing:sign", args=[asked.id]))
