"""Marking what happened, so that charts and findings can say so."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.insight import errors, models, rules
from guiju.apps.insight.errors import Code
from guiju.apps.insight.queries import marks
from guiju.apps.people import queries as people

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of an event; an empty shop means every shop."""

    kind: str
    text: str
    start: date
    end: date
    shop: str = ""
    product: str = ""


@transaction.atomic
def add(*, actor: Actor, said: Said) -> int:
    """Mark an event; gives its number."""
    if not rules.may_mark(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    _check(said)
    row = models.Mark.objects.create(**_columns(said), user_id=actor.user_id, by=actor.name, at=clock.now())
    ledger.record(actor=actor, action="insight.mark", kind="mark", key=row.pk, after=said)
    return row.pk


@transaction.atomic
def change(*, actor: Actor, mark_id: int, version: int, said: Said) -> None:
    """Change a marked event that one has seen in this version."""
    row = _locked(actor, mark_id, version)
    _check(said)
    before = marks.value(row)
    for name, value in _columns(said).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    ledger.record(actor=actor, action="insight.change_mark", kind="mark", key=row.pk, before=before, after=said)


@transaction.atomic
def remove(*, actor: Actor, mark_id: int, version: int) -> None:
    """Remove a marked event; findings that named it keep what was said."""
    row = _locked(actor, mark_id, version)
    before = marks.value(row)
    row.delete()
    ledger.record(actor=actor, action="insight.remove_mark", kind="mark", key=mark_id, before=before)


def _columns(said: Said) -> dict[str, object]:
    return {
        "kind": models.Mark.Kind(said.kind),
        "text": said.text.strip(),
        "start": said.start,
        "end": said.end,
        "shop": said.shop,
        "product": said.product.strip(),
    }


def _check(said: Said) -> None:
    if not said.text.strip():
        raise errors.refused(Code.NO_TEXT)
    if said.end < said.start:
        raise errors.refused(Code.DAYS_REVERSED)
    if said.end - said.start > LONGEST:
        raise errors.refused(Code.TOO_LONG)
    if said.shop and people.shop_named(said.shop) is None:
        raise errors.refused(Code.UNKNOWN_SHOP, shop=said.shop)


def _locked(actor: Actor, mark_id: int, version: int) -> models.Mark:
    row = models.Mark.objects.select_for_update().filter(pk=mark_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_MARK)
    if not rules.may_change_mark(actor, row.user_id):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row
