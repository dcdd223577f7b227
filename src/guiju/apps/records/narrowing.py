"""Which records of a form somebody sees under some filters, asked from the records or from the cells of a column.

Both ways are there because a page in the order of a column is quick only from that column's index.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from guiju.apps.people.models import Person
from guiju.apps.records import forms
from guiju.apps.records.cells import TITLE
from guiju.apps.records.models import Cell, Column, Reader, Record
from guiju.apps.records.rules import Sight
from guiju.apps.records.values import Filters
from guiju.lang.kinds.form.model import Field, FieldType, Form

_WORDS = frozenset({FieldType.TEXT, FieldType.PRODUCT})  # found by a part of what they say


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The records of a form within somebody's sight that pass the filters; ``columns`` are those with cells."""

    form: Form
    sight: Sight
    filters: Filters
    columns: Mapping[str, Column]

    def records(self) -> QuerySet[Record]:
        """The records themselves."""
        return Record.objects.filter(Q(form=self.form.name, number__isnull=False), *self._conditions(""))

    def cells(self, column: Column) -> QuerySet[Cell]:
        """Their cells in a column."""
        return Cell.objects.filter(Q(column=column), *self._conditions("record__"))

    def column(self, field: Field | None) -> Column | None:
        """The column of a field, if it has cells."""
        return self.columns.get(field.name) if field else None

    def _conditions(self, on: str) -> Iterator[Q]:
        filters = self.filters
        yield from self._seen(on)
        yield _state(self.form, filters.state, on)
        if filters.author:
            yield Q(**{f"{on}author__number": filters.author})
        if filters.unit:
            yield Q(**{f"{on}unit": filters.unit})
        first, last = filters.day
        if first:
            yield Q(**{f"{on}day__gte": first})
        if last:
            yield Q(**{f"{on}day__lte": last})
        if filters.q and (titles := self.columns.get(TITLE)):
            yield _among(on, Cell.objects.filter(column=titles, text__icontains=filters.q))
        for name, wanted in filters.fields.items():
            field, column = forms.field(self.form, name), self.columns.get(name)
            if field and column:
                yield _among(on, _cells(field, column, wanted))

    def _seen(self, on: str) -> Iterator[Q]:
        """Their own, those of their units, and those that they work on, unless they may see everything."""
        if self.sight.everything:
            return
        mine = Person.objects.filter(number=self.sight.number).values_list("pk", flat=True).first() or 0
        key = f"{on}pk" if not on else "record"
        own = Q(**{f"{on}author": mine})
        units = Q(**{f"{on}unit__in": sorted(self.sight.units)}) if self.sight.units else Q()
        worked = Q(**{f"{key}__in": Reader.objects.filter(person=mine, form=self.form.name).values("record")})
        yield own | units | worked if self.sight.units else own | worked


def _state(form: Form, wanted: str, on: str) -> Q:
    """A state or a stage; without one everything that was not withdrawn."""
    if any(stage.name == wanted for stage in form.stages):
        return Q(**{f"{on}state": Record.State.OPEN, f"{on}stage": wanted})
    if wanted in Record.State.values:
        return Q(**{f"{on}state": wanted})
    return ~Q(**{f"{on}state": Record.State.WITHDRAWN})


def _among(on: str, cells: QuerySet[Cell]) -> Q:
    return Q(**{("record__in" if on else "pk__in"): cells.values("record")})


def _cells(field: Field, column: Column, wanted: Any) -> QuerySet[Cell]:  # Any: a text, or a pair of bounds
    cells = Cell.objects.filter(column=column)
    if isinstance(wanted, str):
        return cells.filter(text__icontains=wanted) if field.type in _WORDS else cells.filter(text=wanted)
    part = "number" if field.type in forms.NUMBERS else "day"
    for bound, comparison in zip(wanted, ("gte", "lte"), strict=True):
        if bound is not None:
            cells = cells.filter(**{f"{part}__{comparison}": _bound(bound)})
    return cells


def _bound(bound: Fraction | date) -> Any:
    return float(bound) if isinstance(bound, Fraction) else bound
