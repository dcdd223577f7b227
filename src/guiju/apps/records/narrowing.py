"""Which records of a form somebody sees under some filters, asked from the records or from the cells of a column.

Both ways are there because a page in the order of a column is quick only from that column's index.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from guiju.apps.records import cells as cell_values
from guiju.apps.records import forms
from guiju.apps.records.cells import TITLE
from guiju.apps.records.models import Cell, Column, Reader, Record
from guiju.apps.records.rules import Sight
from guiju.apps.records.values import Filters
from guiju.lang.kinds.form.model import Field, FieldType, Form

MANY = 5000
_WORDS = frozenset({FieldType.TEXT, FieldType.PRODUCT})  # found by a part of what they say


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The records of a form within somebody's sight that pass the filters; ``columns`` are those with cells.

    ``wide`` says that the units in sight have so many that they are told one by one on the way, and not gathered first.
    """

    form: Form
    sight: Sight
    filters: Filters
    columns: Mapping[str, Column]
    person: int  # who sees, by the id of their row; 0 for nobody of the roster
    wide: bool = False

    def records(self) -> QuerySet[Record]:
        """The records themselves."""
        among, probed = self._plan()
        # what is among some records of the form needs no word of the form: so that SQLite begins with the few
        filed = Q() if among else Q(form=self.form.name, number__isnull=False)
        found = Record.objects.filter(filed, *(Q(pk__in=one) for one in among), *self._conditions(""))
        return found.filter(*(Exists(one.filter(record=OuterRef("pk"))) for one in probed))

    def cells(self, column: Column) -> QuerySet[Cell]:
        """Their cells in a column."""
        among, probed = self._plan()
        found = Cell.objects.filter(
            Q(column=column), *(Q(record__in=one) for one in among), *self._conditions("record__")
        )
        return found.filter(*(Exists(one.filter(record=OuterRef("record"))) for one in probed))

    def column(self, field: Field | None) -> Column | None:
        """The column of a field, if it has cells."""
        return self.columns.get(field.name) if field else None

    def _conditions(self, on: str) -> Iterator[Q]:
        """What a record itself must be."""
        filters = self.filters
        if self.wide:
            worked = Q(**{f"{on}pk__in": self._worked()})
            yield Q(**{f"{on}author": self.person}) | Q(**{f"{on}unit__in": sorted(self.sight.units)}) | worked
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

    def _plan(self) -> tuple[list[QuerySet[Any, Any]], list[QuerySet[Cell]]]:  # Any: rows of ids, of several tables
        """The ids that are gathered first, and the cells that each record on the way is then asked for.

        Gathered is what is likely to be little: the few that are in sight, else what one filter leaves.
        """
        asked = self._asked()
        if not self.sight.everything and not self.wide:
            return [self._seen()], asked
        return [one.values("record") for one in asked[:1]], asked[1:]

    def _asked(self) -> list[QuerySet[Cell]]:
        """The cells that say what is asked for: what must equal a word before what holds a part or lies between."""
        exact, other = list[QuerySet[Cell]](), list[QuerySet[Cell]]()
        for name, wanted in self.filters.fields.items():
            field, column = forms.field(self.form, name), self.columns.get(name)
            if field and column:
                equals = isinstance(wanted, str) and field.type not in _WORDS
                (exact if equals else other).append(_cells(field, column, wanted))
        if self.filters.q and (titles := self.columns.get(TITLE)):
            other.insert(0, Cell.objects.filter(column=titles, text__gt="", text__icontains=self.filters.q))
        return exact + other

    def _seen(self) -> QuerySet[Any, Any]:
        """Their own, those of their units, and those that they work on."""
        filed = Record.objects.filter(form=self.form.name, number__isnull=False).order_by()
        of_units = [filed.filter(unit__in=sorted(self.sight.units)).values("pk")] if self.sight.units else []
        return filed.filter(author=self.person).values("pk").union(self._worked(), *of_units)

    def _worked(self) -> QuerySet[Any, Any]:
        return Reader.objects.filter(person=self.person, form=self.form.name).values("record")


def is_wide(form: Form, sight: Sight) -> bool:
    """Whether the units in sight have more records of a form than are quickly gathered."""
    if sight.everything or not sight.units:
        return False
    theirs = Record.objects.filter(form=form.name, number__isnull=False, unit__in=sorted(sight.units)).order_by()
    return bool(theirs.values_list("pk")[MANY : MANY + 1])


def _state(form: Form, wanted: str, on: str) -> Q:
    """A state or a stage; without one everything that was not withdrawn."""
    if any(stage.name == wanted for stage in form.stages):
        return Q(**{f"{on}state": Record.State.OPEN, f"{on}stage": wanted})
    if wanted in Record.State.values:
        return Q(**{f"{on}state": wanted})
    return ~Q(**{f"{on}state": Record.State.WITHDRAWN})


def _cells(field: Field, column: Column, wanted: Any) -> QuerySet[Cell]:  # Any: a text, or a pair of bounds
    cells = Cell.objects.filter(column=column)
    if isinstance(wanted, str):
        return cells.filter(text__gt="", text__icontains=wanted) if field.type in _WORDS else cells.filter(text=wanted)
    part = "number" if field.type in forms.NUMBERS else "day"
    for bound, comparison in zip(wanted, ("gte", "lte"), strict=True):
        if bound is not None:
            cells = cells.filter(**{f"{part}__{comparison}": _bound(bound)})
    return cells


def _bound(bound: Fraction | int | date) -> Decimal | date:
    return bound if isinstance(bound, date) else cell_values.number(Fraction(bound))
