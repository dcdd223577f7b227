"""Who wrote a text and handed it in, and who therefore is not among those who may approve it."""

from collections.abc import Collection
from dataclasses import dataclass

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import approving, hands
from guiju.apps.publishing.approving import Approval
from guiju.apps.publishing.hands import Did, Hand
from guiju.apps.publishing.models import Publication
from guiju.apps.publishing.values import Life, Stage, State
from guiju.apps.rulebook.values import Draft
from guiju.web.kit import formats
from guiju.web.layout.deeds import called


@dataclass(frozen=True, slots=True)
class Authors:
    """Names in a row, as authors.html shows them.

    ``barred`` would otherwise approve; ``problem`` is why nobody could.
    """

    wrote: str
    handed_in: str
    may: str
    barred: str
    deputy: bool
    problem: str


def of(row: Publication, life: Life, actor: Actor) -> Authors:
    """The people of a publication; the problem only while approval is still to come."""
    found, now = hands.of(row), approving.of(row)
    leg = life.leg(Stage.APPROVAL)
    waits = life.state == State.OPEN and not leg.over
    after = approving.of(row, actor.number) if waits and not leg.state else now
    refusal = approving.hindrance(now, after, row.by) if waits else None
    return _told(found, now, str(refusal or ""))


def of_draft(draft: Draft, actor: Actor) -> Authors:
    """The people of a draft, were the reader to send it on its way."""
    found = hands.of_draft(draft)
    now, after = (approving.of_draft(found, draft.base, without) for without in ("", actor.number))
    refusal = approving.hindrance(now, after, draft.author) if approving.is_demanded(draft.base) else None
    return _told(found, now, str(refusal or ""))


def _told(found: Collection[Hand], now: Approval, problem: str) -> Authors:
    wrote = dict.fromkeys(called(one.name) for one in found if one.did == Did.WROTE)
    handed_in = dict.fromkeys(called(one.name) for one in found if one.did == Did.HANDED_IN)
    only = formats.listed(name for name in handed_in if name not in wrote)
    may, barred = (formats.listed(approving.names(some)) for some in (now.may, now.barred))
    return Authors(formats.listed(wrote), only, may, barred, now.deputy, problem)
