"""Stating costs and taking them back; each change is told to the lake by the worker."""

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.costs import errors, models, queries, rules, stating
from guiju.apps.costs.errors import Code
from guiju.apps.costs.values import Kind, Of, Rate, Said


@transaction.atomic
def state(*, actor: Actor, said: Said, seen: int | None = None) -> int:
    """State what something costs from a day on; gives its number. A row that begins on the same day is replaced.

    ``seen`` is the number of the rate in force on that day as the actor saw it, 0 for none; another one by now is
    refused, so that nobody overwrites what they have not seen. The same again changes nothing.
    """
    if not rules.may_edit_costs(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if seen is not None:
        _check_seen(said, seen)
    number = put(actor, said)
    _check_apart(said.of)
    follow()
    return number


@transaction.atomic
def withdraw(*, actor: Actor, rate_id: int) -> None:
    """Take a rate back; the one before it holds on."""
    if not rules.may_edit_costs(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = models.Rate.objects.select_for_update().filter(pk=rate_id, gone_at=None).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_ROW)
    remove(actor, row)
    follow()


def put(actor: Actor, said: Said) -> int:
    """Store what was stated, in the place of a row that begins on the same day; the caller has the right and tells."""
    stating.check(said)
    old = same_day(said)
    before = queries.rate_of(old) if old else None
    if before is not None and before.said == said:
        return before.id
    if old is not None:
        _end(actor, old)
    row = models.Rate.objects.create(
        kind=said.of.kind,
        shop=said.of.shop,
        item=said.of.item,
        subject=said.of.subject,
        start=said.start,
        end=said.end,
        value=said.value,
        per=said.per or "",
        category=said.category,
        note=said.note,
        by=actor.name,
        at=clock.now(),
    )
    if said.of.kind is Kind.GOODS and said.start <= clock.today():
        models.Sold.objects.filter(item=said.of.item, subject=said.of.subject).update(unknown=0)
    _record(actor, "costs.state", said.of, before.said if before else None, said)
    return row.pk


def remove(actor: Actor, row: models.Rate) -> None:
    """Take a row out of force; the caller has the right and tells."""
    said = queries.rate_of(row).said
    _end(actor, row)
    _record(actor, "costs.withdraw", said.of, said, None)


def same_day(said: Said) -> models.Rate | None:
    """The row of the same thing that begins on the same day."""
    of = said.of
    rows = models.Rate.objects.select_for_update().filter(gone_at=None, kind=of.kind, item=of.item)
    return rows.filter(subject=of.subject, shop=of.shop, start=said.start).first()


def follow() -> None:
    """Let the worker tell the lake and measure again, once the transaction is through."""
    from guiju.apps.costs import tasks

    transaction.on_commit(tasks.publish.enqueue)


def _check_seen(said: Said, seen: int) -> None:
    known: Rate | None = queries.in_force(said.of.kind, said.start, subjects=[said.of.subject]).get(said.of)
    if (known.id if known else 0) != seen:
        raise errors.refused(Code.CHANGED_MEANWHILE, by=known.by if known else "", subject=said.of.subject)


def _check_apart(of: Of) -> None:
    rows = queries.standing(of.kind).filter(item=of.item, subject=of.subject, shop=of.shop)
    stating.check_apart(queries.rate_of(row).said for row in rows)


def _end(actor: Actor, row: models.Rate) -> None:
    row.gone_by, row.gone_at, row.told = actor.name, clock.now(), False
    row.save(update_fields=["gone_by", "gone_at", "told"])


def _record(actor: Actor, action: str, of: Of, before: Said | None, after: Said | None) -> None:
    key = " ".join(filter(None, (of.kind, of.item, of.subject, of.shop)))
    ledger.record(actor=actor, action=action, kind="cost", key=key, before=_plain(before), after=_plain(after))


def _plain(said: Said | None) -> dict[str, object] | None:
    if said is None:
        return None
    value = None if said.value is None else str(said.value)
    days: dict[str, object] = {"start": said.start, "end": said.end}
    return days | {"value": value, "per": said.per, "category": said.category, "note": said.note}
