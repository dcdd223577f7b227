"""Whether the reader has acknowledged the regulation in force: the one place that pages ask."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guiju.apps.audit.actor import Actor
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


def of(actor: Actor, regulation: Regulation) -> Signature:  # noqa: ARG001 - what acknowledgements are known by
    """The reader's acknowledgement of a regulation; nobody is asked for one until publication asks."""
    return Signature(Signed.NOT_ASKED)
