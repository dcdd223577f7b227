"""Answering a finding: its cause is known, it is no problem, or it is open again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.insight import errors, models, rules
from guiju.apps.insight.errors import Code

State = models.Finding.State


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of findings: ``mark_id`` names the event that explains them, ``text`` is a remark."""

    state: str
    mark_id: int | None = None
    text: str = ""


@transaction.atomic
def answer(*, actor: Actor, seen: Mapping[int, int], said: Said) -> None:
    """Say what some findings are, all or none of them; ``seen`` leads from each to the version that was seen."""
    if not rules.may_mark(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if said.mark_id is not None and not models.Mark.objects.filter(pk=said.mark_id).exists():
        raise errors.refused(Code.UNKNOWN_MARK)
    rows = {row.pk: row for row in models.Finding.objects.select_for_update().filter(pk__in=seen)}
    if not seen or set(rows) != set(seen):
        raise errors.refused(Code.UNKNOWN_FINDING)
    if any(rows[one].version != version for one, version in seen.items()):
        raise errors.refused(Code.CHANGED_MEANWHILE)
    for row in rows.values():
        _answer(actor, row, said)


def _answer(actor: Actor, row: models.Finding, said: Said) -> None:
    before = {"state": row.state, "mark": row.mark_id, "said": row.said}
    row.state = State(said.state)
    row.mark_id = said.mark_id if row.state == State.KNOWN else None
    row.said = said.text.strip()[:200] if row.state != State.OPEN else ""
    row.by, row.at = (actor.name, clock.now()) if row.state != State.OPEN else ("", None)
    row.version += 1
    row.save()
    after = {"state": row.state, "mark": row.mark_id, "said": row.said}
    ledger.record(actor=actor, action="insight.answer", kind="finding", key=row.pk, before=before, after=after)
