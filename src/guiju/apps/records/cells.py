"""The cells of a record: what registers are sorted, searched and narrowed by."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from guiju.apps.records import forms, models
from guiju.apps.records.models import Cell, Column, Record
from guiju.apps.records.values import Answers
from guiju.lang.kinds.form.model import Field, FieldType, Form

TITLE = ""  # the column of no field
WIDTH = 200
DECIMALS = 6
CHUNK = 1000


def wanted(form: Form) -> dict[str, str]:
    """The types of the columns that a form has cells in, by field."""
    return {TITLE: FieldType.TEXT.value} | {field.name: field.type.value for field in forms.columns(form)}


def columns(form: Form, *, first: bool) -> list[Column]:
    """The columns of a form, made when they are not there; ``first`` says that no record was filed before."""
    known = {column.field: column for column in Column.objects.filter(form=form.name)}
    for field, kind in wanted(form).items():
        if field not in known:
            known[field], _made = Column.objects.get_or_create(
                form=form.name, field=field, defaults={"type": kind, "ready": first}
            )
    return list(known.values())


def write(record: Record, form: Form, into: Iterable[Column], *, anew: bool = False) -> None:
    """Put the answers of a record into its cells; ``anew`` when there are some already."""
    if anew:
        Cell.objects.filter(record=record).delete()
    Cell.objects.bulk_create(made(record, form, into), ignore_conflicts=True)


def made(record: Record, form: Form, into: Iterable[Column]) -> list[Cell]:
    """The cells of one record."""
    fields = {field.name: field for field in form.fields}
    return [
        cell
        for column in into
        for cell in _cells(record, column, fields.get(column.field), record.answers, record.title)
    ]


def refill(form: Form) -> None:
    """Give every record its cells in columns that are new, and take columns away that the form has no more.

    Some records at a time, so that nobody waits; safe to run twice.
    """
    kinds = wanted(form)
    for column in Column.objects.filter(form=form.name):
        if kinds.get(column.field) != column.type:
            _empty(column)
    fresh = [column for column in columns(form, first=False) if not column.ready]
    last = 0
    while fresh and (last := _refill(form, fresh, last)):
        pass
    Column.objects.filter(pk__in=[column.pk for column in fresh]).update(ready=True)


@transaction.atomic
def _refill(form: Form, fresh: list[Column], above: int) -> int:
    """Fill the cells of the next records; gives the last one's id, 0 when there are no more."""
    filed = Record.objects.select_for_update().filter(form=form.name, number__isnull=False, id__gt=above)
    rows = list(filed.order_by("id")[:CHUNK])
    there = set(Cell.objects.filter(record__in=rows, column__in=fresh).values_list("record_id", "column_id"))
    Cell.objects.bulk_create(
        cell
        for row in rows
        for cell in made(_as_filed(row), form, [one for one in fresh if (row.pk, one.pk) not in there])
    )
    return rows[-1].pk if rows else 0


def _as_filed(record: Record) -> Record:
    """A record with the answers that were last filed, for what came back to its author is being typed on."""
    if record.state == Record.State.DRAFT:
        kept = record.versions.filter(did=models.Version.Did.RETURNED).order_by("-version")
        record.answers = kept.values_list("answers", flat=True).first() or {}
    return record


def number(value: Fraction) -> Decimal:
    """A number as near as a cell keeps it; a figure beyond counts as the farthest."""
    most = Fraction(10**14) - 1
    near = round(max(-most, min(most, value)) * 10**DECIMALS)
    return Decimal(near).scaleb(-DECIMALS)


def _empty(column: Column) -> None:
    while True:
        some = list(Cell.objects.filter(column=column).values_list("pk", flat=True)[:CHUNK])
        if not some:
            break
        Cell.objects.filter(pk__in=some).delete()
    column.delete()


def _cells(record: Record, column: Column, field: Field | None, answers: Answers, title: str) -> Iterator[Cell]:
    """The cells of a column: one, or of several choices one each; an empty one says so in its text."""
    if column.field == TITLE:
        yield Cell(record=record, column=column, text=title[:WIDTH])
        return
    stored = answers.get(column.field)
    if field is None or field.type.value != column.type or stored in (None, "", [], {}):
        yield Cell(record=record, column=column, text="")
    elif field.type is FieldType.CHOICES:
        yield from (Cell(record=record, column=column, text=option[:WIDTH]) for option in stored)
    else:
        try:
            yield Cell(record=record, column=column, **_worth(field.type, stored))
        except (ValueError, TypeError, KeyError):  # what an older edition kept under the same name
            yield Cell(record=record, column=column, text="")


def _worth(kind: FieldType, stored: Any) -> dict[str, Any]:  # Any: JSON, a stored answer
    if kind in forms.NUMBERS:
        exact = stored["value"] if kind is FieldType.METRIC else stored
        return {"number": number(Fraction(exact))} if exact else {"text": ""}
    if kind in forms.DAYS:
        return {"day": date.fromisoformat(stored[:10])}
    text = ("1" if stored else "0") if kind is FieldType.FLAG else str(stored)
    return {"text": text[:WIDTH]}
