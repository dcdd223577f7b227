"""What was changed because of a record: told at a stage that corrects, and shown with the record for good."""

from collections.abc import Iterator

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import errors, forms, rules, stages
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Consequence, Record
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds.form.model import Form

What = Consequence.What


def cite(*, actor: Actor, record_id: int, what: str, key: str, counts: bool = True) -> None:
    """Say that something is changed because of a record that waits for that; inside the transaction of its caller.

    What does not count yet, such as a draft, does so from ``stand`` on.

    Raises ``Refused`` for a record that the actor may not read, or that waits for no such thing.
    """
    row = Record.objects.select_related("author").filter(pk=record_id, state=Record.State.OPEN).first()
    if row is None or not _may_cite(actor, row):
        raise errors.refused(Code.UNKNOWN_RECORD)
    defaults = {"at": clock.now(), "dropped": not counts}
    Consequence.objects.update_or_create(record=row, what=what, key=key, defaults=defaults)
    ledger.record(actor=actor, action="records.cite", kind="record", key=_name(row), after={"what": what, "key": key})


def stand(*, what: str, key: str) -> None:
    """What was drafted has been handed in."""
    Consequence.objects.filter(what=what, key=key).update(dropped=False)


def drop(*, what: str, key: str) -> None:
    """What was to be changed came to nothing."""
    Consequence.objects.filter(what=what, key=key).update(dropped=True)


def of(record_id: int) -> list[Consequence]:
    """What was changed because of a record, in order."""
    return list(Consequence.objects.filter(record=record_id).order_by("id"))


def cause(what: str, key: str) -> tuple[int, str] | None:
    """The record because of which something was changed: its id, and its form and number."""
    found = Consequence.objects.filter(what=what, key=key).select_related("record").order_by("-id").first()
    return (found.record_id, _name(found.record)) if found else None


def follows(record_id: int) -> bool:
    """Whether anything was changed because of a record, and did not come to nothing."""
    return Consequence.objects.filter(record=record_id, dropped=False).exists()


def waiting(actor: Actor) -> list[tuple[int, str]]:
    """The records that wait for something to be put right, among those that an actor may read: form and number."""
    return [(row.pk, _name(row)) for row in _open() if _may_cite(actor, row)]


def _open() -> Iterator[Record]:
    rows = Record.objects.filter(state=Record.State.OPEN).exclude(stage="").select_related("author")
    asking: dict[tuple[str, str], frozenset[str]] = {}
    for edition, form in rows.order_by().values_list("edition", "form").distinct():
        declared = forms.of(rulebook.regulation(edition), form)
        asking[edition, form] = frozenset(one.name for one in (declared.stages if declared else ()) if one.corrects)
    if any(asking.values()):
        for row in rows.filter(form__in={form for (_, form), names in asking.items() if names}).order_by("id"):
            if row.stage in asking.get((row.edition, row.form), frozenset()):
                yield row


def _may_cite(actor: Actor, row: Record) -> bool:
    regulation, form = forms.in_edition(row.edition, row.form)
    return corrects(form, row.stage) and (actor.trusted or rules.may_read(actor, regulation, form, row))


def corrects(form: Form, stage: str) -> bool:
    """Whether a stage of a form is there to put figures right."""
    found = stages.named(form, stage)
    return found is not None and found.corrects


def _name(row: Record) -> str:
    return f"{row.form} #{row.number}"
