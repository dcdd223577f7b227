"""A record's answers as formulas see them: fields by their names, tables as rows, all else from its surroundings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from guiju.apps.records.surroundings import Surroundings
from guiju.apps.records.values import Answers
from guiju.apps.rulebook import compiled
from guiju.engines.measure.catalogue import catalogue
from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact
from guiju.lang.formula import Formula, compile_exact, key_of
from guiju.lang.formula.operations import MismatchError
from guiju.lang.formula.scope import NULL, Cell, Row
from guiju.lang.formula.scope import Scope as Protocol
from guiju.lang.kinds.form.model import Field, FieldType, Form
from guiju.lang.values import Missing, Value, Why

LAST = "上次"
_MANY = {FieldType.CHOICES, FieldType.FILE}
_COLUMNS = {
    FieldType.NUMBER: ColumnType.RATIO,
    FieldType.MONEY: ColumnType.MONEY,
    FieldType.DATE: ColumnType.DATE,
    FieldType.TIME: ColumnType.TIME,
    FieldType.FLAG: ColumnType.FLAG,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a record; before there are any, ``last`` holds those of the person's record before.

    ``earlier`` marks a period before, in which a metric's field has the figure of that period.
    """

    form: Form
    answers: Answers
    around: Surroundings
    last: Answers | None = None
    earlier: bool = False

    def name(self, key: str) -> Value:
        """A field's answer, or 上次.<field> before there are answers, or what the regulation means by the name."""
        for field in self.form.fields:
            if self.last is None and key == key_of(field.name):
                if self.earlier and field.type is FieldType.METRIC:
                    return self.around.value(key_of(field.metric))
                return value_of(field, self.answers.get(field.name))
            if self.last is not None and key == last_key(field):
                return value_of(field, self.last.get(field.name))
        return self.around.value(key)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - as scopes have it
        """The rows of a table of the form; shop data is not read while somebody fills in a form."""
        table = next((one for one in self.form.fields if one.type is FieldType.TABLE and one.name == fact), None)
        if table is None:
            return Missing.because(Why.UNKNOWN, fact)
        return [_row(table, row) for row in self.answers.get(table.name) or ()]

    def previous(self, periods: int) -> Protocol:
        """The same answers with the metrics of an earlier period."""
        return replace(self, around=self.around.earlier(periods), earlier=True)


def worth(formula: Formula, scope: Answered) -> Value:
    """What a formula of a form is worth; missing where it cannot be told from what is stored."""
    try:
        return compile_exact(formula.tree, _catalogue(scope.form))(scope)
    except (MismatchError, LookupError):
        return Missing.because(Why.UNKNOWN, formula.text)


def last_key(field: Field) -> str:
    """The key of the name 上次.<field>."""
    return key_of(f"{LAST}.{field.name}")


def value_of(field: Field, stored: Any) -> Value:  # Any: JSON, a stored answer
    """A stored answer as a value.

    What is left empty is an empty text, or no to a question; a figure, day or moment is missing without a reason.
    """
    read = _VALUES.get(field.type)
    if stored in (None, "", [], {}):
        return NULL if read else False if field.type is FieldType.FLAG else ""
    if field.type in _MANY:
        return "、".join(str(one) for one in stored)
    return read(stored) if read else stored if isinstance(stored, bool) else str(stored)


def _figure(stored: Any) -> Value:  # Any: JSON, a stored answer
    return Fraction(stored["value"]) if stored["value"] else Missing.because(Why.UNKNOWN, stored["metric"])


_VALUES: dict[FieldType, Callable[[Any], Value]] = {
    FieldType.NUMBER: Fraction,
    FieldType.MONEY: Fraction,
    FieldType.METRIC: _figure,
    FieldType.DATE: date.fromisoformat,
    FieldType.TIME: datetime.fromisoformat,
}


def _row(table: Field, row: Mapping[str, Any]) -> Row:
    return {column.name: _cell(value_of(column, row.get(column.name))) for column in table.columns}


def _cell(value: Value) -> Cell:
    return None if isinstance(value, Missing) else value


def _catalogue(form: Form) -> Catalogue:
    facts = catalogue(compiled.schemas()).facts
    return Catalogue({**facts, **{table.english: table for table in _tables(form)}})


def _tables(form: Form) -> Iterable[Fact]:
    for field in form.fields:
        if field.type is FieldType.TABLE:
            columns = tuple(
                Column(one.name, one.name, _COLUMNS.get(one.type, ColumnType.TEXT)) for one in field.columns
            )
            yield Fact(field.name, field.name, "", columns)
