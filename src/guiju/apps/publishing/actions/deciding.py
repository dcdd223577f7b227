"""协商 and 审批: talked over with those who stand for the staff, then approved by who had no hand in the text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import approving, errands, errors, hands, keeping, minuting, models, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import LegState, Stage
from guiju.apps.work.models import Notice
from guiju.apps.work.standing import standing


@transaction.atomic
def consult(
    *,
    actor: Actor,
    publication_id: int,
    version: int,
    held: date,
    whom: str,
    minutes: str,
    result: str,
    files: Sequence[int] = (),
) -> int:
    """Write down a consultation: when and with whom it was, its minutes and what came of it; gives the version.

    ``files`` are the signed minutes as the actor has just brought them (``records.attach``); they stay with it by hash.
    """
    row = _mine(actor, publication_id, version)
    keeping.at(row, Stage.CONSULTATION)
    if not (whom.strip() and minutes.strip() and result.strip()):
        raise errors.refused(Code.NEEDS_MINUTES)
    if held > clock.today():
        raise errors.refused(Code.HELD_LATER)
    data: dict[str, Any] = {
        "held": held.isoformat(),
        "with": whom.strip(),
        "minutes": minutes.strip(),
        "result": result.strip(),
    }
    if files:
        data |= {"files": minuting.hold(actor, row, files)}
    keeping.end(row, Stage.CONSULTATION, actor, data=data)
    return keeping.store(row, actor, "consult", **data)


@transaction.atomic
def hand_in(*, actor: Actor, publication_id: int, version: int) -> int:
    """Ask for approval; gives the version. It becomes work of the nearest up the author's line of those who may.

    Whoever hands it in does not approve it; ``Refused`` when nobody else would be left.
    """
    row = _mine(actor, publication_id, version)
    if keeping.at(row, Stage.APPROVAL) is not None:
        raise errors.refused(Code.OTHER_STAGE)
    may = approving.left(row, actor)
    hands.note(row, [hands.handed_in(actor)])
    line = [number for level in standing().above(row.number) for number in level] if row.number else []
    number = next((one for one in line if one in may), may[0])
    keeping.begin(row, Stage.APPROVAL, actor)
    errands.ask(row, errands.APPROVE, [number], None, mark=str(row.version))
    return keeping.store(row, actor, "hand_in", approver=number)


@transaction.atomic
def approve(*, actor: Actor, publication_id: int, version: int, said: str = "") -> int:
    """Let the text go on to its announcement; gives the version."""
    row = _deciding(actor, publication_id, version)
    errands.finish_all(row, errands.APPROVE, actor)
    keeping.end(row, Stage.APPROVAL, actor, said=said.strip(), data={"number": actor.number})
    _tell(row, actor, Notice.Level.INFORMED, said)
    return keeping.store(row, actor, "approve", said=said.strip())


@transaction.atomic
def refuse(*, actor: Actor, publication_id: int, version: int, said: str) -> int:
    """Send it back, and say why; gives the version. The author changes it or hands it in again."""
    row = _deciding(actor, publication_id, version)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    errands.finish_all(row, errands.APPROVE, actor)
    leg = keeping.end(row, Stage.APPROVAL, actor, said=said.strip(), data={"refused": True})
    leg.state = LegState.VOID
    leg.save(update_fields=["state"])
    _tell(row, actor, Notice.Level.RETURNED, said)
    return keeping.store(row, actor, "refuse", said=said.strip())


def _deciding(actor: Actor, publication_id: int, version: int) -> models.Publication:
    row = keeping.locked(publication_id, version)
    if not rules.may_approve(actor, row):
        raise errors.refused(Code.OWN if rules.is_own(actor, row) else Code.NOT_ALLOWED)
    if keeping.at(row, Stage.APPROVAL) is None:
        raise errors.refused(Code.OTHER_STAGE)
    return row


def _tell(row: models.Publication, actor: Actor, level: str, said: str) -> None:
    if row.number:
        about = {"by": actor.name, "said": said.strip()[:500]}
        errands.tell(row, [row.number], level, about, f"decided:{row.version}")


def _mine(actor: Actor, publication_id: int, version: int) -> models.Publication:
    if not rules.may_run(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    return keeping.locked(publication_id, version)
